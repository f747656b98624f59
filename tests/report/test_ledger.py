"""Ledger rows on screen: one measure unit a column, whatever the sheets used."""

import pytest

from cityreport.period import Month
from cityreport.report.ledger import ledger_cell, ledger_section
from cityreport.sheets import BY_NAME
from cityreport.tables.stored import StoredQuantity, StoredRow

KIND = BY_NAME["资金投入"]
MONEY = next(column for column in KIND.columns if column.name == "金额")


def row(**quantities: StoredQuantity) -> StoredRow:
    return StoredRow(
        "资金投入",
        "鸢堤社区",
        Month(2023, 3),
        "",
        1,
        "三月.xlsx",
        "0" * 64,
        "资金投入",
        4,
        quantities,
        {},
    )


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        # The sheet says 0.27 under 金额(万元): 0.27 × 10 000 = 2 700 yuan.
        (StoredQuantity("0.27", 2_700.0, 2_700.0, 2_700.0, "exact", "F4"), 2_700.0),
        (
            StoredQuantity("九万多元", 90_000.0, 90_000.0, 100_000.0, "at_least", "F4"),
            "约 90,000（九万多元）",
        ),
    ],
)
def test_an_amount_stands_in_the_unit_of_its_column(stored: StoredQuantity, shown: object):
    assert ledger_cell(row(金额=stored), MONEY) == shown


def test_a_blank_required_amount_is_said_to_be_blank():
    assert ledger_cell(row(), MONEY) == "未填"


def test_every_row_names_file_sheet_and_row():
    exact = StoredQuantity("2700", 2_700.0, 2_700.0, 2_700.0, "exact", "F4")
    section = ledger_section(KIND, [row(金额=exact)], "鸢堤社区", 2023)
    assert section.table is not None
    assert section.table.rows[0][-1] == "三月.xlsx · 资金投入 · 第4行"
    assert [column.title for column in section.table.columns] == ["月份", "金额(元)", "出处"]
