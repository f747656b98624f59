"""The figures the topic pages share: a measure by month, and split by a category."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cityreport.pipeline import Evaluation
from cityreport.report.amounts import bounds, cell, written_bare
from cityreport.report.parts import Part
from cityreport.report.sums import Amount, Scope, Sums
from cityreport.style import NONE
from cityreport.tables.figure import Figure
from cityreport.tables.section import (
    Cell,
    Chart,
    Column,
    Format,
    Section,
    Series,
    SeriesRole,
    Table,
)


def month_names(month: int) -> tuple[str, ...]:
    """The months of the year so far: 1月, 2月 …."""
    return tuple(f"{number}月" for number in range(1, month + 1))


def monthly(sums: Sums, scope: Scope) -> tuple[Amount, ...]:
    """The scope's amount of each month of the year so far."""
    return tuple(sums.in_month(scope, month) for month in range(1, scope.month + 1))


def figure_of(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None, measure: str
) -> Figure:
    """A measure of the selection to date, for drill-down."""
    kind = "" if unit else unit_type or ""
    return Figure(evaluation.year, month, unit=unit or "", unit_type=kind, measure=measure)


def by_months(figure: Figure) -> tuple[Figure, ...]:
    """The figure's own amount of each month of the year so far."""
    return tuple(replace(figure, only_month=number) for number in range(1, figure.month + 1))


def peak(amounts: Sequence[Amount]) -> int | None:
    """The number of the month with most, None where no month has any."""
    known = [(one.value, -number) for number, one in enumerate(amounts, start=1) if one.known]
    return -max(known)[1] if known and max(known)[0] > 0 else None


def peak_clause(amounts: Sequence[Amount], written: Callable[[Amount], str]) -> str:
    """「，3月最多（…）」 or 「，都在3月」 after a sum over months; "" in January or without any."""
    most = peak(amounts)
    if most is None or len(amounts) < 2:
        return ""
    if sum(one.known and one.value > 0 for one in amounts) < 2:
        return f"，都在{most}月"
    return f"，{most}月最多（{written(amounts[most - 1])}）"


def series_of(
    name: str, amounts: Sequence[Amount], form: Format, role: SeriesRole = "value"
) -> tuple[Series, ...]:
    """The amounts as marks, with their bounds as whiskers where any of them is approximate."""
    shown = Series(
        name, tuple(one.value if one.known else None for one in amounts), role,
        tuple("" if one.known and not one.approximate else written_bare(one, form) for one in amounts),
    )  # fmt: skip
    if role != "value" or not any(one.known and one.approximate for one in amounts):
        return (shown,)
    low = tuple(one.lower if one.known else None for one in amounts)
    high = tuple(one.upper if one.known else None for one in amounts)
    return (shown, Series("下限", low, "lower"), Series("上限", high, "upper"))


def months_figure(
    key: str,
    title: str,
    name: str,
    amounts: Sequence[Amount],
    form: Format,
    measure_unit: str,
    *,
    lead: str,
    source: str,
    empty: str,
    figure: Figure,
    notes: tuple[str, ...] = (),
) -> Section:
    """One measure by month as bars; approximate months hatched, unreported ones in words."""
    names = month_names(len(amounts))
    inexact = any(one.approximate for one in amounts)
    columns = (Column("月份"), Column(f"{name}（{measure_unit}）", form))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (month, cell(one, form), *((bounds(one, form) or NONE,) if inexact else ()))
        for month, one in zip(names, amounts, strict=True)
    )
    return Section(
        key=key,
        title=title,
        lead=lead,
        chart=Chart(
            "bar",
            names,
            series_of(name, amounts, form),
            format=form,
            measure_unit=measure_unit,
            figures=by_months(figure),
        ),
        table=Table(
            (*columns, *((Column("上下限"),) if inexact else ())),
            rows,
            tuple((one,) for one in by_months(figure)),
        ),
        notes=notes,
        source=source,
        empty="" if any(one.known for one in amounts) else empty,
    )


def parts_figure(
    key: str,
    title: str,
    heading: str,
    name: str,
    parts: Sequence[Part],
    form: Format,
    measure_unit: str,
    *,
    lead: str,
    source: str,
    empty: str,
    figure: Figure,
    notes: tuple[str, ...] = (),
) -> Section:
    """A sum split by a category as horizontal bars, largest first, bounds as whiskers."""
    amounts = [part.amount for part in parts]
    figures = tuple(replace(figure, column=heading, part=part.name) for part in parts)
    whole = sum(one.value for one in amounts)
    inexact = any(one.approximate for one in amounts)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            part.name, cell(part.amount, form), *((bounds(part.amount, form) or NONE,) if inexact else ()),
            part.amount.value / whole if whole > 0 else None, part.cells,
        )
        for part in parts
    )  # fmt: skip
    return Section(
        key=key,
        title=title,
        lead=lead,
        chart=Chart(
            "bar", tuple(part.name for part in parts), series_of(name, amounts, form),
            format=form, measure_unit=measure_unit, horizontal=True, figures=figures,
        ),
        table=Table(
            (Column(heading), Column(f"{name}（{measure_unit}）", form),
             *((Column("上下限"),) if inexact else ()), Column("占比", "rate"), Column("行数", "count")),
            rows,
            tuple((one,) for one in figures),
        ),
        notes=notes,
        source=source,
        empty="" if parts else empty,
    )  # fmt: skip


def no_reports(evaluation: Evaluation, scope: Scope, kind: str) -> str:
    """The sentence where nothing came, with what to do next: nothing may have been asked for."""
    names = {evaluation.values.units[number].name for number in scope.numbers}
    months = range(scope.month, 0, -1)
    owing = any(names & evaluation.completeness(m).units((kind,))[0] for m in months)
    period = "1月" if scope.month == 1 else f"1月至{scope.month}月"
    advice = (
        "请先上传月报，或换一个月份、单位再看。"
        if owing
        else "单位名册没有要求报送这张表，可换一个类型或单位再看。"
    )
    return f"{scope.name.removesuffix('合计')}{evaluation.year}年{period}没有报送过{kind}数据。{advice}"


def until(month: int) -> str:
    """The span of a flow to date in words: 1—12月累计."""
    return f"1—{month}月累计" if month > 1 else "1月"
