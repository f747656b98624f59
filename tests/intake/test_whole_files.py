"""Files as a whole: leaving rows out, unreadable files, first rosters, nothing lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cityreport.intake import read, suggest_units, without_faulty_rows
from cityreport.intake.suggest import guessed_type
from cityreport.tables.workbook import Finding, WorkbookCells
from intake.book import (
    ACTIVITY,
    ROSTER,
    TODAY,
    activities,
    amounts,
    codes,
    found,
    ledger,
    read_rows,
    sheet,
)

OWN = ["东河社区", "2023年3月"]


def test_leaving_out_faulty_rows_keeps_the_rest_and_stays_listed():
    reading = activities(["大会", 1, 10], ["巡演", "abc", 20])
    kept = without_faulty_rows(reading)
    assert reading.has_errors
    assert not kept.has_errors
    assert [row.row for row in ledger(kept)] == [2]
    assert found(kept, "unreadable-number").message.endswith("这一行已略过，没有登记。")
    assert len(kept.findings) == len(reading.findings)
    assert [str(key.month) for key in kept.tables[0].left_out] == ["2023-03"]


def test_an_error_tied_to_no_row_still_blocks():
    reading = read_rows(ACTIVITY, [*OWN, "大会", 1, 10], ["合计", None, None, 1, 11])
    assert without_faulty_rows(reading).has_errors


def test_a_wrong_total_of_one_source_names_its_column_and_the_unit_of_the_sheet():
    reading = read_rows(
        ["东河社区2023年3月资金投入月报表"],
        ["单位", "月份", "项目名称", "投入金额(万元)", None],
        [None, None, None, "财政", "自筹"],
        [*OWN, "路灯", 2, 1],
        [*OWN, "花坛", 3, 1.5],
        ["合计", None, None, 8, 2.5],
        merged=((1, 3, 1, 4),),
    )
    said = found(reading, "wrong-total")
    assert said.cell == "D6"
    assert said.message == "合计行的“财政”写的是 8万元，按各行相加是 5万元。"


def test_a_header_nobody_knows_is_named_with_its_sheet_cell_and_words():
    reading = read_rows(
        ["东河社区2026年8月创建活动月报"],
        ["活动主题", "类型", "开展次数", "到场家长", "发放折页", "清运"],
        ["亲子劳动", "主题教育", 1, 60, 100, 2],
        name="8月",
    )
    said = found(reading, "nothing-recognised")
    assert (said.severity, said.sheet, said.cell) == ("error", "8月", "A2")
    assert "第 2 行最像表头（“活动主题”“类型”" in said.message
    assert "“到场家长”" in said.message.split("其中")[1]
    assert "标题或名称写的是“创建活动”" in said.message
    assert "表头怎么认的" in said.suggestion
    assert found(reading, "unrecognised-sheet").cell == "A2"


def test_a_sheet_of_sentences_has_no_row_like_a_header():
    said = found(read_rows(["你好"], ["谢谢", 1]), "nothing-recognised")
    assert (said.sheet, said.cell, said.message) == (None, None, "没有认出任何报表。")


def test_an_unreadable_file_keeps_its_findings():
    why = Finding("error", "truncated", "“a.xlsx”不完整。")
    book = WorkbookCells("a.xlsx", "0", findings=(why,), readable=False)
    reading = read(book, ROSTER, TODAY)
    assert (reading.readable, reading.findings, reading.tables) == (False, (why,), ())


def test_a_first_roster_has_the_names_met_with_types_by_their_endings():
    rows = sheet(
        ACTIVITY, ["南湖村", "2023年3月", "大会", 1, 1], ["阳光幼儿园", "2023年3月", "会", 1, 1],
        ["合计", None, None, 2, 2],
    )  # fmt: skip
    titled = sheet(["滨江社区2023年3月活动"], ACTIVITY[2:], ["大会", 1, 1])
    longer = sheet(["填报单位：滨江社区居委会"], ACTIVITY[2:], ["大会", 1, 1])
    books = [WorkbookCells(f"{i}.xlsx", "0", (s,)) for i, s in enumerate((rows, titled, longer))]
    units = suggest_units(books)
    assert [(u.code, u.name, u.unit_type, u.aliases) for u in units] == [
        ("U001", "南湖村", "村", ()),
        ("U002", "阳光幼儿园", "幼儿园", ()),
        ("U003", "滨江社区", "社区", ("滨江社区居委会",)),
    ]


def test_nothing_this_month_in_the_unit_column_is_no_unit():
    nothing = sheet(["滨江社区2023年3月活动"], ACTIVITY, ["本月无"])
    units = suggest_units([WorkbookCells("1.xlsx", "0", (nothing,))])
    assert [u.name for u in units] == ["滨江社区"]


def test_a_name_without_a_telling_ending_has_no_type():
    assert guessed_type("某某处") == ""
    assert guessed_type("第三中学") == "学校"
    assert guessed_type("政务服务中心") == "窗口单位"


COUNTS = st.integers(0, 5000)
NAMES = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)
EVENTS = st.lists(st.tuples(NAMES, COUNTS, COUNTS), min_size=1, max_size=12)


@given(EVENTS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_change_the_totals(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert activities(*events).tables[0].totals == activities(*shuffled).tables[0].totals


@given(EVENTS, st.integers(0, 3), st.integers(0, 3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_quantity_cell_is_read_once_wherever_the_table_stands(events, down, right, totalled):
    pad = [None] * right
    body = [[*pad, *OWN, *event] for event in events]
    sums = [sum(event[i] for event in events) for i in (1, 2)]
    total = [[*pad, "合计", None, None, *sums]] if totalled else []
    reading = read_rows(*([[]] * down), [*pad, *ACTIVITY], *body, *total)
    (table,) = reading.tables
    read_cells = {q.cell for row in table.rows for q in row.quantities.values()}
    assert table.rows_read == len(events)
    assert len(read_cells) == 2 * len(events)
    assert [table.totals["场次"], table.totals["参与人次"]] == sums
    assert codes(reading, "error") == []


CELLS = st.one_of(
    st.none(),
    st.integers(-3, 300),
    st.sampled_from(
        ["大会", "若干", "abc", "约30", "12人", "", "—", "备注", "合计", "东河社区", "3月"]
    ),
)


@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=8))
@settings(max_examples=80, deadline=None)
def test_whatever_stands_below_a_header_is_read_or_named_and_never_a_crash(rows):
    reading = read_rows(["东河社区2023年3月"], ACTIVITY, *rows)
    (table,) = reading.tables
    # Columns F and G have no header: what stands there in data rows is named as a stray.
    beside = [f for f in reading.findings if f.code == "stray-cell"]
    data = {row.row for row in table.rows} | table.faulty_rows
    strays = [r for r, row in enumerate(rows, start=3) if r in data and any(row[5:])]
    assert bool(beside) >= bool(strays)
    counted = sum(v is not None for v in amounts(reading, "参与人次"))
    assert counted <= table.rows_read <= len(rows)
