"""Tables of which nothing is to be said: read column by column, each different value once.

Most tables come from the template and hold numbers where numbers belong. Reading them row by row,
as ``rows.py``, ``lines.py`` and ``checks.py`` do, would find nothing to say of any cell. Whatever
is unusual in one cell leaves the whole table to that careful reading; both read the same
(tests/intake/test_plain.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cityreport.intake.blocks import Block
from cityreport.intake.cells import broken, written_unit
from cityreport.intake.checks import Rule, rules_of
from cityreport.intake.context import Context
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid
from cityreport.intake.ledger import control_totals
from cityreport.intake.rows import TEXT_ROLES, DataRow, RowReader
from cityreport.intake.usual import Body, plain_body, shown
from cityreport.quantities import Quantity, parse_quantity
from cityreport.tables.rows import ColumnRows, Different, RowHead, ids
from cityreport.tables.workbook import CellValue

_TEXTS = frozenset((str, int, float, type(None)))
_PLACES = ("unit", "month", "reporter", "date")


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows of a plain table as they go into the ledger, and its control totals.

    ``places`` are the first rows of each unit, month, 填报方 and date, read carefully.
    """

    rows: ColumnRows
    places: tuple[DataRow, ...]
    totals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Places:
    """The first rows of each unit, month, 填报方 and date, and which of these each row shares."""

    first: list[DataRow]
    of: list[int]


_Cells = Mapping[str, Sequence[CellValue]]
_Amounts = Mapping[str, Sequence[Quantity | None]]
_Texts = Mapping[str, Sequence[str | None]]


def plain_rows(grid: Grid, block: Block, fit: Fit, context: Context) -> PlainRows | None:
    """The rows of a table of which the careful reading would say nothing; None for any other."""
    body = plain_body(grid, block, fit, context)
    if body is None:
        return None
    reader = RowReader(grid, fit, context)
    amounts = _amounts(body, fit, context)
    texts = _texts(body, reader)
    places = _places(body, reader)
    if amounts is None or texts is None or places is None or _differ(amounts, places, fit):
        return None
    if _contradict(body, fit, amounts, places):
        return None
    rows = _ledger(body, reader, grid.sheet.name, amounts, texts, places)
    totals = control_totals(fit.kind, amounts, one_report=len(set(_reports(places.first))) == 1)
    return PlainRows(rows, tuple(places.first), totals)


def _amounts(body: Body, fit: Fit, context: Context) -> _Amounts | None:
    """The quantities of each measure row by row, every one known, 0 or more, at least one a row."""
    found: dict[str, tuple[Quantity | None, ...]] = {}
    for field in fit.measured:
        values, column = body.of(field), field.column
        if column.required and None in values:
            return None
        unit = written_unit(field, context)
        known: dict[CellValue, Quantity | None] = {None: None}
        for value in set(values) - {None}:
            quantity = parse_quantity(value, column.measure_unit, column.family, unit)
            if not isinstance(quantity, Quantity) or quantity.value < 0 or broken(quantity, column):
                return None
            known[value] = quantity
        found[column.name] = tuple([known[value] for value in values])
    return found if found and all(map(any, zip(*found.values(), strict=True))) else None


def _texts(body: Body, reader: RowReader) -> _Texts | None:
    """The texts of each column row by row, in the columns' own words."""
    found: dict[str, Sequence[str | None]] = {}
    for name, field in reader.fields.items():
        if field.column.role in TEXT_ROLES:
            words = _words(body.of(field), field, reader)
            if words is None or (field.column.required and not all(words)):
                return None
            found[name] = words if all(words) else [word or None for word in words]
    return found


def _words(values: Sequence[CellValue], field: Field, reader: RowReader) -> list[str] | None:
    """The values in the words of their column, empty for none; None if one is not understood."""
    different = set(values) - {None}
    if field.column.role != "date" and not _TEXTS.issuperset(map(type, different)):
        return None
    if field.column.role in ("text", "code") and not field.column.choices:
        return shown(values)
    known: dict[CellValue, str] = {None: ""}
    for value in different:
        known[value], said = reader.text_of(field.column, value, "", None)
        if said:
            return None
    return [known[value] for value in values]


def _places(body: Body, reader: RowReader) -> _Places | None:
    """For each row the first of the same unit, month, 填报方 and date, read carefully; None when
    there is anything to say of one."""
    fields = (reader.fit.role(role) for role in _PLACES)
    columns = [body.of(field) for field in fields if field is not None]
    keys = list(zip(*columns, strict=True)) or [()] * len(body.rows)
    number: dict[tuple[CellValue, ...], int] = {}
    first: list[DataRow] = []
    for row, key in zip(body.rows, keys, strict=True):
        if key not in number:
            place = reader.place(row)
            if place.unit is None or place.month is None or place.findings:
                return None
            number[key] = len(first)
            first.append(place)
    return _Places(first, [number[key] for key in keys])


def _reports(places: Iterable[DataRow]) -> list[tuple[object, ...]]:
    return [(place.named, place.month, place.reporter) for place in places]


def _differ(amounts: _Amounts, places: _Places, fit: Fit) -> bool:
    """Whether a stock has two values in the rows of one report (details.md B3)."""
    reports = _reports(places.first)
    for name in [one.column.name for one in fit.measured if one.column.role == "stock"]:
        stated = zip(places.of, amounts[name], strict=True)
        different = {(place, one.value) for place, one in stated if one is not None}
        values = {(reports[place], value) for place, value in different}
        if len({report for report, _ in values}) < len(values):
            return True
    return False


def _contradict(body: Body, fit: Fit, amounts: _Amounts, places: _Places) -> bool:
    """Whether the quantities of a row say anything against each other, or its unit."""
    cells = {field.column.name: body.of(field) for field in fit.measured}
    return any(_breaks(rule, cells, amounts, places) for rule in rules_of(tuple(amounts)))


def _breaks(rule: Rule, cells: _Cells, amounts: _Amounts, places: _Places) -> bool:
    """Whether a row breaks the rule; rows alike in all that it looks at are looked at once."""
    names = [name for name in (*rule.needs, *rule.heeds) if name in amounts]
    looks = zip(places.of, *[cells[name] for name in names], strict=True)
    rows = zip(*[amounts[name] for name in names], strict=True)
    for (place, *_), row in dict(zip(looks, rows, strict=True)).items():
        values = {name: (one, "") for name, one in zip(names, row, strict=True) if one is not None}
        if all(row[: len(rule.needs)]) and rule.check(values, places.first[place]):
            return True
    return False


def _ledger(
    body: Body,
    reader: RowReader,
    sheet: str,
    amounts: _Amounts,
    texts: _Texts,
    places: _Places,
) -> ColumnRows:
    """The rows as they go into the ledger; all places have unit and month."""
    kind = reader.fit.kind.name
    quantities: Different[Quantity] = Different(ids)
    words: Different[str] = Different(list)
    measured = {field.column.name: field for field in reader.fit.measured}
    heads: dict[RowHead, int] = {}
    head_of = [heads.setdefault(_head(kind, place, sheet), len(heads)) for place in places.first]
    return ColumnRows(
        head_of=[head_of[place] for place in places.of],
        heads=list(heads),
        numbers=[row + 1 for row in body.rows],
        measures=[
            quantities.column(kind, name, stated, body.names(measured[name]))
            for name, stated in amounts.items()
        ],
        quantities=quantities.values,
        words=[
            words.column(kind, name, said, body.names(reader.fields[name]))
            for name, said in texts.items()
        ],
        texts=words.values,
    )


def _head(kind: str, place: DataRow, sheet: str) -> RowHead:
    assert place.unit is not None
    assert place.month is not None
    return RowHead(kind, place.unit.name, place.month, place.reporter, sheet)
