"""The further sheets and registers: what each accepts, what each says of a faulty row."""

import pytest

from intake.book import MARCH, amounts, codes, found, keys, ledger, read_rows, read_sheets, sheet

FRONT = ["东河社区", "2023年3月"]
HEADS = {
    "阵地设施": ["公益广告处数", "其中未成年人广告处数", "应签数", "已签数"],
    "问卷测评": ["指标编码", "题目", "有效样本数", "满意数"],
    "指标数据": ["指标编码", "分子", "分母"],
    "测评打分": ["期次", "测评内容", "应得分", "实得分", "是否测评"],
    "荣誉表彰": ["级别", "荣誉名称", "等次", "对象"],
    "工作机制": ["机制项", "是否建立", "建立日期", "佐证材料"],
    "申报材料": ["指标编码", "材料名称", "责任单位", "是否已交", "提交日期"],
    "点位台账": ["点位名称", "点位类型", "责任人"],
    "需协调事项": ["事项", "需协调单位", "提出日期", "是否办结"],
    "下步计划": ["事项", "责任单位", "完成时限", "完成情况"],
    "问题整改台账": ["编号", "发现日期", "问题描述", "完成日期"],
}
GOOD = {
    "阵地设施": [12, 5, 80, 76],
    "问卷测评": ["A04", "是否知晓", 200, 180],
    "指标数据": ["A12", 45, 50],
    "测评打分": ["第1期", "环境卫生", 20, 17.5, "是"],
    "荣誉表彰": ["市级", "文明家庭", "一等奖", "居民"],
    "工作机制": ["领导小组", "已建立", "2022-05-01", "文件"],
    "申报材料": ["A04", "志愿服务汇编", "团委", "√", "2023-03-08"],
    "点位台账": ["东门菜场", "集贸市场", "网格长"],
    "需协调事项": ["河岸违建", "城管局", "2023-03-02", "未办结"],
    "下步计划": ["再动员会", "办公室", "4月底", "筹备"],
    "问题整改台账": ["1", "2023-03-01", "小广告", "2023-03-08"],
}
BAD = {
    "阵地设施": ([5, 12, 80, 76], "more-than-whole"),  # 12 for minors among 5
    "问卷测评": (["A04", "是否知晓", 180, 200], "more-than-whole"),
    "指标数据": ([None, 45, 50], "no-code"),
    "测评打分": (["第1期", "环境卫生", 20, None, "是"], "blank-required"),
    "荣誉表彰": (["市级", None, "一等奖", "居民"], "blank-text"),
    "工作机制": (["领导小组", "正在建", "2022-05-01", None], "unknown-answer"),
    "申报材料": (["A04", None, "团委", "是", None], "blank-text"),
    "点位台账": ([None, "集贸市场", "网格长"], "blank-text"),
    "需协调事项": ([None, "城管局", "2023-03-02", "否"], "blank-text"),
    "下步计划": ([None, "办公室", "4月底", "筹备"], "blank-text"),
    "问题整改台账": (["1", "2023-03-08", "小广告", "2023-03-01"], "days-reversed"),
}


def table(kind, *rows, name="Sheet1"):
    return read_rows(["单位", "月份", *HEADS[kind]], *([*FRONT, *row] for row in rows), name=name)


def texts(reading):
    return [{name: cell.text for name, cell in row.texts.items()} for row in ledger(reading)]


@pytest.mark.parametrize("kind", HEADS)
def test_a_plain_row_is_read_without_a_word(kind):
    reading = table(kind, GOOD[kind])
    assert codes(reading) == []
    assert keys(reading) == [("东河社区", "2023-03", kind, "")]
    (read,) = reading.tables
    assert read.kind == kind
    assert read.rows_read == 1
    (row,) = read.rows
    assert len(row.texts) + len([c for c in row.quantities if c not in DERIVED]) == len(GOOD[kind])


DERIVED = ("整改用时天数", "已完成数")


@pytest.mark.parametrize("kind", BAD)
def test_a_faulty_row_is_named(kind):
    row, code = BAD[kind]
    reading = table(kind, row)
    assert codes(reading, "warning") == [code]
    assert found(reading, code).cell.endswith("2")
    assert reading.tables[0].rows_read == 1


def test_a_negative_or_unreadable_count_of_a_further_sheet_blocks():
    assert codes(table("阵地设施", [-1, 0, 0, 0]), "error") == ["negative-count"]
    assert codes(table("问卷测评", ["A04", "题", "很多人", 1]), "error") == ["unreadable-number"]


@pytest.mark.parametrize("kind", HEADS)
def test_a_sheet_with_its_header_only_is_not_registered(kind):
    reading = table(kind)
    assert codes(reading) == ["header-only-optional"]
    assert reading.keys() == ()


@pytest.mark.parametrize("kind", HEADS)
def test_none_this_month_is_an_empty_report(kind):
    reading = read_rows(["单位", "月份", *HEADS[kind]], [*FRONT, "本月无"])
    assert [e.key.kind for t in reading.tables for e in t.empty_reports] == [kind]


@pytest.mark.parametrize(
    ("word", "said"),
    [("是", "是"), ("已建立", "是"), ("√", "是"), ("有", "是"), (1, "是"), (True, "是"),
     ("否", "否"), ("未", "否"), ("×", "否"), ("无", "否"), (0, "否"), ("X", "否"), ("未建立", "否")],
)  # fmt: skip
def test_yes_and_no_in_many_words(word, said):
    reading = table("工作机制", ["领导小组", word, None, None])
    assert texts(reading) == [{"机制项": "领导小组", "是否建立": said}]
    assert codes(reading) == []


def test_a_register_is_for_the_month_it_was_sent_for_whatever_its_dates():
    """A system founded in May 2022 stands in the register of March 2023."""
    reading = read_rows(
        ["东河社区2023年3月工作机制"], HEADS["工作机制"], ["领导小组", "是", "2022年5月1日", None]
    )
    assert keys(reading) == [("东河社区", "2023-03", "工作机制", "")]
    assert texts(reading)[0]["建立日期"] == "2022-05-01"


@pytest.mark.parametrize(
    "text", ["1.开展入户宣传并发放资料", "审核把关制度", "志愿服务时长累计", "注：要报备"]
)
def test_words_that_look_like_furniture_are_entries_of_a_register(text):
    reading = table("下步计划", [text, "办公室", "4月底", "筹备"])
    assert [row["事项"] for row in texts(reading)] == [text]


def test_signatures_and_notes_below_a_register_are_no_entries():
    reading = table("下步计划", GOOD["下步计划"])
    signed = read_rows(
        ["单位", "月份", *HEADS["下步计划"]],
        [*FRONT, *GOOD["下步计划"]],
        [None, None, "合计", None],
        ["填表人：张", None, "审核人：李"],
        ["注：每月五日前报"],
    )
    assert texts(signed) == texts(reading)
    assert codes(signed) == []


class TestMarks:
    def test_what_was_not_assessed_counts_neither_as_0_nor_as_full_marks(self):
        """20 + 30 = 50 of full marks and 17.5 + 24 = 41.5 of marks; the two others are left out."""
        reading = table(
            "测评打分",
            ["第1期", "环境卫生", 20, 17.5, "是"],
            ["第1期", "公共秩序", 30, 24, None],
            ["第1期", "文化宣传", 10, 0, "否"],
            ["第1期", "志愿服务", 40, "未测评", None],
        )
        assert sum(amounts(reading, "应得分")) == 20 + 30
        assert sum(amounts(reading, "实得分")) == 17.5 + 24
        assert codes(reading) == ["not-assessed", "not-assessed"]
        assert [row.get("是否测评") for row in texts(reading)] == ["是", None, "否", "否"]
        assert reading.tables[0].rows_read == 4

    def test_marks_beyond_the_full_marks_are_doubted(self):
        assert codes(table("测评打分", ["1", "卫生", 20, 21, "是"])) == ["more-than-whole"]

    def test_one_sheet_a_unit(self):
        head = ["测评内容", "应得分", "实得分", "扣分原因"]
        reading = read_sheets(
            sheet(
                ["2023年3月模拟测评成绩"],
                head,
                ["卫生", 20, 18, "死角"],
                ["合计", 20, 18],
                name="东河社区",
            ),
            sheet(["2023年3月模拟测评成绩"], head, ["卫生", 20, "未测评"], name="西河社区"),
        )
        assert keys(reading) == [
            ("东河社区", "2023-03", "测评打分", ""),
            ("西河社区", "2023-03", "测评打分", ""),
        ]
        assert codes(reading) == ["not-assessed"]
        assert amounts(reading, "实得分") == [18]

    def test_criteria_by_units(self):
        """Six columns of units would be too many strange ones for any other kind of sheet."""
        reading = read_rows(
            ["2023年3月模拟测评成绩"],
            ["测评内容", "应得分", "东河", "西河社区", "实验小学", "系数"],
            ["环境卫生", 20, 18, "未测评", 15, 1],
            ["公共秩序", 30, 24, "未测评", 30, 1],
            ["合计", 50, 42, None, 45, None],
        )
        marks = {
            row.unit: (
                row.quantities["应得分"].quantity.value,
                row.quantities["实得分"].quantity.value,
            )
            for row in ledger(reading)
            if row.quantities and row.texts["测评内容"].text == "环境卫生"
        }
        assert marks == {"东河社区": (20, 18), "实验小学": (20, 15)}
        assert [k[0] for k in keys(reading)] == ["东河社区", "实验小学", "西河社区"]
        # 18 + 24 and 15 + 30; the second unit was not assessed: neither 0 nor 50.
        assert sum(amounts(reading, "实得分")) == 42 + 45
        assert sum(amounts(reading, "应得分")) == 2 * (20 + 30)
        assert sorted(codes(reading)) == ["not-assessed", "not-assessed", "unknown-column"]
        assert reading.tables[0].rows_read == 2

    def test_a_wrong_total_of_a_unit_in_the_matrix_blocks(self):
        reading = read_rows(
            ["2023年3月模拟测评成绩"],
            ["测评内容", "应得分", "东河", "西河社区"],
            ["环境卫生", 20, 18, 12],
            ["公共秩序", 30, 24, 20],
            ["合计", 50, 42, 33],
        )
        assert codes(reading, "error") == ["wrong-total"]
        assert found(reading, "wrong-total").cell == "D5"


class TestRectification:
    def test_days_and_cases_follow_from_the_dates(self):
        """1 to 8 March 7 days, 1 to 4 March 3 days; the third is open and counts nothing."""
        reading = table(
            "问题整改台账",
            ["1", "2023-03-01", "小广告", "2023-03-08"],
            ["2", "3月1日", "堆物", "2023.3.4"],
            ["3", "2023-03-20", "路灯", None],
        )
        assert amounts(reading, "整改用时天数") == [7, 3]
        assert amounts(reading, "已完成数") == [1, 1]
        cells = [row.quantities["已完成数"].cell for row in ledger(reading)[:2]]
        assert cells == ["F2", "F3"]
        assert codes(reading) == []

    def test_a_case_closed_the_same_day_took_no_day(self):
        reading = table("问题整改台账", ["1", "2023-03-01", "小广告", "2023-03-01"])
        assert (amounts(reading, "整改用时天数"), amounts(reading, "已完成数")) == ([0], [1])

    @pytest.mark.parametrize(
        ("begun", "done", "code"),
        [
            ("2023-03-08", "2023-03-01", "days-reversed"),
            ("2023-03-08", "2024-03-01", "day-to-come"),  # today is 10 January 2024
            ("2023-03-08", "月底", "days-unknown"),
            ("2023-03-08", "2023-02-30", "days-unknown"),
        ],
    )
    def test_dates_that_give_no_time_are_named_and_count_nothing(self, begun, done, code):
        reading = table("问题整改台账", ["1", begun, "小广告", done])
        assert codes(reading) == [code]
        assert amounts(reading, "已完成数") == []
        assert len(ledger(reading)) == 1

    def test_a_column_that_is_computed_is_not_read_from_the_sheet(self):
        head = ["单位", "月份", *HEADS["问题整改台账"], "整改用时天数"]
        reading = read_rows(head, [*FRONT, "1", "2023-03-01", "小广告", "2023-03-08", 99])
        assert amounts(reading, "整改用时天数") == [7]
        assert codes(reading) == ["unknown-column"]

    def test_a_numbering_column_is_the_number_of_the_problem(self):
        assert texts(table("问题整改台账", ["7", "2023-03-01", "小广告", None]))[0]["编号"] == "7"
        assert ledger(table("问题整改台账", ["7", "2023-03-01", "小广告", None]))[0].month == MARCH
