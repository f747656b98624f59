"""The slides of a meeting: an agenda of sections becomes slides, the same on wall and in a file."""

from cityreport.report.deck.catalogue import CATALOGUE, choices
from cityreport.report.deck.entry import Choice, Entry
from cityreport.report.deck.meeting import Correction, Meeting, gather
from cityreport.report.deck.slides import Deck, Slide, deck, slides
from cityreport.report.deck.sources import sources_in
from cityreport.report.deck.standard import standard_agenda

__all__ = [
    "CATALOGUE",
    "Choice",
    "Correction",
    "Deck",
    "Entry",
    "Meeting",
    "Slide",
    "choices",
    "deck",
    "gather",
    "slides",
    "sources_in",
    "standard_agenda",
]
