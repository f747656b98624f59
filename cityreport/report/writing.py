"""Sentences of documents: figures with what they stand on, 约 with the words written, blanks.

Official papers put no space between figures and words; every number is written by ``style``.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.quantities import Quantity
from cityreport.report.ledger import total
from cityreport.report.parts import cells_of
from cityreport.report.sums import Amount, Scope, sums_of
from cityreport.style import APPROXIMATE, write
from cityreport.tables.document import CellPlace, Cited, ItemLevel, Paragraph, Run
from cityreport.tables.figure import Figure
from cityreport.tables.section import Format
from cityreport.tables.stored import StoredQuantity, StoredRow

LONGEST = 200
"""More signs of one cell than this are cut: the whole stands in its sheet."""
_YUAN_IN_WAN = 10_000
_SMALL = 1_000
_WITH_UNIT = re.compile(r"[\d,，.]+\s*([^\d\s.,，]{1,3})")
_PLAIN_UNITS = {"㎡": "平方米", "m2": "平方米", "m²": "平方米", "M2": "平方米"}

Part = str | Run


def paragraph(*parts: Part, level: ItemLevel = 0, quiet: bool = False) -> Paragraph:
    """A paragraph of words and figures."""
    runs = tuple(Run(part) if isinstance(part, str) else part for part in parts)
    return Paragraph(tuple(run for run in runs if run.text), level, quiet)


def blank(what: str) -> Run:
    """What the sheets do not say, marked for the writer: 【待补充：…】."""
    return Run(f"【待补充：{what}】", blank=True)


def from_sheet(text: str) -> str:
    """Words of a sheet for a sentence: on one line, and cut where they are very long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……（原文共{len(line)}字，已略）"


def listed(groups: Iterable[Sequence[Part]], between: str = "、") -> list[Part]:
    """The groups one after the other with a sign between them."""
    found: list[Part] = []
    for group in groups:
        found.extend((between, *group) if found else group)
    return found


def word(row: StoredRow, column: str, absent: str = "") -> str:
    """The words of a row's column for a sentence, ``absent`` where the cell is blank."""
    text = row.word(column)
    return absent if text is None else from_sheet(text)


def close(text: str) -> str:
    """The sentence with one full stop at its end."""
    return f"{text.rstrip('。；;.， ')}。"


def day_words(day: date) -> str:
    """A date as papers write it: 2024年1月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


# --- numbers -------------------------------------------------------------------------------


def number(value: float, form: Format = "number", *, approximate: bool = False) -> str:
    """A number as papers write it: like everywhere, without the blank after 约."""
    return write(value, form, approximate).replace(f"{APPROXIMATE} ", APPROXIMATE)


def money(yuan: float, *, approximate: bool = False) -> str:
    """Yuan in 万元 without idle zeros, small amounts in 元: 约13.5万元, 800元."""
    if 0 < abs(yuan) < _SMALL:
        return f"{number(yuan, approximate=approximate)}元"
    return f"{number(yuan / _YUAN_IN_WAN, approximate=approximate)}万元"


def plain_unit(measure_unit: str) -> str:
    """A measure unit in words: 平方米 for ㎡."""
    return _PLAIN_UNITS.get(measure_unit, measure_unit)


def sized(value: float, measure_unit: str, form: Format = "number", *, approximate: bool) -> str:
    """A value with its measure unit; yuan as money."""
    if measure_unit == "元":
        return money(value, approximate=approximate)
    return f"{number(value, form, approximate=approximate)}{plain_unit(measure_unit)}"


def as_written(quantity: StoredQuantity | Quantity, measure_unit: str) -> str:
    """One cell's amount in words; the words of the sheet behind it where they say more than 约.

    九万多元 reads 约9万元（原文“九万多元”）, 6次 under 场次 stays 6次, 约300㎡ is 约300平方米.
    """
    found = _WITH_UNIT.fullmatch(quantity.raw.strip()) if quantity.precision == "exact" else None
    own = found[1] if found and measure_unit != "元" else measure_unit
    text = sized(quantity.value, own, approximate=quantity.precision != "exact")
    if quantity.precision in ("exact", "about"):
        return text
    return f"{text}（原文“{from_sheet(quantity.raw)}”）"


def between(amount: Amount, measure_unit: str, form: Format = "number") -> str:
    """Where an approximate sum lies, "" for an exact one: 在12.5万元至15.5万元之间."""
    if not amount.known or not amount.approximate:
        return ""
    low, high = (
        sized(side, measure_unit, form, approximate=False) for side in (amount.lower, amount.upper)
    )
    return f"在{low}至{high}之间"


# --- figures with what they stand on -------------------------------------------------------


def place_of(row: StoredRow, column: str) -> CellPlace:
    """The cell of a row's column, quantity or text."""
    cell = row.quantities.get(column)
    if cell is not None:
        return CellPlace(row.file, row.sheet, cell.cell, cell.raw)
    text = row.texts[column]
    return CellPlace(row.file, row.sheet, text.cell, text.text)


def places(rows: Iterable[StoredRow], column: str) -> tuple[CellPlace, ...]:
    """The cells of a column in the rows that have it."""
    return tuple(
        place_of(row, column) for row in rows if column in row.quantities or column in row.texts
    )


def from_cells(label: str, text: str, cells: Sequence[CellPlace]) -> Run:
    """A figure that stands on these cells."""
    return Run(text, Cited(label, text, tuple(cells), len(cells)))


def derived(label: str, text: str, note: str, figure: Figure | None = None) -> Run:
    """A figure that is worked out, with how."""
    return Run(text, Cited(label, text, note=note, figure=figure))


def of_row(row: StoredRow, column: str, measure_unit: str, label: str) -> Run:
    """One cell's amount as a figure."""
    text = as_written(row.quantities[column], measure_unit)
    return from_cells(label, text, [place_of(row, column)])


def of_rows(rows: Sequence[StoredRow], column: str, measure_unit: str, label: str) -> Run:
    """The sum of a column over rows as a figure; one row is written in its own words."""
    filled = [row for row in rows if column in row.quantities]
    if len(filled) == 1:
        return of_row(filled[0], column, measure_unit, label)
    quantity = total(filled, column)
    if quantity is None:
        return Run(State.BLANK.word)
    text = sized(quantity.value, measure_unit, approximate=quantity.precision != "exact")
    return from_cells(label, text, places(filled, column))


def of_sum(
    evaluation: Evaluation,
    text: str,
    scope: Scope,
    measure_unit: str,
    label: str,
    *,
    form: Format = "number",
    rows: Sequence[StoredRow] | None = None,
) -> Run | None:
    """A sum to date as a figure, on the cells of ``rows`` where given; None without a value."""
    sums = sums_of(evaluation, text)
    amount = sums.total(scope)
    if not amount.known:
        return None
    words = sized(amount.value, measure_unit, form, approximate=amount.approximate)
    figure = Figure(evaluation.year, scope.month, scope.unit or "", measure=text)
    cells = places(rows, sums.measure.column) if rows is not None else ()
    count = len(cells) if rows is not None else cells_of(evaluation, text, scope)[0]
    return Run(words, Cited(label, words, cells, count, figure=figure))


def clauses(known: Sequence[tuple[str, Run | None]]) -> tuple[list[Part], list[str]]:
    """What is known as one clause each (words, then figure), and the words of what is not."""
    said = listed([(words, run) for words, run in known if run is not None], "，")
    return said, [words for words, run in known if run is None]
