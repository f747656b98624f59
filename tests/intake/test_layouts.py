"""The forms the sheets come in: template, home-made, consolidated, wide, several tables."""

from intake.book import (
    ACTIVITY,
    MONEY,
    VOLUNTEERS,
    activities,
    amounts,
    codes,
    empties,
    found,
    keys,
    ledger,
    read_rows,
    read_sheets,
    sheet,
)

CAPTIONS = [
    "填报单位：东河社区", None, None, "月份：2023年3月", None, "填报方：",
    None, None, "本月无此项工作请在右格填“本月无”：",
]  # fmt: skip


def test_the_template_with_prefilled_rows_gives_only_the_filled_ones():
    reading = read_rows(
        ["东河社区2023年3月志愿服务月报表"],
        CAPTIONS,
        VOLUNTEERS,
        ["东河社区", "2023年3月", "清洁日", 30, 60, 310],
        ["东河社区", "2023年3月"],
        ["东河社区", "2023年3月"],
        name="志愿服务",
    )
    (table,) = reading.tables
    assert reading.findings == ()
    assert table.rows_read == 1
    assert table.header_cell == "A3"
    assert dict(table.totals) == {"参与人次": 30, "服务时长": 60, "期末注册志愿者数": 310}
    assert ledger(reading)[0].row == 4
    assert ledger(reading)[0].quantities["参与人次"].cell == "D4"


def test_the_templates_cell_for_nothing_this_month_is_an_empty_report():
    reading = read_rows(["东河社区月报"], [*CAPTIONS, "本月无"], VOLUNTEERS, name="志愿服务")
    assert empties(reading) == [("东河社区", "J2")]
    assert reading.findings == ()


def test_a_doubtful_answer_in_that_cell_is_asked_about_and_is_no_report():
    reading = read_rows([*CAPTIONS, "好"], VOLUNTEERS, name="志愿服务")
    assert empties(reading) == []
    assert found(reading, "unclear-empty-mark").cell == "J1"


def test_nothing_this_month_beside_rows_is_a_contradiction_and_the_rows_hold():
    reading = read_rows([*CAPTIONS, "本月无"], VOLUNTEERS, [None, None, "清洁日", 3, 6, 9])
    assert empties(reading) == []
    assert found(reading, "empty-and-rows").severity == "warning"
    assert len(ledger(reading)) == 1


def test_instructions_and_drop_down_lists_of_the_template_are_silent():
    reading = read_sheets(
        sheet(["单位", "活动名称", "场次"], name="填表说明"),
        sheet(["国家"], ["省"], name="字典", hidden=True),
        sheet(ACTIVITY, ["东河社区", "2023年3月", "大会", 1, 30], name="创建活动"),
    )
    assert reading.findings == ()


def test_a_home_made_sheet_takes_unit_month_and_measure_unit_from_above_the_table():
    reading = read_rows(
        ["东河社区2023年3月资金投入月报表"],
        ["填报单位:东河社区", None, None, "单位:万元"],
        ["序号", "项目名称", "资金来源", "投入金额", "备注"],
        [1, "路灯", "财政", 9.5],
        [2, "绿化", "自筹", "3千元"],
        ["合计", None, None, 9.8],
        ["填表人：张三", None, "审核人：李四"],
        ["填报日期：2023年4月3日"],
    )
    # 9.5 万元 = 95 000 元; 3千元 carries its own unit = 3 000 元; together 98 000 元 = 9.8 万元.
    assert amounts(reading, "金额") == [95000, 3000]
    assert reading.tables[0].totals["金额"] == 98000
    assert keys(reading) == [("东河社区", "2023-03", "资金投入", "")]
    assert reading.findings == ()


def test_a_consolidated_sheet_fills_merged_units_down_and_checks_each_small_total():
    reading = read_rows(
        ["2023年3月创建活动汇总表"],
        ["单位", "活动名称", "场次", "参与人次"],
        ["东河社区", "大会", 1, 100],
        [None, "巡演", 2, 50],
        ["小计", None, 3, 150],
        ["西河社区", "宣讲", 1, 20],
        ["小计", None, 1, 20],
        ["合计", None, 4, 170],
        merged=((2, 0, 3, 0),),
    )
    assert [row.unit for row in ledger(reading)] == ["东河社区", "东河社区", "西河社区"]
    assert reading.tables[0].totals == {"场次": 4, "参与人次": 170}
    assert reading.findings == ()


def test_a_blank_unmerged_unit_cell_is_filled_down_and_said():
    reading = read_rows(
        ["2023年3月"], ["单位", "活动名称", "场次"], ["东河", "大会", 1], [None, "巡演", 1]
    )
    assert [row.unit for row in ledger(reading)] == ["东河社区", "东河社区"]
    assert found(reading, "filled-down").cell == "A4"


def test_one_sheet_per_unit_takes_the_unit_from_the_sheet_name_and_its_alias():
    head = ["活动名称", "场次", "参与人次"]
    reading = read_sheets(
        sheet(head, ["大会", 1, 10], name="东河"),
        sheet(head, ["宣讲", 1, 20], name="西河社区"),
        file="2023年三月份.xlsx",
    )
    assert keys(reading) == [
        ("东河社区", "2023-03", "创建活动", ""),
        ("西河社区", "2023-03", "创建活动", ""),
    ]


WIDE = (
    ["2023年3月东河社区资金投入"],
    ["项目名称", "投入金额(万元)", None, None, None, "备注"],
    [None, "财政拨款", "单位自筹", "社会捐赠", "小计"],
)
WIDE_MERGES = ((1, 0, 2, 0), (1, 1, 1, 4), (1, 5, 2, 5))


def test_wide_amounts_become_one_ledger_row_for_each_source():
    reading = read_rows(*WIDE, ["路灯", 1, 2, None, 3, "夜间"], merged=WIDE_MERGES)
    rows = ledger(reading)
    assert [(r.row, r.texts["资金来源"].text) for r in rows] == [(4, "财政拨款"), (4, "单位自筹")]
    # 1 + 2 = 3 万元; the 小计 column is checked, not added; one sheet row (C5).
    assert reading.tables[0].totals == {"金额": 30000}
    assert reading.tables[0].rows_read == 1
    assert reading.findings == ()


def test_a_wrong_small_total_column_is_an_error_that_names_both_numbers():
    reading = read_rows(*WIDE, ["路灯", 1, 2, None, 4, None], merged=WIDE_MERGES)
    finding = found(reading, "wrong-subtotal-column")
    assert finding.severity == "error"
    assert finding.cell == "E4"
    assert "4万元" in finding.message
    assert "3万元" in finding.message


def test_wide_amounts_without_merged_cells_read_the_same():
    reading = read_rows(*WIDE, ["路灯", 1, 2, None, 3])
    assert amounts(reading, "金额") == [10000, 20000]


def test_sources_as_plain_columns_are_amounts_by_source():
    reading = read_rows(
        ["东河社区2023年3月资金投入"],
        ["项目名称", "财政拨款(元)", "自筹(元)", "合计"],
        ["路灯", 100, 50, 150],
    )
    assert amounts(reading, "金额") == [100, 50]
    assert reading.findings == ()


def test_a_group_heading_over_plain_columns_is_a_two_row_header():
    reading = read_rows(
        ["2023年3月督查检查"],
        ["单位", "督查情况", None, "整改情况", None],
        [None, "检查次数", "问题数", "已整改", "按期整改数"],
        ["东河", 1, 3, 2, 1],
        merged=((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)),
    )
    assert reading.tables[0].totals == {
        "检查次数": 1, "发现问题数": 3, "已整改数": 2, "按期整改数": 1,
    }  # fmt: skip


def test_a_header_repeated_on_the_next_page_is_furniture():
    title = ["东河社区2023年3月创建活动月报表"]
    head = ["活动名称", "场次", "参与人次"]
    reading = read_rows(title, head, ["大会", 1, 10], title, head, ["巡演", 1, 20], ["合计", 2, 30])
    assert [table.rows_read for table in reading.tables] == [2]
    assert reading.findings == ()


def test_tables_below_each_other_with_their_own_titles_are_two():
    head = ["活动名称", "场次", "参与人次"]
    reading = read_rows(
        ["东河社区2023年3月创建活动"], head, ["大会", 1, 10], ["合计", 1, 10], [],
        ["西河社区2023年4月创建活动"], head, ["巡演", 1, 20], ["合计", 1, 20],
    )  # fmt: skip
    assert keys(reading) == [
        ("东河社区", "2023-03", "创建活动", ""),
        ("西河社区", "2023-04", "创建活动", ""),
    ]
    assert reading.findings == ()


def test_parts_of_a_sheet_inherit_unit_and_month_from_its_top():
    reading = read_rows(
        ["东河社区2023年3月月报"],
        ["一、资金投入"], ["项目名称", "金额(万元)"], ["路灯", 1], ["合计", 1], [],
        ["二、创建活动"], ["活动名称", "场次", "参与人次"], ["大会", 1, 20],
    )  # fmt: skip
    assert [(t.kind, t.units, t.header_cell) for t in reading.tables] == [
        ("资金投入", ("东河社区",), "A3"),
        ("创建活动", ("东河社区",), "A8"),
    ]


def test_tables_side_by_side_are_both_read():
    reading = read_rows(
        ["东河社区2023年3月月报"],
        ["项目名称", "金额(元)", None, "活动名称", "场次", "参与人次"],
        ["路灯", 100, None, "大会", 1, 20],
        ["树", 200],
        ["合计", 300, None, "合计", 1, 20],
    )
    assert [(t.kind, t.header_cell, t.rows_read) for t in reading.tables] == [
        ("资金投入", "A2", 2),
        ("创建活动", "D2", 1),
    ]
    assert reading.findings == ()


def test_a_table_may_begin_anywhere_with_spaces_and_full_width_brackets_in_its_header():
    reading = read_rows(
        [], [None, None, "东河社区2023年3月"], [],
        [None, None, "项 目\n名称", "投入资金（万元）", "资金 来源"],
        [None, None, "路灯", 2, "财政"],
    )  # fmt: skip
    assert reading.tables[0].header_cell == "C4"
    assert ledger(reading)[0].quantities["金额"].quantity.value == 20000


def test_the_word_unit_beside_a_number_column_is_its_measure_unit():
    reading = read_rows(
        ["东河社区2023年3月资金投入"],
        ["项目名称", "数量", "单位", "金额/元"],
        ["路灯", 24, "盏", 900],
    )
    assert ledger(reading)[0].texts["计量单位"].text == "盏"
    assert ledger(reading)[0].unit == "东河社区"


def test_title_decides_between_kinds_whose_headers_are_alike():
    rows = (["单位", "活动名称", "参与人次"], ["东河社区", "大会", 3])
    assert read_rows(["2023年3月志愿服务"], *rows).tables[0].kind == "志愿服务"
    assert read_rows(["2023年3月创建活动"], *rows).tables[0].kind == "创建活动"


def test_a_header_that_fits_two_kinds_without_a_title_is_an_error_at_the_header():
    reading = read_rows(["2023年3月"], ["单位", "活动名称", "参与人次"], ["东河社区", "大会", 3])
    assert found(reading, "ambiguous-kind").cell == "A2"
    assert reading.tables == ()


def test_a_sheet_that_is_no_report_is_named_and_the_rest_is_read():
    reading = read_sheets(
        sheet(["通讯录"], ["张三", 123], name="通讯录"),
        sheet(ACTIVITY, ["东河社区", "2023年3月", "大会", 1, 30]),
    )
    assert found(reading, "unrecognised-sheet").sheet == "通讯录"
    assert found(reading, "unrecognised-sheet").severity == "info"
    assert len(ledger(reading)) == 1


def test_a_file_without_any_report_is_an_error_and_an_empty_one_a_warning():
    assert codes(read_rows(["你好", 1]), "error") == ["nothing-recognised"]
    assert codes(read_rows()) == ["empty-file"]


def test_hidden_sheets_and_rows_are_read_and_said():
    reading = activities(["大会", 1, 10], hidden=True, hidden_rows=frozenset({1}))
    assert len(ledger(reading)) == 1
    assert codes(reading) == ["hidden-sheet", "hidden-rows"]


def test_a_stray_cell_outside_the_table_is_named():
    reading = activities(["大会", 1, 10, None, "看这里"])
    assert found(reading, "stray-cell").cell == "G2"
    far = activities(["大会", 1, 10], strays={(1048575, 16383): "x"})
    assert found(far, "stray-cell").cell == "XFD1048576"


def test_an_unknown_column_is_named_and_not_read():
    reading = read_rows([*ACTIVITY, "天气"], ["东河社区", "2023年3月", "大会", 1, 30, "晴"])
    assert found(reading, "unknown-column").cell == "F1"
    assert "天气" not in ledger(reading)[0].texts


def test_two_columns_for_one_quantity_are_an_error_unless_one_bears_the_real_name():
    row = ["东河社区", "2023年3月", "路灯", 1, 2]
    doubt = read_rows(["单位", "月份", "项目名称", "投入资金", "投资额"], row)
    assert found(doubt, "duplicate-column").severity == "error"
    sure = read_rows(["单位", "月份", "项目名称", "金额", "投资额"], row)
    assert found(sure, "ignored-column").cell == "E1"
    assert amounts(sure, "金额") == [1]


def test_signatures_notes_and_section_headings_are_no_rows():
    reading = read_rows(
        ["东河社区2023年3月"], MONEY[2:], ["一、基础设施"], ["路灯", "财政", 10],
        ["二、绿化美化"], ["树", "财政", 20], ["合计", None, 30],
        ["注：债务不填"], ["单位负责人：", "张三", None], ["填报单位(盖章)：东河社区"],
    )  # fmt: skip
    assert amounts(reading, "金额") == [10, 20]
    assert reading.findings == ()
