"""Unit beside unit: each against what the catalogue asks of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cityreport.evaluation import State
from cityreport.framework import parse_measure
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import cell, joined, written, written_bare
from cityreport.report.sums import Amount, Scope
from cityreport.report.wording import count, status_word
from cityreport.scores import target_to_date
from cityreport.style import LEVELS, NONE
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Format, Section, Series, Table

SHOWN_UNITS = 15


@dataclass(frozen=True, slots=True)
class Against:
    """What the catalogue asks of each unit: an indicator's targets in its measure unit."""

    name: str
    target: tuple[float, ...]
    due: tuple[float, ...]
    status: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a comparison: its value as compared, what is due, and the words of its table."""

    name: str
    value: Amount
    due: float
    target: float
    status: str
    cells: tuple[Cell, ...]


def against(
    evaluation: Evaluation,
    month: int,
    numerator: str,
    denominator: str = "",
    measure_unit: str = "",
) -> Against | None:
    """The indicator in force with these parts and this measure unit, None without one."""
    wanted = (parse_measure(numerator), parse_measure(denominator) if denominator else None)
    values = evaluation.values
    for number, indicator in enumerate(values.indicators):
        if (indicator.numerator, indicator.denominator) != wanted:
            continue
        if indicator.measure_unit != measure_unit or indicator.direction == "none":
            continue
        at, paced = month - 1, evaluation.scored("paced")
        judged = values.state[:, number, at] != State.NOT_FOR_TYPE
        target = np.where(judged, values.target[:, number], np.nan)
        due = np.where(judged, target_to_date(values, "paced")[:, number, at], np.nan)
        words = (
            status_word(
                int(values.state[n, number, at]), float(paced.paced_attainment[n, number, at]),
                evaluation.settings.status_cuts, shown_only=False,
            )
            for n in range(len(values.units))
        )  # fmt: skip
        return Against(
            indicator.name,
            tuple(float(one) for one in target),
            tuple(float(one) for one in due),
            tuple(words),
        )
    return None


def unit_rows(
    evaluation: Evaluation,
    scope: Scope,
    asked: Against | None,
    value: Callable[[int], Amount],
    cells: Callable[[int], tuple[Cell, ...]],
) -> list[UnitRow]:
    """A row for each unit of the scope: the lowest first, those without a value last."""
    rows = []
    for number in scope.numbers:
        amount = value(number)
        judged = asked is not None and amount.known
        rows.append(
            UnitRow(
                evaluation.values.units[number].name, amount,
                asked.due[number] if asked else float("nan"),
                asked.target[number] if asked else float("nan"),
                asked.status[number] if asked and judged else "" if amount.known else amount.state.word,
                cells(number),
            )
        )  # fmt: skip
    return sorted(
        rows, key=lambda row: (not row.value.known, row.value.value if row.value.known else 0)
    )


def units_figure(
    key: str,
    title: str,
    name: str,
    rows: Sequence[UnitRow],
    columns: Sequence[Column],
    form: Format,
    measure_unit: str,
    *,
    lead: str,
    source: str,
    empty: str,
    notes: tuple[str, ...] = (),
    figure: Figure,
    own: str | None = None,
) -> Section:
    """Unit by unit against pace and target; the figure shows the lowest, the table all.

    ``own`` is the unit in question: it stands first.
    """
    rows = sorted(rows, key=lambda row: row.name != own)
    shown = rows[:SHOWN_UNITS]
    figures = tuple(replace(figure, unit=row.name, unit_type="") for row in rows)
    others = (
        f"{own}和最低的 {count(len(shown) - 1)} 家" if own else f"最低的 {count(len(shown))} 家"
    )
    said = f"图中为{others}，全部 {count(len(rows))} 家见表。" if len(rows) > len(shown) else ""
    series = [
        Series(
            name, tuple(row.value.value if row.value.known else None for row in shown), "value",
            tuple(_end(row.value, form) for row in shown),
        ),
        Series("本月应达到", tuple(_known(row.due) for row in shown), "pace"),
        Series("全年目标", tuple(_known(row.target) for row in shown), "target"),
        Series("状态", tuple(None for _ in shown), "status", tuple(row.status for row in shown)),
    ]  # fmt: skip
    return Section(
        key=key,
        title=title,
        lead=lead,
        chart=Chart(
            "bullet", tuple(row.name for row in shown), tuple(series), format=form,
            measure_unit=measure_unit, horizontal=True, keys=tuple(row.name for row in shown),
            figures=figures[: len(shown)],
        ),
        table=Table(
            (Column("单位"), Column(f"{name}（{measure_unit}）", form), Column("本月应达到", form),
             Column("全年目标", form), Column("状态"), *columns),
            tuple(
                (row.name, cell(row.value, form), _known(row.due), _known(row.target),
                 row.status or NONE, *row.cells)
                for row in rows
            ),
            tuple((one,) for one in figures),
        ),
        notes=(*((said,) if said else ()), *notes),
        source=source,
        empty="" if rows else empty,
    )  # fmt: skip


def behind_sentence(
    rows: Sequence[UnitRow], name: str, form: Format, measure_unit: str, own: str | None = None
) -> str:
    """How many units with a value are behind, and which is lowest; true read alone.

    With a unit in question its own value comes first.
    """
    mine = "".join(
        f"{own}{name}{joined(written(row.value, form, measure_unit))}；同类"
        for row in rows
        if row.name == own
    )
    valued = [row for row in rows if row.value.known]
    if not valued:
        return f"{count(len(rows))} 家单位都没有{name}数据" if rows else f"没有{name}数据"
    start = mine or f"{name}："
    ties = sum(row.value.value == valued[0].value.value for row in valued)
    lowest = f"{valued[0].name}等 {count(ties)} 家最低" if ties > 1 else f"{valued[0].name}最低"
    low = f"{lowest}（{written(valued[0].value, form, measure_unit)}）"
    judged = [row for row in valued if row.status in LEVELS]
    if not judged:
        return f"{start}有数据的 {count(len(valued))} 家中，{low}"
    below = sum(row.status != LEVELS[0] for row in judged)
    if not below:
        return f"{start}有数据的 {count(len(judged))} 家都达到序时"
    return f"{start}有数据的 {count(len(judged))} 家中 {count(below)} 家未达序时，{low}"


def _end(amount: Amount, form: Format) -> str:
    """What the mark cannot say itself: 约. The status says why there is none."""
    return written_bare(amount, form) if amount.known and amount.approximate else ""


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
