"""The evidence in words: amounts with their measure unit, factors, months."""

from collections.abc import Sequence

from cityreport.doubts.figures import Figures
from cityreport.period import Month
from cityreport.sheets import Column
from cityreport.style import write

_WAN = 10_000.0


def amount(value: float, column: Column, approximate: bool = False) -> str:
    """A value with its stored measure unit: 3,420 元."""
    return f"{write(value, 'number', approximate)} {column.measure_unit}"


def cell_amount(figures: Figures, at: tuple[int, int, int], column: Column) -> str:
    """A reported value with its measure unit, 约 where it is not exact."""
    return amount(float(figures.value[at]), column, bool(figures.approximate[at]))


def factor(value: float) -> str:
    """How many times, to one figure where it is large: 1 万倍, 62 倍, 5.5 倍."""
    if value >= _WAN * 0.95:
        return f"{float(f'{value / _WAN:.1g}'):g} 万倍"
    if value >= 1000:
        return f"{float(f'{value:.1g}'):,.0f} 倍"
    return f"{value:.0f} 倍" if value >= 100 else f"{write(round(value, 1), 'number')} 倍"


def span(months: Sequence[Month]) -> str:
    """1—5月 of one year."""
    first, last = months[0].number, months[-1].number
    return f"{first}月" if first == last else f"{first}—{last}月"
