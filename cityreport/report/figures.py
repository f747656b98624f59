"""The evaluation as plain documents: what the command line prints as JSON (interface.md)."""

import numpy as np

from cityreport.evaluation import Group, State, View
from cityreport.framework import Indicator
from cityreport.pipeline import Evaluation
from cityreport.report.ranking import reason_without_rank
from cityreport.report.wording import rate_or_none, status_word
from cityreport.scores import target_to_date
from cityreport.style import write

Document = dict[str, object]


def score_document(
    evaluation: Evaluation, month: int, view: View, *, strict: bool, unit: str | None
) -> Document:
    """The JSON of ``score``; rates are fractions, scores 0–100, nothing rounded (B14)."""
    listed = [
        _unit_document(evaluation, n, month, view, strict=strict)
        for n, one in enumerate(evaluation.values.units)
        if evaluation.values.active[n, month - 1] and unit in (None, one.name)
    ]
    return {
        "month": f"{evaluation.year:04d}-{month:02d}",
        "view": view,
        "strict": strict,
        "city": _city_document(evaluation, month, view, strict=strict),
        "units": listed,
    }


def score_rows(document: Document) -> list[Document]:
    """The units of a score document as flat rows for a table."""
    units = document["units"]
    if not isinstance(units, list):
        raise TypeError("units of a score document are a list")
    return [
        {
            "单位": unit["unit"], "类型": unit["type"], "名次": unit["rank"], "得分": unit["score"],
            "数据完整度": unit["coverage"], "计分指标": unit["scored"], "未达序时": unit["below_pace"],
            "说明": unit["reason"] or "",
        }
        for unit in units
    ]  # fmt: skip


def completeness_document(evaluation: Evaluation, month: int, unit: str | None) -> Document:
    """The JSON of ``completeness`` (details.md B29)."""
    found = evaluation.completeness(month)
    return {
        "month": str(found.month),
        "expected": found.expected,
        "reported": found.reported,
        "on_time": found.on_time,
        "rate": found.rate,
        "on_time_rate": found.on_time_rate,
        "rows": [
            {
                "unit": row.unit, "type": row.unit_type, "kind": row.kind,
                "reported": row.reported, "on_time": row.on_time, "late": row.late,
                "received": str(row.received) if row.received else None,
                "committed_at": row.committed_at, "due": str(row.due),
            }
            for row in found.rows
            if unit in (None, row.unit)
        ],
    }  # fmt: skip


def _unit_document(
    evaluation: Evaluation, n: int, month: int, view: View, *, strict: bool
) -> Document:
    values, at = evaluation.values, month - 1
    scored = evaluation.scored(view, strict=strict)
    ranks = evaluation.ranking(month, view, strict=strict)
    rank, enough = int(ranks.rank[n]), bool(scored.enough[n, at])
    return {
        "unit": values.units[n].name,
        "type": values.units[n].unit_type,
        "score": float(scored.score[n, at]) if enough else None,
        "coverage": _known(scored.coverage[n, at]),
        "rank": rank or None,
        "rank_band": list(ranks.band(n)) if rank else None,
        "below_pace": int(scored.below_pace[n, at]),
        "scored": int(scored.scored[n, at]),
        "bonus": float(scored.bonus[n, at]),
        "reason": reason_without_rank(evaluation, n, month, view, strict=strict),
        "indicators": [
            _indicator_document(
                evaluation, indicator, int(values.state[n, i, at]), values.value[n, i, at],
                values.target[n, i], target_to_date(values, "paced")[n, i, at],
                scored.attainment[n, i, at], scored.paced_attainment[n, i, at],
                int(values.months_reported[n, i, at]), values.lower[n, i, at], values.upper[n, i, at],
            )
            for i, indicator in enumerate(values.indicators)
            if values.state[n, i, at] != State.NOT_FOR_TYPE
        ],
    }  # fmt: skip


def _city_document(evaluation: Evaluation, month: int, view: View, *, strict: bool) -> Document:
    group, at = evaluation.city(view, strict=strict), month - 1
    scored = group.scored
    enough = bool(scored.enough[0, at])
    return {
        "score": float(scored.score[0, at]) if enough else None,
        "coverage": _known(scored.coverage[0, at]),
        "below_pace": int(scored.below_pace[0, at]),
        "scored": int(scored.scored[0, at]),
        "bonus": float(scored.bonus[0, at]),
        "reason": None if enough else _city_reason(evaluation, group, at),
        "indicators": [
            _indicator_document(
                evaluation, indicator, int(group.state[i, at]), group.value[i, at],
                group.target[i, at], group.target_to_date[i, at] if view == "paced" else _paced_target(evaluation, i, at, strict=strict),
                scored.attainment[0, i, at], scored.paced_attainment[0, i, at],
                int(group.months_reported[i, at]), group.lower[i, at], group.upper[i, at],
            )
            for i, indicator in enumerate(evaluation.values.indicators)
            if group.state[i, at] != State.NOT_FOR_TYPE
        ],
    }  # fmt: skip


def _paced_target(evaluation: Evaluation, i: int, at: int, *, strict: bool) -> float:
    return float(evaluation.city("paced", strict=strict).target_to_date[i, at])


def _indicator_document(
    evaluation: Evaluation, indicator: Indicator, state: int, value: float, target: float,
    target_due: float, attainment: float, paced: float, months_reported: int,
    lower: float, upper: float,
) -> Document:  # fmt: skip
    shown_only = indicator.direction == "none" or indicator.rule == "info"
    points = float(indicator.weight * attainment)
    if indicator.rule == "bonus":
        points = float((indicator.parameters.cap or 0.0) * attainment)
    return {
        "code": indicator.code,
        "name": indicator.name,
        "state": State(state).key,
        "value": _known(value),
        "lower": _known(lower),
        "upper": _known(upper),
        "target": None if shown_only else _known(target),
        "target_to_date": None if shown_only else _known(target_due),
        "attainment": _known(attainment),
        "points": _known(points),
        "weight": indicator.weight,
        "status": status_word(
            state, float(paced), evaluation.settings.status_cuts, shown_only=shown_only
        ),
        "months_reported": months_reported,
    }


def _city_reason(evaluation: Evaluation, group: Group, at: int) -> str:
    coverage = float(group.scored.coverage[0, at])
    if np.isnan(coverage):
        return "没有纳入监测的计分指标"
    line = write(evaluation.settings.completeness_line, "rate")
    return f"数据不足：数据完整度 {rate_or_none(coverage)}，低于 {line}"


def _known(value: float | np.floating) -> float | None:
    return None if np.isnan(value) else float(value)
