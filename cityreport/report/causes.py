"""Why gaps are there, as people tagged them: the column 原因, and the list of all tags."""

from collections import Counter
from collections.abc import Iterable

from cityreport.gaps import group_gaps
from cityreport.pipeline import CITY, Evaluation
from cityreport.report.standing import group_of
from cityreport.style import NONE, write
from cityreport.tables.causes import CAUSES, GapCause
from cityreport.tables.section import Cell, Column, Section, Table


def of_unit(evaluation: Evaluation, code: str, unit: str | None) -> str:
    """The tags on a unit's gap (None: the city's) with their notes: 资金：路灯未装齐；责任."""
    own = [one for one in evaluation.causes if (one.indicator, one.unit) == (code, unit)]
    return "；".join(_said(one) for one in own) or NONE


def of_group(evaluation: Evaluation, code: str, unit_type: str | None) -> str:
    """The city's tags on a gap, then how many units (of the type) carry which: 责任 2 家."""
    types = _types(evaluation)
    own = [_said(one) for one in evaluation.causes if (one.indicator, one.unit) == (code, None)]
    counted = Counter(
        one.cause
        for one in evaluation.causes
        if one.indicator == code and one.unit and unit_type in (None, types.get(one.unit))
    )
    units = [f"{cause} {counted[cause]} 家" for cause in CAUSES if counted[cause]]
    return "；".join((*own, *units)) or NONE


def tagged(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """Every tag that stands, by cause, with the points its gap costs where it was put."""
    shown = _shown(evaluation, unit_type)
    lost = _points_lost(evaluation, month, {one.indicator for one in shown})
    rows: list[tuple[Cell, ...]] = [
        (
            one.cause, one.unit or CITY, _name(evaluation, one.indicator),
            lost.get((one.unit, one.indicator)), one.note or NONE, one.by,
            f"{one.at:%Y-%m-%d}",
        )
        for one in shown
    ]  # fmt: skip
    rows.sort(key=lambda row: (CAUSES.index(row[0]), -float(row[3] or 0.0)))
    return Section(
        key="gap-causes",
        title=_title(shown),
        lead="由工作人员标注，不影响得分 · 失分为所标单位（或全市）的序时失分",
        table=Table(
            (Column("原因"), Column("范围"), Column("指标"), Column("失分（分）", "score"),
             Column("说明"), Column("标注人"), Column("标注日期")),
            tuple(rows),
        ),
        notes=(_most_costly(rows),) if rows else (),
        source="来源：办公室标注",
        empty="" if rows else "还没有标注原因。在下面选一处差距，标上原因。",
    )  # fmt: skip


def _said(one: GapCause) -> str:
    return f"{one.cause}：{one.note}" if one.note else one.cause


def _types(evaluation: Evaluation) -> dict[str, str]:
    return {unit.name: unit.unit_type for unit in evaluation.values.units}


def _shown(evaluation: Evaluation, unit_type: str | None) -> list[GapCause]:
    types = _types(evaluation)
    return [
        one
        for one in evaluation.causes
        if one.unit is None or unit_type in (None, types.get(one.unit))
    ]


def _name(evaluation: Evaluation, code: str) -> str:
    indicator = evaluation.framework.indicator(code)
    return indicator.name if indicator else f"{code}（现行目录中没有）"


def _points_lost(
    evaluation: Evaluation, month: int, codes: Iterable[str]
) -> dict[tuple[str | None, str], float]:
    city = group_gaps(evaluation.values, group_of(evaluation, None, "paced"), month)
    gaps = [*city, *(gap for code in codes for gap in evaluation.unit_gaps(month, code=code))]
    return {(gap.unit, gap.indicator.code): gap.points_lost for gap in gaps}


def _title(shown: list[GapCause]) -> str:
    if not shown:
        return "差距的原因"
    counted = Counter(one.cause for one in shown)
    named = "、".join(f"{cause} {counted[cause]} 处" for cause in CAUSES if counted[cause])
    return f"已标注原因 {len(shown)} 处：{named}"


def _most_costly(rows: list[tuple[Cell, ...]]) -> str:
    """The points behind each cause: the city's and units' points are no sum, so they stand apart."""
    sums: dict[str, float] = {}
    for row in rows:
        if row[1] == CITY:
            sums[str(row[0])] = sums.get(str(row[0]), 0.0) + float(row[3] or 0.0)
    parts = "、".join(f"{cause} {write(lost, 'score')} 分" for cause, lost in sums.items())
    if not parts:
        return "只标在单位上的原因，失分是该单位自己的，不能相加成全市失分。"
    return f"标在全市差距上的：{parts}；一处标了几个原因的各算一次。"
