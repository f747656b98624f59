"""人员与备份: who may do what, the backup and the way back, the self-check."""

from cityreport.ui import backup_form, enter

enter("people")
# Accounts stand here, over the backup.
backup_form.make()
backup_form.give_back()
backup_form.check()
