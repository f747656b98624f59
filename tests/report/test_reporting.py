"""报送情况 and 汇总表 on a city small enough to count by hand."""

from datetime import date

from method.world import empty, indicator, observe, sheet, unit

from cityreport import indicators, quality
from cityreport.framework import Framework
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import merged, reporting
from cityreport.report.wording import source_line
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings
from cityreport.tables.ledger import CellText
from cityreport.tables.stored import ColumnTotal, KindTotal, StoredQuantity, StoredRow

KINDS = ("志愿服务", "创建活动")
LATER = date(2023, 6, 1)


def evaluated(units, *reports, **settings) -> Evaluation:
    observations, office = observe(*reports), OfficeSettings(**settings)
    roster, framework = Roster(tuple(units)), Framework("试行", (indicator(),))
    system = quality.system_measures(observations, roster.units, office)
    values = indicators.values(observations, framework, roster, system)
    return Evaluation(
        year=2023, revision=1, roster=roster, framework=framework, settings=office,
        sent=observations, left_out=frozenset(), observations=observations, values=values,
    )  # fmt: skip


def sent(name, month, kind, day):
    """A sheet with one row, received on a day and committed in the evening of it."""
    column = "参与人次" if kind == "志愿服务" else "场次"
    return sheet(name, month, kind, [{column: 1.0}], received=day, committed=f"{day}T20:00:00")


def city(**settings) -> Evaluation:
    """March: 甲 all on time, 乙 one of two and late, 丙 (a school, one sheet) nothing."""
    return evaluated(
        [unit("甲", kinds=KINDS), unit("乙", kinds=KINDS), unit("丙", "学校", kinds=KINDS[:1])],
        sent("甲", 3, "志愿服务", "2023-04-02"), sent("甲", 3, "创建活动", "2023-04-05"),
        sent("乙", 3, "志愿服务", "2023-04-09"),
        **settings,
    )  # fmt: skip


def test_the_rates_name_their_denominators():
    # Expected 2 + 2 + 1 = 5; came 3 = 60 %; by 5 April 2 = 40 %.
    shown = {h.label: h for h in reporting.headlines(city(), 3, None, LATER)}
    assert (shown["报送率"].text, shown["报送率"].note) == ("60.00%", "应报 5 张，已报 3 张")
    assert (shown["及时率"].text, shown["及时率"].note) == ("40.00%", "应报 5 张，按时 2 张")
    assert (shown["欠报"].text, shown["欠报"].note) == ("2 家", "共欠 2 张")
    assert (shown["迟报"].text, shown["迟报"].note) == ("1 家", "1 张晚于期限")
    assert (shown["报送期限"].text, shown["报送期限"].note) == ("2023年4月5日", "已过 57 天")


def test_before_the_due_day_nobody_is_behind_yet():
    shown = {h.label: h for h in reporting.headlines(city(), 3, None, date(2023, 4, 3))}
    assert shown["尚未报齐"].text == "2 家"
    assert shown["报送期限"].note == "还有 2 天"


def test_before_the_office_began_there_is_no_timeliness():
    shown = {h.label: h for h in reporting.headlines(city(start_month="2023-04"), 3, None, LATER)}
    assert (shown["及时率"].text, shown["及时率"].note) == ("—", "启用月份以前不计及时率")


def test_one_type_counts_its_own_sheets_only():
    shown = reporting.headlines(city(), 3, "学校", LATER)
    assert (shown[0].text, shown[0].note) == ("0.00%", "应报 1 张，已报 0 张")
    assert source_line(city(), 3, unit_type="社区") == "来源：各社区3月月报（2/2家） 截至4月9日"


def test_units_that_owe_stand_first_with_what_is_missing():
    section = reporting.by_unit(city(), 3, None, LATER)
    assert section.title == "2023年3月：3 家应报单位中 2 家没有报齐"
    assert [row[:7] for row in section.table.rows] == [
        ("乙", "社区", "未报", 2, 1, 1, "创建活动"),
        ("丙", "学校", "未报", 1, 0, 0, "志愿服务"),
        ("甲", "社区", "按时", 2, 2, 0, "—"),
    ]


def tile(name, month, today=LATER, **settings):
    section = reporting.tiles(city(**settings), 4, None, today)
    row = next(series for series in section.chart.series if series.name.endswith(f"｜{name}"))
    return row.texts[month - 1]


def test_a_tile_is_as_good_as_the_worst_sheet_of_its_month():
    assert tile("甲", 3) == "按时 2/2 张，4月2日、4月5日收到"
    assert tile("乙", 3) == "未报 1/2 张，缺创建活动"
    assert tile("丙", 4) == "未报 0/1 张，缺志愿服务"


def test_what_is_not_due_yet_is_not_owed():
    assert tile("丙", 4, date(2023, 5, 5)) == "未到期 0/1 张，缺志愿服务"
    assert tile("丙", 4, date(2023, 5, 6)) == "未报 0/1 张，缺志愿服务"


def test_without_timeliness_a_sheet_is_merely_there():
    assert tile("甲", 3, start_month="2023-04") == "已报 2/2 张，4月2日、4月5日收到"


def test_a_late_month_says_when_it_came():
    late = evaluated([unit("乙", kinds=KINDS[:1])], sent("乙", 3, "志愿服务", "2023-04-09"))
    (row,) = reporting.tiles(late, 3, None, LATER).chart.series
    assert row.texts[2] == "迟报 1/1 张，4月9日收到"


def test_a_unit_that_began_later_had_nothing_to_send_before():
    young = evaluated(
        [unit("乙", kinds=KINDS[:1], start=3)], sent("乙", 3, "志愿服务", "2023-04-01")
    )
    section = reporting.tiles(young, 3, None, LATER)
    assert section.chart.series[0].texts[:2] == ("不需报", "不需报")
    assert section.title == "2023年1—3月：1 家单位已到期的月报都报齐了"


def test_of_too_many_units_the_worst_are_drawn_and_all_are_listed():
    many = evaluated(
        [unit(f"第{n}社区", kinds=KINDS[:1]) for n in range(70)],
        *(sent(f"第{n}社区", 1, "志愿服务", "2023-02-01") for n in range(69)),
    )
    section = reporting.tiles(many, 1, None, LATER)
    assert len(section.chart.series) == reporting.MOST_TILE_ROWS
    assert section.chart.series[-1].name == "社区｜第69社区"
    assert len(section.table.rows) == 70
    assert "只画欠报和迟报最多的 60 家" in section.lead


def test_the_reminder_says_who_owes_what_and_since_when():
    found = reporting.reminder(city(office_name="市创建办"), (3,), None, LATER)
    assert found.units == 2
    assert found.text.splitlines() == [
        "各单位：",
        "2023年3月文明城市创建工作月报（应于2023年4月5日前报送），截至6月1日下列单位还没有报齐，"
        "请尽快补报。确无此项工作的，请在表中填“本月无”后报送。",
        "1. 乙：创建活动",
        "2. 丙：志愿服务",
        "市创建办 2023年6月1日",
    ]


def test_before_the_due_day_the_reminder_asks_to_be_in_time():
    text = reporting.reminder(city(), (3,), None, date(2023, 4, 3)).text
    assert "请于2023年4月5日前报送" in text
    assert "补报" not in text


def test_a_reminder_over_months_names_the_month_of_each_sheet():
    text = reporting.reminder(city(), (2, 3), "学校", LATER).text
    assert "1. 丙：2月 志愿服务；3月 志愿服务" in text
    assert text.splitlines()[1].startswith("2023年2—3月")


def test_nobody_owing_needs_no_reminder():
    whole = evaluated([unit("乙", kinds=KINDS[:1])], sent("乙", 3, "志愿服务", "2023-04-09"))
    assert reporting.reminder(whole, (3,), None, LATER) == reporting.Reminder(0, "", 1)


def test_without_a_roster_the_page_says_so():
    section = reporting.by_unit(evaluated([]), 3, None, LATER)
    assert section.empty == reporting.NO_ROSTER
    assert reporting.headlines(evaluated([]), 3, None, LATER)[0].text == "—"


# --- 汇总表 --------------------------------------------------------------------------------


def stored(name, month, number=4, **amounts):
    texts = {"项目名称": CellText("路灯", "C4")}
    quantities = {
        column: StoredQuantity(raw, value, low, high, precision, "F4")
        for column, (raw, value, low, high, precision) in amounts.items()
    }
    return StoredRow(
        "资金投入", name, Month(2023, month), "", 1, f"{name}.xlsx", "0" * 64, "资金", number,
        quantities, texts,
    )  # fmt: skip


EXACT = ("9.06", 90_600.0, 90_600.0, 90_600.0, "exact")
ABOUT = ("九万多元", 90_000.0, 90_000.0, 100_000.0, "at_least")


def test_totals_are_written_with_their_bounds_and_counts():
    # 90600 + 90000 = 18.06 万元, bounds 90600 + 90000 and 90600 + 100000.
    money = ColumnTotal("金额", 180_600.0, 180_600.0, 190_600.0, 2, 1, 2)
    added = {"资金投入": KindTotal(3, frozenset({"甲", "乙"}), (money,))}
    section = merged.totals(city(), added, 3, 3, None)
    assert section.table.rows == (
        ("资金投入", "金额", "约 18.06", "万元", "18.06万元～19.06万元", 2, 1, 2),
    )
    assert section.title == "2023年3月：2 家单位共 3 行数据"
    assert "没有单位填写的列：资金投入的完成数量。" in section.notes


def test_totals_say_what_the_pages_of_a_topic_count_apart():
    none = KindTotal(3, frozenset({"甲"}), ())
    section = merged.totals(
        city(), dict.fromkeys(("资金投入", "志愿服务", "督查检查"), none), 3, 3, None
    )
    assert (
        "资金投入的合计含完工状态为“计划”的项目，“资金投入”页不计入投入；"
        "督查检查的合计含自查，“督查整改”页把自查另列。"
    ) in section.notes
    without = merged.totals(city(), {"志愿服务": none}, 3, 3, None)
    assert not any("自查" in note or "计划" in note for note in without.notes)


def test_amounts_stand_in_the_measure_unit_of_the_header_and_keep_their_words():
    rows = [stored("甲", 3, 金额=EXACT), stored("乙", 3, 金额=ABOUT), stored("乙", 3)]
    section = merged.detail(city(), "资金投入", rows, 1, 3, None)
    place = [column.title for column in section.table.columns].index("金额(元)")
    assert [row[place] for row in section.table.rows] == [
        90_600.0, "约 90,000（九万多元）", "未填",
    ]  # fmt: skip
    assert section.lead.startswith("2023年1—3月")
    assert section.table.rows[0][-1] == "甲.xlsx · 资金 · 第4行"


def test_a_long_period_is_cut_on_the_page_and_says_so(monkeypatch):
    monkeypatch.setattr(merged, "MOST_SHOWN", 2)
    rows = [stored("甲", 3, 金额=EXACT)] * 3
    section = merged.detail(city(), "资金投入", rows, 3, 3, None)
    assert len(section.table.rows) == 2
    assert section.notes == ("页面只列前 2 行，全部 3 行在下载的工作簿里。",)
    whole = KindTotal(4000, frozenset({"甲", "乙"}), ())
    section = merged.detail(city(), "资金投入", rows[:2], 3, 3, None, whole)
    assert section.title == "资金投入：2 家单位 4,000 行"
    assert section.notes == ("页面只列前 2 行，全部 4,000 行在下载的工作簿里。",)


def test_only_the_units_of_a_type_are_merged():
    rows = {"资金投入": [stored("甲", 3), stored("丙", 3)]}
    kept = merged.of_type(city(), rows, "学校")
    assert [row.unit for row in kept["资金投入"]] == ["丙"]
    assert merged.of_type(city(), rows, "医院") == {}


def test_nothing_registered_is_a_sentence():
    assert merged.totals(city(), {}, 1, 1, None).empty.startswith("2023年1月没有登记任何数据行")


def test_not_reported_and_nothing_this_month_are_told_apart():
    told = evaluated(
        [unit("甲", kinds=KINDS), unit("乙", kinds=KINDS[:1])],
        empty("甲", 3, "志愿服务", received="2023-04-01", committed="2023-04-01T20:00:00"),
        sent("乙", 3, "志愿服务", "2023-04-01"),
    )
    section = merged.silent(told, 3, None)
    assert section.title == "3月没有数据行的：1 家有表未报，1 家有表填“本月无”"
    assert section.table.rows == (("甲", "未报", "创建活动"), ("甲", "零报告", "志愿服务"))


def test_without_units_nobody_is_said_to_have_sent_everything():
    nobody = evaluated([])
    assert reporting.by_unit(nobody, 3, None, LATER).title == "2023年3月：没有应报的单位"
    assert reporting.reminder(nobody, (3,), None, LATER).expected == 0
