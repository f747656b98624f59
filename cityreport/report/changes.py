"""与上月相比: what moved the score since an earlier month, in parts that add up (method.md 9)."""

from dataclasses import replace

import numpy as np

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report.standing import group_of
from cityreport.report.wording import VIEW_WORDS, source_line
from cityreport.scores import weights_of
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Column, Section, Series, Table

RANGE_CHANGE = "数据范围变化"
_RANGE_NOTE = f"“{RANGE_CHANGE}”是两个月中只有一个月有数据的指标带来的影响。"
_DRAWN = 12
"""So many parts are drawn, the smaller ones as one."""
_SEEN = 0.005
"""Parts below it would be written 0.00."""


def changes(
    evaluation: Evaluation, month: int, earlier: int, unit_type: str | None, view: View
) -> Section:
    """What moved the score since an earlier month; the parts add up to the whole."""
    group = group_of(evaluation, unit_type, view)
    before, now = (float(group.scored.score[0, m - 1]) for m in (earlier, month))
    parts = change_parts(evaluation, month, earlier, unit_type, view)
    # A score that may not be shown may not be compared either (method.md section 6).
    unknown = not (group.scored.enough[0, earlier - 1] and group.scored.enough[0, month - 1])
    moved = (
        ""
        if unknown
        else f"{'上升' if now >= before else '下降'} {write(abs(now - before), 'score')} 分"
    )
    most = f"，{parts[0][0]}影响最大" if parts else ""
    whole = Figure(evaluation.year, month, unit_type=unit_type or "", view=view)
    codes = {one.name: one.code for one in evaluation.framework.indicators}
    figures = tuple(
        replace(whole, indicator=codes[name]) if name in codes else None for name, _ in parts
    )
    return Section(
        key="changes",
        title=f"与{earlier}月相比{moved}{most}" if moved else f"与{earlier}月相比",
        lead=f"{VIEW_WORDS[view]}（分） · 从{earlier}月的得分起逐项加减，到{month}月的得分止",
        chart=_steps((f"{earlier}月", before), parts, (f"{month}月", now), (whole, figures)),
        table=Table(
            (Column("指标"), Column("对得分的影响（分）", "score")),
            (*parts, ("合计", now - before)) if parts else (),
            (*((one,) for one in figures), (whole,)) if parts else (),
        ),
        notes=(
            f"{earlier}月 {write(before, 'score')} → {month}月 {write(now, 'score')}。"
            + (_RANGE_NOTE if RANGE_CHANGE in dict(parts) else ""),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty=f"{earlier}月或{month}月数据不足，没有可比的得分。" if unknown else "" if parts else "两个月之间没有变化。",
    )  # fmt: skip


def change_parts(
    evaluation: Evaluation, month: int, earlier: int, unit_type: str | None, view: View
) -> list[tuple[str, float]]:
    """Δ score by indicator, largest first, with the remainder as one part (method.md 9)."""
    group = group_of(evaluation, unit_type, view)
    score, attained = group.scored.score[0], group.scored.attainment[0]
    before, now = attained[:, earlier - 1], attained[:, month - 1]
    weight = weights_of(evaluation.framework.indicators)
    total = float((weight * ~np.isnan(now)).sum())
    both = ~np.isnan(before) & ~np.isnan(now) & (weight > 0)
    enough = group.scored.enough[0]
    if not (enough[earlier - 1] and enough[month - 1]):
        return []
    effect = np.where(both, weight * (now - before) * 100 / total, 0.0)
    parts = [
        (indicator.name, float(part))
        for indicator, part in zip(evaluation.framework.indicators, effect, strict=True)
        if abs(part) > 1e-9
    ]
    rest = float(score[month - 1] - score[earlier - 1] - effect.sum())
    if abs(rest) > 1e-9:
        parts.append((RANGE_CHANGE, rest))
    return sorted(parts, key=lambda part: -abs(part[1]))


def _steps(
    first: tuple[str, float],
    parts: list[tuple[str, float]],
    last: tuple[str, float],
    figures: tuple[Figure, tuple[Figure | None, ...]],
) -> Chart:
    """From one score to the other, the largest parts one by one and the small ones together."""
    whole, of_parts = figures
    drawn = [place for place, (_, part) in enumerate(parts) if abs(part) >= _SEEN][:_DRAWN]
    rest = len(parts) - len(drawn)
    steps = [parts[place] for place in drawn]
    if rest:
        remaining = sum(part for place, (_, part) in enumerate(parts) if place not in set(drawn))
        steps.append((f"其余 {rest} 项", remaining))
    moved = tuple(part for _, part in steps)
    none = (None,) * len(steps)
    return Chart(
        "waterfall",
        (first[0], *(name for name, _ in steps), last[0]),
        (
            Series(
                "得分", (first[1], *none, last[1]), "compare",
                (write(first[1], "score"), *[""] * len(steps), write(last[1], "score")),
            ),
            Series("变化", (None, *moved, None), texts=("", *map(_signed, moved), "")),
        ),
        format="score", measure_unit="分", horizontal=True,
        figures=(
            replace(whole, month=int(first[0].removesuffix("月"))),
            *(of_parts[place] for place in drawn), *([None] if rest else []), whole,
        ),
    )  # fmt: skip


def _signed(part: float) -> str:
    return f"{'+' if part > 0 else '−' if part < 0 else ''}{write(abs(part), 'score')}"
