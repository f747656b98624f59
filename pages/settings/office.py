"""本市设置: what the office decides, each setting explained, and whether its 分值 are confirmed."""

from cityreport.ui import enter, master_form, office_form

enter("office")
office_form.confirmation()
office_form.settings_form()
master_form.master_form()
