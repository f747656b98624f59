"""Facts, row groups and reports of a year."""

from dataclasses import replace
from datetime import date, timedelta

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.sheets import KINDS
from cityreport.store.schema import DIMENSIONS
from cityreport.tables.ledger import (
    EmptyReport,
    ReportKey,
    Submission,
)
from store.ledgers import AT, MARCH, MONEY, VOLUNTEERS, reading, row, send


def test_a_sum_carries_bounds_and_how_many_cells_are_inexact(store):
    # 九万多元 [90000, 100000) and 3000元: 93000 in [93000, 103000), one of two cells inexact.
    about = Quantity("九万多元", 90_000, "at_least", 90_000, 100_000)
    send(store, "a", row(about), row(3_000, number=5))
    (fact,) = store.observations(2023).facts.to_dict("records")
    assert (fact["value"], fact["lower"], fact["upper"]) == (93_000, 93_000, 103_000)
    assert (fact["filled"], fact["approximate"]) == (2, 1)


def test_a_bound_nobody_gave_counts_as_the_value(store):
    send(store, "a", row(Quantity("5", 5)), row(7, number=5))
    (fact,) = store.observations(2023).facts.to_dict("records")
    assert (fact["value"], fact["lower"], fact["upper"]) == (12, 12, 12)


def test_blank_cells_are_rows_without_facts(store):
    send(store, "a", row(None), row(None, number=5))
    assert store.observations(2023).facts.empty
    (group,) = store.observations(2023).row_groups.to_dict("records")
    assert (group["unit"], group["month"], group["kind"], group["rows"]) == (
        "云溪社区",
        3,
        MONEY,
        2,
    )


def test_rows_are_grouped_by_the_dimensions_in_the_order_of_the_sheet(store):
    # 投入类别, 资金来源, 完工状态, 测评指标编码
    other = {"资金来源": "财政拨款"}
    send(store, "a", row(1, 投入类别="基础设施"), row(2, 投入类别="基础设施"), row(4, **other))
    facts = store.observations(2023).facts
    assert facts.groupby("dim1", observed=True)["value"].sum().to_dict() == {"基础设施": 3}
    assert facts.groupby("dim2", observed=True)["value"].sum().to_dict() == {"财政拨款": 4}
    assert facts["dim4"].isna().all()
    assert sorted(store.observations(2023).row_groups["rows"]) == [1, 2]


def test_a_stock_is_the_last_filled_cell_of_each_reporter(store):
    # The staff wrote 310 and then 50 more on other rows: never 360, the last cell holds.
    column = {"kind": VOLUNTEERS, "column": "期末注册志愿者数"}
    rows = (
        row(300, **column, number=4),
        row(310, **column, number=5),
        row(None, kind=VOLUNTEERS, number=6),
        row(50, **column, reporter="学生", number=7),
    )
    send(store, "a", *rows)
    facts = store.observations(2023).facts.set_index("reporter")
    assert facts["value"].to_dict() == {"": 310, "学生": 50}
    assert facts["differing"].to_dict() == {"": True, "学生": False}
    assert facts["filled"].to_dict() == {"": 2, "学生": 1}


def test_an_addition_to_a_stock_says_the_last_word(store):
    column = {"kind": VOLUNTEERS, "column": "期末注册志愿者数"}
    send(store, "a", row(300, **column))
    send(store, "b", row(320, **column), add=True)
    assert store.observations(2023).facts["value"].tolist() == [320]


def test_an_empty_report_is_reported_with_no_row(store):
    key = ReportKey("云溪社区", MARCH, MONEY)
    one = reading("空.xlsx", (), (EmptyReport(key, "Sheet1", "A4"),))
    store.commit(Submission(one, "李", date(2023, 4, 2)), AT)
    (report,) = store.observations(2023).reports.to_dict("records")
    assert (report["unit"], report["month"], report["rows"], report["empty"]) == (
        "云溪社区", 3, 0, True,
    )  # fmt: skip
    assert store.history()[0].scope[0].empty
    assert store.observations(2023).facts.empty
    assert store.observations(2023).row_groups.empty


def test_the_first_submission_decides_when_a_report_was_received(store):
    later = AT + timedelta(days=9)
    first = send(store, "a", row(1), received=date(2023, 4, 2))
    second = send(store, "b", row(2), received=date(2023, 4, 12), at=later)
    (report,) = store.observations(2023).reports.to_dict("records")
    assert (report["received"], report["submission"]) == ("2023-04-02", second)
    assert report["committed_at"] == AT.isoformat()
    store.undo(first, "王", "别的单位的表", later)
    (report,) = store.observations(2023).reports.to_dict("records")
    assert (report["received"], report["committed_at"]) == ("2023-04-12", later.isoformat())


def test_a_year_holds_its_own_months_only(store):
    send(store, "a", row(1, month=Month(2022, 12)), row(2), row(4, month=Month(2024, 1)))
    assert store.observations(2023).facts["value"].tolist() == [2]
    assert store.observations(2024).reports["month"].tolist() == [1]
    assert store.observations(2021).facts.empty


def test_observations_are_the_three_frames_with_the_same_columns_when_empty(store):
    nothing = store.observations(2023)
    send(store, "a", row(1))
    something = store.observations(2023)
    for name in ("facts", "row_groups", "reports"):
        before, after = getattr(nothing, name), getattr(something, name)
        assert list(before.columns) == list(after.columns)
        assert len(before) == 0
        assert len(after) == 1
        assert str(after["unit"].dtype) == str(before["unit"].dtype) == "category"


def test_no_sheet_kind_has_more_dimensions_than_the_store_has_columns():
    assert max(len(kind.dimensions) for kind in KINDS) == len(DIMENSIONS)


def test_the_ledger_is_limited_to_months_and_unit(store):
    send(store, "a", row(1), row(2, month=Month(2023, 4)), row(4, unit="云溪小学"))
    assert [r.quantities["金额"].value for r in store.ledger(MONEY, MARCH, Month(2023, 4))] == [
        1, 2, 4,
    ]  # fmt: skip
    only = store.ledger(MONEY, MARCH, MARCH, "云溪小学")
    assert [(r.unit, r.file, r.submission) for r in only] == [("云溪小学", "a", 1)]


def test_rows_left_out_knowingly_are_counted_beside_the_kept_ones(store):
    kept = reading("a", (row(1), row(2, number=5)))
    key = ReportKey("云溪社区", MARCH, MONEY)
    tables = (replace(kept.tables[0], left_out=(key,)),)
    store.commit(Submission(replace(kept, tables=tables), "李", date(2023, 4, 2)), AT)
    (report,) = store.observations(2023).reports.to_dict("records")
    assert (report["rows"], report["left_out"]) == (2, 1)


def test_the_months_with_a_report_that_counts_are_listed_once(store):
    send(store, "a", row(1), row(2, month=Month(2022, 12)))
    send(store, "b", row(1))
    gone = send(store, "c", row(1, month=Month(2024, 1)))
    store.undo(gone, "王", "", AT)
    assert store.months() == [Month(2022, 12), MARCH]
