"""从汇报材料提取 step by step: choose a report, look, accept or refuse, register, look back."""

from cityreport.ui.extracting.choosing import Material, ask_material, ask_report
from cityreport.ui.extracting.committing import Choices, ask_choices, commit_form, show_outcome
from cityreport.ui.extracting.looking_back import registered_text
from cityreport.ui.extracting.reviewing import review

__all__ = [
    "Choices",
    "Material",
    "ask_choices",
    "ask_material",
    "ask_report",
    "commit_form",
    "registered_text",
    "review",
    "show_outcome",
]
