"""The topic pages' figures on a city small enough to add up by hand."""

from collections.abc import Mapping

import pytest
from method.world import about, empty, found, indicator, observe, sheet, unit

from cityreport import indicators, quality
from cityreport.evaluation import State
from cityreport.framework import Framework
from cityreport.pipeline import Evaluation
from cityreport.quantities import Quantity
from cityreport.report import activities, attention, inspections, investments, volunteers
from cityreport.report.amounts import joined, with_bounds
from cityreport.report.parts import cells_of, parts_by_month, parts_of
from cityreport.report.sums import peers_of, rate_of, scope_of, sums_of
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings
from cityreport.tables.section import Section

YEAR = 2023
MORE_THAN_90000 = Quantity("九万多元", 90_000, "at_least", 90_000, 100_000)


def evaluated(units, *reports, listed=()) -> Evaluation:
    """The year of these units as these sheets reported it."""
    observations, settings = observe(*reports), OfficeSettings()
    roster = Roster(tuple(units))
    framework = Framework("试行", tuple(listed) or (indicator(),))
    system = quality.system_measures(observations, roster.units, settings)
    values = indicators.values(observations, framework, roster, system)
    return Evaluation(
        year=YEAR, revision=1, roster=roster, framework=framework, settings=settings,
        sent=observations, left_out=frozenset(), observations=observations, values=values,
    )  # fmt: skip


def spent(name, month, *rows):
    """A 资金投入 sheet: rows of (amount, category, source, status)."""
    keys = ("金额", "投入类别", "资金来源", "完工状态")
    return sheet(name, month, "资金投入", [dict(zip(keys, row, strict=False)) for row in rows])


def served(name, month, reporter="", **row):
    return sheet(name, month, "志愿服务", [row], reporter)


@pytest.fixture
def spending() -> Evaluation:
    """甲 has a plan, 乙 has none, 丙 is a school that reported nothing."""
    return evaluated(
        [unit("甲", 年度资金计划=200_000.0), unit("乙"), unit("丙", "学校", 年度资金计划=50_000.0)],
        spent(
            "甲", 1, (30_000, "基础设施", "财政拨款", "完工"), (5_000, "其他", "财政拨款", "计划")
        ),
        spent("甲", 2, (20_000, "环境整治", "单位自筹", "在建")),
        spent("乙", 2, (MORE_THAN_90000, "基础设施", "居民集资、单位自筹"), (1_000, "基础设施")),
    )


def table(section: Section) -> Mapping[str, tuple]:
    """The rows of a section's table by their first cell."""
    assert section.table is not None
    return {str(row[0]): row[1:] for row in section.table.rows}


def headline(shown, label) -> tuple[str, str]:
    one = next(one for one in shown if label in one.label)
    return one.text, one.note


# --- sums ----------------------------------------------------------------------------------


class TestSums:
    def test_planned_rows_are_no_spending_and_blank_states_are(self, spending):
        # 3万 + 2万 + 9万多 + 0.1万 = 14.1万, at most 15.1万; the 5000 planned stay out.
        total = sums_of(spending, investments.INVESTED).total(scope_of(spending, 2, None, None))
        assert (total.value, total.lower, total.upper) == (141_000, 141_000, 151_000)
        assert total.approximate

    def test_nothing_sent_is_missing_never_zero(self, spending):
        silent = sums_of(spending, investments.INVESTED).total(scope_of(spending, 2, "学校", None))
        assert silent.state is State.MISSING
        assert silent.value != silent.value  # not a number

    def test_an_empty_report_is_zero(self):
        city = evaluated([unit("甲")], empty("甲", 1, "资金投入"))
        total = sums_of(city, investments.INVESTED).total(scope_of(city, 1, None, None))
        assert (total.state, total.value) == (State.VALUE, 0)

    def test_parts_add_up_to_the_total(self, spending):
        scope = scope_of(spending, 2, None, None)
        parts = parts_of(spending, investments.INVESTED, "投入类别", scope)
        assert [(part.name, part.amount.value) for part in parts] == [
            ("基础设施", 121_000),  # 3万 + 9万多 + 0.1万
            ("环境整治", 20_000),
        ]

    def test_parts_by_month_stop_at_the_month(self, spending):
        scope = scope_of(spending, 1, None, None)
        held = parts_by_month(spending, investments.INVESTED, "投入类别", scope)
        assert {name: list(months) for name, months in held.items()} == {"基础设施": [1]}

    def test_cells_are_counted_and_the_approximate_ones_among_them(self, spending):
        scope = scope_of(spending, 2, None, None)
        assert cells_of(spending, investments.INVESTED, scope) == (4, 1)

    def test_a_rate_pools_only_units_with_both_parts(self, spending):
        plan = sums_of(spending, investments.PLAN)
        rate = rate_of(
            sums_of(spending, investments.INVESTED), plan, scope_of(spending, 2, None, None)
        )
        # 甲 alone: 5万 of 20万; 乙 has no plan, 丙 has sent nothing.
        assert (rate.numerator, rate.denominator, rate.units) == (50_000, 200_000, 1)
        assert rate.amount.value == pytest.approx(0.25)

    def test_stocks_stand_and_reporters_add_up(self):
        city = evaluated(
            [unit("校", "学校")],
            served(
                "校", 3, "教职工", 期末注册志愿者数=Quantity("310多", 310, "at_least", 310, 320)
            ),
            served("校", 3, "学生", 期末注册志愿者数=Quantity("50多", 50, "at_least", 50, 60)),
        )
        registered = sums_of(city, volunteers.REGISTERED)
        later = registered.in_month(scope_of(city, 5, None, None), 5)
        assert with_bounds(later, "count", "人") == "约 360 人（360～380）"

    def test_a_unit_is_compared_with_its_own_type(self, spending):
        assert peers_of(spending, 2, None, "甲").numbers == [0, 1]
        assert peers_of(spending, 2, "学校", None).numbers == [2]


def test_a_figure_after_chinese_gets_a_blank_a_word_none():
    assert ("投入" + joined("13.50 万元"), "投入" + joined("约 9")) == (
        "投入 13.50 万元",
        "投入约 9",
    )


# --- 资金投入 ------------------------------------------------------------------------------


class TestInvestments:
    def test_headlines_name_the_denominator_and_the_approximate_amounts(self, spending):
        shown = investments.headlines(spending, 2, None, None)
        assert headline(shown, "累计投入") == ("约 14.10 万元", "14.1万元～15.1万元")
        assert headline(shown, "完成率") == ("25.00%", "5.00÷20.00 万元（1 家的年度计划）")
        assert headline(shown, "约数") == ("1 处", "共 4 处金额")

    def test_months_carry_bounds_only_where_unsure(self, spending):
        section = investments.by_month(spending, 2, None, None)
        assert table(section) == {
            "1月": (30_000, "—"),
            "2月": ("约 11.10", "11.1万元～12.1万元"),
        }
        assert section.notes == ("另有完工状态为“计划”的 0.50 万元，尚未实施，不计入投入。",)

    def test_several_sources_stay_undivided_and_blank_ones_are_said(self, spending):
        section = investments.by_source(spending, 2, None, None)
        assert table(section)["未拆分"][0] == "约 9.00"
        assert table(section)["未填来源"][0] == 1_000
        assert section.title == "全市投入按资金来源：未拆分最多，约 9.00 万元，占约 63.83%"

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("", "未填来源"),
            ("财政拨款", "财政拨款"),
            ("财政拨款、单位自筹", "未拆分"),
            ("多方筹资(未分列)", "未拆分"),
        ],
    )
    def test_source_names(self, text, name):
        assert investments.source_name(text) == name

    def test_units_without_a_plan_lack_a_base(self, spending):
        rows = table(investments.by_unit(spending, 2, "社区", None))
        assert rows["甲"][0] == pytest.approx(25)
        assert rows["乙"][0] == "缺基数"

    def test_money_of_units_without_any_plan_lacks_a_base_in_the_headline(self):
        city = evaluated([unit("甲")], spent("甲", 1, (30_000, "基础设施", "财政拨款", "完工")))
        shown = headline(investments.headlines(city, 1, None, None), "计划完成率")
        assert shown == ("缺基数", "报了投入的单位，名册里没有年度资金计划")

    def test_the_month_with_most_is_named_where_there_are_others(self, spending):
        def title(month: int, name: str) -> str:
            return investments.by_month(spending, month, None, name).title

        assert title(1, "甲") == "甲1月投入 3.00 万元"
        assert title(2, "甲") == "甲1—2月累计投入 5.00 万元，1月最多（3.00 万元）"
        assert "，都在2月" in title(2, "乙")

    def test_nothing_sent_is_a_sentence(self, spending):
        section = investments.by_month(spending, 2, None, "丙")
        assert section.empty.startswith("丙2023年1月至2月没有报送过资金投入数据")


# --- 志愿服务 ------------------------------------------------------------------------------


class TestVolunteers:
    def test_hours_per_head_against_the_catalogue(self):
        listed = indicator(
            "T", volunteers.HOURS, volunteers.REGISTERED, measure_unit="小时", target=12.0,
            accrual="even",
        )  # fmt: skip
        city = evaluated(
            [unit("甲"), unit("乙")],
            served("甲", 6, 服务时长=60.0, 参与人次=30.0, 期末注册志愿者数=10.0),
            served("乙", 6, 服务时长=20.0, 参与人次=20.0, 期末注册志愿者数=10.0),
            listed=(listed,),
        )
        shown = volunteers.headlines(city, 6, None, None)
        # (60 + 20) / (10 + 10) = 4; 12 × 6/12 = 6 are due.
        assert headline(shown, "人均时长") == ("4.00 小时", "÷ 20 名注册志愿者；本月应达到 6 小时")
        section = volunteers.by_unit(city, 6, None, None)
        assert section.title == "人均服务时长：有数据的 2 家中 1 家未达序时，乙最低（2.00 小时）"
        assert table(section)["甲"][:4] == (6.0, 6.0, 12.0, "达到序时")

    def test_who_is_not_in_the_hours_per_head_is_said(self):
        city = evaluated(
            [unit("甲"), unit("乙"), unit("丙")],
            served("甲", 6, 服务时长=60.0, 期末注册志愿者数=10.0),
            served("乙", 6, 期末注册志愿者数=7.0),
            served("丙", 6, 服务时长=20.0),
        )
        assert headline(volunteers.headlines(city, 6, None, None), "人均时长") == (
            "6.00 小时",
            "÷ 10 名注册志愿者；另 1 家 7 人没有报服务时长，不计；"
            "另 1 家 20.0 小时没有报注册志愿者数，不计",
        )

    def test_registered_without_hours_is_blank_not_zero(self):
        city = evaluated([unit("校", "学校")], served("校", 1, 期末注册志愿者数=5.0))
        assert headline(volunteers.headlines(city, 1, None, None), "服务时长")[0] == "未填"
        assert "没有填服务时长（未填）" in volunteers.hours_by_month(city, 1, None, None).empty


# --- 督查整改 ------------------------------------------------------------------------------


class TestInspections:
    def test_rates_are_pooled_and_own_checks_stay_apart(self):
        city = evaluated(
            [unit("甲"), unit("乙")],
            found("甲", 1, 8, 6, 检查次数=2, 按期整改数=4, 反复问题数=3, 逾期未整改数=1),
            found("乙", 1, 2, 2, 检查次数=1, 按期整改数=2, 反复问题数=1, 逾期未整改数=0),
            found("乙", 2, 50, 0, level="自查", 检查次数=9),
        )
        shown = inspections.headlines(city, 2, None, None)
        assert headline(shown, "接受检查") == ("3 次", "另有自查 9 次")
        assert headline(shown, "整改率") == ("80.00%", "8/10（已整改数÷发现问题数）")
        assert headline(shown, "按期") == ("60.00%", "6/10（按期整改数÷发现问题数）")
        assert headline(shown, "反弹率") == ("50.00%", "4/8（反复问题数÷已整改数）")
        funnel = inspections.funnel(city, 2, None, None)
        assert funnel.title == "全市发现 10 个问题，已整改 8 个，其中按期 6 个"

    def test_visits_without_found_problems_read_blank(self):
        visits = [{"检查级别": "市", "检查次数": 2}, {"检查级别": "区县", "检查次数": 3}]
        city = evaluated([unit("校", "学校")], sheet("校", 12, "督查检查", visits))
        section = inspections.by_level(city, 12, None, "校")
        assert section.title == "校：市级 2 次，区县 3 次；发现问题数未填"
        assert table(section)["市"][:2] == (2, "未填")

    def test_the_worst_is_named_with_its_ties(self):
        city = evaluated(
            [unit("甲"), unit("乙")],
            found("甲", 1, 4, 3, 逾期未整改数=1),
            found("乙", 1, 4, 3, 逾期未整改数=1),
        )
        section = inspections.overdue_and_relapsed(city, 1, None, None)
        assert (
            section.title
            == "1月 2 家填报过逾期未整改的问题，甲等 2 家最多（1 个）；反复问题数没有填"
        )

    def test_what_was_overdue_in_several_months_is_said_to_be_added_up(self):
        city = evaluated(
            [unit("甲")], found("甲", 1, 4, 3, 逾期未整改数=1), found("甲", 2, 4, 3, 逾期未整改数=2)
        )
        section = inspections.overdue_and_relapsed(city, 2, None, None)
        assert "1—2月累计 1 家填报过逾期未整改的问题，甲最多（各月相加 3 个）" in section.title
        tile = inspections.headlines(city, 2, None, None)[-1]
        assert (tile.label, tile.text) == ("各月逾期未整改合计", "3 个")

    def test_no_relapse_is_said_only_where_relapses_were_counted(self):
        city = evaluated([unit("甲")], found("甲", 1, 4, 3, 逾期未整改数=1, 反复问题数=0))
        section = inspections.overdue_and_relapsed(city, 1, None, None)
        assert section.title == "1月 1 家填报过逾期未整改的问题，甲最多（1 个）；0 家有反弹"

    @pytest.mark.parametrize(
        ("filled", "said"),
        [
            ({"逾期未整改数": 0, "反复问题数": 0}, "没有逾期未整改和反弹的问题"),
            ({"逾期未整改数": 0}, "没有逾期未整改的问题，反复问题数没有填"),
            ({"反复问题数": 0}, "没有反弹的问题，逾期未整改数没有填"),
        ],
    )
    def test_none_is_said_of_what_was_filled_only(self, filled, said):
        city = evaluated([unit("甲")], found("甲", 1, 4, 3, **filled))
        section = inspections.overdue_and_relapsed(city, 1, None, None)
        assert (section.title, section.empty) == (said, f"已报的单位{said}。")

    def test_without_any_report_nothing_is_denied(self):
        section = inspections.overdue_and_relapsed(evaluated([unit("甲")]), 1, None, None)
        assert section.title == "没有逾期和反弹的数据"
        assert section.empty == (
            "全市2023年1月没有报送过督查检查数据。请先上传月报，或换一个月份、单位再看。"
        )

    def test_units_that_owe_no_sheet_are_not_told_to_send_it(self):
        city = evaluated([unit("园", "幼儿园", kinds=("志愿服务",))])
        section = inspections.overdue_and_relapsed(city, 2, "幼儿园", None)
        assert section.empty == (
            "幼儿园2023年1月至2月没有报送过督查检查数据。"
            "单位名册没有要求报送这张表，可换一个类型或单位再看。"
        )

    def test_the_funnel_without_on_time_figures_says_what_to_fill_in(self):
        city = evaluated([unit("甲")], found("甲", 1, 4, 3))
        section = inspections.funnel(city, 1, None, None)
        assert section.empty.startswith(
            "已报的单位没有把发现问题数、已整改数、按期整改数三项都填齐"
        )


# --- 创建活动 ------------------------------------------------------------------------------


class TestActivities:
    def test_calendar_tells_none_from_not_reported(self):
        rows = [{"场次": 2, "活动类别": "文体活动"}, {"场次": 1, "活动类别": "主题教育"}]
        city = evaluated(
            [unit("甲")],
            sheet("甲", 1, "创建活动", rows),
            sheet("甲", 3, "创建活动", [{"场次": 4, "活动类别": "文体活动"}]),
        )
        section = activities.calendar(city, 3, None, None)
        assert table(section) == {
            "文体活动": (2, "未报", 4, 6),
            "主题教育": (1, "未报", 0, 1),
        }
        assert section.title == "全市1—3月累计开展活动 7 场、2 类，文体活动最多（6 场）"

    def test_pest_campaigns_ask_only_the_types_of_the_catalogue(self):
        listed = indicator("T", activities.PESTS, measure_unit="次", target=4.0, types=("社区",))
        city = evaluated(
            [unit("甲"), unit("校", "学校")],
            sheet("甲", 6, "创建活动", [{"场次": 1, "活动类别": "病媒消杀"}]),
            sheet("校", 6, "创建活动", [{"场次": 1, "活动类别": "病媒消杀"}]),
            listed=(listed,),
        )
        section = activities.pest_control(city, 6, None, None)
        assert section.title == "病媒消杀：有数据的 1 家中 1 家未达序时，甲最低（1 次）"

    def test_approximate_papers_keep_their_bounds(self):
        row = {"场次": 1, "宣传资料份数": about(300, 270, 330)}
        city = evaluated([unit("甲")], sheet("甲", 1, "创建活动", [row]))
        text, note = headline(activities.headlines(city, 1, None, None), "宣传资料")
        assert (text, note) == ("约 300 份", "270～330；1月 约 300 份")


# --- 总览 ----------------------------------------------------------------------------------


def test_without_ranks_nothing_is_said_to_have_stayed_the_same(spending):
    section = attention.movers(spending, 2, None, "paced")
    assert section.title == "还不能与上月比名次"
    assert section.empty.startswith("没有哪家单位两个月都有名次")
