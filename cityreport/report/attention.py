"""What needs attention: the costliest gaps, who moved, who has not sent."""

from collections.abc import Sequence
from math import ceil

from cityreport.evaluation import View
from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE
from cityreport.gaps import Gap, group_gaps
from cityreport.pipeline import Evaluation
from cityreport.report.standing import group_of, of_the_score
from cityreport.report.wording import VIEW_WORDS, count, coverage_sentence, source_line
from cityreport.sheets import BY_NAME
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Column, Section, Series, Table

SHOWN_GAPS = 10
SHOWN_MOVERS = 5
NAMED_OFFICES = 3
_DIVISIBLE = ("元", "万元", "小时", "天", "分", "%", "‰", "个/次")
_SYSTEM_UNITS = {REPORTING_SOURCE: "张", DATA_SOURCE: "行"}


def costliest_gaps(
    evaluation: Evaluation, month: int, unit_type: str | None, view: View
) -> Section:
    """The ten gaps that cost most points, with what is missing and who must act."""
    group = group_of(evaluation, unit_type, view)
    gaps = group_gaps(evaluation.values, group, month)
    shown, lost = gaps[:SHOWN_GAPS], sum(gap.points_lost for gap in gaps)
    figures = tuple(
        Figure(
            evaluation.year, month, unit_type=unit_type or "", indicator=gap.indicator.code,
            view=view,
        )
        for gap in shown
    )  # fmt: skip
    return Section(
        key="gaps",
        title=_gaps_title(shown, lost),
        lead=f"失分＝分值×（1－得分率） · {VIEW_WORDS[view]} · {coverage_sentence(group, month)}",
        chart=Chart(
            "bar", tuple(gap.indicator.name for gap in shown),
            (Series("失分", tuple(gap.points_lost for gap in shown)),),
            format="score", measure_unit="分", horizontal=True,
            keys=tuple(gap.indicator.code for gap in shown), figures=figures,
        ),
        table=Table(
            (Column("测评项目"), Column("指标"), Column("失分（分）", "score"), Column("缺口"),
             Column("每月需完成"), Column("近期月均"), Column("责任单位"), Column("完成时限")),
            tuple(_gap_row(gap) for gap in shown),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        notes=(
            *_cumulative_note(shown, lost, of_the_score(evaluation, group, month, lost)),
            *_who_acts(shown),
        ),
        help="缺口按全年目标计算；比率类指标的缺口换算成还需完成的数量。未报的指标另列，不算差距。",
        empty="" if shown else "有数据的指标都已达到目标，没有失分。",
    )  # fmt: skip


def movers(evaluation: Evaluation, month: int, unit_type: str | None, view: View) -> Section:
    """Units that moved most places within their type since the month before."""
    rows = _moves(evaluation, month, unit_type, view) if month > 1 else []
    moved = sorted((r for r in rows if r[4]), key=lambda r: -abs(int(r[4] or 0)))[
        : 2 * SHOWN_MOVERS
    ]
    up = [row for row in moved if int(row[4] or 0) > 0]
    down = [row for row in moved if int(row[4] or 0) < 0]
    kept = (*up[:SHOWN_MOVERS], *down[:SHOWN_MOVERS])
    return Section(
        key="movers",
        title=_movers_title(kept) if rows else "还不能与上月比名次",
        lead=f"{VIEW_WORDS[view]} · 同类单位内的名次 · 与{month - 1}月相比" if month > 1 else "",
        table=Table(
            (Column("单位"), Column("类型"), Column("本月名次", "count"), Column("上月名次", "count"),
             Column("位次升降")),
            tuple((*row[:4], f"{'↑' if int(row[4]) > 0 else '↓'} {abs(int(row[4]))} 位") for row in kept),
            tuple((Figure(evaluation.year, month, unit=row[0], view=view),) for row in kept),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if kept else _why_no_movers(rows, month),
    )  # fmt: skip


def absentees(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """Who has not sent what, and who sent it late."""
    rows = [r for r in evaluation.completeness(month).rows if unit_type in (None, r.unit_type)]
    owing: dict[str, list[str]] = {}
    late: dict[str, list[str]] = {}
    for row in rows:
        if not row.reported:
            owing.setdefault(row.unit, []).append(row.kind)
        elif row.late:
            late.setdefault(row.unit, []).append(row.kind)
    shown = [(unit, "未报", "、".join(kinds)) for unit, kinds in owing.items()]
    shown += [(unit, "迟报", "、".join(kinds)) for unit, kinds in late.items()]
    due = rows[0].due if rows else None
    return Section(
        key="absentees",
        title=f"{count(len(owing))} 家有表未报，{count(len(late))} 家迟报"
        if shown
        else f"{month}月月报已全部按时报齐",
        lead=f"{month}月月报 · 应于{due.month}月{due.day}日前报送" if due else "",
        table=Table(
            (Column("单位"), Column("情况"), Column("表种")),
            tuple(shown),
            tuple((Figure(evaluation.year, month, unit=row[0]),) for row in shown),
        ),
        leads_only=True,
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if shown else ("没有欠报和迟报的单位。" if rows else "本月没有应报的单位。"),
    )


def _gaps_title(shown: list[Gap], lost: float) -> str:
    if not shown:
        return "没有失分的指标"
    part = sum(gap.points_lost for gap in shown[:3])
    names = "、".join(gap.indicator.name for gap in shown[:3])
    return f"{names}共失 {write(part, 'score')} 分，占全部失分的 {write(part / lost, 'rate')}"


def _cumulative_note(shown: list[Gap], lost: float, whole: str) -> tuple[str, ...]:
    if not shown:
        return ()
    part = sum(gap.points_lost for gap in shown)
    return (
        f"以上 {len(shown)} 项合计失 {write(part, 'score')} 分，"
        f"全部失分 {write(lost, 'score')} 分（{whole}）。",
    )


def _who_acts(shown: list[Gap]) -> tuple[str, ...]:
    """Who must act until when on the costliest gaps; all of them stand in the table."""
    named = [gap.indicator for gap in shown if gap.indicator.responsible or gap.indicator.deadline]
    if not named:
        return ("测评标准目录里还没有写这些指标的责任单位和完成时限。",) if shown else ()
    told = (
        f"{one.name}（{'，'.join(filter(None, (one.responsible, one.deadline)))}）"
        for one in named[:NAMED_OFFICES]
    )
    more = "，其余见表" if len(named) > NAMED_OFFICES else ""
    return (f"责任单位和完成时限：{'、'.join(told)}{more}。",)


def _gap_row(gap: Gap) -> tuple[str | float | None, ...]:
    indicator = gap.indicator
    unit = shortfall_unit(gap)
    return (
        indicator.dimension, indicator.name, gap.points_lost,
        still_needed(gap.shortfall, unit), still_needed(gap.needed, unit),
        amount(gap.recent, unit),
        indicator.responsible or NONE, indicator.deadline or NONE,
    )  # fmt: skip


def shortfall_unit(gap: Gap) -> str:
    """The measure unit a gap's shortfall is counted in (details.md B24)."""
    indicator = gap.indicator
    if indicator.rule == "deduct":
        return "例"
    if indicator.is_ratio and indicator.direction == "up":
        return numerator_unit(indicator.numerator.source, indicator.numerator.column)
    return indicator.measure_unit


def numerator_unit(kind: str, column: str) -> str:
    """The stored measure unit of a ledger column or system measure, 个 where it has none."""
    if kind in BY_NAME:
        declared = BY_NAME[kind].column(column)
        return (declared.measure_unit if declared else "") or "个"
    return _SYSTEM_UNITS.get(kind, "个")


def amount(value: float | None, unit: str) -> str:
    """An amount with its measure unit, yuan in 万元, % as 个百分点; — where there is none."""
    if value is None:
        return NONE
    if unit == "元":
        return f"{write(value, 'money')} 万元"
    if unit == "%":
        # A distance between two rates; 0.3 % would be a rate itself.
        return f"{write(value, 'number')} 个百分点"
    return f"{write(value, 'number')} {unit}"


def still_needed(value: float | None, unit: str) -> str:
    """An amount that has to be made up; half a person cannot be found, so counts go up."""
    whole = unit not in _DIVISIBLE and value is not None
    return amount(float(ceil(round(value, 6))) if whole and value is not None else value, unit)


def speed_up(gap: Gap) -> str:
    """How many times the recent pace is needed; no need where the pace is enough."""
    if gap.speed_up is None:
        return NONE
    return f"×{write(gap.speed_up, 'number')}" if gap.speed_up > 1 else "不需提速"


def _moves(
    evaluation: Evaluation, month: int, unit_type: str | None, view: View
) -> list[tuple[str, str, int, int, int]]:
    now, before = evaluation.ranking(month, view).rank, evaluation.ranking(month - 1, view).rank
    return [
        (unit.name, unit.unit_type, int(now[n]), int(before[n]), int(before[n] - now[n]))
        for n, unit in enumerate(evaluation.values.units)
        if now[n] and before[n] and unit_type in (None, unit.unit_type)
    ]


def _why_no_movers(rows: Sequence[object], month: int) -> str:
    if month == 1:
        return "1月没有上月可比。"
    if not rows:
        return "没有哪家单位两个月都有名次：数据完整度不足，或同类单位不到两家。"
    return "与上月相比，名次没有变化。"


def _movers_title(rows: tuple[tuple[str, str, int, int, int], ...]) -> str:
    if not rows:
        return "名次与上月相同"
    name, unit_type, now, before, moved = max(rows, key=lambda row: abs(row[4]))
    direction = "升" if moved > 0 else "降"
    return f"{name}在{unit_type}中由第 {before} 名{direction}至第 {now} 名，变动最大"
