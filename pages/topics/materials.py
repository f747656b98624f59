"""申报材料与机制: mechanisms, application materials, awards and next plans of the units."""

from cityreport.report import materials
from cityreport.ui import blocks, cache, enter, selection

enter("materials")
chosen = selection.bar(unit=True, all_units=True)
kinds = (materials.MECHANISMS, materials.MATERIALS, materials.AWARDS, materials.PLANS)
rows = cache.rows_to_date(chosen.month, kinds)
at = (cache.evaluation(chosen.year), rows, chosen.month.number, chosen.unit_type, chosen.unit)

blocks.metrics(materials.headlines(*at))
blocks.show(materials.mechanisms_by_unit(*at))
blocks.show(materials.mechanism_list(*at))
blocks.show(materials.missing_materials(*at))
blocks.show(materials.material_list(*at))
blocks.show(materials.awards(*at))
blocks.show(materials.plans(*at))
