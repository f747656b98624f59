"""Every file of the corpus read as units send it: what loads, what is refused, and that it balances.

All files go through the reading processes at once. For each: the rows, totals, units, months and
findings its declaration names; and the balance, recomputed from the raw cells (``balance.py``).
"""

import math
from collections import Counter
from dataclasses import dataclass, replace

import pytest
from intake.book import TODAY

from cityreport import intake
from cityreport.intake import table as table_reading
from cityreport.intake.messages import WORDINGS
from cityreport.pipeline import read_roster
from cityreport.reading import wire
from cityreport.roster.model import Roster
from cityreport.settings import SHIPPED_DATA
from cityreport.sheets import BY_NAME
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import SKIPPED, WorkbookCells
from cityreport.workbook import expand_bytes, iter_files
from corpus import CASES
from corpus.balance import accounts, figure
from corpus.case import Case
from corpus.coverage import TOPICS

NAMES = [case.name for case in CASES]
_NAMED = {
    "unknown-column", "stray-cell", "said-unused", "rectified-beyond-found", "unrecognised-sheet",
    "document-without-table", "not-a-table",
}  # fmt: skip
"""Remarks that say that something was not stored, or was doubted."""


@dataclass(frozen=True)
class Outcome:
    """A case, the cells of its only file, and what intake made of them."""

    case: Case
    workbook: WorkbookCells
    reading: FileReading


@pytest.fixture(scope="module")
def outcomes():
    """Every case by name, all files read in one go."""
    files, settled, owners = [], [], []
    for case in CASES:
        found, said = expand_bytes([(case.file, case.source())])
        assert len(found) + len(said) == 1, case.name
        files += found
        settled += [(case, workbook) for workbook in said]
        owners += [case] * len(found)
    read = [*settled, *zip(owners, iter_files(files), strict=True)]
    return {case.name: Outcome(case, workbook, _reading(case, workbook)) for case, workbook in read}


def _reading(case, workbook):
    if workbook.format == SKIPPED:
        return FileReading(
            workbook.file, workbook.sha256, readable=True, findings=workbook.findings
        )
    reading = intake.read(
        workbook, case.roster, TODAY, learnt=case.learnt, corrections=case.corrections
    )
    return intake.without_faulty_rows(reading) if case.leave_out else reading


def said(finding):
    """A finding as declarations name it: code, and sheet and cell where it has them."""
    sheet = f"{finding.sheet}!" if finding.sheet not in (None, "Sheet1") else ""
    place = f"{sheet}{finding.cell}" if finding.cell else sheet.rstrip("!")
    return f"{finding.code}@{place}" if place else finding.code


def short(declared, found):
    """The findings found, cut to what the declaration tells of each (code, cell, sheet)."""
    return sorted(_cut(one, declared) for one in found)


def _cut(finding, declared):
    full = said(finding)
    cell = f"{finding.code}@{finding.cell}"
    return next((one for one in (full, cell) if one in declared), full)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_becomes_what_its_declaration_says(outcomes, name):
    outcome = outcomes[name]
    case, reading = outcome.case, outcome.reading
    assert short(case.said, reading.findings) == sorted(case.said)
    assert _verdict(reading) == "accepted" if case.accepting else _verdict(reading) != "accepted"
    assert reading.readable == case.read or outcome.workbook.format == "skipped"
    assert sum(table.rows_read for table in reading.tables) == case.rows
    assert {u for table in reading.tables for u in table.units} == set(case.units)
    assert {str(m) for table in reading.tables for m in table.months} == set(case.months)
    assert tuple(e.cell for t in reading.tables for e in t.empty_reports) == case.empty


@pytest.mark.parametrize("name", NAMES)
def test_control_totals_are_those_of_the_declaration(outcomes, name):
    outcome = outcomes[name]
    assert _ledger_totals(outcome.reading) == pytest.approx(dict(outcome.case.totals))


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_used_or_furniture_or_named(outcomes, name):
    outcome = outcomes[name]
    for account in accounts(outcome.workbook, outcome.reading):
        assert account.unaccounted == {}, account.sheet.name
        booked = account.booked_sum(outcome.case.factors)
        assert math.isclose(account.raw_sum(), booked, rel_tol=1e-9, abs_tol=1e-9)


def _verdict(reading):
    """``refused`` (an error), ``asked`` (a warning), ``named`` (something is not stored), else
    ``accepted``."""
    severities = {finding.severity for finding in reading.findings}
    codes = {finding.code for finding in reading.findings}
    if "error" in severities or not reading.readable:
        return "refused"
    if "warning" in severities and not any(t.left_out for t in reading.tables):
        return "asked"
    if codes & _NAMED:
        return "named"
    return "accepted"


def _ledger_totals(reading):
    """Sums of the ledger by kind and column, a stock only once for each report."""
    sums = Counter()
    stocks = {}
    for table in reading.tables:
        for row in table.rows:
            for name, one in row.quantities.items():
                key = f"{row.kind}.{name}"
                if BY_NAME[row.kind].column(name).role == "stock":
                    stocks[key, row.unit, row.month, row.reporter] = one.quantity.value
                else:
                    sums[key] += one.quantity.value
    for (key, *_), value in stocks.items():
        sums[key] += value
    return dict(sums)


def test_every_topic_has_an_accepting_and_a_rejecting_case_or_a_reason(outcomes, capsys):
    rows, faults = [], []
    for key, topic in TOPICS.items():
        cases = [outcomes[case.name] for case in CASES if key in case.covers]
        accepting = [o.case.name for o in cases if o.case.accepting]
        verdicts = Counter(_verdict(o.reading) for o in cases if not o.case.accepting)
        rows.append(_line(key, topic, len(accepting), verdicts))
        faults += [
            f"{key}: {side}"
            for side, found, reason in (
                ("accepting", accepting, topic.no_good),
                ("rejecting", verdicts, topic.no_bad),
            )
            if bool(found) == bool(reason or topic.elsewhere)
        ]
    with capsys.disabled():
        print("", *rows, f"{len(CASES)} files in the corpus", sep="\n")
    assert faults == []
    assert {key for case in CASES for key in case.covers} <= set(TOPICS)


def _line(key, topic, accepting, verdicts):
    rejecting = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    reason = topic.elsewhere or topic.no_good or topic.no_bad
    return f"{key:12} {topic.title}: {accepting} accepting; {rejecting or '0 rejecting'}" + (
        f" ({reason})" if reason else ""
    )


def test_the_corpus_is_large_and_its_names_are_its_own():
    assert len(CASES) >= 150
    assert len(set(NAMES)) == len(NAMES)


def test_every_finding_of_intake_is_met_in_the_corpus(outcomes):
    met = {finding.code for o in outcomes.values() for finding in o.reading.findings}
    assert set(WORDINGS) - met == set()


def test_files_of_the_sample_city_balance():
    units, _ = read_roster("units.xlsx", (SHIPPED_DATA / "units.xlsx").read_bytes())
    paths = sorted((SHIPPED_DATA / "samples").rglob("*.xlsx"))[::9]
    for workbook in iter_files([(path.name, path.read_bytes()) for path in paths]):
        reading = intake.read(workbook, Roster(tuple(units)), TODAY)
        assert reading.keys(), workbook.file
        for account in accounts(workbook, reading):
            assert account.unaccounted == {}, workbook.file


@pytest.mark.parametrize("change", ["lost", "doubled", "moved"])
def test_the_balance_notices_a_value_that_is_lost_or_changed(outcomes, change):
    for case in CASES:
        reading = outcomes[case.name].reading
        spoiled = _spoiled(reading, change)
        if spoiled is not None:
            faults = [_fault(a, case) for a in accounts(outcomes[case.name].workbook, spoiled)]
            assert any(faults), case.name


def _spoiled(reading, change):
    """The reading with its first exact quantity lost, doubled, or said to stand elsewhere."""
    for t, table in enumerate(reading.tables):
        for r, row in enumerate(table.rows):
            for name, one in row.quantities.items():
                if one.quantity.value and figure(one.quantity.raw) and _stored_once(reading, one):
                    quantities = {**row.quantities, name: _changed(one, change)}
                    if change == "lost":
                        del quantities[name]
                    rows = (*table.rows[:r], replace(row, quantities=quantities), *table.rows[r + 1 :])  # fmt: skip
                    tables = (*reading.tables[:t], replace(table, rows=rows), *reading.tables[t + 1 :])  # fmt: skip
                    return replace(reading, tables=tables)
    return None


def _stored_once(reading, one):
    """Whether the cell serves one row only and no finding names it: a matrix uses one for many."""
    cells = [q.cell for t in reading.tables for row in t.rows for q in row.quantities.values()]
    return cells.count(one.cell) == 1 and all(f.cell != one.cell for f in reading.findings)


def _changed(one, change):
    if change == "moved":
        return one._replace(cell="ZZ99")
    return one._replace(quantity=replace(one.quantity, value=2 * one.quantity.value))


def _fault(account, case):
    return account.unaccounted or not math.isclose(
        account.raw_sum(), account.booked_sum(case.factors), rel_tol=1e-9, abs_tol=1e-9
    )


def test_what_is_read_by_columns_is_what_reading_row_by_row_makes_of_it(outcomes, monkeypatch):
    taken = []
    plain = table_reading.plain_rows
    monkeypatch.setattr(
        table_reading, "plain_rows", lambda *place: taken.append(found := plain(*place)) or found
    )
    quick = {name: _reading(one.case, one.workbook) for name, one in outcomes.items()}
    monkeypatch.setattr(table_reading, "plain_rows", lambda *_: None)
    careful = {name: _reading(one.case, one.workbook) for name, one in outcomes.items()}
    assert [name for name in quick if quick[name] != careful[name]] == []
    assert sum(found is not None for found in taken) > 30


def test_every_reading_comes_out_of_a_process_as_it_went_in(outcomes):
    for outcome in outcomes.values():
        reading = outcome.reading
        answer = wire.decoded(wire.encode(wire.answer_of(reading)))
        assert replace(reading, **answer) == reading
