"""负面清单: what bars an application, ticked by people, with note and date."""

from cityreport.ui import enter, veto_list

enter("vetoes")
veto_list.checklist()
