"""分子 and 分母 picked from lists: the sheet, its column, and conditions on its categories."""

import streamlit as st

from cityreport.framework import SYSTEM_MEASURES, Filter, Measure, parse_measure
from cityreport.framework.draft import read_measure, written_measure
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.roster.model import BASE_FIGURES
from cityreport.sheets import BY_NAME, KINDS
from cityreport.tables.named import CellError

NONE_CHOSEN = "（不用）"
NO_CONDITION = "（不加条件）"
_EQUAL, _UNEQUAL = "等于", "不等于"


def pick(label: str, text: str, key: str, *, optional: bool) -> str:
    """The expression picked for a measure, beginning with what ``text`` says; "" for none."""
    now = read_measure(text)
    sources = [*((NONE_CHOSEN,) if optional else ()), *_sources()]
    st.markdown(f"**{label}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = st.selectbox(
            "表",
            sources,
            index=_place(sources, now.source if now else None),
            key=f"{key}-source",
            width=180,
        )
        if source in (NONE_CHOSEN, None):
            return ""
        columns = _columns(str(source))
        column = st.selectbox(
            "列", columns, key=f"{key}-column-{source}", width=240,
            index=_place(columns, now.column if now and now.source == source else None),
        )  # fmt: skip
    filters = _conditions(str(source), now if now and now.source == source else None, key)
    return _written(str(source), str(column), filters)


def _sources() -> list[str]:
    counted = [kind.name for kind in KINDS if kind.measures]
    return [*counted, ROSTER_SOURCE, *SYSTEM_MEASURES]


def _columns(source: str) -> list[str]:
    if source in BY_NAME:
        return [column.name for column in BY_NAME[source].measures]
    return list(BASE_FIGURES if source == ROSTER_SOURCE else SYSTEM_MEASURES[source])


def _conditions(source: str, now: Measure | None, key: str) -> tuple[Filter, ...]:
    """The conditions that stand and room for one more; sheets of the office have none."""
    dimensions = [one.name for one in BY_NAME[source].dimensions] if source in BY_NAME else []
    standing = now.filters if now else ()
    chosen = []
    for number in range(min(len(standing) + 1, len(dimensions))):
        known = standing[number] if number < len(standing) else None
        one = _condition(source, dimensions, known, f"{key}-{source}-{number}")
        if one is not None:
            chosen.append(one)
    return tuple(chosen)


def _condition(source: str, dimensions: list[str], known: Filter | None, key: str) -> Filter | None:
    offered = [NO_CONDITION, *dimensions]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "条件",
            offered,
            index=_place(offered, known.column if known else None),
            key=f"{key}-where",
            width=180,
        )
        if name in (NO_CONDITION, None):
            return None
        same = known is not None and known.column == name
        sign = st.selectbox(
            "怎么比", (_EQUAL, _UNEQUAL), key=f"{key}-sign-{name}", width=110,
            index=int(bool(same and known and known.negated)),
        )  # fmt: skip
        column = BY_NAME[source].column(str(name))
        choices = list(column.choices) if column else []
        before = list(known.values) if same and known else []
        values = st.multiselect(
            "值", [*choices, *(one for one in before if one not in choices)], default=before,
            accept_new_options=True, key=f"{key}-values-{name}", width=420, placeholder="选择或输入",
        )  # fmt: skip
    return Filter(str(name), tuple(map(str, values)), sign == _UNEQUAL) if values else None


def _written(source: str, column: str, filters: tuple[Filter, ...]) -> str:
    plain = written_measure(Measure(source, column, "flow", filters))
    try:
        # As the catalogue reads it: a value with a sign of its own is a fault at the cell.
        return written_measure(parse_measure(plain))
    except CellError:
        return plain


def _place(offered: list[str], wanted: str | None) -> int:
    return offered.index(wanted) if wanted in offered else 0
