"""与上次会议相比: what rose, what fell, and which earlier figures were corrected since."""

from dataclasses import dataclass

import numpy as np

from cityreport.pipeline import Evaluation
from cityreport.report.deck.meeting import Correction, Meeting
from cityreport.report.standing import group_of
from cityreport.report.wording import composite_word, source_line
from cityreport.scores import weights_of
from cityreport.style import write
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table

DEAD_BAND = 0.005
"""Half a percentage point of 序时得分率 either way is no movement (product.md F6)."""
SHOWN_MOVES = 4
SHOWN_CORRECTIONS = 3
UP, DOWN, CORRECTED = "↑ 上升", "↓ 下降", "更正"


@dataclass(frozen=True, slots=True)
class Move:
    """How far an indicator's 序时得分率 went: fractions before and now, and its 分值."""

    code: str
    name: str
    before: float
    now: float
    weight: float

    @property
    def effect(self) -> float:
        """What the move is worth in points, the order in which moves are shown."""
        return (self.now - self.before) * self.weight


def since_last(meeting: Meeting, item: AgendaItem) -> Section:
    """The indicators that rose and fell most since the last meeting, and what was corrected."""
    evaluation, month, earlier = meeting.evaluation, meeting.month, meeting.earlier
    if earlier is None:
        return Section(
            "since", "与上次会议相比", source=source_line(evaluation, month),
            empty="1 月没有同一年度的上次会议可比。",
        )  # fmt: skip
    found = moves(evaluation, month, earlier, item.unit_type or None)
    up = [one for one in found if one.now > one.before]
    down = [one for one in found if one.now < one.before]
    corrections = _of_type(evaluation, meeting.corrections, item.unit_type)
    score = _score_row(evaluation, month, earlier, item.unit_type or None)
    listed = [*up[:SHOWN_MOVES], *down[:SHOWN_MOVES]]
    fixed = _corrected(corrections, earlier)
    rows = (*score, *(_row(UP if one.now > one.before else DOWN, one) for one in listed), *fixed)
    return Section(
        key="since",
        title=f"与{earlier}月相比：{len(up)} 项指标上升、{len(down)} 项下降，"
        + (f"更正 {len(corrections)} 张月报" if corrections else "没有更正的月报"),
        lead=f"序时得分率 · 变动不到 {write(DEAD_BAND, 'rate')} 的不列 · 上升和下降各列影响最大的至多 {SHOWN_MOVES} 项",
        table=Table(
            (Column("变化"), Column("事项"), Column(f"{earlier}月"), Column(f"{month}月"),
             Column("变动")),
            rows,
            tuple(
                (_figure(meeting, item, code) if code is not None else None,)
                for code in (*([""] if score else []), *(one.code for one in listed), *[None] * len(fixed))
            ),
        ),
        notes=tuple(
            f"{one.how}：{one.unit} {one.month.label} {one.kind}。" for one in corrections
        ),
        source=source_line(evaluation, month),
        empty="" if rows else f"与{earlier}月相比没有变化：没有两个月都有数据的指标，或变动都很小。",
    )  # fmt: skip


def moves(evaluation: Evaluation, month: int, earlier: int, unit_type: str | None) -> list[Move]:
    """The scored indicators whose paced attainment moved beyond the dead band, largest first."""
    attained = group_of(evaluation, unit_type, "paced").scored.paced_attainment[0]
    before, now = attained[:, earlier - 1], attained[:, month - 1]
    weights = weights_of(evaluation.framework.indicators)
    found = [
        Move(indicator.code, indicator.name, float(before[n]), float(now[n]), float(weights[n]))
        for n, indicator in enumerate(evaluation.framework.indicators)
        if weights[n] > 0 and abs(np.nan_to_num(now[n] - before[n])) > DEAD_BAND
    ]
    return sorted(found, key=lambda one: -abs(one.effect))


def _figure(meeting: Meeting, item: AgendaItem, code: str) -> Figure:
    """An indicator's figure by its code, the score's without one."""
    return Figure(meeting.evaluation.year, meeting.month, unit_type=item.unit_type, indicator=code)


def _row(word: str, one: Move) -> tuple[Cell, ...]:
    return word, one.name, write(one.before, "rate"), write(one.now, "rate"), _points(one)


def _points(one: Move) -> str:
    sign = "+" if one.now > one.before else "－"
    return f"{sign}{write(abs(one.now - one.before) * 100, 'number')} 个百分点"


def _score_row(
    evaluation: Evaluation, month: int, earlier: int, unit_type: str | None
) -> tuple[tuple[Cell, ...], ...]:
    """The composite before and now, where both months have enough data (method.md section 6)."""
    scored = group_of(evaluation, unit_type, "paced").scored
    if not (scored.enough[0, earlier - 1] and scored.enough[0, month - 1]):
        return ()
    before, now = float(scored.score[0, earlier - 1]), float(scored.score[0, month - 1])
    word = "持平" if write(before, "score") == write(now, "score") else UP if now > before else DOWN
    sign = "+" if now >= before else "－"
    return ((
        word, composite_word(evaluation), write(before, "score"), write(now, "score"),
        f"{sign}{write(abs(now - before), 'score')} 分",
    ),)  # fmt: skip


def _of_type(
    evaluation: Evaluation, corrections: tuple[Correction, ...], unit_type: str
) -> list[Correction]:
    types = {unit.name: unit.unit_type for unit in evaluation.roster.units}
    return [one for one in corrections if unit_type in ("", types.get(one.unit))]


def _corrected(corrections: list[Correction], earlier: int) -> list[tuple[Cell, ...]]:
    """The first corrections one by one, the others as a number."""
    shown = corrections[:SHOWN_CORRECTIONS]
    rows: list[tuple[Cell, ...]] = [
        (CORRECTED, f"{one.unit} {one.month.number}月{one.kind}", "已报", one.how, "")
        for one in shown
    ]
    more = len(corrections) - len(shown)
    return [
        *rows,
        *([(CORRECTED, f"另有 {more} 张截至{earlier}月的月报", "", "", "")] if more else []),
    ]
