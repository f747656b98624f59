"""Annual targets and the target to date (method.md section 4; details.md A5, A6, A13, B1, B17)."""

import pytest

from cityreport import scores
from method.world import events, exact, indicator, sheet, unit, world


def target_of(listed, *, name="甲", unit_type="社区", **base):
    return world([unit(name, unit_type, **base)], [listed]).target(name)


def test_the_default_holds_where_nothing_else_is_written():
    assert target_of(indicator(target=24)) == 24.0


def test_a_type_beats_the_default():
    assert target_of(indicator(target=24, by_type={"学校": 12.0}), unit_type="学校") == 12.0


def test_a_unit_beats_its_type():
    listed = indicator(target=24, by_type={"社区": 12.0}, by_unit={"瀛东社区": 30.0})
    assert target_of(listed, name="瀛东社区") == 30.0


def test_a_base_figure_is_the_units_own_and_in_the_measure_unit():
    spent = indicator(numerator="资金投入.金额", measure_unit="万元", target="年度资金计划")
    assert target_of(spent, 年度资金计划=exact(250000)) == pytest.approx(25.0)  # 25 万元


def test_a_type_with_its_own_number_beats_the_base_figure():
    spent = indicator(numerator="资金投入.金额", target="年度资金计划", by_type={"社区": 7.0})
    assert target_of(spent, 年度资金计划=exact(250000)) == 7.0


@pytest.mark.parametrize(
    ("rule", "parameters", "implied"),
    [
        ("base_challenge", {"base": 60.0, "challenge": 90.0}, 90.0),
        ("tiers", {"tiers": ((95.0, 1.0), (80.0, 0.66))}, 95.0),
        ("deduct", {"per_case": 0.5, "cap": 3.0}, 0.0),
        ("yes_no", {}, 1.0),
    ],
)
def test_a_rule_implies_its_target(rule, parameters, implied):
    assert target_of(indicator(rule=rule, **parameters)) == implied


def test_a_written_target_beats_the_implied_one():
    assert target_of(indicator(rule="base_challenge", base=60.0, challenge=90.0, target=80)) == 80.0


def to_date(listed, month, view):
    city = world([unit("甲")], [listed])
    return scores.target_to_date(city.values, view)[0, 0, month - 1]


def test_an_even_target_grows_by_a_twelfth_a_month():
    assert [to_date(indicator(target=24), m, "paced") for m in (1, 7, 12)] == [2.0, 14.0, 24.0]


def test_a_level_target_stands_all_year():
    assert to_date(indicator(target=24, accrual="level"), 1, "paced") == 24.0


def test_the_annual_view_never_prorates():
    assert to_date(indicator(target=24), 1, "annual") == 24.0


def test_an_even_ratio_is_prorated_as_written():
    # details.md A11: 100 % · 3 / 12 = 25 %.
    share = indicator(
        numerator="资金投入.金额", denominator="名册.年度资金计划", measure_unit="%",
        target=100, accrual="even",
    )  # fmt: skip
    assert to_date(share, 3, "paced") == 25.0


def test_a_late_start_does_not_shorten_the_target():
    city = world([unit("甲", start=7)], [indicator(target=24)], events("甲", 7, 7))
    # T_7 = 24 · 7 / 12 = 14, so 7 events are half of it.
    assert city.attainment("甲", 7) == pytest.approx(0.5)


def test_money_attainment_uses_the_measure_unit_on_both_sides():
    spent = indicator(numerator="资金投入.金额", measure_unit="万元", target="年度资金计划")
    units = [unit("甲", 年度资金计划=exact(240000))]
    city = world(units, [spent], sheet("甲", 6, "资金投入", [{"金额": 90000}]))
    # By June 24 · 6 / 12 = 12 万元 are due and 9 are there: 0.75; of the year's 24: 0.375.
    assert city.attainment("甲", 6) == pytest.approx(0.75)
    assert city.attainment("甲", 6, view="annual") == pytest.approx(0.375)
