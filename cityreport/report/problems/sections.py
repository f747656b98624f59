"""问题整改台账 on the page: what moved since the last meeting, what is open, what comes back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cityreport.report.picked import (
    AGE,
    CLOSED,
    FOUND,
    OPEN,
    OVERDUE,
    RELAPSES,
    TYPE,
    WINDOW,
    of_row,
    picked,
)
from cityreport.report.problems.cases import (
    AGES,
    KIND,
    WINDOWS,
    Case,
    Followed,
    Problem,
    age_of,
    by_point_type,
    followed,
    standing,
    state_on,
)
from cityreport.report.wording import count
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure, Picked
from cityreport.tables.section import Cell, Chart, Column, Section, Series, Table

SHORT = "观察期不足"
ENOUGH = 5
"""One case of one is no 100 %: types with fewer followed cases are not compared."""
NO_REGISTER = f"所选的月份和单位没有报送过{KIND}。上传这张表（一行一个问题，有发现日期、整改期限、完成日期）后，这里才有内容。"
_MOST = 300


def moved(
    cases: Sequence[Case], day: date, before: date, since: str, about: Figure | None = None
) -> Section:
    """新增, 已整改 and 逾期 on a day against an earlier one (details.md E5).

    ``about`` is the selection's scope and month, to find the cells.
    """
    now, then = standing(cases, day), standing(cases, before)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, earlier, later, later - earlier)
        for name, earlier, later in (
            ("发现问题（累计）", then.found, now.found),
            ("已整改（累计）", then.closed, now.closed),
            ("未整改", then.open, now.open),
            ("其中逾期", then.overdue, now.overdue),
        )
    )
    title = (
        f"整改台账较{since}（{_short(before)}）：新增 {count(now.found - then.found)} 个，"
        f"已整改 {count(now.closed - then.closed)} 个，"
        f"逾期由 {count(then.overdue)} 个变为 {count(now.overdue)} 个"
    )
    return Section(
        key="problems-moved",
        title=title if cases else KIND,
        lead=f"截至{_long(day)} · 按台账的发现日期、完成日期、整改期限 · 过了期限的第二天起算逾期",
        table=Table(
            (
                Column("项目"), Column(f"{_short(before)}（个）", "count"),
                Column(f"{_short(day)}（个）", "count"), Column("变化（个）", "count"),
            ),
            rows,
            tuple(
                (None, _figure(about, rule, before), _figure(about, rule, day), None)
                for rule in (FOUND, CLOSED, OPEN, OVERDUE)
            ) if about else (),
        ),
        source=_source(cases, day),
        empty="" if cases else NO_REGISTER,
    )  # fmt: skip


def ages(problems: Sequence[Problem], day: date, about: Figure | None = None) -> Section:
    """The open problems by the days since they were found, the oldest first in the table."""
    still = [one for one in problems if state_on(one, day) in ("未整改", "逾期未整改")]
    still.sort(key=lambda one: (one.found, one.unit, one.number))
    counts = Counter(age_of(one, day) for one in still)
    rows = tuple(_open_row(one, day) for one in still[:_MOST])
    oldest = f"，最久的已 {(day - still[0].found).days} 天（{still[0].unit}）" if still else ""
    return Section(
        key="problems-ages",
        title=f"未整改 {count(len(still))} 个{oldest}" if still else "没有未整改的问题",
        lead=f"截至{_long(day)} · 自发现之日起的天数",
        chart=Chart(
            "bar", tuple(name for _, name in AGES),
            (Series("未整改", tuple(float(counts[name]) for _, name in AGES)),),
            format="count", measure_unit="个",
            figures=tuple(_figure(about, OPEN, day, (AGE, name)) for _, name in AGES) if about else (),
        ) if still else None,
        table=Table(
            (
                Column("单位"), Column("已过天数", "count"), Column("状态"), Column("发现日期"),
                Column("整改期限"), Column("超期天数", "count"), Column("点位类型"), Column("点位名称"),
                Column("问题描述"), Column("责任单位"), Column("出处"),
            ),
            rows,
            tuple((of_row(one.row),) for one in still[:_MOST]),
        ),
        notes=(f"表中只列最久的 {_MOST} 个。",) if len(still) > _MOST else (),
        source=_source(problems, day),
        empty="" if still else (f"截至{_long(day)}，台账上的问题都已整改。" if problems else NO_REGISTER),
    )  # fmt: skip


def relapses(
    problems: Sequence[Problem], day: date, own_days: int, about: Figure | None = None
) -> Section:
    """整改后 N 天反弹率 by 点位类型, each rate with its two parts.

    ``own_days`` is the office's own window, shown beside 30, 60 and 90.
    """
    windows = tuple(sorted({*WINDOWS, own_days}))
    whole = followed(problems, day)
    types = {
        name: watched
        for name, own in by_point_type(problems).items()
        if (watched := followed(own, day)).cases
    }
    rows = [(name, *_rates(watched, windows)) for name, watched in types.items()]
    total = ("合计", *_rates(whole, windows))
    back, enough = whole.rate(own_days)
    known = _comparable(types, own_days)
    return Section(
        key="problems-relapses",
        title=f"整改后 {own_days} 天反弹率 {write(back / enough, 'rate')}（{count(back)}/{count(enough)}）{_worst(known)}"
        if enough
        else f"整改后 {own_days} 天反弹率：{SHORT}",
        lead=f"截至{_long(day)} · 反弹：同一单位、同一点位、同一标准类别在整改后又被发现 · 分母只算整改后已满该天数的问题，图中只比不少于 {ENOUGH} 个的类型",
        chart=Chart(
            "bar", tuple(name for name, _ in known),
            (Series(f"{own_days} 天反弹率", tuple(share * 100 for _, share in known)),),
            format="percent", measure_unit="%", horizontal=True,
            figures=tuple(
                _relapse_figure(about, day, own_days, name) for name, _ in known
            ) if about else (),
        ) if known else None,
        table=Table(
            (Column("点位类型"), *(Column(f"{days} 天反弹率") for days in windows), Column("已整改（个）", "count")),
            (*rows, total) if rows else (),
            tuple(
                (None, *(_relapse_figure(about, day, days, name) for days in windows), None)
                for name in (*(str(row[0]) for row in rows), "")
            ) if rows and about else (),
        ),
        notes=(_in_words(total, windows), *_notes(whole.without_point, whole.undated)) if rows else (),
        source=_source(problems, day),
        help="括号里是“反弹的/满了这么多天的”。整改不久、还没满天数的问题，反弹没反弹都不进分子和分母，免得把比率算高或算低。",
        empty="" if rows else _nothing_followed(problems),
    )  # fmt: skip


def _figure(about: Figure | None, rule: str, day: date, *where: tuple[str, str]) -> Figure | None:
    return picked(about, Picked(KIND, rule, where, day.isoformat())) if about else None


def _relapse_figure(about: Figure | None, day: date, days: int, name: str) -> Figure | None:
    """The rate of a 点位类型, of all of them without a name."""
    of_type = ((TYPE, name),) if name else ()
    return _figure(about, RELAPSES, day, (WINDOW, str(days)), *of_type)


def _rates(found: Followed, windows: Sequence[int]) -> tuple[Cell, ...]:
    pairs = [found.rate(days) for days in windows]
    said = (
        f"{write(back / enough, 'rate')}（{count(back)}/{count(enough)}）" if enough else SHORT
        for back, enough in pairs
    )
    return (*said, len(found.cases))


def _comparable(types: Mapping[str, Followed], days: int) -> list[tuple[str, float]]:
    """The types with enough followed cases to be called high or low, the highest rate first."""
    rates = []
    for name, found in types.items():
        back, enough = found.rate(days)
        if enough >= ENOUGH:
            rates.append((name, back / enough))
    return sorted(rates, key=lambda pair: -pair[1])


def _in_words(total: tuple[Cell, ...], windows: Sequence[int]) -> str:
    said = "、".join(f"{days} 天 {rate}" for days, rate in zip(windows, total[1:], strict=False))
    return f"各类合计：{said}。各类型的见表。"


def _worst(known: Sequence[tuple[str, float]]) -> str:
    if not known or known[0][1] <= 0:
        return ""
    return f"，{known[0][0]}最高（{write(known[0][1], 'rate')}）"


def _notes(without_point: int, undated: int) -> tuple[str, ...]:
    said = []
    if without_point:
        said.append(f"{count(without_point)} 个没有点位名称，无从跟踪，不计入。")
    if undated:
        said.append(
            f"{count(undated)} 个标了“是否反复：是”，但台账里没有再次发现的那一行，不知道隔了几天，不计入。"
        )
    return tuple(said)


def _nothing_followed(problems: Sequence[Problem]) -> str:
    if not problems:
        return NO_REGISTER
    return "台账上还没有写明点位名称、已经整改的问题，算不出反弹率。"


def _open_row(one: Problem, day: date) -> tuple[Cell, ...]:
    late = (day - one.due).days if one.due is not None and one.due < day else None
    return (
        one.unit, (day - one.found).days, state_on(one, day), one.found.isoformat(),
        one.due.isoformat() if one.due else "未填", late, one.point_type, one.point or NONE,
        one.words, one.owner, one.origin,
    )  # fmt: skip


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _source(cases: Iterable[Case], day: date) -> str:
    """Whose registers they are: not every unit keeps one."""
    units = len({one.unit for one in cases})
    whose = f"{count(units)} 家单位的" if units else "各单位"
    return f"来源：{whose}{KIND}，截至{_long(day)}"
