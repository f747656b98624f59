"""Checks that one row or one table can decide (method.md section 13, details.md C8, C9, D19)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from cityreport.intake.answers import NO
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid, written
from cityreport.intake.ledger import counted_fields
from cityreport.intake.messages import number, say
from cityreport.intake.rows import DataRow
from cityreport.quantities import Quantity
from cityreport.sheets import Column
from cityreport.tables.workbook import Finding, cell_name

_TIRING_HOURS, _HOURS_A_DAY = 12, 24
_PARTS = (
    ("按期整改数", "已整改数"),
    ("其中职工志愿者数", "期末注册志愿者数"),
    ("其中有服务记录人数", "期末注册志愿者数"),
    ("测评得分", "测评满分"),
    ("其中未成年人广告处数", "公益广告处数"),
    ("已装灯数", "背街小巷应装灯数"),
    ("亮灯数", "已装灯数"),
    ("已签数", "门前三包应签数"),
    ("满意或知晓数", "有效样本数"),
    ("分子数", "分母数"),
    ("实得分", "应得分"),
)
"""Columns of which the first can never be more than the second."""

Values = Mapping[str, tuple[Quantity, str]]
"""Column name → quantity and the cell it stands in."""


def check_row(row: DataRow, fit: Fit, grid: Grid) -> list[Finding]:
    """Everything one row shows by itself: blank required cells and contradictions."""
    values = _values(row, fit)
    findings = _blank_required(row, fit, grid, values) + _blank_texts(row, fit)
    return findings + contradictions(values, row)


def contradictions(values: Values, row: DataRow) -> list[Finding]:
    """What the quantities of a row say against each other, and against its unit."""
    return [said for rule in rules_of(tuple(values)) for said in rule.check(values, row)]


def check_stocks(rows: Sequence[DataRow], fit: Fit) -> list[Finding]:
    """A warning where a stock differs between the rows of one unit, month and 填报方 (B3)."""
    return [
        finding
        for column in fit.kind.measures
        if column.role == "stock"
        for members in _by_report(rows).values()
        for finding in _differing(column, members, fit)
    ]


def check_duplicates(rows: Sequence[DataRow], fit: Fit, grid: Grid) -> list[Finding]:
    """A warning for a row that equals an earlier one in every cell (details.md D20)."""
    findings: list[Finding] = []
    seen: dict[tuple[str, ...], DataRow] = {}
    for row in rows:
        columns = [field.index for field in fit.fields]
        texts = tuple(grid.text(grid.home((row.row, column))) for column in columns)
        first = seen.setdefault(texts, row)
        if first.row != row.row and any(texts):
            cell = cell_name(row.row, columns[0])
            findings.append(say("duplicate-row", cell, other=first.row + 1))
    return findings


def missing_columns(
    fit: Fit, rows: Sequence[DataRow], header: str, grid: Grid
) -> tuple[tuple[Column, ...], list[Finding]]:
    """The absent count columns where each row counts one, and what to say of absent columns.

    details.md C20 and D3.
    """
    present = {field.column.name for field in fit.fields}
    absent = [column for column in fit.kind.required if column.name not in present]
    named = bool(rows) and all(_is_named(row, fit) for row in rows)
    implied = tuple(column for column in absent if column.implied_one and named)
    findings = [
        say("implied-one" if column in implied else "missing-column", header, column=column.name)
        for column in absent
    ]
    return implied, findings


def _is_named(row: DataRow, fit: Fit) -> bool:
    """Whether the row has what makes it one occasion: its date, or else its first text."""
    dated = [column for column in fit.kind.columns if column.role == "date"]
    naming = dated or [column for column in fit.kind.columns if column.role == "text"]
    return bool(naming) and naming[0].name in row.texts


def _values(row: DataRow, fit: Fit) -> dict[str, tuple[Quantity, str]]:
    found: dict[str, tuple[Quantity, str]] = {}
    for field in counted_fields(fit, row):
        part = row.parts[field.index]
        if part.quantity is not None:
            found[field.column.name] = (part.quantity, cell_name(*part.at))
    return found


def _blank_required(row: DataRow, fit: Fit, grid: Grid, values: Values) -> list[Finding]:
    """A warning for each required quantity left blank, not where a merged cell covers it (C9)."""
    findings = []
    for column in fit.kind.required if not _gated(row, fit) else ():
        if not column.is_measure:
            continue
        fields = [field for field in fit.fields if field.column is column]
        parts = [row.parts[field.index] for field in fields if field.index in row.parts]
        if not fields or column.name in values or any(not part.known for part in parts):
            continue
        if all(grid.home(part.at) == part.at for part in parts):
            at = parts[0].at
            text = written(grid.value(at)) or None
            findings.append(say("blank-required", cell_name(*at), text, column=column.name))
    return findings


def _gated(row: DataRow, fit: Fit) -> bool:
    """Whether the row says that it was not assessed."""
    gates = (row.texts.get(column.name) for column in fit.kind.columns if column.gates)
    return any(said is not None and said.text == NO for said in gates)


def _blank_texts(row: DataRow, fit: Fit) -> list[Finding]:
    """A warning for each required text left blank: a register's row must say what it is about."""
    return [
        say(
            "no-code" if field.column.role == "code" else "blank-text",
            cell_name(row.row, field.index),
            column=field.column.name,
        )
        for field in fit.fields
        if field.column.required
        and not field.column.is_measure
        and field.column.name not in row.texts
    ]


def _hours(values: Values, _row: DataRow) -> list[Finding]:
    """Hours per participant of the row (details.md D19)."""
    (hours, cell), (people, _) = values["服务时长"], values["参与人次"]
    if people.value <= 0:
        return [say("hours-without-people", cell, hours.raw)] if hours.value > 0 else []
    each = hours.value / people.value
    if each <= _TIRING_HOURS:
        return []
    code = "hours-per-person" if each <= _HOURS_A_DAY else "hours-beyond-day"
    return [say(code, cell, hours.raw, hours=number(round(each, 2)))]


def _part_of_whole(part: str, whole: str, values: Values, _row: DataRow) -> list[Finding]:
    (less, cell), (more, _) = values[part], values[whole]
    if not less.lower > more.upper:
        return []
    numbers = {"part_value": number(less.value), "whole_value": number(more.value)}
    return [say("more-than-whole", cell, less.raw, part=part, whole=whole, **numbers)]


def _rectified(values: Values, row: DataRow) -> list[Finding]:
    """Rectified beyond found: a contradiction only where no earlier problems can be meant."""
    (rectified, cell), (found, _) = values["已整改数"], values["发现问题数"]
    before = values.get("上期未整改数")
    whole = found.upper + (before[0].upper if before else 0.0)
    if rectified.lower <= whole:
        return []
    numbers = {"rectified": number(rectified.value), "found": number(found.value)}
    if before is None and not _first_month(row):
        return [say("rectified-beyond-found", cell, rectified.raw, **numbers)]
    return [
        say(
            "more-than-whole",
            cell,
            rectified.raw,
            part="已整改数",
            part_value=number(rectified.value),
            whole="发现问题数加上期未整改数" if before else "发现问题数",
            whole_value=number(whole),
        )
    ]


def _overdue(values: Values, row: DataRow) -> list[Finding]:
    """Overdue problems beyond the open ones, where the row knows all open ones."""
    before = values.get("上期未整改数")
    if before is None and not _first_month(row):
        return []
    (overdue, cell), (found, _) = values["逾期未整改数"], values["发现问题数"]
    whole = found.upper + (before[0].upper if before else 0.0)
    open_now = max(whole - values["已整改数"][0].lower, 0.0)
    if overdue.lower <= open_now:
        return []
    return [say("overdue-beyond-open", cell, number(overdue.value), open=number(open_now))]


def _half_filled(present: str, absent: str, values: Values, _row: DataRow) -> list[Finding]:
    if absent in values:
        return []
    return [say("half-filled", values[present][1], present=present, absent=absent)]


def _population(values: Values, row: DataRow) -> list[Finding]:
    people = row.unit.base.get("常住人口") if row.unit else None
    if people is None:
        return []
    registered, cell = values["期末注册志愿者数"]
    if registered.lower <= people.upper or people.value <= 0:
        return []
    return [
        say("more-than-population", cell, number(registered.value), population=number(people.value))
    ]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of a row that has all columns it ``needs``; it heeds others where they are there."""

    check: Callable[[Values, DataRow], list[Finding]]
    needs: tuple[str, ...]
    heeds: tuple[str, ...] = ()


_RULES = (
    Rule(_hours, ("服务时长", "参与人次")),
    *(Rule(partial(_part_of_whole, *pair), pair) for pair in _PARTS),
    Rule(_rectified, ("已整改数", "发现问题数"), ("上期未整改数",)),
    Rule(_overdue, ("逾期未整改数", "发现问题数", "已整改数"), ("上期未整改数",)),
    Rule(partial(_half_filled, "测评得分", "测评满分"), ("测评得分",), ("测评满分",)),
    Rule(partial(_half_filled, "测评满分", "测评得分"), ("测评满分",), ("测评得分",)),
    Rule(_population, ("期末注册志愿者数",)),
)


@lru_cache(maxsize=1024)
def rules_of(columns: tuple[str, ...]) -> tuple[Rule, ...]:
    """What quantities of these columns may break, in a row or in many."""
    return tuple(rule for rule in _RULES if set(rule.needs) <= set(columns))


def _first_month(row: DataRow) -> bool:
    return row.month is not None and row.month.number == 1


def _by_report(rows: Iterable[DataRow]) -> dict[tuple[object, ...], list[DataRow]]:
    groups: dict[tuple[object, ...], list[DataRow]] = defaultdict(list)
    for row in rows:
        groups[(row.named, row.month, row.reporter)].append(row)
    return groups


def _differing(column: Column, rows: Sequence[DataRow], fit: Fit) -> list[Finding]:
    fields: list[Field] = [field for field in fit.fields if field.column is column]
    parts = [row.parts[field.index] for row in rows for field in fields]
    filled = [(part.quantity, part.at) for part in parts if part.quantity is not None]
    values = list(dict.fromkeys(quantity.value for quantity, _ in filled))
    if len(values) < 2:
        return []
    last, at = filled[-1]
    shown = "、".join(number(value) for value in values[:5])
    return [
        say(
            "differing-stock",
            cell_name(*at),
            last.raw,
            column=column.name,
            values=shown,
            last=number(last.value),
        )
    ]
