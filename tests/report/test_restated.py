"""数据更正提示: what a kept copy showed against what the store says now, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cityreport.period import Month
from cityreport.report.deck import Deck, Slide
from cityreport.report.kept import (
    Resent,
    Restated,
    deck_from,
    deck_json,
    resent_since,
    restated,
    sentences,
)
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.ledger import ReportKey
from cityreport.tables.meetings import KeptMeeting
from cityreport.tables.section import Chart, Column, Headline, Section, Series, Table
from cityreport.tables.stored import ScopeEntry, SubmissionRecord

COLUMNS = (Column("单位"), Column("投入（万元）", "money"), Column("状态"))
JULY = Month(2023, 7)
AT = datetime(2023, 8, 5, 9, tzinfo=UTC)


def slide(section: Section, name: str = "资金投入", figures=()) -> Slide:
    return Slide(AgendaItem(section.key), name, section, figures, whole=section)


def deck(*slides: Slide) -> Deck:
    return Deck("例会", "2023年7月", "创建办", "2023年8月10日", slides, sample=False)


def table(*rows) -> Section:
    return Section("money", "两家单位有投入", table=Table(COLUMNS, rows))


SHOWN = table(("甲社区", 135000.0, "达到序时"), ("乙社区", 20000.0, "滞后"))


def test_an_unchanged_copy_has_nothing_to_say():
    assert restated(deck(slide(SHOWN)), deck(slide(SHOWN))) == ()


def test_a_corrected_amount_is_told_as_it_was_written_and_is_written_now():
    """甲社区: 135,000 yuan is 13.50 万元, 125,000 yuan 12.50 万元; 乙社区 stays."""
    now = table(("乙社区", 20000.0, "滞后"), ("甲社区", 125000.0, "基本达到"))
    assert restated(deck(slide(SHOWN)), deck(slide(now))) == (
        Restated(2, "资金投入", "甲社区", "投入（万元）", "13.50", "12.50"),
        Restated(2, "资金投入", "甲社区", "状态", "达到序时", "基本达到"),
    )


def test_a_change_that_is_not_seen_is_none():
    """13.5000 and 13.5004 万元 are both written 13.50."""
    now = table(("甲社区", 135004.0, "达到序时"), ("乙社区", 20000.0, "滞后"))
    assert restated(deck(slide(SHOWN)), deck(slide(now))) == ()


def test_what_left_the_list_and_what_came_is_said_in_one_line_each():
    now = table(("甲社区", 135000.0, "达到序时"), ("丙社区", 1.0, "滞后"))
    assert restated(deck(slide(SHOWN)), deck(slide(now))) == (
        Restated(2, "资金投入", "乙社区", "", "2.00、滞后", "不再列出"),
        Restated(2, "资金投入", "丙社区", "", "未列入", "0.00、滞后"),
    )


def test_rows_are_told_apart_by_as_many_columns_as_it_takes():
    columns = (Column("单位"), Column("指标"), Column("失分", "score"))
    before = Section("gaps", "差距", table=Table(columns, (("甲", "A", 1.0), ("甲", "B", 2.0))))
    now = Section("gaps", "差距", table=Table(columns, (("甲", "B", 2.5), ("甲", "A", 1.0))))
    assert restated(deck(slide(before, "差距清单")), deck(slide(now, "差距清单"))) == (
        Restated(2, "差距清单", "甲 B", "失分", "2.00", "2.50"),
    )


def test_the_claim_and_a_chart_without_table_are_compared():
    """A target is what was to be reached, no figure that was reported."""
    series = (Series("得分", (80.0, 84.0)), Series("目标", (90.0, 90.0), "target"))
    chart = Chart("line", ("6月", "7月"), series, "score")
    before = Section("trend", "上升到 84.00", chart=chart)
    later = replace(chart, series=(Series("得分", (80.0, 83.5)), series[1]))
    now = Section("trend", "上升到 83.50", chart=later)
    assert restated(deck(slide(before, "走势")), deck(slide(now, "走势"))) == (
        Restated(2, "走势", "结论", "", "上升到 84.00", "上升到 83.50"),
        Restated(2, "走势", "7月", "得分", "84.00", "83.50"),
    )


def test_large_figures_are_compared_as_they_were_written():
    before = slide(
        Section("standing", "全市"),
        "总体进展",
        (Headline("得分", "84.00", "序时"), Headline("报送率", "90.00%")),
    )
    now = slide(
        Section("standing", "全市"),
        "总体进展",
        (Headline("得分", "83.50", "按全年"), Headline("报送率", "90.00%")),
    )
    assert restated(deck(before), deck(now)) == (
        Restated(2, "总体进展", "得分", "", "84.00", "83.50"),
    )


def test_a_title_a_person_wrote_is_not_the_data_s():
    before = replace(slide(SHOWN), item=AgendaItem("money", title="自己的标题"))
    now = slide(replace(SHOWN, title="别的结论"))
    assert restated(deck(before), deck(now)) == ()


def test_a_slide_that_can_no_longer_be_made_is_said():
    gone = Slide(AgendaItem("money"), "资金投入", Section("money", "资金投入", empty="没有数据。"))
    assert restated(deck(slide(SHOWN)), deck(gone)) == (
        Restated(2, "资金投入", "整页", "", "有数据", "没有数据。"),
    )


# --- why -----------------------------------------------------------------------------------


def submission(number, at, *keys, withdrawn=None):
    scope = tuple(ScopeEntry(key, "valid", 1, False, False) for key in keys)
    return SubmissionRecord(
        number, f"{number}.xlsx", "", "王", at, at.date(), False, None, withdrawn, None, scope
    )


def kept(**more) -> KeptMeeting:
    return KeptMeeting(1, "8月10日例会", date(2023, 8, 10), JULY, 7, {}, "李敏", AT, **more)


def test_what_came_after_the_copy_and_touches_its_months_is_the_reason():
    key = ReportKey("甲社区", JULY, "资金投入", "")
    august = ReportKey("甲社区", Month(2023, 8), "资金投入", "")
    late = ReportKey("丙社区", Month(2023, 6), "志愿服务", "")
    history = [
        submission(4, datetime(2023, 8, 14, 9, tzinfo=UTC), late),
        submission(3, datetime(2023, 8, 12, 9, tzinfo=UTC), key, august),
        submission(2, datetime(2023, 8, 1, 9, tzinfo=UTC), ReportKey("乙社区", JULY, "创建活动", ""),
                   withdrawn=datetime(2023, 8, 13, 9, tzinfo=UTC)),
        submission(1, datetime(2023, 8, 1, 9, tzinfo=UTC), key),
    ]  # fmt: skip
    assert resent_since(history, kept()) == (
        Resent("甲社区", JULY, "资金投入", "重新报送", date(2023, 8, 12)),
        Resent("乙社区", JULY, "创建活动", "撤回", date(2023, 8, 13)),
        Resent("丙社区", Month(2023, 6), "志愿服务", "补报", date(2023, 8, 14)),
    )


def test_the_sentences_can_be_read_out():
    changes = (
        Restated(2, "资金投入", "甲社区", "投入（万元）", "13.50", "12.50"),
        Restated(5, "走势", "结论", "", "上升到 84.00", "上升到 83.50"),
    )
    reasons = (Resent("甲社区", JULY, "资金投入", "重新报送", date(2023, 8, 12)),)
    assert sentences(kept(), changes, reasons) == (
        "2023年8月10日“8月10日例会”展示的数据有 2 处更正，原因是：甲社区8月12日重新报送了2023年7月资金投入。\n"
        "第2页“资金投入”：甲社区的投入（万元）原为 13.50，现为 12.50。\n"
        "第5页“走势”：结论原为“上升到 84.00”，现为“上升到 83.50”。"
    )


def test_without_a_report_the_reason_is_settings_or_standards():
    changes = (Restated(2, "资金投入", "甲社区", "状态", "滞后", "基本达到"),)
    assert "没有新报送的月报，原因是设置、测评标准、名册或核实结果有改动" in sentences(
        kept(), changes, ()
    )


# --- keeping -------------------------------------------------------------------------------


def test_a_deck_comes_back_as_it_was_kept():
    chart = Chart(
        "heat", ("1月",), (Series("甲", (None,), texts=("未报",)),), "count", "场", keys=("k",)
    )
    shown = Section("heat", "月历", "灰字", None, chart, ("注",), "来源", badges=("约",))
    one = Slide(
        AgendaItem("activities-calendar", unit_type="社区"),
        "月历",
        shown,
        (Headline("得分", "84.00", "注"),),
        whole=shown,
    )
    whole = deck(one, slide(SHOWN))
    assert deck_from(deck_json(whole)) == replace(
        whole, slides=tuple(replace(each, notes=(), sources=()) for each in whole.slides)
    )


def test_a_number_that_is_none_is_kept_as_none():
    shown = table(("甲社区", float("nan"), "未报"))
    kept_rows = deck_from(deck_json(deck(slide(shown)))).slides[0].section.table.rows
    assert kept_rows == (("甲社区", None, "未报"),)
