"""人员与备份: who may do what, the backup and the way back, the self-check."""

from cityreport.ui import backup_form, enter, people_form

enter("people")
people_form.accounts()
backup_form.make()
backup_form.give_back()
backup_form.check()
people_form.audit()
