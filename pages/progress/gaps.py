"""差距清单: what costs points, who makes it, what was not sent, what changed."""

import streamlit as st

from cityreport.report import changes, gaps, materials, warnings
from cityreport.ui import blocks, cache, cause_form, enter, registers, selection

enter("gaps")
chosen = selection.bar(view=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type)
blocks.metrics(cache.build(gaps.headlines, year, *at, chosen.view))
blocks.show(cache.build(gaps.gap_list, year, *at, chosen.view))

losing = cache.build(gaps.losing_indicators, year, *at)
if losing:
    code = st.selectbox(
        "看哪个指标的缺口由谁造成", list(losing), format_func=lambda key: losing.get(key, key),
        key="gap-indicator", width=520,
    )  # fmt: skip
    blocks.show(cache.build(gaps.makers, year, *at, str(code)))
blocks.show(cache.build(gaps.unit_list, year, *at, chosen.view))
cause_form.tagging(chosen, losing)
blocks.show(cache.build(gaps.silent, year, *at))
blocks.show(registers.build(materials.missing_materials, chosen))
if chosen.month.number > 1:
    blocks.show(cache.build(warnings.warning_list, year, *at))
else:
    blocks.show(cache.build_with_previous(warnings.in_january, year, chosen.unit_type))

if chosen.month.number > 1:
    earlier = st.selectbox(
        "与哪个月比", [f"{number}月" for number in range(chosen.month.number - 1, 0, -1)],
        key="earlier", width=150,
    )  # fmt: skip
    since = int(str(earlier).removesuffix("月"))
    blocks.show(
        cache.build(
            changes.changes, year, chosen.month.number, since, chosen.unit_type, chosen.view
        )
    )
