"""Which unit, month, 填报方 and measure unit hold for a table (details.md C2, C11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cityreport.intake.captions import MonthClaim, Said, UnitClaim
from cityreport.intake.messages import say
from cityreport.intake.spelling import Spelled
from cityreport.period import Month
from cityreport.roster.model import Roster, Unit
from cityreport.sheets import MEASURE_UNITS, Column
from cityreport.tables.workbook import Address, Finding, cell_name

_FAULTS = {
    "range": "several-months",
    "outside": "month-outside",
    "unreadable": "unreadable-month",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What is said around a table, nearest first, and what it is judged by.

    ``around`` are the captions of the table and of its sheet, ``names`` the names of sheet,
    file and folder. ``said_unit`` and ``said_month`` were given by a person and go before all.
    """

    around: Said
    names: Said
    roster: Roster
    today: date
    said_unit: Unit | None = None
    said_month: Month | None = None

    @property
    def unit(self) -> UnitClaim | None:
        """The unit the surroundings name: what a label says, else the first name that is known;
        a unit nobody knows in the captions goes before the names of sheet and file."""
        if self.said_unit is not None:
            return UnitClaim(self.said_unit.name, self.said_unit, None, labelled=True)
        claims = self.around.units or self.names.units
        if claims and claims[0].labelled:
            return claims[0]
        known = (claim for claim in claims if claim.unit is not None)
        return next(known, claims[0] if claims else None)

    @property
    def months(self) -> tuple[MonthClaim, ...]:
        """All month claims by order of precedence."""
        if self.said_month is not None:
            month = Spelled(self.said_month.year, self.said_month.number)
            return (MonthClaim(self.said_month.label, month, None),)
        return self.around.months + self.names.months

    @property
    def reporter(self) -> str:
        """The 填报方 named around the table, empty if none."""
        return self.around.reporters[0][0] if self.around.reporters else ""

    def measure_unit(self, column: Column) -> str:
        """The caption's measure unit of the column's family, empty if none."""
        known = MEASURE_UNITS[column.family]
        if column.family not in ("money", "time"):
            return ""
        return next((unit for unit, _ in self.around.measure_units if unit in known), "")


@dataclass(frozen=True, slots=True)
class MonthReading:
    """A month decided on, or the findings why not; ``findings`` may also be mere warnings."""

    month: Month | None
    findings: tuple[Finding, ...] = ()


def said_month(context: Context) -> tuple[Month | None, MonthClaim | None]:
    """The month the surroundings name and the claim that decides it, both None if there is none."""
    claim = next((c for c in context.months if c.month.number or c.month.fault), None)
    if claim is None or claim.month.number is None:
        return None, claim
    year = claim.month.year or said_year(context.months)
    return (Month(year, claim.month.number) if year else None), claim


def said_year(claims: Iterable[MonthClaim]) -> int | None:
    """The first year any of the claims names."""
    return next((claim.month.year for claim in claims if claim.month.year), None)


def month_around(context: Context, header: Address) -> MonthReading:
    """The month from titles and names; the error stands at the claim, else at the header."""
    month, claim = said_month(context)
    if claim is None:
        return MonthReading(None, (say("missing-month", cell_name(*header)),))
    cell = cell_name(*(claim.at or header))
    return decided(context, month, claim.month, cell, claim.text)


def month_of_cell(context: Context, found: Spelled, cell: str, text: str) -> MonthReading:
    """The month of a row's own cell, its year completed from the surroundings (C2, C3)."""
    year = found.year or said_year(context.months)
    month = Month(year, found.number) if year and found.number else None
    return decided(context, month, found, cell, text)


def decided(
    context: Context, month: Month | None, found: Spelled, cell: str, text: str
) -> MonthReading:
    """The month, or the error that it is several, unreadable, without a year, or to come."""
    if found.fault in _FAULTS:
        return MonthReading(None, (say(_FAULTS[found.fault], cell, text),))
    if month is None:
        return MonthReading(None, (say("missing-year", cell, text),))
    if month > Month.of(context.today):
        day = f"{context.today.year}年{context.today.month}月{context.today.day}日"
        return MonthReading(None, (say("future-month", cell, text, month=month.label, today=day),))
    if found.fault == "dropped_zero":
        return MonthReading(month, (say("dropped-zero", cell, text, month=month.label),))
    return MonthReading(month)


def unknown_unit(roster: Roster, name: str, cell: str) -> Finding:
    """The error for a name that no unit has, with the nearest names of the roster."""
    near = roster.nearest(name)
    advice = f"最接近的名称：{'、'.join(near)}。" if near else ""
    nearest = f"{advice}请改正名称，或在单位名册里补上这个单位或别名"
    return say("unknown-unit", cell, name, nearest=nearest)
