"""测算: what the assumptions do to scores, ranks and gaps, before and after side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityreport.evaluation import View
from cityreport.gaps import Gap, group_gaps
from cityreport.pipeline import CITY, Evaluation, assuming
from cityreport.report.attention import shortfall_unit, still_needed
from cityreport.report.ranking import MOST_ROWS, movement
from cityreport.report.standing import group_of, weight_with_data
from cityreport.report.whatif.naming import WHAT_WORDS, as_written
from cityreport.report.wording import (
    VIEW_WORDS,
    composite_word,
    indicator_title,
    pace_sentence,
    source_line,
)
from cityreport.scores import rounded_scores
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import (
    Cell,
    Chart,
    Column,
    Headline,
    Section,
    Series,
    Table,
)
from cityreport.whatif import Assumed

BADGE = "测算"
WHAT_TO_DO = "在上面选单位和指标，写上设想的数，看得分和名次怎么变。"
NOT_REAL = "测算不改任何已报数据，也不进通报和排名；点“重置”回到实际数。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown of a set of assumptions; every part of it says 测算."""

    headlines: tuple[Headline, ...]
    assumed: Section
    units: Section
    gaps: Section


def outcome(
    evaluation: Evaluation,
    month: int,
    unit_type: str | None,
    view: View,
    wanted: Sequence[Assumed],
) -> Outcome:
    """Scores, ranks and gaps of a month as they are and as they would be."""
    after, refused = assuming(evaluation, wanted, month)
    pair = (evaluation, after)
    return Outcome(
        headlines=_headlines(pair, month, unit_type, view),
        assumed=_assumed(pair, month, view, wanted, refused),
        units=_units(pair, month, unit_type, view),
        gaps=_gaps(pair, month, unit_type, view),
    )


def nothing_assumed(evaluation: Evaluation, month: int, view: View) -> Section:
    """What stands in place of the assumptions while there are none: what to do."""
    return _assumed((evaluation, evaluation), month, view, (), ())


Pair = tuple[Evaluation, Evaluation]


def _headlines(pair: Pair, month: int, unit_type: str | None, view: View) -> tuple[Headline, ...]:
    before, after = (group_of(one, unit_type, view) for one in pair)
    score = _arrow(*(_group_score(one, unit_type, view, month) for one in pair))
    who = unit_type or CITY
    moved = sum(
        a != b for a, b in zip(*(one.ranking(month, view).rank for one in pair), strict=True)
    )
    composite = Headline(
        f"测算：{who}{composite_word(pair[0])}", score, f"{VIEW_WORDS[view]} · 百分制",
        "按测算的数用同一套计分办法重新计算。",
    )  # fmt: skip
    behind = Headline(
        f"测算：{who}对照测评标准", pace_sentence(after, month),
        f"实际为 {pace_sentence(before, month)}",
    )  # fmt: skip
    confirmed = pair[0].settings.points_confirmed
    return (
        *((composite, behind) if confirmed else (behind, composite)),
        Headline("测算：名次变化", f"{moved} 家", "同类单位内的名次与实际不同的家数"),
    )  # fmt: skip


def _assumed(
    pair: Pair, month: int, view: View, wanted: Sequence[Assumed], refused: tuple[str, ...]
) -> Section:
    held = _latest(wanted, pair[0])
    rows = tuple(_assumed_row(pair, month, view, one) for one in held)
    return Section(
        key="whatif-assumed",
        title=f"测算条件 {len(rows)} 条" if rows else "测算条件",
        lead=f"{VIEW_WORDS[view]} · “实际”为已报数据，“测算”为改动以后",
        table=Table(
            (
                Column("范围"), Column("指标"), Column("改动"), Column("实际"), Column("测算"),
                Column("得分率（实际）", "rate"), Column("得分率（测算）", "rate"),
                Column("该指标得分（实际）", "score"), Column("该指标得分（测算）", "score"),
            ),
            rows,
            tuple(
                (Figure(pair[0].year, month, unit=one.unit or "", indicator=one.code, view=view),)
                for one in held
            ),
        ),
        leads_only=True,
        notes=(*refused, NOT_REAL),
        source=source_line(pair[0], month),
        badges=(BADGE,),
        empty="" if rows else "".join(refused) or WHAT_TO_DO,
    )  # fmt: skip


def _latest(wanted: Sequence[Assumed], evaluation: Evaluation) -> list[Assumed]:
    """The assumptions that hold, a later one in place of an earlier one; unknown ones left out."""
    names = {unit.name for unit in evaluation.values.units} | {None}
    kept = {(one.unit, one.code, one.what): one for one in wanted}
    return [
        one
        for one in kept.values()
        if one.unit in names and evaluation.framework.indicator(one.code) is not None
    ]


def _assumed_row(pair: Pair, month: int, view: View, one: Assumed) -> tuple[Cell, ...]:
    number = pair[0].values.indicator_number(one.code)
    written = [as_written(world, month, one.unit, one.code)[one.what == "target"] for world in pair]
    attained, points = (
        [_of_scored(world, month, view, one.unit, number, of) for world in pair]
        for of in ("attainment", "points")
    )
    indicator = pair[0].framework.indicators[number]
    return (
        one.unit or CITY, indicator_title(indicator), WHAT_WORDS[one.what],
        *written, *attained, *points,
    )  # fmt: skip


def _of_scored(
    evaluation: Evaluation, month: int, view: View, unit: str | None, number: int, of: str
) -> float | None:
    scored = evaluation.city(view).scored if unit is None else evaluation.scored(view)
    first = 0 if unit is None else evaluation.values.unit_number(unit)
    found = float(getattr(scored, of)[first, number, month - 1])
    return None if np.isnan(found) else found


def _units(pair: Pair, month: int, unit_type: str | None, view: View) -> Section:
    rows = _moved(pair, month, unit_type, view)
    shown = rows[:MOST_ROWS]
    best = f"，变动最大的是{rows[0][0]}（{_arrow(rows[0][2], rows[0][3])}）" if rows else ""
    return Section(
        key="whatif-units",
        title=f"测算：{len(rows)} 家单位的得分或名次有变{best}",
        lead=f"测算 · {VIEW_WORDS[view]}（分） · 实心为测算，空心为实际 · 名次在同类单位内",
        chart=Chart(
            "dot", tuple(str(row[0]) for row in shown),
            (
                Series("测算", tuple(_number(row[3]) for row in shown)),
                Series("实际", tuple(_number(row[2]) for row in shown), "compare"),
            ),
            format="score", measure_unit="分", horizontal=True,
            keys=tuple(str(row[0]) for row in shown),
            figures=tuple(_of_unit(pair, month, view, row[0]) for row in shown),
        ),
        table=Table(
            (
                Column("单位"), Column("类型"), Column("实际得分（分）", "score"),
                Column("测算得分（分）", "score"), Column("实际名次", "count"),
                Column("测算名次", "count"), Column("位次升降"),
            ),
            tuple(rows),
            tuple((_of_unit(pair, month, view, row[0]),) for row in rows),
        ),
        leads_only=True,
        source=source_line(pair[0], month, unit_type=unit_type),
        badges=(BADGE,),
        empty="" if rows else "测算没有改变任何单位的得分和名次。",
    )  # fmt: skip


def _of_unit(pair: Pair, month: int, view: View, unit: Cell) -> Figure:
    """A unit's real score: assumed figures stand on no cells."""
    return Figure(pair[0].year, month, unit=str(unit), view=view)


def _moved(pair: Pair, month: int, unit_type: str | None, view: View) -> list[tuple[Cell, ...]]:
    """The units whose shown score or rank differs, the largest change first."""
    before, after = (rounded_scores(one.scored(view), one.values, month) for one in pair)
    was, will = (one.ranking(month, view).rank for one in pair)
    rows: list[tuple[Cell, ...]] = []
    for n, unit in enumerate(pair[0].values.units):
        same = before[n] == after[n] or (np.isnan(before[n]) and np.isnan(after[n]))
        if unit_type not in (None, unit.unit_type) or (same and was[n] == will[n]):
            continue
        rows.append((
            unit.name, unit.unit_type, _known(before[n]), _known(after[n]),
            int(was[n]) or None, int(will[n]) or None, movement(int(was[n]), int(will[n]) or None),
        ))  # fmt: skip
    return sorted(rows, key=lambda row: (-_change(row), str(row[0])))


def _gaps(pair: Pair, month: int, unit_type: str | None, view: View) -> Section:
    before, after = (
        {gap.indicator.code: gap for gap in group_gaps(one.values, group_of(one, unit_type, view), month)}
        for one in pair
    )  # fmt: skip
    codes = [code for code in before | after if _lost(before.get(code)) != _lost(after.get(code))]
    rows = tuple(_gap_row(before.get(code), after.get(code)) for code in codes)
    gained = sum(_lost(before.get(code)) - _lost(after.get(code)) for code in codes)
    word = "少" if gained >= 0 else "多"
    scored = group_of(pair[1], unit_type, view).scored
    whole = f" {write(weight_with_data(pair[1], scored, month), 'number')} 分值中"
    return Section(
        key="whatif-gaps",
        title=f"测算：{unit_type or CITY}{whole}共{word}失 {write(abs(gained), 'score')} 分"
        if rows
        else "测算：失分没有变化",
        lead=f"测算 · 失分＝分值×（1－得分率） · {VIEW_WORDS[view]} · 缺口对照全年目标",
        table=Table(
            (
                Column("测评项目"), Column("指标"), Column("失分（实际）", "score"),
                Column("失分（测算）", "score"), Column("缺口（实际）"), Column("缺口（测算）"),
            ),
            rows,
            tuple(
                (Figure(pair[0].year, month, unit_type=unit_type or "", indicator=code, view=view),)
                for code in codes
            ),
        ),
        leads_only=True,
        source=source_line(pair[0], month, unit_type=unit_type),
        badges=(BADGE,),
        empty="" if rows else f"测算没有改变{unit_type or CITY}的失分。",
    )  # fmt: skip


def _gap_row(before: Gap | None, after: Gap | None) -> tuple[Cell, ...]:
    known = before or after
    if known is None:
        raise ValueError("a gap on neither side")
    return (
        known.indicator.dimension, known.indicator.name, _lost(before), _lost(after),
        *(still_needed(gap.shortfall, shortfall_unit(gap)) if gap else "没有缺口" for gap in (before, after)),
    )  # fmt: skip


def _lost(gap: Gap | None) -> float:
    return gap.points_lost if gap else 0.0


def _group_score(
    evaluation: Evaluation, unit_type: str | None, view: View, month: int
) -> float | None:
    scored = group_of(evaluation, unit_type, view).scored
    return float(scored.score[0, month - 1]) if scored.enough[0, month - 1] else None


def _arrow(before: Cell, after: Cell) -> str:
    words = [
        write(one, "score") if isinstance(one, float) else "数据不足" for one in (before, after)
    ]
    return f"{words[0]} → {words[1]}"


def _change(row: tuple[Cell, ...]) -> float:
    before, after = _number(row[2]), _number(row[3])
    return abs((after or 0.0) - (before or 0.0))


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
