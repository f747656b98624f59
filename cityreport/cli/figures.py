"""``score``, ``gaps``, ``completeness``, ``trace``: what the evaluation says."""

import argparse
from collections.abc import Sequence

from cityreport.cli import session
from cityreport.cli.session import Plain
from cityreport.errors import UserError
from cityreport.gaps import Gap
from cityreport.report import figures, provenance
from cityreport.report.trace import trace as trace_value
from cityreport.report.trace import trace_figure


def score(options: argparse.Namespace) -> int:
    """Scores, ranks and indicator values of all units and the city."""
    evaluation, month = session.evaluation_of(session.open_store(), options.month)
    document = figures.score_document(
        evaluation,
        month.number,
        options.view,
        strict=options.strict,
        unit=session.known_unit(evaluation, options.unit),
    )
    if options.format == "json":
        session.print_json(document)
        return 0
    rows = figures.score_rows(document)
    session.write_rows(rows, options.format, options.output, f"{month.label}得分")
    return 0


def gaps(options: argparse.Namespace) -> int:
    """The gap list, costliest first, and what was not reported."""
    evaluation, month = session.evaluation_of(session.open_store(), options.month)
    unit = session.known_unit(evaluation, options.unit)
    city = [] if unit else evaluation.city_gaps(month.number, options.view)
    found = [*city, *evaluation.unit_gaps(month.number, options.view)]
    rows = [_gap(gap) for gap in found if unit in (None, gap.unit)]
    rows.sort(key=lambda row: -float(str(row["points_lost"])))
    missing = [
        {"unit": one.unit, "code": one.indicator.code}
        for one in evaluation.not_reported(month.number)
        if unit in (None, one.unit)
    ]
    if options.format == "json":
        session.print_json({"month": str(month), "rows": rows, "not_reported": missing})
        return 0
    flat = [{key: value for key, value in row.items() if key != "city"} for row in rows]
    session.write_rows(flat, options.format, options.output, f"{month.label}差距清单")
    return 0


def completeness(options: argparse.Namespace) -> int:
    """Who has reported, who has not, who was late."""
    evaluation, month = session.evaluation_of(session.open_store(), options.month)
    document = figures.completeness_document(
        evaluation, month.number, session.known_unit(evaluation, options.unit)
    )
    if options.format == "json":
        session.print_json(document)
        return 0
    rows = document["rows"]
    if not isinstance(rows, list):
        raise TypeError("rows of a completeness document are a list")
    session.write_rows(rows, options.format, options.output, f"{month.label}报送情况")
    return 0


def trace(options: argparse.Namespace) -> int:
    """The cells behind one value, named by unit and indicator or by its 出处码."""
    if not options.code and not (options.unit and options.indicator):
        raise UserError("请写明单位和指标编码（--unit、--indicator），或只写出处码（--code）。")
    store = session.open_store()
    month = provenance.month_of(options.code) if options.code else options.month
    evaluation, month = session.evaluation_of(store, month)
    named: dict[str, object] = {}
    if options.code:
        figure = provenance.figure_of(options.code, evaluation, store)
        document = trace_figure(store, evaluation, figure)
        code = provenance.code_of(figure, evaluation)
        named = {"code": code, "figure": provenance.name(evaluation, figure)}
    else:
        unit = session.known_unit(evaluation, options.unit) or ""
        document = trace_value(store, evaluation, unit, options.indicator, month.number)
    if options.json:
        session.print_json({**named, **document.as_json()})
        return 0
    rows: Sequence[Plain] = [dict(cell) for cell in document.cells]
    session.write_rows(rows, "table", None, "出处")
    return 0


def _gap(gap: Gap) -> dict[str, object]:
    place: dict[str, object] = (
        {"unit": gap.unit, "city": True} if gap.unit is None else {"unit": gap.unit}
    )
    return {
        **place, "code": gap.indicator.code, "points_lost": gap.points_lost,
        "shortfall": gap.shortfall, "needed_per_month": gap.needed,
        "recent_per_month": gap.recent, "speed_up": gap.speed_up,
    }  # fmt: skip
