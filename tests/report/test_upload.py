"""What the upload page says of a batch: states, control totals, replacements, rivals."""

from datetime import UTC, date, datetime

from cityreport.period import Month
from cityreport.pipeline import FileResult
from cityreport.quantities import Quantity
from cityreport.report import submissions, upload
from cityreport.tables.ledger import (
    CellQuantity,
    EmptyReport,
    FileReading,
    LedgerRow,
    ReportKey,
    TableReading,
)
from cityreport.tables.stored import (
    ScopeEntry,
    StoredQuantity,
    StoredRow,
    SubmissionRecord,
)
from cityreport.tables.workbook import Finding

MARCH = Month(2023, 3)
KEY = ReportKey("东河社区", MARCH, "志愿服务")
ERROR = Finding("error", "unknown-unit", "单位不在名册中", sheet="Sheet1", cell="A4")
WARNING = Finding("warning", "blank-required", "没有填")


def exact(value):
    return Quantity(str(value), value, "exact", value, value)


def row(number, unit="东河社区", reporter="", **amounts):
    quantities = {
        name: CellQuantity(a if isinstance(a, Quantity) else exact(a), f"E{number}")
        for name, a in amounts.items()
    }
    return LedgerRow("志愿服务", unit, MARCH, reporter, "Sheet1", number, quantities, {})


def table(*rows, totals=None, left_out=(), empty=()):
    found = totals or {}
    for one in rows if totals is None else ():
        for name, amount in one.quantities.items():
            found[name] = found.get(name, 0) + amount.quantity.value
    units = tuple(dict.fromkeys(one.unit for one in rows))
    return TableReading(
        "Sheet1", "志愿服务", "A3", {"E3": "参与人次"}, units, (MARCH,) if rows else (),
        len(rows) + len(left_out), found, rows, empty, left_out=left_out,
    )  # fmt: skip


def result(name, *tables, status="ok", findings=(), readable=True, sha=None, submission=None):
    reading = FileReading(name, sha or name.ljust(64, "0"), readable, tables, findings)
    return FileResult(reading, status, submission, findings)


def cells(section, *titles):
    places = [[column.title for column in section.table.columns].index(t) for t in titles]
    return [tuple(line[place] for place in places) for line in section.table.rows]


def test_every_state_has_its_shape_and_word():
    data = table(row(4, 参与人次=30))
    assert upload.word(result("甲", data)) == "● 可登记"
    assert upload.word(result("甲", data, status="warning")) == "◐ 可登记，有提醒"
    assert upload.word(result("甲", data, status="error")) == "◆ 有错误"
    assert upload.word(result("甲", status="unreadable", readable=False)) == "× 无法读取"
    assert upload.word(result("甲", data, status="duplicate")) == "○ 重复，未再登记"
    assert upload.word(result("甲", table(), status="warning")) == "◌ 没有可登记的内容"
    skipped = Finding("info", "not-a-table", "不是表格")
    assert upload.word(result("说明.txt", findings=(skipped,))) == "－ 不是表格，略过"


def test_the_claim_counts_what_can_be_registered_and_why_the_rest_can_not():
    data = table(row(4, 参与人次=30))
    section = upload.files(
        [
            result("甲", data),
            result("乙", data, status="error"),
            result("丙", data, status="duplicate"),
        ]
    )
    assert section.title == "3 个文件中 1 个可以登记，1 个有错误，1 个是重复的"
    assert [line[0] for line in cells(section, "文件")] == ["乙", "甲", "丙"]


def test_the_headlines_add_up_files_units_and_rows():
    ready = result("甲", table(row(4, 参与人次=30), row(5, "西河社区", 参与人次=2)))
    shown = upload.headlines([ready, result("乙", status="unreadable", readable=False)])
    assert [(h.label, h.text) for h in shown] == [
        ("文件", "2 个"), ("可以登记", "1 个"), ("有错误", "0 个"), ("无法读取", "1 个"),
        ("将登记的数据行", "2 行"),
    ]  # fmt: skip
    assert shown[1].note == "2 家单位"


def test_control_totals_name_the_file_and_what_is_registered_where_they_differ():
    # 30 in the row that is kept, 150 in the file with the row that is left out.
    kept = table(row(4, 参与人次=30), totals={"参与人次": 150.0}, left_out=(KEY,))
    section = upload.files([result("甲", kept, status="warning")])
    assert cells(section, "读到行数", "将登记行数", "表种与合计") == [
        (2, 1, "志愿服务：参与人次 150 人次（登记 30 人次）")
    ]


def test_of_a_file_that_cannot_be_registered_only_its_own_total_is_said():
    kept = table(row(4, 参与人次=30), totals={"参与人次": 150.0})
    section = upload.files([result("甲", kept, status="error", findings=(ERROR,))])
    assert cells(section, "将登记行数", "表种与合计") == [(0, "志愿服务：参与人次 150 人次")]


def test_an_approximate_total_keeps_its_word_and_bounds():
    about = Quantity("约300", 300, "about", 270, 330)
    section = upload.files([result("甲", table(row(4, 参与人次=about), row(5, 参与人次=100)))])
    # 300 + 100, bounds 270 + 100 and 330 + 100.
    assert cells(section, "表种与合计") == [("志愿服务：参与人次 约 400 人次（370～430）",)]


def test_an_empty_report_is_said_as_nothing_this_month():
    empty = table(empty=(EmptyReport(KEY, "Sheet1", "A4"),))
    section = upload.files([result("甲", empty)])
    assert cells(section, "状态", "月份", "表种与合计") == [
        ("● 可登记", "2023年3月", "志愿服务：本月无")
    ]


def held(number, file, people, state="valid"):
    record = SubmissionRecord(
        number, file, "0" * 64, "小王", datetime(2023, 4, 3, 8, tzinfo=UTC), date(2023, 4, 3),
        False, None, None, None, (ScopeEntry(KEY, state, 1, False, False),),
    )  # fmt: skip
    amount = StoredQuantity(str(people), people, people, people, "exact", "E4")
    stored = StoredRow(
        "志愿服务", "东河社区", MARCH, "", number, file, "0" * 64, "Sheet1", 4,
        {"参与人次": amount}, {},
    )  # fmt: skip
    return record, stored


def test_only_what_counts_now_is_replaced():
    old, _ = held(1, "旧.xlsx", 10, state="replaced")
    now, stored = held(2, "新.xlsx", 20)
    ((only,),) = upload.held_reports([now, old], {KEY}, [stored]).values()
    assert (only.submission, only.file, only.rows) == (2, "新.xlsx", (stored,))


def test_a_replacement_says_the_old_and_new_sums_and_the_change():
    now, stored = held(2, "二月报.xlsx", 20)
    again = result("改.xlsx", table(row(4, 参与人次=12, 服务时长=5)))
    section = upload.replacements(
        [again], upload.held_reports([now], {KEY}, [stored]), adding=False
    )
    columns = ("登记编号", "收到日期", "已登记的合计", "新的合计", "变化")
    assert cells(section, *columns) == [
        ("2", "2023-04-03", "参与人次 20 人次", "参与人次 12 人次、服务时长 5.0 小时",
         "参与人次 －8 人次、服务时长 新增")
    ]  # fmt: skip
    assert section.title == "1 份报表将替换已登记的报表，旧的留在记录里可以恢复"


def test_an_addition_says_what_both_come_to():
    now, stored = held(2, "二月报.xlsx", 20)
    reports = upload.held_reports([now], {KEY}, [stored])
    more = result("补.xlsx", table(row(4, 参与人次=3)))
    hours = result("又补.xlsx", table(row(4, 服务时长=5)))
    columns = ("已登记的合计", "新文件", "新的合计", "变化")
    section = upload.replacements([more], reports, adding=True)
    assert cells(section, *columns) == [
        ("参与人次 20 人次", "补.xlsx", "参与人次 23 人次", "参与人次 ＋3 人次")
    ]
    # A column only the new file has is new; one only the old file has stays as it is.
    assert cells(upload.replacements([hours], reports, adding=True), *columns[2:]) == [
        ("参与人次 20 人次、服务时长 5.0 小时", "服务时长 新增")
    ]
    # Two files that add to the same report are one line with what all come to.
    both = upload.replacements([more, hours], reports, adding=True)
    assert cells(both, *columns[1:]) == [
        ("补.xlsx、又补.xlsx", "参与人次 23 人次、服务时长 5.0 小时",
         "参与人次 ＋3 人次、服务时长 新增")
    ]  # fmt: skip
    assert both.title.startswith("1 份报表将补充")


def test_another_reporter_replaces_nothing():
    now, stored = held(2, "二月报.xlsx", 20)
    other = result("团委.xlsx", table(row(4, reporter="团委", 参与人次=12)))
    reports = upload.held_reports([now], set(other.reading.keys()), [stored])
    assert upload.replacements([other], reports, adding=False).table.rows == ()


def test_files_that_share_a_report_are_rivals_also_over_a_third():
    east, west = row(4, 参与人次=1), row(5, "西河社区", 参与人次=2)
    files = [
        result("甲", table(east)), result("乙", table(west)), result("丙", table(east, west)),
        result("丁", table(row(4, "南河社区", 参与人次=3))),
    ]  # fmt: skip
    (group,) = upload.rivals(files)
    assert sorted(group.files.values()) == ["丙", "乙", "甲"]
    assert (
        group.question
        == "3 个文件都报了东河社区2023年3月的志愿服务等 2 份报表，用哪一份？不选，这些文件都不登记。"
    )


def test_what_cannot_be_registered_is_no_rival():
    data = table(row(4, 参与人次=1))
    assert upload.rivals([result("甲", data), result("乙", data, status="error")]) == ()


def test_a_file_set_aside_is_not_registrable_and_says_which_one_is_used():
    aside = upload.set_aside(result("甲", table(row(4, 参与人次=1))), "乙")
    assert not aside.registrable
    assert upload.word(aside) == "▫ 本次不用"
    ((reason,),) = cells(upload.committed([aside]), "原因")
    assert reason == "「甲」本次选用了「乙」，没有登记。"


def test_the_outcome_names_numbers_and_reasons_the_refused_first():
    data = table(row(4, 参与人次=1))
    section = upload.committed(
        [
            result("甲", data, submission=7),
            result("乙", data, status="error", findings=(WARNING, ERROR, ERROR)),
            result("丙", data, submission=8),
        ]
    )
    assert section.title == "已登记 2 个文件（登记编号 7—8），1 个没有登记"
    assert cells(section, "文件", "登记编号", "原因") == [
        ("乙", "—", "Sheet1 A4：单位不在名册中（另有 1 处错误）"), ("甲", "7", ""), ("丙", "8", ""),
    ]  # fmt: skip


def test_the_newest_submissions_are_listed_with_what_still_counts():
    now, _ = held(2, "新.xlsx", 20)
    old, _ = held(1, "旧.xlsx", 10, state="replaced")
    section = submissions.recent([now, old], 20, UTC)
    assert section.title == "共登记过 2 次"
    assert cells(section, "登记编号", "内容", "状态", "登记时间") == [
        ("2", "东河社区 2023年3月", "有效", "2023-04-03 08:00"),
        ("1", "东河社区 2023年3月", "已被替换", "2023-04-03 08:00"),
    ]
    assert submissions.recent([], 20, UTC).empty == "还没有登记过任何文件。"
