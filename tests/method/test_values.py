"""Flow, stock and ratio to date (method.md section 3; details.md A3, A4, A15, B3, B7, B9, B30)."""

import math

import pytest

from cityreport.evaluation import State
from cityreport.settings import OfficeSettings
from method.world import about, empty, events, found, indicator, sheet, unit, world

RATE = {"numerator": "督查检查.已整改数", "denominator": "督查检查.发现问题数", "measure_unit": "%"}
STOCK = {"numerator": "志愿服务.期末注册志愿者数"}


def of_one(listed, *reports, settings=None, **base):
    return world([unit("甲", **base)], [listed], *reports, settings=settings)


def registered(month, *counts, reporter=""):
    rows = [{} if n is None else {"期末注册志愿者数": n} for n in counts]
    return sheet("甲", month, "志愿服务", rows, reporter)


def money(month, *rows):
    """Rows of (元, 资金来源, 完工状态)."""
    return sheet(
        "甲", month, "资金投入",
        [{"金额": a, "资金来源": s, "完工状态": d} for a, s, d in rows],
    )  # fmt: skip


def test_a_flow_adds_up_rows_and_months():
    city = of_one(indicator(target=24), events("甲", 1, 2, 3), events("甲", 3, 4))
    # January 2 + 3 = 5, nothing in February, March + 4.
    assert [city.value("甲", m) for m in (1, 2, 3, 12)] == [5.0, 5.0, 9.0, 9.0]


def test_a_flow_adds_up_reporters():
    league = sheet("甲", 1, "创建活动", [{"场次": 2}], "团委")
    city = of_one(indicator(target=24), league, events("甲", 1, 5))
    assert city.value("甲", 1) == 7.0  # 2 + 5


def test_a_flow_carries_the_summed_bounds():
    city = of_one(indicator(target=24), events("甲", 1, about(10, 9, 11)), events("甲", 2, 5))
    bounds = [city.value("甲", 2, of=side) for side in ("lower", "value", "upper")]
    assert bounds == [14.0, 15.0, 16.0]  # 9 + 5, 10 + 5, 11 + 5


def test_a_stock_is_the_last_written_cell_in_sheet_order():
    assert of_one(indicator(**STOCK, target=9), registered(1, 50, 52, None)).value("甲", 1) == 52.0


def test_a_stock_adds_up_reporters_of_one_month():
    staff, pupils = registered(1, 54, reporter="人事"), registered(1, 310, reporter="团委")
    assert of_one(indicator(**STOCK, target=9), staff, pupils).value("甲", 1) == 364.0  # 54 + 310


def test_a_stock_stands_until_a_new_month_writes_it():
    city = of_one(indicator(**STOCK, target=9), registered(1, 50), registered(4, 40))
    assert [city.value("甲", m) for m in (1, 3, 4)] == [50.0, 50.0, 40.0]


def test_a_stock_is_inexact_only_while_its_own_month_is():
    city = of_one(indicator(**STOCK, target=9), registered(1, about(50, 45, 55)), registered(2, 60))
    assert city.values.approximate[0, 0, :2].tolist() == [True, False]


def test_a_ratio_is_a_ratio_of_sums_never_a_mean_of_rates():
    city = of_one(indicator(**RATE, target=95), found("甲", 1, 10, 9), found("甲", 2, 2, 1))
    # (9 + 1) / (10 + 2) = 83.3 %, whereas the mean of 90 % and 50 % would be 70 %.
    assert city.value("甲", 2) == pytest.approx(83.33333333333333)


def test_august_may_rectify_what_july_found():
    city = of_one(indicator(**RATE, target=95), found("甲", 7, 10, 6), found("甲", 8, 2, 6))
    assert city.value("甲", 8) == 100.0  # 12 of 12


def test_numerator_and_denominator_each_count_their_own_months():
    city = of_one(
        indicator(numerator="创建活动.场次", denominator="志愿服务.参与人次", target=1),
        events("甲", 1, 4),
        events("甲", 2, 2),
        sheet("甲", 2, "志愿服务", [{"参与人次": 12}]),
    )
    assert city.value("甲", 2) == 0.5  # (4 + 2) / 12


def test_a_ratio_carries_the_interval_quotient():
    per_head = indicator(
        numerator="创建活动.场次",
        denominator="名册.常住人口",
        measure_unit="‰",
        weight=0.0,
    )
    city = of_one(per_head, events("甲", 1, about(10, 9, 12)), 常住人口=about(1000, 800, 1500))
    # 1000 · 9 / 1500 = 6, 1000 · 10 / 1000 = 10, 1000 · 12 / 800 = 15.
    bounds = [city.value("甲", 1, of=side) for side in ("lower", "value", "upper")]
    assert bounds == pytest.approx([6.0, 10.0, 15.0])
    assert city.values.approximate[0, 0, 0]


@pytest.mark.parametrize(
    ("measure_unit", "shown"), [("元", 135000.0), ("千元", 135.0), ("万元", 13.5)]
)
def test_money_is_scaled_to_the_measure_unit_and_the_ledger_stays_in_yuan(measure_unit, shown):
    spent = indicator(numerator="资金投入.金额", measure_unit=measure_unit, target=20)
    city = of_one(spent, money(1, (135000, "财政拨款", "完工")))
    assert city.value("甲", 1) == pytest.approx(shown)
    assert city.value("甲", 1, of="numerator") == 135000.0


def test_a_filter_keeps_the_named_values():
    own = indicator(numerator="资金投入.金额[资金来源=单位自筹、居民集资]", target=1)
    rows = [(100, "单位自筹", "完工"), (20, "居民集资", "完工"), (3, "财政拨款", "完工")]
    assert of_one(own, money(1, *rows)).value("甲", 1) == 120.0  # 100 + 20


def test_several_sources_in_one_cell_match_no_source():
    own = indicator(numerator="资金投入.金额[资金来源=单位自筹]", target=1)
    rows = [(100, "单位自筹", "完工"), (70, "财政拨款、单位自筹", "完工")]
    assert of_one(own, money(1, *rows)).value("甲", 1) == 100.0


def test_a_negated_filter_lets_blank_cells_pass():
    done = indicator(numerator="资金投入.金额[完工状态≠计划]", target=1)
    rows = [(100, "财政拨款", "完工"), (20, "财政拨款", ""), (3, "财政拨款", "计划")]
    assert of_one(done, money(1, *rows)).value("甲", 1) == 120.0  # 100 + 20


def test_an_equal_filter_keeps_blank_cells_out():
    done = indicator(numerator="资金投入.金额[完工状态=完工]", target=1)
    rows = [(100, "财政拨款", "完工"), (20, "财政拨款", "")]
    assert of_one(done, money(1, *rows)).value("甲", 1) == 100.0


def test_several_filters_must_all_hold():
    both = indicator(numerator="资金投入.金额[资金来源=单位自筹；完工状态≠计划]", target=1)
    rows = [(100, "单位自筹", "完工"), (20, "单位自筹", "计划"), (3, "财政拨款", "完工")]
    assert of_one(both, money(1, *rows)).value("甲", 1) == 100.0


def test_the_fourth_dimension_of_a_kind_can_be_filtered():
    coded = indicator(numerator="资金投入.金额[测评指标编码=B01]", target=1)
    rows = [{"金额": 100, "测评指标编码": "B01"}, {"金额": 20, "测评指标编码": "B02"}]
    assert of_one(coded, sheet("甲", 1, "资金投入", rows)).value("甲", 1) == 100.0


def test_months_reported_count_empty_and_blank_sheets():
    blank = sheet("甲", 3, "创建活动", [{"参与人次": 1}])
    city = of_one(indicator(target=24), events("甲", 1, 2), empty("甲", 2, "创建活动"), blank)
    assert city.values.months_reported[0, 0, :5].tolist() == [1, 2, 3, 3, 3]


def test_months_reported_of_a_roster_figure_are_all_months():
    figure = indicator(numerator="名册.职工数", denominator="名册.常住人口", target=1)
    city = of_one(figure, 职工数=3, 常住人口=6)
    assert city.values.months_reported[0, 0].tolist() == list(range(1, 13))


def test_rows_behind_a_value_are_those_that_pass_the_filter():
    city = of_one(
        indicator(numerator="督查检查.发现问题数[检查级别=市]", target=1),
        found("甲", 1, 1, 1),
        found("甲", 2, 1, 1, level="省"),
        found("甲", 3, 1, 1),
    )
    assert city.values.rows[0, 0, :3].tolist() == [1, 1, 2]


def test_monthly_amounts_are_the_numerator_in_stored_units():
    spent = indicator(numerator="资金投入.金额", measure_unit="万元", target=20)
    city = of_one(spent, money(1, (30000, "", "")), money(3, (5000, "", "")))
    january, february, march = city.values.monthly[0, 0, :3]
    assert (january, march) == (30000.0, 5000.0)
    assert math.isnan(february)


def test_reporting_measures_count_expected_and_received_sheets():
    punctual = indicator(
        numerator="报送.按时数", denominator="报送.应报数", measure_unit="%", target=100
    )
    units = [unit("甲", kinds=("创建活动", "督查检查"))]
    on_time = sheet("甲", 1, "创建活动", [{"场次": 1}], received="2023-02-05")
    late = sheet("甲", 1, "督查检查", [{"检查次数": 1}], received="2023-02-06")
    city = world(units, [punctual], on_time, late)
    # January: 1 of 2 on time; February: another 2 expected, none came.
    assert [city.value("甲", m) for m in (1, 2)] == [50.0, 25.0]


def test_reporting_measures_of_a_unit_not_yet_active_are_missing():
    punctual = indicator(numerator="报送.按时数", denominator="报送.应报数", target=1)
    city = world([unit("甲", start=3)], [punctual])
    assert [city.state("甲", m) for m in (2, 3)] == [State.MISSING, State.VALUE]


def test_months_before_the_office_began_have_no_reporting_measures():
    punctual = indicator(numerator="报送.按时数", denominator="报送.应报数", target=1)
    city = of_one(punctual, settings=OfficeSettings(start_month="2023-03"))
    assert [city.state("甲", m) for m in (2, 3)] == [State.MISSING, State.VALUE]
    # April: two months of four sheets each are expected.
    assert city.value("甲", 4, of="denominator") == 8.0


def test_sound_rows_are_a_share_of_all_rows_sent():
    sound = indicator(
        numerator="数据.合格行数", denominator="数据.行数", measure_unit="%", target=98
    )
    sent = sheet("甲", 1, "创建活动", [{"场次": 1}] * 3, left_out=1)
    assert of_one(sound, sent).value("甲", 1) == 75.0  # 3 stored of 3 + 1 sent


def test_system_measures_are_reported_wherever_a_sheet_is_expected():
    counted = indicator(numerator="数据.行数", target=1, direction="none", rule="info", weight=0.0)
    city = of_one(counted, events("甲", 2, 1, 1))
    assert [city.value("甲", m) for m in (1, 2)] == [0.0, 2.0]


def test_no_rows_at_all_leave_the_share_of_sound_rows_inapplicable():
    sound = indicator(numerator="数据.合格行数", denominator="数据.行数", target=1)
    assert of_one(sound, empty("甲", 1, "创建活动")).state("甲", 1) is State.NOT_APPLICABLE
