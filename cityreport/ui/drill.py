"""One level down: a click on a mark or row opens what stands behind it, and the way back up.

Where one is stands in the address, so that a link can be passed on and the browser's own way back
works.
"""

from functools import partial
from typing import Any

import streamlit as st

from cityreport.charts import place_of
from cityreport.period import Month
from cityreport.report import provenance
from cityreport.report.wording import VIEW_WORDS
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Table
from cityreport.ui import cache, registry
from cityreport.ui.markup import plain
from cityreport.ui.selection import ALL_TYPES

_HERE, _NEXT, _CHOSEN = "page-here", "drill-next", "drill-chosen"
_TIMES, LINK = "drill-times", "drill-link"
TOPICS = {"资金投入": "investments", "志愿服务": "volunteers", "督查检查": "inspections",
          "创建活动": "activities", "测评打分": "assessments", "问题整改台账": "inspections",
          "工作机制": "materials", "申报材料": "materials", "荣誉表彰": "materials",
          "下步计划": "materials", "报送": "reporting"}  # fmt: skip
"""Sheet kind → the page that shows its sums."""

Place = tuple[str, dict[str, str]]
"""A page's key and the choices in its address."""


def arrive(page: str) -> None:
    """Note which page is drawn and what a click chose on it; open what was clicked before."""
    st.session_state[_HERE] = page
    if follow():
        return
    wanted, chosen = st.session_state.pop(_CHOSEN, ("", {}))
    # Streamlit 1.67 drops parameters of the address that a widget of the page before had too.
    for name, text in chosen.items() if wanted == page else ():
        st.session_state[name] = text


def follow() -> bool:
    """Open what was clicked in the run before; whether anything was.

    By a link that the browser follows at once (``chinese``): one step of its history, with the
    choices in the address, which ``st.switch_page`` refuses while widgets are bound to them. The
    page is drawn on meanwhile, for widgets that go take their choices out of the address.
    """
    wanted: Place | None = st.session_state.pop(_NEXT, None)
    if wanted is None:
        return False
    st.session_state[_CHOSEN] = wanted
    page, query = wanted
    with st.container(key=LINK):
        st.page_link(str(registry.page(page).file), label="打开", query_params=query)
    return True


def behind(figure: Figure, here: str) -> Place:
    """Where a click on a figure leads from a page: indicator, unit, cells.

    What a page is about itself leads on to its working and cells.
    """
    whole = figure.is_score and not figure.dimension
    above = here == "unit" if figure.unit else here == "criteria" and whole
    if figure.measure or figure.picked or here == "provenance" or above:
        return cells(figure)
    if figure.unit:
        return "unit", {**choices(figure), **_named("unit-indicator", _label(figure))}
    return "criteria", {
        **choices(figure), **_named("indicator", _label(figure)),
        **_named("dimension", figure.dimension),
    }  # fmt: skip


def cells(figure: Figure) -> Place:
    """The page with the working and the cells of a figure."""
    code = provenance.code_of(figure, cache.evaluation(figure.year))
    return "provenance", {**choices(figure), "code": code}


def choices(figure: Figure) -> dict[str, str]:
    """Month, unit type and unit of a figure as the selection bar has them."""
    month = {"month": Month(figure.year, figure.month).label}
    # Said even when it is 全部: the type chosen before might not be the unit's.
    kind = {"type": figure.unit_type or ALL_TYPES}
    return {**month, **kind, **_named("unit", figure.unit)}


def crumbs(figure: Figure | None, here: str) -> None:
    """The levels above, each a link, ending in where one is."""
    shown = [*_above(figure, here)] if figure else []
    if not shown:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="crumbs"):
        for page, label, query in shown:
            st.page_link(str(registry.page(page).file), label=plain(label), query_params=query)
            st.caption("›", width="content")
        st.caption("这里", width="content")


def on_chart(key: str, chart: Chart) -> dict[str, Any]:
    """What a drawn chart needs to be clicked: key, callback and mode; a fresh key each time.

    Otherwise the mark clicked last would stay picked out when the page is shown again.
    """
    own = f"chart-{key}-{_times().get(key, 0)}"
    if not any(chart.figures):
        return {"key": own}
    return {"key": own, "on_select": partial(_chart_clicked, own, key, chart, in_view()),
            "selection_mode": "points"}  # fmt: skip


def on_table(key: str, table: Table) -> dict[str, Any]:
    """What a table on screen needs to be clicked: key, callback and mode."""
    own = f"{key}-{_times().get(key, 0)}"
    if not any(any(row) for row in table.figures):
        return {"key": own}
    own = f"leads-{own}"  # by this name ``ease.js`` keeps the Tab key from leading on
    return {"key": own, "on_select": partial(_table_clicked, own, key, table, in_view()),
            "selection_mode": "single-cell"}  # fmt: skip


def on_headline(figure: Figure) -> dict[str, Any]:
    """What the label of a headline figure needs to be pressed, by mouse or keyboard."""
    return {"on_click": partial(_remember, "headlines", figure, in_view())}


def _chart_clicked(own: str, key: str, chart: Chart, here: str) -> None:
    points = st.session_state[own]["selection"]["points"]
    named = [point["customdata"] for point in points if point.get("customdata") is not None]
    if named:
        first = named[0][0] if isinstance(named[0], list) else named[0]
        place = place_of(chart, str(first))
        _remember(key, chart.figures[place] if place is not None else None, here)


def _table_clicked(own: str, key: str, table: Table, here: str) -> None:
    picked = st.session_state[own]["selection"]["cells"]
    if picked:
        row, title = picked[0]
        titles = [column.title for column in table.columns]
        column = titles.index(title) if title in titles else 0
        _remember(key, table.figure_at(int(row), column), here)


def _remember(key: str, figure: Figure | None, here: str) -> None:
    if figure is not None:
        st.session_state[_NEXT] = behind(figure, here)
        st.session_state[_TIMES] = {**_times(), key: _times().get(key, 0) + 1}


def _times() -> dict[str, int]:
    known: dict[str, int] = st.session_state.get(_TIMES, {})
    return known


def in_view() -> str:
    """The key of the page in view, "" before any was entered."""
    return str(st.session_state.get(_HERE, ""))


def _label(figure: Figure) -> str:
    """An indicator as the boxes show it: B09 问题整改率."""
    known = cache.evaluation(figure.year).framework.indicator(figure.indicator)
    return f"{known.code} {known.name}" if known else ""


def _named(name: str, text: str) -> dict[str, str]:
    return {name: text} if text else {}


def _above(figure: Figure, here: str) -> list[tuple[str, str, dict[str, str]]]:
    """The pages above a figure from the top down, each with its label and choices."""
    view = {"view": VIEW_WORDS[figure.view]} if figure.view != "paced" else {}
    at = {**choices(figure), **view}
    city = {name: text for name, text in at.items() if name in ("month", "view")}
    found = [("overview", "总览", city)]
    if figure.indicator:
        found.append(("criteria", f"测评进度 · {figure.indicator}", {
            **{name: text for name, text in at.items() if name != "unit"},
            "indicator": _label(figure),
        }))  # fmt: skip
    kind = figure.picked.kind if figure.picked else figure.measure.partition(".")[0]
    if kind in TOPICS:
        found.append((TOPICS[kind], registry.page(TOPICS[kind]).title, at))
    if figure.unit:
        found.append(("unit", figure.unit, {**at, **_named("unit-indicator", _label(figure))}))
    return [one for one in found if one[0] != here]
