"""What the cells of a header row mean for a sheet kind, and how well they fit it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from cityreport.intake.columns import (
    NUMBERING,
    SUBTOTAL,
    column_of,
    is_bare_unit,
    is_canonical,
    label,
    measure_unit,
    spread_choice,
    spread_of,
)
from cityreport.intake.grid import fold
from cityreport.intake.meanings import ANY_KIND, Meaning
from cityreport.remembered import remembered_by
from cityreport.sheets import KINDS, Column, SheetKind
from cityreport.tables.corrections import NOT_USED, PART
from cityreport.tables.workbook import Address

_COMMON_ROLES = ("unit", "month", "reporter")


class HeadCell(NamedTuple):
    """One column's header: its top text and, in a two-row header, the text below it.

    ``meant`` is what people said that it means.
    """

    column: int
    at: Address
    top: str
    sub: str = ""
    meant: tuple[Meaning, ...] = ()

    def meaning(self, kind: SheetKind) -> Meaning | None:
        """What people said that it means in sheets of a kind, None if nothing."""
        return next((one for one in self.meant if one.kind in (ANY_KIND, kind.name)), None)


@dataclass(frozen=True, slots=True)
class Field:
    """One sheet column that is read: which column of the kind, in which measure unit.

    ``source`` is the category of a spread measure (财政拨款 under 投入金额); ``subtotal`` marks its
    小计 sub-column, which is checked and not added (details.md D9). ``unit`` is the unit whose
    column it is in a matrix of criteria by units.
    """

    column: Column
    index: int
    at: Address
    measure_unit: str = ""
    source: str = ""
    subtotal: bool = False
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Fit:
    """How a header row reads as one sheet kind; the same only as itself, so that what follows from
    it can be kept."""

    kind: SheetKind
    fields: tuple[Field, ...]
    unknown: tuple[HeadCell, ...]
    doubled: tuple[tuple[HeadCell, Column, bool], ...]
    numbering: tuple[int, ...]
    unused: tuple[HeadCell, ...] = ()

    @cached_property
    def by_index(self) -> dict[int, Field]:
        """The fields by the sheet column they are read from."""
        return {one.index: one for one in self.fields}

    @cached_property
    def measured(self) -> tuple[Field, ...]:
        """The fields that hold quantities."""
        return tuple(one for one in self.fields if one.column.is_measure)

    @cached_property
    def plain(self) -> tuple[Field, ...]:
        """The measure columns that are neither a source column nor its 小计."""
        return tuple(one for one in self.measured if not one.source and not one.subtotal)

    @cached_property
    def spread(self) -> tuple[Field, ...]:
        """The source columns of a spread measure."""
        return tuple(one for one in self.fields if one.source)

    def role(self, role: str) -> Field | None:
        """The first field of a role, None if the header has none."""
        return self._roles.get(role)

    @cached_property
    def _roles(self) -> dict[str, Field]:
        return {one.column.role: one for one in reversed(self.fields)}

    @cached_property
    def own(self) -> tuple[Field, ...]:
        """The fields that belong to this kind rather than to every sheet."""
        return tuple(
            field
            for field in self.fields
            if field.column.role not in _COMMON_ROLES and field.column.name != "备注"
        )

    @cached_property
    def score(self) -> int:
        """How well the header fits: own columns found less required columns missing."""
        found = {field.column.name for field in self.own}
        required = {column.name for column in self.kind.required}
        return len(found) - len(required - found)

    @property
    def acceptable(self) -> bool:
        """Whether the row can be a header of the kind at all."""
        own = {field.column.name for field in self.own}
        measured = any(field.column.is_measure for field in self.own)
        named = len({field.column.name for field in self.fields})
        enough = named >= 2 and (measured or len(own) >= 2)
        matrix = self.kind.by_unit
        if enough and matrix is not None and matrix[0] in own and matrix[1] not in own:
            return True  # its other columns may be named after units
        return enough and len(self.fields) * 3 >= len(self.fields) + len(self.unknown)


def fits(cells: Sequence[HeadCell]) -> list[Fit]:
    """The sheet kinds whose header these cells can be, best first."""
    return list(_fits(tuple(cells)))


def characters(cells: Iterable[HeadCell]) -> int:
    """How many characters the longest header has."""
    return max((len(cell.top) + len(cell.sub) for cell in cells), default=0)


@remembered_by(2048, characters)
def _fits(cells: tuple[HeadCell, ...]) -> tuple[Fit, ...]:
    """As ``fits``; kept, since most units send the same form every month."""
    found = [fit for fit in (fit_of(kind, cells) for kind in KINDS) if fit.acceptable]
    return tuple(sorted(found, key=lambda fit: (-fit.score, not fit.kind.first_ring)))


def with_units(fit: Fit, known: Callable[[str], str]) -> Fit:
    """The fit with the columns of a matrix that are named after units; ``known`` gives a unit's
    name for a header, empty for any other word."""
    matrix = fit.kind.by_unit
    if matrix is None or any(f.column.name == matrix[1] for f in fit.fields):
        return fit
    column = fit.kind.column(matrix[1])
    named = {cell: known(cell.sub or cell.top) for cell in fit.unknown}
    if column is None or not any(named.values()):
        return fit
    units = [Field(column, c.column, c.at, unit=name) for c, name in named.items() if name]
    fields = sorted([*fit.fields, *units], key=lambda field: field.index)
    unknown = tuple(cell for cell, name in named.items() if not name)
    return replace(fit, fields=tuple(fields), unknown=unknown)


def fit_of(kind: SheetKind, cells: Sequence[HeadCell]) -> Fit:
    """How the header cells read as one kind: fields, unknown columns, doubled ones, 序号, and
    those a person said are not to be used."""
    fields: list[Field] = []
    unknown: list[HeadCell] = []
    numbering: list[int] = []
    unused: list[HeadCell] = []
    for cell in cells:
        meaning = cell.meaning(kind)
        if meaning is not None and meaning.column == NOT_USED:
            unused.append(cell)
            continue
        field = _meant(kind, cell, meaning) or _field(kind, cell, fields, cells)
        if field is not None:
            fields.append(field)
        elif fold(cell.sub or cell.top).replace("*", "") in NUMBERING:
            numbering.append(cell.column)
        else:
            unknown.append(cell)
    kept, doubled = _without_doubles(kind, fields, cells)
    return Fit(kind, kept, tuple(unknown), doubled, tuple(numbering), tuple(unused))


def _meant(kind: SheetKind, cell: HeadCell, meaning: Meaning | None) -> Field | None:
    """The field a person said the column is, None if nothing was said that the kind knows."""
    if meaning is None:
        return None
    name, _, part = meaning.column.partition(PART)
    column = kind.column(name)
    if column is None:
        return None
    top, sub = label(cell.top), label(cell.sub)
    unit = measure_unit(column, sub, top) or is_bare_unit(cell.sub)
    subtotal = part in SUBTOTAL
    source = "" if subtotal else part
    return Field(column, cell.column, cell.at, unit, source=source, subtotal=subtotal)


def _field(
    kind: SheetKind, cell: HeadCell, before: Sequence[Field], cells: Sequence[HeadCell]
) -> Field | None:
    top, sub = label(cell.top), label(cell.sub)
    if unit := is_bare_unit(cell.sub):
        column = column_of(kind, top)
        return Field(column, cell.column, cell.at, unit) if column else None
    spread = _spread_field(kind, cell, cells)
    if spread is not None:
        return spread
    head = sub if cell.sub else top
    if _is_count_unit(kind, head.name, before, cell):
        column = kind.column("计量单位")
    else:
        column = column_of(kind, head) or (
            column_of(kind, label(cell.top + cell.sub)) if cell.sub else None
        )
    if column is None:
        return None
    return Field(column, cell.column, cell.at, measure_unit(column, head, top))


def _spread_field(kind: SheetKind, cell: HeadCell, cells: Sequence[HeadCell]) -> Field | None:
    """The field of a sub-column of a measure spread by category, with or without a group above."""
    spread = spread_of(kind)
    if spread is None:
        return None
    measure, by = spread
    top, sub = label(cell.top), label(cell.sub)
    under = bool(cell.sub) and column_of(kind, top) in (measure, by)
    head = sub if cell.sub else top
    unit = measure_unit(measure, head, top)
    if not under and not _spread_in_one_row(kind, cell, cells):
        return None
    if head.name in SUBTOTAL or (under and column_of(kind, head) is measure):
        return Field(measure, cell.column, cell.at, unit, subtotal=True)
    source = spread_choice(kind, head) or (cell.sub if under else "")
    return Field(measure, cell.column, cell.at, unit, source=source) if source else None


def _spread_in_one_row(kind: SheetKind, cell: HeadCell, cells: Sequence[HeadCell]) -> bool:
    """Whether two or more plain headers name sources, so that each is a column of amounts."""
    if cell.sub and column_of(kind, label(cell.sub)):
        return False
    named = [other for other in cells if spread_choice(kind, label(other.sub or other.top))]
    return len(named) >= 2


def _is_count_unit(kind: SheetKind, name: str, before: Sequence[Field], cell: HeadCell) -> bool:
    """Whether 单位 stands right of the quantity column, where it means 计量单位."""
    if name != "单位" or kind.column("计量单位") is None or not before:
        return False
    return before[-1].column.name in ("完成数量", "数量") and before[-1].index == cell.column - 1


def _without_doubles(
    kind: SheetKind, fields: Iterable[Field], cells: Sequence[HeadCell]
) -> tuple[tuple[Field, ...], tuple[tuple[HeadCell, Column, bool], ...]]:
    """One field a column; of two for one column the one a person meant stays, else the canonical
    name, else the first.

    The flag of a doubled one says whether its header is only a second name beside the column's
    own (then it is left out with a warning), or a real doubt.
    """
    by_index = {cell.column: cell for cell in cells}
    kept: dict[tuple[str, str, bool], Field] = {}
    doubled: list[tuple[HeadCell, Column, bool]] = []
    for field in fields:
        key = (field.column.name, field.source, field.subtotal)
        first = kept.setdefault(key, field)
        if first is field:
            continue
        loser = field
        if _weight(kind, field, by_index) > _weight(kind, first, by_index):
            kept[key], loser = field, first
        sure = _weight(kind, kept[key], by_index) > _weight(kind, loser, by_index)
        doubled.append((by_index[loser.index], loser.column, sure))
    ordered = sorted(kept.values(), key=lambda field: field.index)
    return _marked_totals(tuple(ordered)), tuple(doubled)


def _marked_totals(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """A plain measure beside its own spread columns is their sum, not a further amount."""
    spread = {field.column.name for field in fields if field.source}
    return tuple(
        replace(field, subtotal=True) if field.column.name in spread and not field.source else field
        for field in fields
    )


def _weight(kind: SheetKind, field: Field, by_index: dict[int, HeadCell]) -> int:
    """How surely the header is that column's: by a person's word, by its own name, by an alias."""
    cell = by_index[field.index]
    if cell.meaning(kind) is not None:
        return 2
    return int(is_canonical(field.column, label(cell.sub or cell.top)))
