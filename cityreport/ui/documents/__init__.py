"""材料输出 on screen: what can be made for a meeting, what is in it, what is missing."""

from cityreport.ui.documents.offers import Chosen, makers, offers
from cityreport.ui.documents.showing import ask_unit, machine, show

__all__ = ["Chosen", "ask_unit", "machine", "makers", "offers", "show"]
