"""申报材料与机制: mechanisms, application materials, awards and next plans of the units."""

from cityreport.report import materials
from cityreport.ui import blocks, enter, registers, selection

enter("materials")
chosen = selection.bar(unit=True, all_units=True)

blocks.metrics(registers.build(materials.headlines, chosen))
blocks.show(registers.build(materials.mechanisms_by_unit, chosen))
blocks.show(registers.build(materials.mechanism_list, chosen))
blocks.show(registers.build(materials.missing_materials, chosen))
blocks.show(registers.build(materials.material_list, chosen))
blocks.show(registers.build(materials.awards, chosen))
blocks.show(registers.build(materials.plans, chosen))
