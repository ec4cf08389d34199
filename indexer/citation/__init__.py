"""Citing a report: GB/T 7714—2015, BibTeX, RIS and plain words. Pure; what is not known is left out, never made up."""

from indexer.citation.bibtex import bibtex
from indexer.citation.gb7714 import gb7714
from indexer.citation.parts import Citation, web_address
from indexer.citation.plain import plain_text, quotation
from indexer.citation.ris import ris

__all__ = ["Citation", "bibtex", "gb7714", "plain_text", "quotation", "ris", "web_address"]
