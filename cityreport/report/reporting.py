"""报送情况: who has sent what for which month, who was late, whom to remind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quality import Expected, due_date
from cityreport.report.doubts import left_out_notes
from cityreport.report.wording import count, rate_or_none, source_line
from cityreport.roster import Unit
from cityreport.style import NONE
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Headline, Section, Series, Table

SENT, IN_TIME, EXPECTED = "报送.已报数", "报送.按时数", "报送.应报数"
MOST_TILE_ROWS = 60
"""More rows of tiles than this cannot be looked through; the table lists all units."""
NO_ROSTER = (
    "单位名册还是空的，不知道该由谁报送。先在“单位名册”上传名册，或在“上传月报”由第一批文件建立。"
)
_DAYS_WORTH_COUNTING = 60
_Sent = tuple[str, bool, bool | None, date | None]
"""Of one sheet: kind, whether it came, whether in time, when."""
_WORST_FIRST = ("未报", "迟报", "未到期", "已报", "按时", "不需报")


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, today: date
) -> tuple[Headline, ...]:
    """报送率 and 及时率 with what they are shares of, and how many units owe or were late."""
    rows = _rows(evaluation, month, unit_type)
    owing = {row.unit for row in rows if not row.reported}
    late = {row.unit for row in rows if row.late}
    reported, on_time = sum(r.reported for r in rows), sum(r.on_time is True for r in rows)
    due = due_date(Month(evaluation.year, month), evaluation.settings)
    timed = evaluation.completeness(month).timed
    return (
        Headline("报送率", rate_or_none(reported / len(rows) if rows else None),
                 f"应报 {count(len(rows))} 张，已报 {count(reported)} 张", "已报表数 ÷ 应报表数；应报表种按单位名册。",
                 sent_figure(evaluation, month, unit_type)),
        Headline("及时率", rate_or_none(on_time / len(rows) if rows and timed else None),
                 f"应报 {count(len(rows))} 张，按时 {count(on_time)} 张" if timed else "启用月份以前不计及时率",
                 "按时收到的表数 ÷ 应报表数；以收到日期为准，补报不改变第一次的日期。",
                 sent_figure(evaluation, month, unit_type, of=IN_TIME)),
        Headline("尚未报齐" if today <= due else "欠报", f"{count(len(owing))} 家",
                 f"共欠 {count(len(rows) - reported)} 张" if owing else "已全部报齐" if rows else ""),
        Headline("迟报", f"{count(len(late))} 家", f"{count(sum(r.late for r in rows))} 张晚于期限" if late else ""),
        Headline("报送期限", f"{due.year}年{due.month}月{due.day}日", _days_left(due, today)),
    )  # fmt: skip


def sent_figure(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str = "", of: str = SENT
) -> Figure | None:
    """报送率 (or 及时率) of a month; None for months before the office counted."""
    if not evaluation.completeness(month).timed:
        return None
    return Figure(
        evaluation.year, month, unit=unit, unit_type=unit_type or "", measure=of, below=EXPECTED,
        only_month=month,
    )  # fmt: skip


def tiles(evaluation: Evaluation, month: int, unit_type: str | None, today: date) -> Section:
    """A tile a unit and month of the year so far, the units grouped by type."""
    listed = _listed(evaluation, month, unit_type)
    by_month = [evaluation.completeness(number).of_units for number in range(1, month + 1)]
    words = {
        unit.name: tuple(tile_word(found.get(unit.name, ()), today) for found in by_month)
        for unit in listed
    }
    shown = _shown(listed, words)
    months = tuple(f"{number}月" for number in range(1, month + 1))
    owing = sum(any(w.startswith("未报") for w in words[unit.name]) for unit in listed)
    span = _month_span(evaluation.year, range(1, month + 1))
    title = (
        f"{span}：{count(len(listed))} 家单位中 {count(owing)} 家有到期未报齐的月份" if owing
        else f"{span}：{count(len(listed))} 家单位已到期的月报都报齐了"
    )  # fmt: skip
    fewer = f" · 单位较多，只画欠报和迟报最多的 {len(shown)} 家" if len(shown) < len(listed) else ""
    return Section(
        key="reporting-tiles",
        title=title if listed else "没有应报送的单位",
        lead=f"按单位和月份，一格为当月应报的各张表 · 缺一张即为未报{fewer}",
        chart=Chart(
            "tiles", months,
            tuple(
                Series(_row_name(unit, unit_type), tuple(1.0 for _ in months), texts=words[unit.name])
                for unit in shown
            ),
            keys=tuple(unit.name for unit in shown),
            figures=tuple(
                Figure(evaluation.year, number, unit=unit.name)
                for unit in shown
                for number in range(1, month + 1)
            ),
        ),
        leads_only=True,
        table=Table(
            (Column("单位"), Column("类型"), *(Column(name) for name in months)),
            tuple((unit.name, unit.unit_type, *words[unit.name]) for unit in listed),
            tuple((Figure(evaluation.year, month, unit=unit.name),) for unit in listed),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if listed else (NO_ROSTER if not evaluation.roster.units else "所选类型没有在报的单位。"),
    )  # fmt: skip


def by_unit(evaluation: Evaluation, month: int, unit_type: str | None, today: date) -> Section:
    """应报, 已报, 迟报 of each unit for the month with what is missing; who owes comes first."""
    every = evaluation.completeness(month).of_units
    own = {unit: some for unit, some in every.items() if unit_type in (None, some[0].unit_type)}
    lines = sorted((_line(found, today) for found in own.values()), key=_urgency)
    owing = sum(any(not row.reported for row in found) for found in own.values())
    label = Month(evaluation.year, month).label
    return Section(
        key="reporting-units",
        title=f"{label}：{count(len(own))} 家应报单位中 {count(owing)} 家没有报齐" if owing
        else f"{label}：{count(len(own))} 家应报单位全部报齐" if own else f"{label}：没有应报的单位",
        lead="单位：张 · 欠报的在前 · 收到日期为各表第一次收到的日期",
        table=Table(
            (
                Column("单位"), Column("类型"), Column("情况"), Column("应报", "count"),
                Column("已报", "count"), Column("迟报", "count"), Column("没有报的表"), Column("收到日期"),
            ),
            tuple(lines),
            tuple((Figure(evaluation.year, month, unit=str(line[0])),) for line in lines),
        ),
        leads_only=True,
        notes=left_out_notes(evaluation, month, own),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if own else (NO_ROSTER if not evaluation.roster.units else "所选类型本月没有应报的单位。"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reminder:
    """The text to copy into a group chat; ``units`` it names (0: nobody owes) of the ``expected``."""

    units: int
    text: str
    expected: int


def reminder(
    evaluation: Evaluation, months: Sequence[int], unit_type: str | None, today: date
) -> Reminder:
    """催报: who owes what for which month and by when it was due."""
    owed: dict[str, dict[int, list[str]]] = {}
    expected: set[str] = set()
    for month in months:
        for row in _rows(evaluation, month, unit_type):
            expected.add(row.unit)
            if not row.reported:
                owed.setdefault(row.unit, {}).setdefault(month, []).append(row.kind)
    several = len(months) > 1
    lines = [
        f"{number}. {unit}：{_owed_words(kinds, several=several)}"
        for number, (unit, kinds) in enumerate(owed.items(), start=1)
    ]
    return Reminder(len(owed), "\n".join([*_opening(evaluation, months, today), *lines,
                                          *_closing(evaluation, today)]) if owed else "", len(expected))  # fmt: skip


def tile_word(rows: Sequence[Expected], today: date) -> str:
    """The state of a unit's month as a word of the tiles, with what is behind it."""
    if not rows:
        return "不需报"
    sent = tuple((row.kind, row.reported, row.on_time, row.received) for row in rows)
    return _word(sent, today <= rows[0].due)


# Many units send the same sheets on the same day, and every month of the year is shown again.
@lru_cache(maxsize=16384)
def _word(sent: tuple[_Sent, ...], running: bool) -> str:
    missing = [kind for kind, reported, _, _ in sent if not reported]
    count = f"{len(sent) - len(missing)}/{len(sent)} 张"
    if missing:
        return f"{'未到期' if running else '未报'} {count}，缺{'、'.join(missing)}"
    late = [received for _, _, on_time, received in sent if on_time is False]
    if late:
        return f"迟报 {len(late)}/{len(sent)} 张，{_days(late)}收到"
    word = "按时" if all(on_time for _, _, on_time, _ in sent) else "已报"
    return f"{word} {count}，{_days(received for *_, received in sent)}收到"


def _rows(evaluation: Evaluation, month: int, unit_type: str | None) -> list[Expected]:
    rows = evaluation.completeness(month).rows
    return [row for row in rows if unit_type in (None, row.unit_type)]


def _listed(evaluation: Evaluation, month: int, unit_type: str | None) -> list[Unit]:
    """The units with anything to report in the year so far, by type, in roster order."""
    expected = set().union(*(evaluation.completeness(m).of_units for m in range(1, month + 1)))
    types = {name: place for place, name in enumerate(evaluation.roster.types)}
    units = [unit for unit in evaluation.roster.units if unit.name in expected]
    meant = [unit for unit in units if unit_type in (None, unit.unit_type)]
    return sorted(meant, key=lambda unit: types[unit.unit_type])


def _shown(listed: Sequence[Unit], words: dict[str, tuple[str, ...]]) -> list[Unit]:
    """All units, or of too many the ones that owe and are late most, in the same order."""
    if len(listed) <= MOST_TILE_ROWS:
        return list(listed)

    def trouble(unit: Unit) -> tuple[int, int]:
        states = [text.partition(" ")[0] for text in words[unit.name]]
        return states.count("未报"), states.count("迟报")

    worst = {unit.name for unit in sorted(listed, key=trouble, reverse=True)[:MOST_TILE_ROWS]}
    return [unit for unit in listed if unit.name in worst]


def _row_name(unit: Unit, unit_type: str | None) -> str:
    return unit.name if unit_type else f"{unit.unit_type}｜{unit.name}"


def _line(rows: Sequence[Expected], today: date) -> tuple[Cell, ...]:
    missing = [row.kind for row in rows if not row.reported]
    first = rows[0]
    return (
        first.unit, first.unit_type, tile_word(rows, today).partition(" ")[0], len(rows),
        len(rows) - len(missing), sum(row.late for row in rows), "、".join(missing) or NONE,
        _days(row.received for row in rows) or NONE,
    )  # fmt: skip


def _urgency(line: tuple[Cell, ...]) -> tuple[int, int]:
    return _WORST_FIRST.index(str(line[2])), int(line[4] or 0) - int(line[3] or 0)


def _days(received: Iterable[date | None]) -> str:
    days = sorted({day for day in received if day is not None})
    return "、".join(f"{day.month}月{day.day}日" for day in days)


def _days_left(due: date, today: date) -> str:
    days = (due - today).days
    if days > 0:
        return f"还有 {days} 天"
    if days == 0:
        return "今天到期"
    return f"已过 {-days} 天" if -days <= _DAYS_WORTH_COUNTING else "已过期限"


def _opening(evaluation: Evaluation, months: Sequence[int], today: date) -> list[str]:
    dues = {m: due_date(Month(evaluation.year, m), evaluation.settings) for m in months}
    passed = all(due < today for due in dues.values())
    what = _month_span(evaluation.year, months)
    last = dues[max(months)]
    until = f"请于{last.year}年{last.month}月{last.day}日前报送" if not passed else "请尽快补报"
    due = (
        f"（应于{last.year}年{last.month}月{last.day}日前报送）"
        if passed and len(months) == 1
        else ""
    )
    return [
        "各单位：",
        f"{what}文明城市创建工作月报{due}，截至{today.month}月{today.day}日下列单位还没有报齐，{until}。"
        "确无此项工作的，请在表中填“本月无”后报送。",
    ]


def _month_span(year: int, months: Sequence[int]) -> str:
    first, last = min(months), max(months)
    return f"{year}年{first}月" if first == last else f"{year}年{first}—{last}月"


def _owed_words(owed: dict[int, list[str]], *, several: bool) -> str:
    if not several:
        return "、".join(next(iter(owed.values())))
    return "；".join(f"{month}月 {'、'.join(kinds)}" for month, kinds in owed.items())


def _closing(evaluation: Evaluation, today: date) -> list[str]:
    return [f"{evaluation.settings.office_name} {today.year}年{today.month}月{today.day}日"]
