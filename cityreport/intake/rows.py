"""Data rows: their unit, month, 填报方, texts and quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cityreport.intake.answers import NO, answer, is_ditto, says_not_assessed
from cityreport.intake.captions import says_none
from cityreport.intake.categories import normalised
from cityreport.intake.cells import Part, part_of
from cityreport.intake.context import (
    Context,
    MonthReading,
    month_around,
    month_of_cell,
    unknown_unit,
)
from cityreport.intake.days import day_of, derived
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid, is_day, written
from cityreport.intake.messages import say
from cityreport.intake.spelling import Spelled, month_cell, spelled
from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.sheets import Column
from cityreport.tables.ledger import CellQuantity, CellText
from cityreport.tables.workbook import Address, CellValue, Finding, cell_name

TEXT_ROLES = ("text", "category", "code", "date", "yes_no")


@dataclass(frozen=True, slots=True)
class DataRow:
    """One data row as read; ``row`` is counted from 0, ``parts`` are keyed by sheet column.

    ``named`` is the unit as written (in the row or around the table), ``fault`` that the row
    cannot be stored. ``unit`` and ``month`` are None when they could not be decided. ``computed``
    are the quantities that follow from the row's dates.
    """

    row: int
    named: str
    unit: Unit | None
    month: Month | None
    reporter: str
    texts: Mapping[str, CellText]
    parts: Mapping[int, Part]
    findings: tuple[Finding, ...] = ()
    computed: Mapping[str, CellQuantity] = field(default_factory=dict)
    own_unit: bool = False
    own_month: bool = False

    @property
    def faulty(self) -> bool:
        """Whether an error stands in this very row."""
        own = any(finding.severity == "error" for finding in self.findings)
        return own or any(part.faulty for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell's text and where it stands (merged cells and 同上 resolved)."""

    text: str
    at: Address


@dataclass(frozen=True)
class RowReader:
    """Reads the data rows of one table, one after the other from the top."""

    grid: Grid
    fit: Fit
    context: Context
    fields: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        plain = {f.column.name: f for f in self.fit.fields if not f.source and not f.subtotal}
        object.__setattr__(self, "fields", plain)

    def read(self, rows: Sequence[int]) -> list[DataRow]:
        """The data rows in sheet order."""
        found: list[DataRow] = []
        for row in rows:
            found.append(self._row(row, found))
        return found

    def place(self, row: int, above: Sequence[DataRow] = ()) -> DataRow:
        """The row without its texts and quantities: unit, month, 填报方, and what to say of them."""
        named, unit, unit_findings, own_unit = self._unit(row, above)
        month, own_month = self._month(row)
        return DataRow(
            row=row,
            named=named,
            unit=unit,
            month=month.month,
            reporter=self._reporter(row, above),
            texts={},
            parts={},
            findings=(*unit_findings, *month.findings),
            own_unit=own_unit,
            own_month=own_month,
        )

    def _row(self, row: int, above: Sequence[DataRow]) -> DataRow:
        place = self.place(row, above)
        texts, text_findings = self._texts(row, place.month)
        parts = {
            one.index: part_of(self.grid, (row, one.index), one, self.context)
            for one in self.fit.measured
        }
        texts, parts, gate_findings = self._gated(texts, parts)
        computed, day_findings = derived(self.fit.kind, texts, self.context.today)
        findings = (*place.findings, *text_findings, *gate_findings, *day_findings)
        return replace(place, texts=texts, parts=parts, findings=findings, computed=computed)

    def _cell(self, row: int, column: int) -> _Found:
        """The text of a cell, through its merged range."""
        at = self.grid.home((row, column))
        return _Found(self.grid.text(at), at)

    def _unit(
        self, row: int, above: Sequence[DataRow]
    ) -> tuple[str, Unit | None, tuple[Finding, ...], bool]:
        """The unit's name, the unit, findings about it, and whether the row itself names it."""
        if self.context.said_unit is not None:
            return self._unit_around(row, None)
        column = self.fit.role("unit")
        found = self._cell(row, column.index) if column else None
        if found and is_ditto(found.text) and above:
            return above[-1].named, above[-1].unit, (), True
        if found and says_none(found.text):
            return self._unit_around(row, column)
        if found and found.text:
            return (*self._matched(found), True)
        before = next((other for other in reversed(above) if other.own_unit), None)
        if column and before:
            return (*self._filled_down(row, column, before), True)
        return self._unit_around(row, column)

    def _matched(self, found: _Found) -> tuple[str, Unit | None, tuple[Finding, ...]]:
        unit = self.context.roster.match(found.text)
        if unit is None and self.context.roster.units:
            return found.text, None, (self._unknown(found.text, cell_name(*found.at)),)
        return found.text, unit, ()

    def _unknown(self, name: str, cell: str) -> Finding:
        return unknown_unit(self.context.roster, name, cell)

    def _filled_down(
        self, row: int, column: Field, before: DataRow
    ) -> tuple[str, Unit | None, tuple[Finding, ...]]:
        """The unit of the row above for a blank, unmerged cell; said, since it is an inference."""
        if before.unit is None:
            findings = tuple(f for f in before.findings if f.code == "unknown-unit")
            return before.named, None, findings
        cell = cell_name(row, column.index)
        return before.named, before.unit, (say("filled-down", cell, unit=before.unit.name),)

    def _unit_around(
        self, row: int, column: Field | None
    ) -> tuple[str, Unit | None, tuple[Finding, ...], bool]:
        claim = self.context.unit
        if claim is not None:
            return claim.text, claim.unit, (), False
        findings = (say("missing-unit-cell", cell_name(row, column.index)),) if column else ()
        return "", None, findings if self.context.roster.units else (), False

    def _reporter(self, row: int, above: Sequence[DataRow]) -> str:
        column = self.fit.role("reporter")
        text = self._cell(row, column.index).text if column else ""
        if is_ditto(text) and above:
            return above[-1].reporter
        return text or self.context.reporter

    def _month(self, row: int) -> tuple[MonthReading, bool]:
        """The month of the row and whether the row itself says it (C2)."""
        if self.context.said_month is not None:
            return self._month_around(row), False
        own = self._own_month(row)
        dated = self._dated_month(row)
        if own is None:
            if dated is not None:
                return dated, True
            return self._month_around(row), False
        if own.month and dated and dated.month and own.month != dated.month:
            return replace(own, findings=(*own.findings, self._off_date(row, own, dated))), True
        return own, True

    def _off_date(self, row: int, own: MonthReading, dated: MonthReading) -> Finding:
        column = self.fit.role("date")
        assert column is not None
        assert own.month is not None
        assert dated.month is not None
        return say(
            "date-month-conflict",
            cell_name(row, column.index),
            month=own.month.label,
            column=column.column.name,
            other=dated.month.label,
        )

    def _own_month(self, row: int) -> MonthReading | None:
        column = self.fit.role("month")
        at = self._undittoed(row, column.index) if column else None
        if at is None or self.grid.value(at) is None:
            return None
        found = month_cell(self.grid.value(at), self.grid.sheet.number_formats.get(at, ""))
        return month_of_cell(self.context, found, cell_name(*at), self.grid.text(at))

    def _dated_month(self, row: int) -> MonthReading | None:
        """The month of the row's date column, where it has one that names a month.

        The dates of a register are those of its cases: it is for the month it was sent for.
        """
        column = None if self.fit.kind.whole_register else self.fit.role("date")
        at = self._undittoed(row, column.index) if column else None
        if at is None or self.grid.value(at) is None:
            return None
        value = self.grid.value(at)
        found = spelled(value) if isinstance(value, str) else month_cell(value)
        if found is None or found.number is None:
            return None
        return month_of_cell(
            self.context, Spelled(found.year, found.number), cell_name(*at), written(value)
        )

    def _month_around(self, row: int) -> MonthReading:
        """The month from titles and names; an error stands at the row only if it has a month cell."""
        around = month_around(self.context, (row, 0))
        if around.month is not None:
            return MonthReading(around.month)
        column = self.fit.role("month") or self.fit.role("date")
        if column is None or self.context.months:
            return MonthReading(None)
        return MonthReading(None, (say("missing-month-cell", cell_name(row, column.index)),))

    def _undittoed(self, row: int, column: int) -> Address:
        """The cell whose value counts: through merged cells and up along 同上."""
        at = self.grid.home((row, column))
        while at[0] > 0 and is_ditto(self.grid.text(at)):
            at = self.grid.home((at[0] - 1, column))
        return at

    def _texts(
        self, row: int, month: Month | None
    ) -> tuple[dict[str, CellText], tuple[Finding, ...]]:
        texts: dict[str, CellText] = {}
        findings: list[Finding] = []
        for name, one in self.fields.items():
            if one.column.role not in TEXT_ROLES:
                continue
            at = self._undittoed(row, one.index)
            value = self.grid.value(at)
            if value is None:
                continue
            cell = cell_name(*at)
            text, said = self.text_of(one.column, value, cell, month)
            findings += said
            if text:
                texts[name] = CellText(text, cell)
        return texts, tuple(findings)

    def text_of(
        self, column: Column, value: CellValue, cell: str, month: Month | None
    ) -> tuple[str, list[Finding]]:
        """The text of a cell in the column's own words, and what there is to say of it."""
        text = str(value)[:10] if is_day(value) else written(value)
        if column.role == "yes_no":
            said = answer(text)
            if said is not None:
                return said, []
            return text, [say("unknown-answer", cell, text, column=column.name)]
        if column.role == "date" and self.fit.kind.whole_register:
            day = day_of(value, month.year if month else None)
            return (day.isoformat() if day else text), []
        text, known = normalised(column, text)
        if known:
            return text, []
        choices = "、".join(column.choices)
        return text, [say("unknown-category", cell, text, column=column.name, choices=choices)]

    def _gated(
        self, texts: dict[str, CellText], parts: dict[int, Part]
    ) -> tuple[dict[str, CellText], dict[int, Part], list[Finding]]:
        """A row that was not assessed counts in no quantity: neither 0 nor its full marks."""
        gate = next((column for column in self.fit.kind.columns if column.gates), None)
        if gate is None or any(one.unit for one in self.fit.fields):
            return texts, parts, []
        marked = [part.at for part in parts.values() if says_not_assessed(self.grid.text(part.at))]
        said = texts.get(gate.name)
        if not marked and (said is None or said.text != NO):
            return texts, parts, []
        cell = cell_name(*marked[0]) if marked else said.cell if said else ""
        void = {index: Part(part.at, None) for index, part in parts.items()}
        stated = CellText(NO, said.cell if said else cell)
        return {**texts, gate.name: stated}, void, [say("not-assessed", cell, column=gate.name)]
