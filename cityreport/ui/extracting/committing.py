"""Unit, month, who and how; what will be replaced or added; the commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from cityreport.errors import UserError
from cityreport.narrative import Accepted, titled_month
from cityreport.period import Month
from cityreport.pipeline import FileResult, LoadChoices
from cityreport.pipeline import narrative as reports
from cityreport.report import narrative, upload
from cityreport.tables.ledger import FileReading
from cityreport.ui import blocks, cache, clock, link
from cityreport.ui.extracting.choosing import Material, forget
from cityreport.ui.uploading import person
from cityreport.ui.uploading.replacing import held_by

_OUTCOME = "narrative-outcome"
_ADD, _REPLACE = "补充", "替换"
_MONTHS_BACK = 24


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person says about a report: whose it is, for which month, received when, by whom."""

    unit: str | None
    month: Month
    received: date
    by: str
    add: bool


def ask_choices(material: Material, report: int) -> Choices:
    """Unit, default month, 收到日期, 登记人, and 补充 or 替换."""
    about = material.found.reports[report]
    named, mark = about.unit, f"{material.prose.sha256[:8]}-{report}"
    known = material.roster.match(named) if named else None
    units = [unit.name for unit in material.roster.units]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        unit = st.selectbox(
            "哪家单位的材料", units, index=units.index(known.name) if known else None, width=230,
            placeholder="选择单位", filter_mode="contains", key=f"narrative-unit-{mark}",
            help="材料里写了名册上的单位时自动选中，请核对。",
        )  # fmt: skip
        today = Month.of(clock.today())
        shown = cache.default_month() or today
        titled = titled_month(about, shown, today)
        months = _months(titled or shown)
        label = st.selectbox(
            "没写月份的列入", list(months), key=f"narrative-month-{mark}", width=150, filter_mode="contains",
            index=list(months.values()).index(titled or shown),
            help="材料里写明月份的按材料；没写的先按标题里的月份；只写“三月份”没写年的，按这里的年份。",
        )  # fmt: skip
        received = st.date_input(
            "收到日期", value=clock.today(), max_value=clock.today(), format="YYYY-MM-DD",
            key="narrative-received", width=150,
        )  # fmt: skip
        by = person.ask("登记人", "narrative-by")
        way = st.segmented_control(
            "已登记过的报表", [_ADD, _REPLACE], default=_ADD, required=True, key="narrative-way-in",
            help="补充：和这家单位已报的表相加，表里已有的数请不要再采纳；替换：以这份材料为准。",
        )  # fmt: skip
    st.caption(narrative.month_said(about, titled, months[str(label)]))
    return Choices(unit, months[str(label)], received, by, add=way != _REPLACE)


def _months(first: Month) -> dict[str, Month]:
    """The months to choose from: two years back from today, those reported, and the first one."""
    today = Month.of(clock.today())
    offered = {today.shift(-back) for back in range(_MONTHS_BACK)} | {first, *cache.months()}
    return {month.label: month for month in sorted(offered, reverse=True)}


def commit_form(material: Material, choices: Choices, taken: Sequence[Accepted]) -> None:
    """The preview of what will be registered, what it touches, and the button."""
    reading = reports.accepted_reading(material.found, taken, material.prose)
    blocks.show(narrative.preview(reading))
    if not taken:
        return
    foreseen = [FileResult(reading, "ok")]
    held = held_by(foreseen)
    if held:
        blocks.show(upload.replacements(foreseen, held, adding=choices.add))
    again = _again(material, choices)
    missing = [] if choices.by else ["登记人"]
    with st.container(horizontal=True, vertical_alignment="center"):
        sure = st.checkbox(again, key="narrative-again") if again else True
        pressed = st.button(
            f"登记 {sum(len(table.rows) for table in reading.tables)} 行", type="primary",
            disabled=bool(missing) or not sure, key="narrative-commit", icon=":material/done_all:",
        )  # fmt: skip
    if missing:
        st.caption("填写登记人后就可以登记。")
    if pressed and sure and not missing:
        _commit(reading, choices, more=len(material.found.reports) > 1)


def _again(material: Material, choices: Choices) -> str:
    """The question asked when this very report is registered for the unit already."""
    store = cache.store()
    numbers = reports.registered_before(store, material.prose.sha256)
    same = [
        number
        for number in numbers
        if any(entry.key.unit == choices.unit for entry in store.submission(number).scope)
    ]
    if not same:
        return ""
    said = "、".join(map(str, same))
    return blocks.plain(
        f"这份材料已为{choices.unit}登记过（{said} 号），再登记会重复计数；仍要登记"
    )


def _commit(reading: FileReading, choices: Choices, *, more: bool) -> None:
    """Registers; the file stays on the page when it holds ``more`` reports to look at."""
    how = LoadChoices(choices.by, choices.received, clock.now(), add=choices.add)
    try:
        number = reports.commit_report(cache.store(), reading, how)
    except UserError as problem:
        st.error(blocks.plain(str(problem)))
        return
    st.session_state[_OUTCOME] = (number, reading.file)
    if not more:
        forget()
    st.rerun()


def show_outcome() -> None:
    """What the last commit did, and the ways on from it."""
    done: tuple[int, str] | None = st.session_state.get(_OUTCOME)
    if done is None:
        return
    number, file = done
    st.success(
        blocks.plain(f"已登记为 {number} 号（{file}）。各页的数已重新计算；登错了可以撤回。")
    )
    with st.container(horizontal=True):
        link("history", "看登记和撤回", submission=str(number))
        link("narrative", "看登记了哪些句子", submission=str(number))
        if st.button("知道了", key="narrative-seen", type="tertiary"):
            st.session_state.pop(_OUTCOME)
            st.rerun()
