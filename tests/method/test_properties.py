"""What holds for every city (method.md sections 5 to 7)."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from method.world import events, indicator, sheet, unit, world

NAMES = ("甲", "乙", "丙")
MONTH = 6
counts = st.one_of(st.none(), st.integers(0, 40))
PAIRS = st.lists(st.tuples(counts, counts), min_size=3, max_size=3)
weights = st.sampled_from([0.5, 1.0, 3.0, 10.0, 37.5])
quick = settings(max_examples=25, deadline=None, derandomize=True)


@st.composite
def rules(draw):
    """Rule, direction and consistent parameters of one indicator."""
    low = draw(st.integers(1, 20))
    high = low + draw(st.integers(1, 20))
    up = {"direction": "up"}
    down = {"direction": "down"}
    return draw(
        st.sampled_from(
            [
                {"rule": "rate", "target": high, **up},
                {"rule": "rate", "target": high, "zero_line": float(low), **up},
                {"rule": "rate", "target": low, **down},
                {"rule": "rate", "target": low, "zero_line": float(high), **down},
                {"rule": "base_challenge", "base": float(low), "challenge": float(high), **up},
                {"rule": "base_challenge", "base": float(high), "challenge": float(low), **down},
                {"rule": "tiers", "tiers": ((float(high), 1.0), (float(low), 0.5)), **up},
                {"rule": "tiers", "tiers": ((float(low), 1.0), (float(high), 0.5)), **down},
                {"rule": "deduct", "per_case": 0.5, "cap": 3.0, **down},
                {"rule": "yes_no", **up},
            ]
        )
    )


@st.composite
def catalogues(draw):
    """Two indicators over two sheets, by any rule, accrual and way of rolling up."""
    return [
        indicator(
            code, text,
            weight=draw(weights),
            accrual=draw(st.sampled_from(["even", "level"])),
            rollup="mean" if rule["rule"] in ("deduct", "yes_no") else draw(
                st.sampled_from(["mean", "pooled"])
            ),
            **rule,
        )
        for code, text in (("A", "创建活动.场次"), ("H", "志愿服务.服务时长"))
        for rule in [draw(rules())]
    ]  # fmt: skip


def reports_of(name, pair):
    activities, hours = pair
    sent = [] if activities is None else [events(name, MONTH, activities)]
    return sent + ([] if hours is None else [sheet(name, MONTH, "志愿服务", [{"服务时长": hours}])])


def city_of(listed, pairs, names=NAMES, units=None):
    reports = [r for name, pair in zip(NAMES, pairs, strict=True) for r in reports_of(name, pair)]
    return world(units or [unit(name) for name in names], listed, *reports)


@quick
@given(catalogues(), PAIRS, st.booleans(), st.sampled_from(["paced", "annual"]))
def test_scores_attainments_and_coverages_stay_in_their_ranges(listed, pairs, strict, view):
    city = city_of(listed, pairs)
    for scored in (city.scored(view, strict=strict), city.city(view, strict=strict).scored):
        for amounts, most in ((scored.score, 100), (scored.attainment, 1), (scored.coverage, 1)):
            known = amounts[~np.isnan(amounts)]
            assert ((known >= 0) & (known <= most + 1e-9)).all()


@quick
@given(rules(), st.integers(0, 40), st.integers(1, 40), st.sampled_from(["even", "level"]))
def test_more_never_lowers_an_up_score_nor_raises_a_down_score(rule, count, more, accrual):
    listed = [indicator("A", "创建活动.场次", weight=10.0, accrual=accrual, **rule)]
    one, other = (
        world([unit("甲")], listed, events("甲", MONTH, n)) for n in (count, count + more)
    )
    gained = other.score("甲", MONTH) - one.score("甲", MONTH)
    assert gained >= -1e-9 if rule["direction"] == "up" else gained <= 1e-9


@quick
@given(catalogues(), PAIRS, st.permutations(NAMES))
def test_the_order_of_the_units_does_not_matter(listed, pairs, order):
    one, other = city_of(listed, pairs), city_of(listed, pairs, names=order)
    for name in NAMES:
        np.testing.assert_equal(other.score(name, MONTH), one.score(name, MONTH))
    np.testing.assert_allclose(other.city().scored.score, one.city().scored.score, rtol=1e-12)
    assert other.ranks(MONTH) == one.ranks(MONTH)


@quick
@given(catalogues(), PAIRS, st.sampled_from([0.01, 2.0, 7.0]))
def test_scaling_all_weights_does_not_change_scores(listed, pairs, factor):
    # A deduction is in points, so it is scaled with them.
    scaled = [
        replace(
            i,
            weight=i.weight * factor,
            parameters=replace(
                i.parameters,
                per_case=i.parameters.per_case and i.parameters.per_case * factor,
                cap=i.parameters.cap and i.parameters.cap * factor,
            ),
        )
        for i in listed
    ]
    one, other = city_of(listed, pairs), city_of(scaled, pairs)
    np.testing.assert_allclose(other.scored().score, one.scored().score, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(other.city().scored.score, one.city().scored.score, atol=1e-9)


@quick
@given(catalogues(), PAIRS)
def test_a_unit_that_sent_nothing_changes_no_other_and_not_the_city(listed, pairs):
    one, other = city_of(listed, pairs), city_of(listed, pairs, names=(*NAMES, "空白"))
    np.testing.assert_equal(other.scored().score[:3], one.scored().score)
    np.testing.assert_equal(other.scored().coverage[:3], one.scored().coverage)
    np.testing.assert_allclose(other.city().scored.score, one.city().scored.score, atol=1e-9)
    assert {name: other.ranks(MONTH)[name] for name in NAMES} == one.ranks(MONTH)


@quick
@given(st.lists(st.integers(0, 30), min_size=3, max_size=3), st.integers(0, 1000))
def test_under_mean_one_units_surplus_pays_no_other_units_gap(sent, surplus):
    listed = [indicator("A", target=24, rollup="mean")]

    def attained(first):
        reports = [events(n, 12, c) for n, c in zip(NAMES, (first, *sent[1:]), strict=True)]
        return world([unit(n) for n in NAMES], listed, *reports).city_attainment(12, "A")

    # Once 甲 has its 24, whatever it does beyond them leaves the city where it was.
    assert attained(24 + surplus) == attained(24)


@quick
@given(PAIRS)
def test_reaching_every_target_exactly_is_a_full_score(pairs):
    listed = [
        indicator("A", target=24, weight=70.0, rollup="pooled"),
        indicator("H", "志愿服务.服务时长", target=7.3, weight=30.0),
    ]
    monthly = [r for m in range(1, 13) for r in (
        events("甲", m, 2), sheet("甲", m, "志愿服务", [{"服务时长": 7.3 / 12}])
    )]  # fmt: skip
    others = [r for n, p in zip(NAMES[1:], pairs[1:], strict=True) for r in reports_of(n, p)]
    city = world([unit(n) for n in NAMES], listed, *monthly, *others)
    assert [city.score("甲", m) for m in range(1, 13)] == [100.0] * 12
