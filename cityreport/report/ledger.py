"""Ledger rows as they were sent: every amount with its raw words, its bounds and its cell."""

from collections.abc import Iterable, Sequence

from cityreport.quantities import Quantity, add
from cityreport.report.picked import of_row, origin
from cityreport.sheets import Column as SheetColumn
from cityreport.sheets import SheetKind
from cityreport.style import write, write_bounds
from cityreport.tables.section import Cell, Column, Format, Section, Table
from cityreport.tables.stored import StoredQuantity, StoredRow

_STANDING = "最近一次报来的台账"
_READING = "金额和数量已换算成表头的计量单位，约数附原文 · 点一行看它的单元格"
_FORMATS: dict[str, Format] = {"money": "money", "time": "hours", "score": "score"}


def total(rows: Iterable[StoredRow], column: str) -> Quantity | None:
    """The sum of a column with its bounds, None when no row has it (method.md section 2)."""
    amounts = [row.quantities[column] for row in rows if column in row.quantities]
    return add([as_quantity(amount) for amount in amounts]) if amounts else None


def as_quantity(amount: StoredQuantity) -> Quantity:
    """A stored amount as a quantity again."""
    precision = amount.precision
    if precision not in ("exact", "at_least", "at_most", "about"):
        raise ValueError(f"unknown precision in the store: {precision}")
    return Quantity(amount.raw, amount.value, precision, amount.lower, amount.upper)


def written_total(quantity: Quantity, column: SheetColumn) -> str:
    """A total in words: 约 13.5 万元（12.5万元～15.5万元）."""
    form = _FORMATS.get(column.family, "number")
    unit = "万元" if column.family == "money" else column.measure_unit
    inexact = quantity.precision != "exact"
    bounds = write_bounds(quantity.precision, quantity.lower, quantity.upper, form)
    words = f"（{bounds}）" if bounds else ""
    return f"{write(quantity.value, form, inexact)} {unit}{words}".replace("  ", " ")


def inexact_count(rows: Iterable[StoredRow], column: str) -> int:
    """How many of the rows give the column only approximately."""
    return sum(
        column in row.quantities and row.quantities[column].precision != "exact" for row in rows
    )


def ledger_section(kind: SheetKind, rows: Sequence[StoredRow], unit: str, year: int) -> Section:
    """The rows of one kind that a unit sent in a year, in the words of the sheet."""
    shown = [column for column in kind.columns if _used(column, rows) and column.role != "unit"]
    shown = [column for column in shown if column.role != "month"]
    with_reporter = any(row.reporter for row in rows)
    return Section(
        key=f"ledger-{kind.slug}",
        title=f"{kind.name}：{_totals_sentence(kind, rows)}" if rows else kind.name,
        lead=f"{unit} {_STANDING if kind.whole_register else f'{year}年'} · {_READING}",
        table=Table(
            (
                Column("月份"),
                *(ledger_column(column) for column in shown),
                *((Column("填报方"),) if with_reporter else ()),
                Column("出处"),
            ),
            tuple(_line(row, shown, with_reporter=with_reporter) for row in rows),
            tuple((of_row(row),) for row in rows),
        ),
        empty="" if rows else f"{unit}{year}年没有报送过{kind.name}。",
    )


def _used(column: SheetColumn, rows: Sequence[StoredRow]) -> bool:
    if column.role == "reporter":
        return False
    return any(column.name in row.quantities or column.name in row.texts for row in rows)


def _totals_sentence(kind: SheetKind, rows: Sequence[StoredRow]) -> str:
    parts = [f"{len(rows)} 行"]
    for column in kind.measures:
        quantity = total(rows, column.name)
        # Stocks do not add up over months, and counts in mixed measure units not at all.
        if quantity is None or column.role != "flow" or not column.measure_unit:
            continue
        unsure = inexact_count(rows, column.name)
        hint = f"，{unsure} 处为约数" if unsure else ""
        parts.append(f"{column.name} {written_total(quantity, column)}{hint}")
    return "；".join(parts)


def _line(row: StoredRow, shown: Sequence[SheetColumn], *, with_reporter: bool) -> tuple[Cell, ...]:
    return (
        row.month.label,
        *(ledger_cell(row, column) for column in shown),
        *((row.reporter,) if with_reporter else ()),
        origin(row),
    )


def ledger_column(column: SheetColumn) -> Column:
    """A sheet's column as a shown one, with its measure unit in the title."""
    return Column(column.title, "number" if column.is_measure else "text")


def ledger_cell(row: StoredRow, column: SheetColumn) -> Cell:
    """A cell in the title's measure unit: 0.27 under 万元 is 2,700 under 金额(元).

    An inexact number comes with 约 and the words written; a blank required one is 未填.
    """
    if column.name in row.quantities:
        amount = row.quantities[column.name]
        if amount.precision == "exact":
            return amount.value
        return f"{write(amount.value, 'number', approximate=True)}（{amount.raw}）"
    text = row.texts.get(column.name)
    return text.text if text else ("未填" if column.required else "")
