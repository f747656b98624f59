"""本市设置: what the office decides, each setting explained, and whether its 分值 are confirmed."""

from cityreport.ui import enter, office_form

enter("office")
office_form.confirmation()
office_form.settings_form()
