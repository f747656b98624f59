"""Two editions of the catalogue on screen: choose one, see it beside the one in force."""

import streamlit as st

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.pipeline.editions import framework_of, known_editions, under
from cityreport.report import editions
from cityreport.tables.section import Section
from cityreport.ui import blocks, cache
from cityreport.ui.selection import Selection


def editions_side_by_side(chosen: Selection) -> None:
    """The other edition is chosen on the page; a sentence stands there while there is none."""
    others = cache.build(_others, chosen.year)
    if not others:
        blocks.show(editions.alone())
        return
    other = st.selectbox(
        "现行目录与哪一版比", list(others), format_func=lambda key: others.get(key, ""),
        key="edition", width=520,
    )  # fmt: skip
    at = (chosen.month.number, chosen.unit_type, chosen.view)
    blocks.show(cache.build(_beside, chosen.year, int(other), *at))


def _others(evaluation: Evaluation) -> dict[int, str]:
    known = known_editions(cache.store(), evaluation.roster)
    return {one.id: one.label for one in known if not one.in_force}


def _beside(
    evaluation: Evaluation, edition: int, month: int, unit_type: str | None, view: View
) -> Section:
    other = under(evaluation, framework_of(cache.store(), evaluation.roster, edition))
    return editions.side_by_side(evaluation, other, month, unit_type, view)
