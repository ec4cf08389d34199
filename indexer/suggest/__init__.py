"""Suggestions while a query is typed, and corrections of one that finds little: both made of what the index holds.

``Suggester`` keeps what is worked out for a commit. Titles and organizations are ready at once; words are read, with their
pinyin, beside the searches.
"""

from indexer.suggest.asking import asking, standing
from indexer.suggest.completion import MOST
from indexer.suggest.corrections import LITTLE, Ask, correct
from indexer.suggest.spelling import Spelling
from indexer.suggest.suggester import PATIENCE, Suggester

__all__ = ["LITTLE", "MOST", "PATIENCE", "Ask", "Spelling", "Suggester", "asking", "correct", "standing"]
