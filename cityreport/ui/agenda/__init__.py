"""The agenda of a meeting on screen: chosen, put in order, titled, added to, saved."""

from cityreport.ui.agenda.choosing import choose
from cityreport.ui.agenda.editing import edit

__all__ = ["choose", "edit"]
