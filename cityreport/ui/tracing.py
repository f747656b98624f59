"""查看出处: a 出处码 typed or in the address, and everything behind the figure it names."""

from dataclasses import replace

import streamlit as st

from cityreport.errors import UserError
from cityreport.report import provenance
from cityreport.tables.figure import Figure
from cityreport.ui import behind, blocks, cache, drill
from cityreport.ui.selection import NO_REPORTS


def ask() -> Figure | None:
    """The figure of the code in the box; without one, None, and the codes to begin from."""
    first = cache.default_month()
    if first is None:
        st.info(NO_REPORTS)
        return None
    typed = str(
        st.text_input(
            "出处码", key="code", bind="query-params", width=360, max_chars=80,
            placeholder="如 2308-B09-Y11-7K", help="投影、材料备注和各页“查看出处”里的那一串字。",
        ) or ""
    ).strip()  # fmt: skip
    if not typed:
        blocks.show(cache.build(provenance.listing, first.year, first.number))
        return None
    try:
        month = provenance.month_of(typed)
        return provenance.figure_of(typed, cache.evaluation(month.year), cache.store())
    except UserError as unknown:
        st.error(blocks.plain(str(unknown)))
        return None


def look_at(figure: Figure) -> None:
    """The way up, the working, the units, the cells with their sum, and the files."""
    evaluation = cache.evaluation(figure.year)
    drill.crumbs(figure, "provenance")
    # All that its quiet buttons would open stands below.
    blocks.show(replace(provenance.working(evaluation, figure, cache.store()), leads_only=True))
    found = cache.evidence(figure)
    units = provenance.unit_section(evaluation, figure, found)
    if units is not None:
        blocks.show(replace(units, leads_only=True))
    for section in provenance.cell_sections(evaluation, figure, found):
        blocks.show(section)
    behind.files(provenance.files_of(found), "page")
