"""What the person looks at: month, unit type, view and unit, shared by all pages and by URL."""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from cityreport.evaluation import View
from cityreport.period import Month
from cityreport.report.wording import VIEW_WORDS
from cityreport.settings import places
from cityreport.ui import cache, ease
from cityreport.ui.markup import plain

ALL_TYPES = "全部类型"
ALL_UNITS = "全部单位"
NO_REPORTS = "还没有登记任何月报。先在“月报收集 → 上传月报”提交各单位的表格。"
_OPEN_MONTHS = 12
_UNANSWERED = "这里选不到{what}“{asked}”：{why}。现在显示的是“{shown}”。"
_CURRENT, _ARRIVED = "selection-in-view", "selection-arrived"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen; ``unit_type`` None means all, ``unit`` None that the page has none."""

    month: Month
    unit_type: str | None = None
    view: View = "paced"
    unit: str | None = None

    @property
    def year(self) -> int:
        """The assessment year of the month."""
        return self.month.year


def bar(
    *,
    month: bool = True,
    unit_type: bool = True,
    view: bool = False,
    unit: bool = False,
    all_units: bool = False,
    until_today: bool = False,
    unit_type_required: bool = False,
) -> Selection:
    """Draws the selection bar with what acts on the page, and returns what is chosen.

    Without any report it says so and stops the page; ``until_today`` offers the months up to the
    current one too, reported or not (报送情况). ``all_units`` offers 全部单位 first, which is None.
    """
    offered = _offered(until_today)
    if not offered:
        st.info(NO_REPORTS)
        st.stop()
    first = cache.default_month() or offered[0]
    asked = st.query_params.to_dict()
    if _ARRIVED in st.session_state:
        _carry_over()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        when = _month(offered, first) if month else first
        kind = _unit_type(when, required=unit_type_required) if unit_type else None
        seen = _view() if view else "paced"
        who = _unit(when, kind, everyone=all_units) if unit else None
    # Only now: a second click on the menu may have ended the run before the boxes were drawn.
    st.session_state.pop(_ARRIVED, None)
    chosen = Selection(when, kind, seen, who)
    st.session_state[_CURRENT] = chosen
    for sentence in _unanswered(asked, chosen, boxes=(month, unit_type, view, unit)):
        st.info(plain(sentence), icon=":material/info:")
    ease.printed(_said(chosen, month=month, view=view))
    return chosen


def current() -> Selection | None:
    """What is chosen on the page in view; None where it has no selection bar."""
    known = st.session_state.get(_CURRENT)
    return known if isinstance(known, Selection) else None


def begin(*, arrived: bool) -> None:
    """Begin a run of a page: nothing is chosen until its bar is drawn.

    The bar takes over what the page before had chosen once after one has ``arrived``. Not in every
    run: a browser that is told the value of a box builds it anew, with all of a thousand units.
    """
    st.session_state.pop(_CURRENT, None)
    if arrived:
        st.session_state[_ARRIVED] = True


def indicator(label: str, choices: dict[str, str], key: str) -> str:
    """The code of the chosen indicator, by its code and name in the address; ``choices`` by code.

    The address holds what the box shows, so the options are the shown texts themselves.
    """
    shown = {text: code for code, text in choices.items()}
    chosen = st.selectbox(
        label, list(shown), key=key, bind="query-params", width=520, filter_mode="contains"
    )
    return shown.get(str(chosen), next(iter(choices)))


def query(
    *, month: Month | None = None, unit_type: str | None = None, unit: str | None = None
) -> dict[str, str]:
    """The query parameters that make another page open with these choices."""
    chosen = {"month": month.label if month else None, "type": unit_type, "unit": unit}
    return {name: text for name, text in chosen.items() if text}


def _said(chosen: Selection, *, month: bool, view: bool) -> tuple[str, ...]:
    """What is chosen, in words: paper has no boxes to read it from."""
    return (
        chosen.month.label if month else "",
        chosen.unit_type or "",
        VIEW_WORDS[chosen.view] if view else "",
        chosen.unit or "",
    )


def _unanswered(
    asked: dict[str, str], chosen: Selection, *, boxes: tuple[bool, bool, bool, bool]
) -> list[str]:
    """What the address asks for and its box does not have, in a sentence each.

    ``boxes`` says which of month, unit type, view and unit can be chosen. The same comes of another
    type chosen while a unit is: Streamlit goes back to the first choice without a word.
    """
    shown = {
        "month": ("月份", chosen.month.label, "没有那个月的报表"),
        "type": ("单位类型", chosen.unit_type or ALL_TYPES, "名册里没有"),
        "view": ("计分方式", VIEW_WORDS[chosen.view], f"只有{'和'.join(VIEW_WORDS.values())}"),
        "unit": (
            "单位",
            chosen.unit or ALL_UNITS,
            "名册里没有，或者不属于所选的类型，或者当月不在册",
        ),
    }
    return [
        _UNANSWERED.format(what=what, asked=asked[name], why=why, shown=now)
        for (name, (what, now, why)), there in zip(shown.items(), boxes, strict=True)
        if there and asked.get(name, now) not in (now, ALL_TYPES, ALL_UNITS)
    ]


def _carry_over() -> None:
    """Gives what the page before had chosen to the widgets of this one.

    Streamlit 1.67 does so by itself except for what came with the address and was not touched.
    """
    for name in ("month", "type", "view", "unit"):
        if name in st.session_state and name not in st.query_params:
            st.session_state[name] = st.session_state[name]


def _offered(until_today: bool) -> tuple[Month, ...]:
    known = cache.months()
    if not until_today:
        return known
    today = Month.of(datetime.now(places().timezone).date())
    oldest = known[-1] if known else today.shift(-_OPEN_MONTHS + 1)
    newest = max(today, known[0]) if known else today
    span = (newest.year - oldest.year) * 12 + newest.number - oldest.number
    return tuple(newest.shift(-back) for back in range(span + 1))


def _month(offered: tuple[Month, ...], first: Month) -> Month:
    labels = {month.label: month for month in offered}
    index = offered.index(first) if first in offered else 0
    label = st.selectbox(
        "月份", list(labels), index=index, key="month", bind="query-params", width=150,
        filter_mode="contains", label_visibility="collapsed",
    )  # fmt: skip
    return labels.get(str(label), offered[index])


def _unit_type(month: Month, *, required: bool) -> str | None:
    """The chosen type; where one is required (ranking is within a type) 全部 is not offered."""
    types = cache.evaluation(month.year).roster.types
    label = st.selectbox(
        "单位类型", types if required else [ALL_TYPES, *types], key="type", bind="query-params", width=150,
        filter_mode="contains", label_visibility="collapsed",
    )  # fmt: skip
    return None if label in (ALL_TYPES, None) else str(label)


def _view() -> View:
    label = st.segmented_control(
        "计分方式", list(VIEW_WORDS.values()), default=VIEW_WORDS["paced"], required=True, key="view",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    return "annual" if label == VIEW_WORDS["annual"] else "paced"


def _unit(month: Month, unit_type: str | None, *, everyone: bool) -> str | None:
    names = [
        unit.name
        for unit in cache.evaluation(month.year).roster.units
        if unit.active(month) and unit_type in (None, unit.unit_type)
    ]
    label = st.selectbox(
        "单位", [ALL_UNITS, *names] if everyone else names, key="unit", bind="query-params", width=260, filter_mode="contains",
        placeholder="选择单位", label_visibility="collapsed",
    )  # fmt: skip
    return str(label) if label in names else None
