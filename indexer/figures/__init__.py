"""Numeric facts of a report's text: 立案1315件 as {提案, 立案, 1315 件, 2023}, with its sentence and place. Pure; knows no engine."""

from indexer.figures.asking import not_understood, read_asked
from indexer.figures.figure import Figure, Number, Period
from indexer.figures.grouping import Asked, akin, answer, fits
from indexer.figures.reading import figures
from indexer.figures.vocabulary import known, needed

__all__ = [
    "Asked",
    "Figure",
    "Number",
    "Period",
    "akin",
    "answer",
    "figures",
    "fits",
    "known",
    "needed",
    "not_understood",
    "read_asked",
]
