"""Amounts in words: 约 where they are, their bounds, or the word of their state."""

from cityreport.report.sums import Amount
from cityreport.style import write, write_bounds
from cityreport.tables.section import Cell, Format

_UNITS: dict[str, str] = {"money": "万元"}


def written(amount: Amount, form: Format, measure_unit: str = "") -> str:
    """The amount in words with its measure unit, 约 where it is; or the word of its state."""
    if not amount.known:
        return amount.state.word
    unit = measure_unit or _UNITS.get(form, "")
    text = write(amount.value, form, amount.approximate)
    return f"{text} {unit}" if unit else text


def bounds(amount: Amount, form: Format) -> str:
    """The bounds of an approximate amount: 12.5万元～15.5万元; "" for an exact one."""
    if not amount.known or not amount.approximate:
        return ""
    return write_bounds("about", amount.lower, amount.upper, form)


def with_bounds(amount: Amount, form: Format, measure_unit: str = "") -> str:
    """The amount with its bounds behind it: 约 13.50 万元（12.5万元～15.5万元）."""
    said = bounds(amount, form)
    return f"{written(amount, form, measure_unit)}（{said}）" if said else written(
        amount, form, measure_unit
    )  # fmt: skip


def cell(amount: Amount, form: Format) -> Cell:
    """The amount for a table: the number where it is exact, else its words."""
    return amount.value if amount.known and not amount.approximate else written_bare(amount, form)


def written_bare(amount: Amount, form: Format) -> str:
    """The amount without measure unit, which stands in the header."""
    return write(amount.value, form, amount.approximate) if amount.known else amount.state.word


def scaled(amount: Amount, factor: float) -> Amount:
    """The amount times a factor: a fraction as per cent."""
    return Amount(
        amount.value * factor, amount.lower * factor, amount.upper * factor, amount.approximate,
        amount.state,
    )  # fmt: skip


def joined(words: str) -> str:
    """The words to stand right after a Chinese character: a blank before a figure only."""
    return f" {words}" if words[:1].isascii() else words
