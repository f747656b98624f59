"""Registers: the latest report of the year is the state; cases count in the month of their date."""

from dataclasses import replace
from datetime import date

import pytest

from cityreport.period import Month
from cityreport.store import Store, keys
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    EmptyReport,
    LedgerRow,
    ReportKey,
    Submission,
)
from cityreport.tables.stored import Line
from store.ledgers import AT, exact, reading

CASES, AWARDS, MARKS = "问题整改台账", "荣誉表彰", "测评打分"
UNIT = "云溪社区"


def submission(name: str, rows: tuple[LedgerRow, ...], empty: tuple[EmptyReport, ...] = ()):
    return Submission(reading(name, rows, empty), "李", date(2023, 9, 2))


def case(sent: int, number: int, begun: str, done: str = "", days: float = 0, **more) -> LedgerRow:
    """A problem in the register sent for a month; a closed one counts 1 and its days."""
    texts = {"编号": str(number), "发现日期": begun} | ({"完成日期": done} if done else {}) | more
    cells = {"整改用时天数": days, "已完成数": 1} if done else {}
    return LedgerRow(
        CASES, UNIT, Month(2023, sent), "", "Sheet1", number + 3,
        {name: CellQuantity(exact(value), f"L{number + 3}") for name, value in cells.items()},
        {name: CellText(text, f"C{number + 3}") for name, text in texts.items()},
    )  # fmt: skip


def award(unit: str, month: int) -> LedgerRow:
    texts = {"名称": CellText(f"{unit}{month}", f"B{month}")}
    return LedgerRow(AWARDS, unit, Month(2023, month), "", "表彰", month, {}, texts)


def cases_by_month(store: Store, column: str) -> dict[int, float]:
    facts = store.observations(2023).facts
    mine = facts[(facts["kind"] == CASES) & (facts["column"] == column)]
    return {
        int(m): float(v)
        for m, v in mine.groupby("month", observed=True)["value"].sum().items()
        if v
    }


def line(row: Line, *columns: str) -> tuple[object, ...]:
    """A row as it is listed."""
    where = (row.kind, row.unit, row.month, row.submission, row.file, row.sheet, row.row)
    return (*where, *(row.word(column) for column in columns))


def numbers(store: Store, month: int) -> list[str]:
    """The cases of the register, which its words alone name as well."""
    columns, until = ("编号", "发现日期", "完成日期", "复查结果"), Month(2023, month)
    rows = store.register(CASES, until, UNIT)
    words = store.listed(CASES, until, columns)
    assert [line(row, *columns) for row in words] == [line(row, *columns) for row in rows]
    return [row.texts["编号"].text for row in rows]


def test_cases_count_in_the_month_they_were_closed(store: Store):
    """Sent for August: two closed in July (7 + 3 days), one in August (5), one open."""
    rows = (
        case(8, 1, "2023-07-01", "2023-07-08", 7),
        case(8, 2, "2023-07-10", "2023-07-13", 3),
        case(8, 3, "2023-07-30", "2023-08-04", 5),
        case(8, 4, "2023-08-20"),
    )
    store.commit(submission("8月.xlsx", rows), AT)
    assert cases_by_month(store, "整改用时天数") == {7: 7 + 3, 8: 5}
    assert cases_by_month(store, "已完成数") == {7: 2, 8: 1}


def test_only_the_latest_register_counts(store: Store):
    """July's register had case 1 only; August's holds it again beside case 2: 1 + 1, not 3."""
    first = case(7, 1, "2023-07-01", "2023-07-08", 7)
    again = replace(first, month=Month(2023, 8))
    store.commit(submission("7月.xlsx", (first,)), AT)
    assert cases_by_month(store, "已完成数") == {7: 1}
    number = store.commit(
        submission("8月.xlsx", (again, case(8, 2, "2023-08-01", "2023-08-03", 2))), AT
    )
    assert cases_by_month(store, "已完成数") == {7: 1, 8: 1}
    assert (numbers(store, 7), numbers(store, 8)) == (["1"], ["1", "2"])
    store.undo(number, "王", "重报", AT)
    assert cases_by_month(store, "已完成数") == {7: 1}


def test_a_register_of_another_year_or_a_case_of_another_year_does_not_count(store: Store):
    store.commit(submission("1月.xlsx", (case(1, 1, "2022-12-01", "2022-12-20", 19),)), AT)
    assert cases_by_month(store, "已完成数") == {}
    assert store.observations(2022).facts.empty


def test_none_this_month_empties_the_register(store: Store):
    store.commit(submission("7月.xlsx", (case(7, 1, "2023-07-01", "2023-07-08", 7),)), AT)
    key = ReportKey(UNIT, Month(2023, 9), CASES)
    store.commit(submission("9月.xlsx", (), (EmptyReport(key, "Sheet1", "J2"),)), AT)
    assert (numbers(store, 8), numbers(store, 9)) == (["1"], [])
    assert cases_by_month(store, "已完成数") == {}


def test_departments_keep_registers_of_their_own(store: Store):
    city = replace(case(7, 1, "2023-07-01", "2023-07-08", 7), reporter="市督查组")
    store.commit(submission("督查组.xlsx", (city,)), AT)
    store.commit(submission("社区.xlsx", (case(8, 2, "2023-08-01", "2023-08-03", 2),)), AT)
    assert numbers(store, 8) == ["1", "2"]
    assert cases_by_month(store, "已完成数") == {7: 1, 8: 1}


@pytest.mark.parametrize("level", ["市", "省"])
def test_cases_keep_their_categories(store: Store, level: str):
    closed = case(8, 1, "2023-07-01", "2023-07-08", 7, 检查级别=level)
    store.commit(submission("8月.xlsx", (closed,)), AT)
    facts, groups = store.observations(2023).facts, store.observations(2023).row_groups
    assert set(facts["dim1"]) == {level}
    assert [(int(g.month), str(g.dim1), int(g.rows)) for g in groups.itertuples()] == [
        (7, level, 1)
    ]


def test_dates_that_are_no_days_count_nowhere(store: Store):
    store.commit(submission("8月.xlsx", (case(8, 1, "7月1日", "月底", 7),)), AT)
    assert cases_by_month(store, "已完成数") == {}


def test_rows_of_all_kinds_hold_the_latest_register_beside_the_monthly_sheets(store: Store):
    store.commit(submission("3月.xlsx", (case(3, 1, "2023-03-01"), case(3, 2, "2023-03-02"))), AT)
    store.commit(submission("8月.xlsx", (case(8, 3, "2023-08-20"),)), AT)
    found = store.ledger_rows(Month(2023, 1), Month(2023, 12), units=(UNIT,))
    assert [row.texts["编号"].text for row in found[CASES]] == ["3"]
    march = store.ledger_rows(Month(2023, 3), Month(2023, 3), (CASES,))
    assert [row.texts["编号"].text for row in march[CASES]] == ["1", "2"]


def test_amounts_are_listed_beside_words(store: Store):
    """Possible 10 and 8.5; the second was not given points."""

    def mark(number: int, possible: float, **won: float) -> LedgerRow:
        amounts = {"应得分": possible} | won
        cells = {name: CellQuantity(exact(value), f"D{number}") for name, value in amounts.items()}
        texts = {"测评内容": CellText(f"内容{number}", f"B{number}")}
        return LedgerRow(MARKS, UNIT, Month(2023, 4), "", "打分", number, cells, texts)

    store.commit(submission("打分.xlsx", (mark(4, 10, 实得分=7.5), mark(5, 8.5))), AT)
    found = store.listed(MARKS, Month(2023, 6), ("测评内容", "应得分", "实得分"))
    said = [(one.word("测评内容"), one.amount("应得分"), one.amount("实得分")) for one in found]
    assert said == [("内容4", 10.0, 7.5), ("内容5", 8.5, None)]
    assert [(one.word("应得分"), one.amount("测评内容"), one.amount("备注")) for one in found] == [
        (None, None, None)
    ] * 2
    whole = store.ledger(MARKS, Month(2023, 1), Month(2023, 6))
    assert [one.amount("实得分") for one in whole] == [7.5, None]


def test_words_of_a_monthly_kind_are_those_of_the_year_so_far(store: Store, monkeypatch):
    """However many reports a statement takes; a column nobody filled says nothing."""
    monkeypatch.setattr(keys, "_AT_ONCE", 1)
    other = "云溪小学"
    rows = tuple(award(unit, month) for month in (9, 3, 5) for unit in (other, UNIT))
    store.commit(submission("表彰.xlsx", rows), AT)
    columns, until = ("名称", "对象"), Month(2023, 5)
    found = store.listed(AWARDS, until, columns)
    assert [(one.unit, one.month.number, one.word("名称")) for one in found] == [
        (UNIT, 3, f"{UNIT}3"), (UNIT, 5, f"{UNIT}5"), (other, 3, f"{other}3"), (other, 5, f"{other}5"),
    ]  # fmt: skip
    assert {one.word("对象") for one in found} == {one.word("备注") for one in found} == {None}
    ledger = store.ledger(AWARDS, Month(2023, 1), until)
    assert [line(row, *columns) for row in found] == [line(row, *columns) for row in ledger]
