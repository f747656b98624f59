"""The states of a value and which comes first (method.md sections 1, 3, 6; details.md B2, B6)."""

import math

import pytest

from cityreport.evaluation import State
from method.world import about, empty, events, found, indicator, sheet, unit, world

RATE = {"numerator": "督查检查.已整改数", "denominator": "督查检查.发现问题数", "measure_unit": "%"}
PER_HEAD = {"numerator": "创建活动.场次", "denominator": "名册.常住人口"}


def of_one(listed, *reports, **base):
    return world([unit("甲", **base)], [listed], *reports)


def test_a_reported_number_is_a_value():
    assert of_one(indicator(target=24), events("甲", 1, 2)).state("甲", 1) is State.VALUE


def test_a_reported_zero_is_a_value():
    city = of_one(indicator(target=24), events("甲", 1, 0))
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 0.0)


def test_an_empty_report_is_zero_for_a_flow():
    city = of_one(indicator(target=24), empty("甲", 1, "创建活动"))
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 0.0)


def test_an_empty_report_says_nothing_about_a_stock():
    stock = indicator(numerator="志愿服务.期末注册志愿者数", target=100)
    city = of_one(stock, empty("甲", 1, "志愿服务"))
    assert city.state("甲", 1) is State.BLANK


def test_an_empty_report_leaves_the_last_stock_standing():
    stock = indicator(numerator="志愿服务.期末注册志愿者数", target=100)
    january = sheet("甲", 1, "志愿服务", [{"期末注册志愿者数": 80}])
    city = of_one(stock, january, empty("甲", 2, "志愿服务"))
    assert (city.state("甲", 2), city.value("甲", 2)) == (State.VALUE, 80.0)


def test_a_row_without_the_cell_is_blank():
    city = of_one(indicator(target=24), sheet("甲", 1, "创建活动", [{"参与人次": 30}]))
    assert city.state("甲", 1) is State.BLANK
    assert math.isnan(city.value("甲", 1))


def test_blank_beside_filled_rows_is_no_blank():
    rows = [{"场次": 2}, {"参与人次": 30}, {"场次": 3}]
    city = of_one(indicator(target=24), sheet("甲", 1, "创建活动", rows))
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 5.0)  # 2 + 3


def test_no_sheet_is_missing_never_zero():
    city = of_one(indicator(target=24))
    assert city.state("甲", 6) is State.MISSING
    assert math.isnan(city.value("甲", 6))


def test_missing_turns_to_value_in_the_month_of_the_first_sheet():
    city = of_one(indicator(target=24), events("甲", 3, 2))
    assert [city.state("甲", m) for m in (2, 3, 4)] == [State.MISSING, State.VALUE, State.VALUE]


def test_a_blank_month_after_a_value_keeps_the_value():
    blank = sheet("甲", 2, "创建活动", [{"参与人次": 30}])
    city = of_one(indicator(target=24), events("甲", 1, 2), blank)
    assert (city.state("甲", 2), city.value("甲", 2)) == (State.VALUE, 2.0)


def test_a_blank_month_after_nothing_is_blank_and_stays_so():
    city = of_one(indicator(target=24), sheet("甲", 2, "创建活动", [{"参与人次": 30}]))
    assert [city.state("甲", m) for m in (1, 2, 3)] == [State.MISSING, State.BLANK, State.BLANK]


def test_ratio_without_any_sheet_is_missing():
    assert of_one(indicator(**RATE, target=95)).state("甲", 1) is State.MISSING


def test_ratio_with_blank_numerator_is_blank_even_where_nothing_was_found():
    city = of_one(indicator(**RATE, target=95), found("甲", 1, 0, None))
    assert city.state("甲", 1) is State.BLANK


def test_nothing_found_is_not_applicable():
    city = of_one(indicator(**RATE, target=95), found("甲", 1, 0, 0))
    assert city.state("甲", 1) is State.NOT_APPLICABLE
    assert math.isnan(city.value("甲", 1))


def test_an_empty_report_of_inspections_is_not_applicable():
    city = of_one(indicator(**RATE, target=95), empty("甲", 1, "督查检查"))
    assert city.state("甲", 1) is State.NOT_APPLICABLE


def test_not_applicable_ends_with_the_first_problem_found():
    city = of_one(indicator(**RATE, target=95), found("甲", 1, 0, 0), found("甲", 2, 4, 3))
    assert (city.state("甲", 2), city.value("甲", 2)) == (State.VALUE, 75.0)  # 100 · 3 / 4


def test_blank_ledger_denominator_is_no_denominator():
    city = of_one(indicator(**RATE, target=95), found("甲", 1, None, 3))
    assert city.state("甲", 1) is State.NO_DENOMINATOR


def test_unreported_denominator_sheet_is_no_denominator():
    mixed = indicator(numerator="创建活动.场次", denominator="志愿服务.参与人次", target=1)
    assert of_one(mixed, events("甲", 1, 2)).state("甲", 1) is State.NO_DENOMINATOR


def test_negative_denominator_is_no_denominator():
    money = indicator(numerator="创建活动.场次", denominator="资金投入.金额", target=1)
    back = sheet("甲", 1, "资金投入", [{"金额": -500}])
    assert of_one(money, events("甲", 1, 2), back).state("甲", 1) is State.NO_DENOMINATOR


def test_empty_base_figure_is_no_denominator():
    city = of_one(indicator(**PER_HEAD, target=1), events("甲", 1, 2))
    assert city.state("甲", 1) is State.NO_DENOMINATOR


def test_zero_base_figure_is_no_denominator_not_inapplicable():
    city = of_one(indicator(**PER_HEAD, target=1), events("甲", 1, 2), 常住人口=0)
    assert city.state("甲", 1) is State.NO_DENOMINATOR


def test_missing_numerator_beats_missing_base_figure():
    assert of_one(indicator(**PER_HEAD, target=1)).state("甲", 1) is State.MISSING


def test_a_count_without_its_base_figure_keeps_its_numerator():
    city = of_one(indicator(**PER_HEAD, target=1), events("甲", 1, 2))
    assert city.value("甲", 1, of="numerator") == 2.0


def test_empty_base_figure_as_target_is_no_denominator_when_scored():
    spent = {"numerator": "资金投入.金额", "measure_unit": "万元", "target": "年度资金计划"}
    money = sheet("甲", 1, "资金投入", [{"金额": 50000}])
    assert of_one(indicator(**spent), money).state("甲", 1) is State.NO_DENOMINATOR


def test_empty_base_figure_as_target_keeps_the_value_when_unscored():
    spent = {"numerator": "资金投入.金额", "measure_unit": "万元", "target": "年度资金计划"}
    money = sheet("甲", 1, "资金投入", [{"金额": 50000}])
    city = of_one(indicator(**spent, weight=0.0), money)
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 5.0)  # 50 000 元
    assert math.isnan(city.target("甲"))
    assert math.isnan(city.attainment("甲", 1))


def test_a_kind_outside_what_the_unit_must_send_is_not_monitored():
    units = [unit("甲", kinds=("督查检查",))]
    assert world(units, [indicator(target=24)]).state("甲", 1) is State.NOT_MONITORED


def test_a_kind_sent_unasked_is_monitored_from_then_on():
    units = [unit("甲", kinds=("督查检查",))]
    city = world(units, [indicator(target=24)], events("甲", 2, 3))
    assert [city.state("甲", m) for m in (2, 3)] == [State.VALUE, State.VALUE]


def test_every_kind_of_a_ratio_must_be_monitored():
    mixed = indicator(numerator="创建活动.场次", denominator="志愿服务.参与人次", target=1)
    city = world([unit("甲", kinds=("创建活动",))], [mixed], events("甲", 1, 2))
    assert city.state("甲", 1) is State.NOT_MONITORED


def test_roster_figures_are_always_monitored():
    figure = indicator(
        numerator="名册.职工数", denominator="名册.常住人口", measure_unit="%", target=5
    )
    city = world([unit("甲", kinds=("督查检查",), 职工数=30, 常住人口=600)], [figure])
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 5.0)  # 100 · 30 / 600


def test_an_indicator_for_other_types_is_apart_from_all_states():
    city = of_one(indicator(target=24, types=("学校",)), events("甲", 1, 2))
    assert city.state("甲", 1) is State.NOT_FOR_TYPE
    assert math.isnan(city.value("甲", 1))


def test_nothing_is_carried_over_from_units_out_of_the_roster():
    city = of_one(indicator(target=24), events("撤并社区", 1, 9), events("甲", 1, 2))
    assert city.value("甲", 1) == 2.0


@pytest.mark.parametrize("other", ["区县", "街道镇"])
def test_a_filter_that_no_row_passes_is_zero(other):
    filtered = indicator(numerator="督查检查.发现问题数[检查级别=市]", target=10, weight=0.0)
    city = of_one(filtered, found("甲", 1, 7, 7, level=other))
    assert (city.state("甲", 1), city.value("甲", 1)) == (State.VALUE, 0.0)


def test_passing_rows_that_are_all_blank_are_blank():
    filtered = indicator(numerator="督查检查.发现问题数[检查级别=市]", target=10)
    rows = [{"检查级别": "市", "已整改数": 1}, {"检查级别": "省", "发现问题数": 5}]
    assert of_one(filtered, sheet("甲", 1, "督查检查", rows)).state("甲", 1) is State.BLANK


def test_an_approximate_value_is_marked_and_a_blank_one_is_not():
    city = of_one(indicator(target=24), events("甲", 2, about(3, 2.7, 3.3)))
    assert city.values.approximate[0, 0].tolist() == [False] + [True] * 11
