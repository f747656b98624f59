"""Figures that are picked ledger rows: which rows, their cells, and what they add up to.

The rows are picked by the functions of the pages themselves; what the cells add up to is held
against what those pages say.
"""

from collections.abc import Iterator, Sequence

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report.assessments.marks import KIND as MARKS
from cityreport.report.assessments.marks import NO_REASON, Mark, marks_of
from cityreport.report.picked import (
    AGE,
    COLUMN,
    COUNT,
    ITEM,
    LOST,
    NUMBER,
    REASON,
    RELAPSES,
    ROUND,
    ROW,
    SHEET,
    SUBMISSION,
    SUM,
    TYPE,
    WINDOW,
    digest,
)
from cityreport.report.problems import cases
from cityreport.report.provenance.cells import Evidence, Rows, SourceCell, total
from cityreport.report.provenance.pick_rules import (
    COUNTED,
    LONGEST_WINDOW,
    MARK_RULES,
    RULES,
    STATES,
    Side,
    sides_of_row,
)
from cityreport.report.sums import scope_of, unit_names
from cityreport.sheets import BY_NAME
from cityreport.tables.figure import Figure, Picked
from cityreport.tables.stored import StoredRow


def sides(store: Rows, evaluation: Evaluation, figure: Figure) -> tuple[Evidence, ...]:
    """The cells of picked rows, and what they add up to; of one row each of its amounts."""
    picked = meant(figure)
    if picked.rule == ROW:
        found = the_rows(store, figure)
        return tuple(_evidence(side) for row in found for side in sides_of_row(row))
    rows = rows_for(store, evaluation, figure)
    return tuple(
        _evidence(side) for side in RULES[picked.kind, picked.rule](rows, evaluation, picked)
    )


def number(found: Sequence[Evidence], picked: Picked) -> float:
    """What the sides come to: a count, a sum, a share, the points lost; NaN where there is none."""
    if not found or picked.rule == ROW:
        return float("nan")
    if len(found) == 1:
        return found[0].amount
    over, below = found[0].amount, found[1].amount
    if picked.rule == LOST:
        return below - over
    return over / below if below else float("nan")


def meant(figure: Figure) -> Picked:
    """What the figure picks; ValueError for a figure of another kind."""
    if figure.picked is None:
        raise ValueError(f"no picked rows: {figure}")
    return figure.picked


def the_rows(store: Rows, figure: Figure) -> list[StoredRow]:
    """The row a figure names, several where a sheet's row was read as several; [] when it counts
    no longer."""
    picked, month = meant(figure), Month(figure.year, figure.month)
    wanted = dict(picked.where)
    return [
        row
        for row in store.ledger(picked.kind, month, month, figure.unit)
        if wanted[SUBMISSION] == str(row.submission)
        and wanted[NUMBER] == str(row.row)
        and wanted[SHEET] == digest(row.sheet, 3)
    ]


def rows_for(store: Rows, evaluation: Evaluation, figure: Figure) -> list[StoredRow]:
    """The rows that a rule picks from: of the figure's units and months, a register as it stood."""
    kind, last = meant(figure).kind, Month(figure.year, figure.only_month or figure.month)
    unit = figure.unit or None
    if BY_NAME[kind].whole_register and not figure.only_month:
        rows = store.register(kind, last, unit)
    else:
        rows = store.ledger(kind, Month(figure.year, figure.only_month or 1), last, unit)
    names = _names(evaluation, figure)
    return [row for row in rows if row.unit in names]


def _names(evaluation: Evaluation, figure: Figure) -> frozenset[str]:
    """Whose rows: 汇总表 adds up whoever sent any, the other pages who reports in the month."""
    kind, unit = figure.unit_type or None, figure.unit or None
    if meant(figure).rule == SUM and not unit:
        every = evaluation.roster.units
        return frozenset(one.name for one in every if kind in (None, one.unit_type))
    return unit_names(evaluation, scope_of(evaluation, figure.month, kind, unit))


def candidates(store: Rows, evaluation: Evaluation, month: int) -> Iterator[Picked]:
    """Every pick that a page shows up to a month, days left out: to find a 出处码 again."""
    for kind, columns in COUNTED.items():
        yield Picked(kind, COUNT)
        for measure in BY_NAME[kind].measures:
            yield Picked(kind, SUM, ((COLUMN, measure.name),))
        for column, words in columns.items():
            yield from (Picked(kind, COUNT, ((column, word),)) for word in words)
    last = Month(evaluation.year, month)
    known = frozenset(unit.name for unit in evaluation.values.units)
    rows = store.ledger(MARKS, Month(evaluation.year, 1), last)
    found = marks_of((row for row in rows if row.unit in known), evaluation.framework)
    conditions = dict.fromkeys(where for mark in found for where in _mark_conditions(mark))
    for rule in MARK_RULES:
        yield from (Picked(MARKS, rule, where) for where in conditions)
    register = cases.within(cases.problems_of(store.register(cases.KIND, last)), known)
    types = dict.fromkeys(one.point_type for one in register)
    for rule in STATES:
        yield Picked(cases.KIND, rule)
        yield from (Picked(cases.KIND, rule, ((AGE, name),)) for _, name in cases.AGES)
    for days in range(1, LONGEST_WINDOW + 1):
        whole = Picked(cases.KIND, RELAPSES, ((WINDOW, str(days)),))
        yield whole
        yield from (Picked(whole.kind, whole.rule, (*whole.where, (TYPE, name))) for name in types)


def _mark_conditions(mark: Mark) -> Iterator[tuple[tuple[str, str], ...]]:
    of_round = (ROUND, mark.round)
    yield (of_round,)
    yield of_round, (ITEM, mark.dimension)
    yield of_round, (TYPE, mark.point_type)
    yield of_round, (REASON, mark.reason or NO_REASON)


def _evidence(side: Side) -> Evidence:
    cells = tuple(_cell(row, column, counts=side.counts) for row, column in side.places)
    return Evidence(side.name, side.said, side.unit, cells, total(cells), side.amount, side.counts)


def _cell(row: StoredRow, column: str, *, counts: bool) -> SourceCell:
    """The cell of a column; counted rows are 1 each, and speak by their first cell where it is blank."""
    quantity, text = row.quantities.get(column), row.texts.get(column)
    if text is None and quantity is None:
        quantity = next(iter(row.quantities.values()), None)
        text = next(iter(row.texts.values()), None)
    place = quantity.cell if quantity and not text else text.cell if text else f"第{row.row}行"
    raw = quantity.written if quantity and not text else text.text if text else ""
    value = 1.0 if counts or quantity is None else quantity.value
    exact = counts or quantity is None
    return SourceCell(
        row.unit, row.month, row.file, row.sha256, row.sheet, place, raw, value,
        "exact" if exact or quantity is None else quantity.precision,
        row.submission, row.reporter, row.row,
    )  # fmt: skip
