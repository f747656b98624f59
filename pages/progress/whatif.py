"""测算: what the score and the ranks would be with other values or targets."""

from cityreport.report import whatif
from cityreport.ui import blocks, cache, enter, selection, whatif_form

enter("whatif")
chosen = selection.bar(view=True)
assumed = whatif_form.assumed()
whatif_form.form(chosen, assumed)
shown = cache.build(
    whatif.outcome, chosen.year, chosen.month.number, chosen.unit_type, chosen.view, assumed
)
if assumed:
    blocks.metrics(shown.headlines)
blocks.show(shown.assumed)
if assumed:
    blocks.show(shown.units)
    blocks.show(shown.gaps)
