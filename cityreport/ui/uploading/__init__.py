"""上传月报 step by step: choose files, read, confirm a first roster, choose, commit, take back."""

from cityreport.ui.uploading.batch import Batch, chosen_files, read
from cityreport.ui.uploading.choosing import ask_choices, ask_rivals, foresee
from cityreport.ui.uploading.committing import commit_button, say_hindrance, show_outcome
from cityreport.ui.uploading.first_roster import confirm_roster
from cityreport.ui.uploading.previewing import preview
from cityreport.ui.uploading.remembering import ask_to_remember, learnt_words
from cityreport.ui.uploading.returning import offer_returns
from cityreport.ui.uploading.undoing import undo_recent

__all__ = [
    "Batch",
    "ask_choices",
    "ask_rivals",
    "ask_to_remember",
    "chosen_files",
    "commit_button",
    "confirm_roster",
    "foresee",
    "learnt_words",
    "offer_returns",
    "preview",
    "read",
    "say_hindrance",
    "show_outcome",
    "undo_recent",
]
