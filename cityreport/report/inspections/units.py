"""Inspections unit by unit: rates beside each other, who is overdue, where problems came back."""

from collections.abc import Sequence

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import cell, scaled
from cityreport.report.breakdowns import until
from cityreport.report.comparison import against, behind_sentence, unit_rows, units_figure
from cityreport.report.inspections.measures import (
    COLUMNS,
    FOUND,
    KIND,
    OUTSIDE_RULE,
    OVERDUE,
    RATES,
    RECTIFIED,
    RELAPSED,
    count_columns,
    fraction,
    outside,
    why_empty,
)
from cityreport.report.sums import Amount, peers_of, quotient, sums_of
from cityreport.report.wording import count, source_line
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table


def by_unit(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    """Each unit's share of problems rectified, with all counts and rates in the table."""
    scope = peers_of(evaluation, month, unit_type, unit)
    sums = {name: sums_of(evaluation, outside(name)) for name in COLUMNS}

    def rectified(number: int) -> Amount:
        parts = (sums[name].of_unit(number, month) for name in (RECTIFIED, FOUND))
        return scaled(quotient(*parts), 100)

    def cells(number: int) -> tuple[Cell, ...]:
        own = {name: one.of_unit(number, month) for name, one in sums.items()}
        rates = (
            fraction(quotient(own[n.top], own[n.below]), own[n.top].value, own[n.below].value)
            for n in RATES
        )
        counts = (cell(own[name], "count") for name in COLUMNS)
        return (evaluation.values.units[number].unit_type, *counts, *rates)

    asked = against(evaluation, month, outside(RECTIFIED), outside(FOUND), "%")
    rows = [
        row for row in unit_rows(evaluation, scope, asked, rectified, cells)
        if _inspected(evaluation, row.name) or row.status != State.MISSING.word
    ]  # fmt: skip
    return units_figure(
        "inspections-units", behind_sentence(rows, "问题整改率", "percent", "", unit), "问题整改率", rows,
        (Column("类型"), *count_columns(), *(Column(named.name) for named in RATES)),
        "percent", "%",
        lead=f"整改率＝已整改数÷发现问题数 · {until(month)} · {OUTSIDE_RULE}",
        own=unit,
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="没有需要报送督查检查的单位。",
        figure=Figure(evaluation.year, month, measure=outside(RECTIFIED), below=outside(FOUND)),
    )  # fmt: skip


def overdue_and_relapsed(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """The units with overdue or relapsed problems, most overdue first."""
    scope = peers_of(evaluation, month, unit_type, unit)
    late, back, mended = (
        sums_of(evaluation, outside(name)) for name in (OVERDUE, RELAPSED, RECTIFIED)
    )
    rows = []
    for number in scope.numbers:
        overdue, relapsed, done = (one.of_unit(number, month) for one in (late, back, mended))
        if (overdue.known and overdue.value > 0) or (relapsed.known and relapsed.value > 0):
            one = evaluation.values.units[number]
            rate = fraction(quotient(relapsed, done), relapsed.value, done.value)
            rows.append(
                (one.name, one.unit_type, cell(overdue, "count"), cell(relapsed, "count"), rate)
            )
    rows.sort(key=lambda row: (-_size(row[2]), -_size(row[3])))
    none = _nothing_found(overdue=late.total(scope).known, relapsed=back.total(scope).known)
    return Section(
        key="inspections-overdue",
        title=_overdue_title(month, rows, relapses_known=back.total(scope).known)
        if rows else none or "没有逾期和反弹的数据",
        lead=f"{until(month)} · {OUTSIDE_RULE} · 反弹率＝反复问题数÷已整改数 · 各月填报数相加",
        table=Table(
            (Column("单位"), Column("类型"), Column("逾期未整改（个）", "count"),
             Column("反复问题（个）", "count"), Column("反弹率")),
            tuple(rows),
            _overdue_figures(evaluation.year, month, [str(row[0]) for row in rows]),
        ),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="" if rows else f"已报的单位{none}。" if none else why_empty(evaluation, scope),
    )  # fmt: skip


def _overdue_figures(
    year: int, month: int, units: Sequence[str]
) -> tuple[tuple[Figure | None, ...], ...]:
    late, back, done = (outside(name) for name in (OVERDUE, RELAPSED, RECTIFIED))
    return tuple(
        (
            None, None, Figure(year, month, unit=unit, measure=late),
            Figure(year, month, unit=unit, measure=back),
            Figure(year, month, unit=unit, measure=back, below=done),
        )
        for unit in units
    )  # fmt: skip


def _nothing_found(*, overdue: bool, relapsed: bool) -> str:
    """What was reported as none, by which of the two columns was filled; "" with neither."""
    if overdue and relapsed:
        return "没有逾期未整改和反弹的问题"
    if overdue:
        return "没有逾期未整改的问题，反复问题数没有填"
    return "没有反弹的问题，逾期未整改数没有填" if relapsed else ""


def _overdue_title(month: int, rows: Sequence[tuple[Cell, ...]], *, relapses_known: bool) -> str:
    """Who reported them in any month: the sums to date are no count of what is overdue now."""
    late = [row for row in rows if _size(row[2]) > 0]
    back = sum(_size(row[3]) > 0 for row in rows)
    first = ""
    if late:
        most = _size(late[0][2])
        ties = sum(_size(row[2]) == most for row in late)
        who = f"{late[0][0]}等 {count(ties)} 家最多" if ties > 1 else f"{late[0][0]}最多"
        summed = "各月相加 " if month > 1 else ""
        first = f"，{who}（{summed}{write(most, 'count')} 个）"
    relapsed = f"{count(back)} 家有反弹" if relapses_known else "反复问题数没有填"
    return f"{until(month)} {count(len(late))} 家填报过逾期未整改的问题{first}；{relapsed}"


def _size(amount: Cell) -> float:
    return float(amount) if isinstance(amount, int | float) else 0.0


def _inspected(evaluation: Evaluation, name: str) -> bool:
    return KIND in evaluation.values.units[evaluation.values.unit_number(name)].kinds
