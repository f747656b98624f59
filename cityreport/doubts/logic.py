"""Contradictions that only show over months: inspections to date, people, differing stocks.

method.md section 13; every limit is passed only when the bounds allow no other reading.
"""

from collections.abc import Iterable

import numpy as np

from cityreport.doubts import words
from cityreport.doubts.figures import MEASURES, Bools, Figures, Floats, measure_place
from cityreport.doubts.model import Code, Doubt
from cityreport.style import write

_INSPECTIONS, _VOLUNTEERING = "督查检查", "志愿服务"
_REGISTERED, _PEOPLE = "期末注册志愿者数", "常住人口"


def to_date(figures: Figures) -> list[Doubt]:
    """Rectified beyond found to date, overdue beyond open (the first month of each unit)."""
    found, rectified = (
        _sum_to_date(figures, "发现问题数"),
        _sum_to_date(figures, "已整改数", low=True),
    )
    carried = carried_over(
        _year(figures, "发现问题数"), _year(figures, "已整改数"), _year(figures, "上期未整改数", "upper")
    )  # fmt: skip
    whole = found + carried[:, None]
    overdue = _year(figures, "逾期未整改数", "lower")
    still_open = np.maximum(whole - rectified, 0.0)
    known = ~np.isnan(_year(figures, "已整改数"))
    beyond = known & (rectified > whole * (1 + 1e-9))
    late = ~np.isnan(overdue) & (overdue > still_open * (1 + 1e-9)) & ~beyond
    return [
        _beyond_found(figures, unit, month, rectified, found, carried)
        for unit, month in _first(beyond)
    ] + [
        _beyond_open(figures, unit, month, overdue, still_open) for unit, month in _first(late)
    ]  # fmt: skip


def carried_over(found: Floats, rectified: Floats, given: Floats) -> Floats:
    """The problems open when the year began, by unit, from the first 上期未整改数 given.

    A later month's 上期未整改数 already holds the open problems of this year's months before it.
    """
    open_before = np.cumsum(np.nan_to_num(found) - np.nan_to_num(rectified), axis=1)
    open_before = np.concatenate([np.zeros((len(found), 1)), open_before[:, :-1]], axis=1)
    first = np.argmax(~np.isnan(given), axis=1)
    rows = np.arange(len(found))
    start = given[rows, first] - open_before[rows, first]
    return np.where(np.isnan(start), 0.0, np.maximum(start, 0.0))


def people(figures: Figures) -> list[Doubt]:
    """Registered volunteers beyond the population of the roster (the first month of a unit)."""
    registered = _year(figures, _REGISTERED, "lower", _VOLUNTEERING)
    bases = [unit.base.get(_PEOPLE) for unit in figures.units]
    most = np.array([b.upper if b is not None and b.value > 0 else np.nan for b in bases])
    beyond = registered > most[:, None]
    return [_beyond_people(figures, unit, month) for unit, month in _first(beyond)]


def differing_stocks(figures: Figures) -> list[Doubt]:
    """Month-end figures whose rows disagree (details.md B3)."""
    places = np.argwhere(figures.differing[:, :, figures.start :])
    return [_differing(figures, int(u), int(c), int(m)) for u, c, m in places]


def _place(kind: str, column: str) -> int:
    place = measure_place(kind, column)
    if place is None:
        raise ValueError(f"not compared by month: {kind}.{column}")
    return place


def _year(figures: Figures, column: str, of: str = "value", kind: str = _INSPECTIONS) -> Floats:
    array: Floats = getattr(figures, of)
    return array[:, _place(kind, column), figures.start :]


def _sum_to_date(figures: Figures, column: str, *, low: bool = False) -> Floats:
    bound = _year(figures, column, "lower" if low else "upper")
    return np.asarray(np.cumsum(np.nan_to_num(bound), axis=1))


def _first(places: Bools) -> Iterable[tuple[int, int]]:
    """Unit and month (0–11) of the first hit of each unit."""
    return [(int(unit), int(np.argmax(places[unit]))) for unit in np.flatnonzero(places.any(1))]


def _doubt(
    figures: Figures, code: Code, unit: int, month: int, kind: str, column: str,
    text: str, values: tuple[float, ...],
) -> Doubt:  # fmt: skip
    return Doubt(
        code=code,
        unit=figures.units[unit].name,
        month=figures.months[figures.start + month],
        kind=kind,
        column=column,
        text=text,
        values=values,
    )


def _beyond_found(
    figures: Figures, unit: int, month: int, rectified: Floats, found: Floats, carried: Floats
) -> Doubt:
    done, all_found = float(rectified[unit, month]), float(found[unit, month])
    before = float(carried[unit])
    given = f"加上上期未整改 {write(before, 'number')} 个" if before else "，没有填上期未整改数"
    text = (
        f"到{month + 1}月止已整改 {write(done, 'number')} 个，多于发现问题 {write(all_found, 'number')} 个{given}："
        "是否漏填了发现问题数或上期未整改数？"
    )
    return _doubt(
        figures, "rectified-beyond-found", unit, month, _INSPECTIONS, "已整改数", text,
        (done, all_found, before),
    )  # fmt: skip


def _beyond_open(
    figures: Figures, unit: int, month: int, overdue: Floats, still_open: Floats
) -> Doubt:
    late, left = float(overdue[unit, month]), float(still_open[unit, month])
    text = (
        f"{month + 1}月逾期未整改 {write(late, 'number')} 个，多于到{month + 1}月止未整改的 "
        f"{write(left, 'number')} 个：是否漏填了发现问题数或上期未整改数？"
    )
    return _doubt(
        figures,
        "overdue-beyond-open",
        unit,
        month,
        _INSPECTIONS,
        "逾期未整改数",
        text,
        (late, left),
    )


def _beyond_people(figures: Figures, unit: int, month: int) -> Doubt:
    base = figures.units[unit].base[_PEOPLE]
    at = (unit, _place(_VOLUNTEERING, _REGISTERED), figures.start + month)
    column = MEASURES[at[1]][1]
    text = (
        f"{month + 1}月 {_REGISTERED} {words.cell_amount(figures, at, column)}，多于名册中的"
        f"{_PEOPLE} {write(base.value, 'number', base.precision != 'exact')} 人：是否填错，或名册需要更新？"
    )
    values = (float(figures.value[at]), base.value)
    return _doubt(
        figures, "more-than-population", unit, month, _VOLUNTEERING, _REGISTERED, text, values
    )


def _differing(figures: Figures, unit: int, measure: int, month: int) -> Doubt:
    kind, column = MEASURES[measure]
    at = (unit, measure, figures.start + month)
    text = (
        f"{month + 1}月 {column.name} 各行填得不一样，现在取最后一行的 "
        f"{words.cell_amount(figures, at, column)}：以哪个为准？"
    )
    return _doubt(
        figures, "differing-stock", unit, month, kind.name, column.name, text,
        (float(figures.value[at]),),
    )  # fmt: skip
