"""预警名单, 下属单位, 人均, 负面清单 and 本市设置 in words, on cities small enough to do by hand."""

from datetime import UTC, date, datetime

import pytest
from method.world import empty, evaluated, events, found, indicator, sheet, unit

from cityreport.pipeline import faults
from cityreport.report import office, per_head, ranking, standing, subordinates, vetoes, warnings
from cityreport.settings import OfficeSettings
from cityreport.tables.vetoes import SEEN_ITEMS, VetoList, VetoTick

YEAR = 2023
AT = datetime(2023, 6, 5, 17, 30, tzinfo=UTC)
ACTIVITIES = ("创建活动",)


def listed_under(evaluation, month, rule, before=None):
    return {
        one.unit: one.evidence
        for one in warnings.warnings(evaluation, month, before)
        if one.rule == rule
    }


# --- 预警名单 ------------------------------------------------------------------------------


def severe(weights):
    """甲 reached 10 of 60 due by June (16.67 %) on each of the indicators."""
    codes = zip("XYZ", weights, strict=True)
    rules = [indicator(code, target=120, weight=weight) for code, weight in codes]
    return evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 6, 10), listed=rules)


def test_three_scored_indicators_far_behind_put_a_unit_on_the_list():
    found = listed_under(severe([30, 30, 40]), 6, warnings.SEVERE)
    assert found == {"甲": "3 项，最低的 2 项：X 16.67%、Y 16.67%"}  # 10 / (120 × 6/12)


def test_an_indicator_that_is_only_shown_does_not_count():
    assert listed_under(severe([60, 40, 0]), 6, warnings.SEVERE) == {}


def racing(*starts):
    """Each unit did so much in January and 100 in February, the first nothing in February."""
    names = "甲乙丙丁戊"[: len(starts)]
    months = [events(name, 1, count) for name, count in zip(names, starts, strict=True)]
    months += [events(names[0], 2, 0), *(events(name, 2, 100) for name in names[1:])]
    return evaluated([unit(name, kinds=ACTIVITIES) for name in names], *months)


def test_three_places_lost_since_last_month_put_a_unit_on_the_list():
    # January: 90, 80, 70, 60 of 100 due; February: 90, 180, 170, 160 of 200: 甲 from 1 to 4.
    found = listed_under(racing(90, 80, 70, 60), 2, warnings.FALLEN)
    assert list(found) == ["甲"]
    assert found["甲"].startswith("由第 1 名降到第 4 名")


def test_two_places_lost_do_not():
    assert listed_under(racing(90, 80, 70), 2, warnings.FALLEN) == {}


def test_the_same_sheet_missing_two_months_running_puts_a_unit_on_the_list():
    city = evaluated([unit("甲", kinds=(*ACTIVITIES, "志愿服务"))], events("甲", 2, 1))
    assert listed_under(city, 2, warnings.SILENT) == {"甲": "1月、2月都未报：志愿服务"}
    assert listed_under(city, 4, warnings.SILENT) == {"甲": "3月、4月都未报：创建活动、志愿服务"}


def test_an_empty_report_is_a_report():
    city = evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 1, 1), empty("甲", 3, "创建活动"))
    assert listed_under(city, 3, warnings.SILENT) == {}


def test_january_looks_at_december_where_the_year_before_is_known():
    units = [unit("甲", kinds=ACTIVITIES)]
    now, before = evaluated(units), evaluated(units, year=YEAR - 1)
    assert listed_under(now, 1, warnings.SILENT) == {}
    assert listed_under(now, 1, warnings.SILENT, before) == {"甲": "12月、1月都未报：创建活动"}
    assert warnings.in_january(now, before, None).table.rows[0][0] == "甲"


def test_overdue_problems_count_in_the_month_that_reports_them_and_not_from_self_checks():
    city = evaluated(
        [unit("甲"), unit("乙")],
        found("甲", 2, 5, 3, 逾期未整改数=2),
        found("乙", 2, 5, 3, level="自查", 逾期未整改数=2),
        found("甲", 3, 5, 5, 逾期未整改数=0),
    )
    assert listed_under(city, 2, warnings.LATE) == {"甲": "2月报表填报 2 个（不含自查）"}
    assert listed_under(city, 3, warnings.LATE) == {}


def test_the_list_prints_its_rules_and_starts_with_who_is_under_most():
    city = evaluated(
        [unit("乙", kinds=("督查检查",)), unit("甲", kinds=("督查检查", "创建活动"))],
        found("乙", 2, 5, 3, 逾期未整改数=1),
        found("甲", 2, 5, 3, 逾期未整改数=1),
    )
    section = warnings.warning_list(city, 2, None)
    assert section.title == "2 家单位列入预警名单，甲触发 2 条规则"
    assert [row[0] for row in section.table.rows] == ["甲", "甲", "乙"]
    for threshold in ("3 项及以上", "下降 3 位及以上", "连续 2 个月未报", "低于 70.00%"):
        assert threshold in section.notes[0]


def test_a_list_without_anybody_says_so_with_the_rules():
    city = evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 1, 100))
    section = warnings.warning_list(city, 1, None)
    assert section.title == "没有单位列入预警名单"
    assert section.empty.startswith("没有单位触发预警规则。规则：1.")


# --- 街道 → its communities ---------------------------------------------------------------


@pytest.fixture
def street():
    return evaluated(
        [
            unit("街道", "街道", kinds=ACTIVITIES), unit("丙", kinds=ACTIVITIES),
            unit("甲", parent="街道", kinds=ACTIVITIES), unit("乙", parent="街道", kinds=ACTIVITIES),
        ],
        events("街道", 1, 100), events("甲", 1, 50), events("乙", 1, 75), events("丙", 1, 100),
    )  # fmt: skip


def test_the_units_of_a_street_are_ranked_among_all_of_their_type(street):
    section = subordinates.children(street, 1, "街道", "paced")
    # of 100 due: 丙 100, 乙 75, 甲 50
    shown = [row[:4] for row in section.table.rows]
    assert shown == [("乙", "社区", 75.0, "第 2 名/3"), ("甲", "社区", 50.0, "第 3 名/3")]
    assert section.title == "街道下属 2 家单位，乙得分最高（75.00 分）"
    assert "下属单位合计：1 项中 1 项未达序时" in section.lead


def test_a_parent_is_offered_for_its_own_type_and_for_that_of_its_units(street):
    assert subordinates.parents(street, 1, "街道") == ("街道",)
    assert subordinates.parents(street, 1, "社区") == ("街道",)
    assert subordinates.parents(street, 1, "学校") == ()


# --- per head ------------------------------------------------------------------------------


def test_per_head_figures_name_their_denominator():
    city = evaluated(
        [unit("甲", 常住人口=1000), unit("乙", 常住人口=2000), unit("丙"),
         unit("丁", kinds=ACTIVITIES, 常住人口=500)],
        sheet("甲", 1, "志愿服务", [{"服务时长": 50}]), sheet("乙", 1, "志愿服务", [{"服务时长": 40}]),
        sheet("甲", 1, "资金投入", [{"金额": 3000}]), events("甲", 1, 2),
        sheet("丙", 1, "志愿服务", [{"服务时长": 9}]),
    )  # fmt: skip
    section = per_head.per_head(city, 1, "社区")
    assert section.table.rows == (
        ("甲", 1000, 3.0, 5.0, 2.0),  # 3000/1000 yuan, 50/1000 × 100 hours, 2/1000 × 1000
        ("乙", 2000, "未报", 2.0, "未报"),
        ("丙", "缺基数", "未报", "缺基数", "未报"),
        ("丁", 500, "不需报", "不需报", "未报"),
    )
    assert "分母：单位名册中的常住人口" in section.lead
    assert section.title == "社区每百人（常住人口）志愿服务时长，甲最多（5.0 小时）"


def test_the_denominator_of_schools_is_their_pupils():
    city = evaluated([unit("甲", "学校", 学生数=400, 职工数=30), unit("乙", "学校", 学生数=300)])
    section = per_head.per_head(city, 1, "学校")
    assert "分母：单位名册中的学生数" in section.lead
    assert section.empty


# --- 负面清单 ------------------------------------------------------------------------------


def ticked(number, unit_name, **more):
    return VetoTick(number, SEEN_ITEMS[1], unit_name, date(2023, 6, 1), "坍塌", "李", AT, **more)


@pytest.fixture
def barred():
    units = [unit("甲", kinds=ACTIVITIES), unit("乙", "学校", kinds=ACTIVITIES)]
    ticks = [ticked(1, "甲"), ticked(2, None)]
    return evaluated(units, events("甲", 1, 50), events("乙", 1, 100), ticks=ticks)


def test_ticks_of_the_city_stand_everywhere_those_of_units_where_they_are_shown(barred):
    city = f"负面清单 · 全市：{SEEN_ITEMS[1]}（2023年6月1日）。坍塌"
    own = f"负面清单 · 甲：{SEEN_ITEMS[1]}（2023年6月1日）。坍塌"
    assert vetoes.ticked(barred) == (city, own)
    assert vetoes.ticked(barred, unit_type="社区") == (city, own)
    assert vetoes.ticked(barred, unit_type="学校") == (city,)
    assert vetoes.ticked(barred, unit="甲") == (city, own)
    assert vetoes.ticked(barred, unit="乙") == (city,)


def test_a_tick_is_said_in_the_ranking_and_changes_no_number(barred):
    [row] = ranking.ranking(barred, 1, "社区", "paced").table.rows
    assert row[:3] == (1, "甲", 50.0)
    assert row[-1] == f"负面清单：{SEEN_ITEMS[1]}"


def test_the_checklist_names_where_and_when():
    known = VetoList(("拖欠整改",), (ticked(1, "甲"), ticked(2, None, lifted_at=AT)))
    section = vetoes.checklist(known)
    rows = {row[0]: row[1:] for row in section.table.rows}
    assert section.title == "9 项中 1 项已勾选"
    assert rows[SEEN_ITEMS[1]] == ("■ 已勾选", "甲", "2023年6月1日", "公开通知")
    assert rows["拖欠整改"] == ("□ 未勾选", "—", "—", "本市增加")
    record = vetoes.ticks(known, UTC)
    assert record.title == "勾选记录 2 条，1 条有效"
    assert [row[4] for row in record.table.rows] == ["× 已撤销", "■ 有效"]


# --- 本市设置 ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2023, 12, 1), "还有 30 天"),
        (date(2023, 12, 31), "就在今天"),
        (date(2024, 1, 3), "已过 3 天"),
    ],
)
def test_the_days_to_the_assessment(today, text):
    one = office.days_to_assessment(OfficeSettings(assessment_date="2023-12-31"), today)
    assert (one.label, one.text, one.note) == ("距离测评", text, "测评日期 2023年12月31日")


def test_days_are_only_shown_where_a_day_is_set():
    day = date(2023, 12, 1)
    without = evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 1, 50))
    set_day = OfficeSettings(assessment_date="2023-12-31")
    having = evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 1, 50), settings=set_day)
    labels = [one.label for one in standing.headlines(without, 1, None, "paced", day)]
    assert "距离测评" not in labels
    assert standing.headlines(having, 1, None, "paced", day)[-1].text == "还有 30 天"


def test_confirmed_points_bring_the_score_to_the_front():
    plain = evaluated([unit("甲", kinds=ACTIVITIES)], events("甲", 1, 50))
    sure = evaluated(
        [unit("甲", kinds=ACTIVITIES)], events("甲", 1, 50),
        settings=OfficeSettings(points_confirmed=True),
    )  # fmt: skip
    first, last = (standing.headlines(one, 1, None, "paced") for one in (sure, plain))
    assert (first[0].label, first[0].text) == ("得分", "50.00")
    assert (last[0].label, last[-1].label) == ("对照测评标准", "参考得分（分值待确认）")
    assert "本市设置" in last[-1].help
    assert office.confirmation(plain.framework, plain.settings)[0] == "本市分值待确认"
    assert office.confirmation(sure.framework, sure.settings)[0] == "本市分值已确认"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"office_name": " "}, "办公室名称"),
        ({"assessment_date": "2023-02-30"}, "测评日期"),
        ({"due_day": 0}, "1 日到 28 日"),
        ({"due_day": 29}, "1 日到 28 日"),
        ({"completeness_line": 0.0}, "数据完整度下限"),
        ({"completeness_line": 1.01}, "数据完整度下限"),
        ({"status_cuts": (0.9, 0.9, 0.7)}, "状态分界"),
        ({"status_cuts": (1.1, 0.9, 0.7)}, "状态分界"),
        ({"status_cuts": (1.0, 0.9, 0.0)}, "状态分界"),
        ({"relapse_days": 0}, "反弹认定天数"),
        ({"start_month": "2023-13"}, "启用月份"),
        ({"start_month": "去年"}, "启用月份"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_in_words(changed, words):
    [fault] = faults(OfficeSettings(**changed))
    assert words in fault


def test_the_defaults_and_every_explained_setting_are_sound():
    assert faults(OfficeSettings()) == ()
    assert faults(OfficeSettings(assessment_date="2024-02-29", start_month="2023-01")) == ()
    assert set(office.EXPLAINED) == set(OfficeSettings.__slots__) - {"points_confirmed"}
    assert all(sentence.endswith("。") for _, sentence in office.EXPLAINED.values())
