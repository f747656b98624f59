"""测算: what the score and the ranks would be with other values or targets."""

from cityreport.report import whatif
from cityreport.ui import blocks, cache, enter, selection, whatif_form

enter("whatif")
chosen = selection.bar(view=True)
assumed = whatif_form.assumed()
whatif_form.form(chosen, assumed)
if not assumed:
    blocks.show(cache.build(whatif.nothing_assumed, chosen.year, chosen.month.number, chosen.view))
else:
    shown = cache.build(
        whatif.outcome, chosen.year, chosen.month.number, chosen.unit_type, chosen.view, assumed
    )
    blocks.metrics(shown.headlines)
    blocks.show(shown.assumed)
    blocks.show(shown.units)
    blocks.show(shown.gaps)
