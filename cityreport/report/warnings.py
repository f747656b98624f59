"""预警名单: which units need a word now, each with the rule it fell under and why (product I3)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cityreport.evaluation import State, View
from cityreport.pipeline import Evaluation
from cityreport.report.inspections.measures import OVERDUE, outside
from cityreport.report.sums import sums_of
from cityreport.report.wording import VIEW_WORDS, count, source_line
from cityreport.scores import reaches
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Column, Section, Table

SEVERE_INDICATORS = 3
"""So many indicators 严重滞后 put a unit on the list."""
RANK_FALL = 3
"""So many places lost within the unit type since the month before."""
SILENT_MONTHS = 2
"""The same sheet not sent for so many months running."""
SHOWN_WORST = 2
VIEW: View = "paced"
SEVERE, FALLEN, SILENT, LATE = "严重滞后", "名次下降", "连续未报", "逾期未整改"
RULES: dict[str, str] = {
    SEVERE: f"{SEVERE_INDICATORS} 项及以上计分指标严重滞后",
    FALLEN: f"在同类单位中比上月下降 {RANK_FALL} 位及以上",
    SILENT: f"同一张应报的表连续 {SILENT_MONTHS} 个月未报",
    LATE: "本月报表中有逾期未整改的问题",
}
"""The rules by name, as they are printed; each is a threshold of this module."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One unit under one rule, with the evidence in words."""

    unit: str
    unit_type: str
    rule: str
    evidence: str


def warning_list(
    evaluation: Evaluation, month: int, unit_type: str | None, before: Evaluation | None = None
) -> Section:
    """The units of the list, those under most rules first; ``before`` serves January only."""
    found = [
        one
        for one in warnings(evaluation, month, before)
        if unit_type in (None, one.unit_type)
    ]  # fmt: skip
    counts = Counter(one.unit for one in found)
    found.sort(key=lambda one: -counts[one.unit])
    return Section(
        key="warnings",
        title=_title(counts),
        lead=f"{VIEW_WORDS[VIEW]} · 触发任一条规则即列入，触发多条的在前 · 依据中的百分数为序时得分率",
        table=Table(
            (Column("单位"), Column("类型"), Column("规则"), Column("依据")),
            tuple((one.unit, one.unit_type, one.rule, one.evidence) for one in found),
            tuple((Figure(evaluation.year, month, unit=one.unit),) for one in found),
            wrapped=True,
        ),
        leads_only=True,
        notes=(_rules(evaluation),),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="名单用于提醒和帮扶，不是评价结论；规则的数值由计分办法规定，对所有单位一样。",
        empty="" if found else f"没有单位触发预警规则。{_rules(evaluation)}",
    )


def in_january(evaluation: Evaluation, before: Evaluation | None, unit_type: str | None) -> Section:
    """The list of January, whose month before lies in another year."""
    return warning_list(evaluation, 1, unit_type, before)


def warnings(
    evaluation: Evaluation, month: int, before: Evaluation | None = None
) -> Iterator[Listed]:
    """Every unit that reports in the month under every rule it falls under."""
    severe, unsent = _severe(evaluation, month), _unsent(evaluation, month, before)
    fallen, late = _fallen(evaluation, month), _late(evaluation, month)
    for n, unit in enumerate(evaluation.values.units):
        if not evaluation.values.active[n, month - 1]:
            continue
        evidence = {
            SEVERE: severe.get(n),
            FALLEN: fallen.get(n),
            SILENT: unsent.get(unit.name),
            LATE: late.get(n),
        }
        for rule, words in evidence.items():
            if words:
                yield Listed(unit.name, unit.unit_type, rule, words)


def _severe(evaluation: Evaluation, month: int) -> dict[int, str]:
    """The worst first, with the paced attainment of each; by place of the unit."""
    values, at = evaluation.values, month - 1
    paced = evaluation.scored(VIEW).paced_attainment[:, :, at]
    cuts = evaluation.settings.status_cuts
    judged = (values.state[:, :, at] == State.VALUE) & ~np.isnan(paced)
    judged &= np.array([one.scored and one.weight > 0 for one in values.indicators], dtype=bool)
    judged &= ~reaches(np.nan_to_num(paced), cuts[-1])
    found: dict[int, str] = {}
    for n in np.flatnonzero(judged.sum(axis=1) >= SEVERE_INDICATORS).tolist():
        low = [(float(paced[n, i]), values.indicators[i].name) for i in np.flatnonzero(judged[n])]
        worst = sorted(low)[:SHOWN_WORST]
        named = "、".join(f"{name} {write(share, 'rate')}" for share, name in worst)
        found[n] = f"{len(low)} 项，最低的 {len(worst)} 项：{named}"
    return found


def _fallen(evaluation: Evaluation, month: int) -> dict[int, str]:
    """Who fell since the month before, and whether the rank band still holds both ranks."""
    if month == 1:
        return {}
    now, then = evaluation.ranking(month, VIEW), evaluation.ranking(month - 1, VIEW)
    found: dict[int, str] = {}
    for n, (rank, earlier) in enumerate(zip(now.rank, then.rank, strict=True)):
        if rank and earlier and rank - earlier >= RANK_FALL:
            low, high = now.band(n)
            within = "，仍在名次带内" if earlier >= low else ""
            found[n] = f"由第 {earlier} 名降到第 {rank} 名（名次带第 {low}–{high} 名{within}）"
    return found


def _unsent(evaluation: Evaluation, month: int, before: Evaluation | None) -> dict[str, str]:
    """The sheets a unit owed and did not send in each of the months, by unit."""
    owed = [
        _owed(evaluation, m) if m >= 1 else _owed(before, m + 12) if before else {}
        for m in range(month - SILENT_MONTHS + 1, month + 1)
    ]
    when = "、".join(f"{(month - back - 1) % 12 + 1}月" for back in reversed(range(SILENT_MONTHS)))
    found: dict[str, str] = {}
    for unit, kinds in owed[-1].items():
        running = [kind for kind in kinds if all(kind in one.get(unit, ()) for one in owed)]
        if running:
            found[unit] = f"{when}都未报：{'、'.join(running)}"
    return found


def _owed(evaluation: Evaluation, month: int) -> dict[str, list[str]]:
    owed: dict[str, list[str]] = {}
    for row in evaluation.completeness(month).rows:
        if not row.reported:
            owed.setdefault(row.unit, []).append(row.kind)
    return owed


def _late(evaluation: Evaluation, month: int) -> dict[int, str]:
    """Problems past their day in the month's own sheet, 自查 apart."""
    counts = sums_of(evaluation, outside(OVERDUE)).monthly.value[:, month - 1]
    return {
        int(n): f"{month}月报表填报 {write(float(counts[n]), 'count')} 个（不含自查）"
        for n in np.flatnonzero(np.nan_to_num(counts) > 0)
    }


def _title(counts: Counter[str]) -> str:
    if not counts:
        return "没有单位列入预警名单"
    most = max(counts.values())
    if most == 1:
        return f"{count(len(counts))} 家单位列入预警名单，各触发 1 条规则"
    worst = [unit for unit, count in counts.items() if count == most]
    who = f"{worst[0]}等 {count(len(worst))} 家" if len(worst) > 1 else worst[0]
    return f"{count(len(counts))} 家单位列入预警名单，{who}触发 {most} 条规则"


def _rules(evaluation: Evaluation) -> str:
    """The rules as printed under the list, with the cut-point that 严重滞后 has now."""
    cut = write(evaluation.settings.status_cuts[-1], "rate")
    said = "；".join(
        f"{number}. {rule}：{words}" for number, (rule, words) in enumerate(RULES.items(), 1)
    )
    return f"规则：{said}。严重滞后指序时得分率低于 {cut}；名次只与同一年的上月比。"
