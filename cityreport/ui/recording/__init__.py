"""上传记录 step by step: filter, look at one submission, withdraw it, close months."""

from cityreport.ui.recording.closing import closed_months
from cityreport.ui.recording.filtering import ask_filter, read
from cityreport.ui.recording.looking import choose, look_at

__all__ = ["ask_filter", "choose", "closed_months", "look_at", "read"]
