"""method.md section 13: spread, 口径 and 累计填成当月, each with its arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cityreport.doubts.spread import far_off, switches, usual_of
from doubts.year import amounts, asked, doubts, empty, only

EVENTS = ("创建活动", "场次")
MONEY = ("资金投入", "金额")
HOURS = ("志愿服务", "服务时长")


class TestSpread:
    def test_a_month_far_from_six_others_is_asked_about(self):
        """Median 12, deviations 2 0 1 1 0 6, MAD 1: z = 0.6745 · 6 / 1 = 4.05."""
        found = only(doubts(*amounts(*EVENTS, 10, 12, 11, 13, 12, 18)))
        assert (found.code, found.month.number, found.values) == ("spread", 6, (18.0,))
        assert found.text == "6月 场次 18 场，其余各月中位数 12 场，相差约 1.5 倍：是否属实？"

    def test_a_month_less_far_is_not(self):
        """z = 0.6745 · 5 / 1 = 3.37 is below 3.5."""
        assert doubts(*amounts(*EVENTS, 10, 12, 11, 13, 12, 17)) == ()

    def test_where_all_others_are_equal_the_ratio_decides(self):
        """MAD 0: 25 / 5 = 5 is asked, 24 / 5 = 4.8 is not."""
        assert asked(doubts(*amounts(*EVENTS, 5, 5, 25, 5, 5, 5)), "spread") == [3]
        assert doubts(*amounts(*EVENTS, 5, 5, 24, 5, 5, 5)) == ()

    def test_four_equal_months_do_not_hide_the_fifth(self):
        """20, 20, 20, 20, 500: MAD 0 and five months, so modified z is silent; 500 / 20 = 25 ≥ 5.

        On the page it is asked about once, as a total to date, since 500 ≥ 20 · 4 explains it.
        """
        series = np.array([[20.0, 20, 20, 20, 500]])
        assert np.isnan(usual_of(series).z).all()
        assert far_off(usual_of(series)).tolist() == [[False] * 4 + [True]]
        [once] = doubts(*amounts(*EVENTS, 20, 20, 20, 20, 500))
        assert (once.code, once.month.number) == ("cumulative", 5)
        # In front nothing explains it; with a sixth month MAD is still 0 and the ratio still asks.
        assert asked(doubts(*amounts(*EVENTS, 500, 20, 20, 20, 20)), "spread") == [1]
        assert asked(doubts(*amounts(*EVENTS, 20, 500, 20, 20, 20, 20)), "spread") == [2]

    def test_with_few_months_the_ratio_decides(self):
        """Three months: 20 / 100 = 1/5 is asked, 21 / 100 is not."""
        assert asked(doubts(*amounts(*EVENTS, 100, 100, 20)), "spread") == [3]
        assert doubts(*amounts(*EVENTS, 100, 100, 21)) == ()

    def test_two_months_say_nothing(self):
        assert doubts(*amounts(*EVENTS, 1, 100)) == ()

    def test_the_year_before_counts_among_the_months(self):
        before = amounts(*EVENTS, 5, 5, 5, 5)
        assert asked(doubts(*amounts(*EVENTS, 30), before=before), "spread") == [1]
        assert doubts(*amounts(*EVENTS, 6), before=before) == ()

    def test_a_sheet_that_says_nothing_was_done_is_not_asked_about(self):
        reports = amounts(*EVENTS, 5, 5, 5, 5, 5)
        assert doubts(*reports, empty("云溪社区", 6, "创建活动")) == ()

    def test_counts_without_a_measure_unit_are_not_compared(self):
        assert doubts(*amounts("资金投入", "完成数量", 5, 5, 5, 5, 5, 500)) == ()

    @given(st.integers(0, 10**6), st.integers(1, 12))
    def test_a_constant_series_is_never_asked_about(self, value, months):
        usual = usual_of(np.full((1, months), float(value)))
        assert not far_off(usual).any()

    @given(
        arrays(float, 12, elements=st.integers(0, 1000) | st.just(float("nan"))), st.integers(-8, 8)
    )
    def test_the_scale_does_not_matter(self, values, power):
        scaled = values * 2.0**power
        assert (far_off(usual_of(values[None])) == far_off(usual_of(scaled[None]))).all()

    @given(arrays(float, 7, elements=st.integers(0, 50) | st.just(float("nan"))))
    def test_the_median_of_the_others_is_that_of_the_rest(self, values):
        usual = usual_of(values[None]).others[0]
        for at, value in enumerate(values):
            rest = np.delete(values, at)
            rest = rest[~np.isnan(rest)]
            expected = np.median(rest) if len(rest) and not np.isnan(value) else np.nan
            assert usual[at] == pytest.approx(expected, nan_ok=True)


class TestMeasureUnit:
    def test_wan_written_as_yuan(self):
        """3 420 / 0.35 = 9 771, within a factor 3 of 10 000."""
        found = only(doubts(*amounts(*MONEY, 3400, 3420, 0.35, 3500)))
        assert found.code == "measure-unit"
        assert found.text == (
            "3月 金额 0.35 元，其余各月中位数 3,420 元，相差约 1 万倍：是否把万元填成了元？"
        )

    def test_yuan_written_as_wan(self):
        """35 000 000 / 3 420 = 10 234."""
        found = only(doubts(*amounts(*MONEY, 3400, 3420, 35_000_000, 3500)))
        assert found.text.endswith("是否把元填成了万元？")

    @pytest.mark.parametrize("value", [0.12, 1.02])
    def test_within_a_factor_three_of_ten_thousand(self, value):
        """3 500 / 0.12 = 29 167 and 3 500 / 1.02 = 3 431 lie between 3 333 and 30 000."""
        assert only(doubts(*amounts(*MONEY, 3500, 3500, value, 3500))).code == "measure-unit"

    @pytest.mark.parametrize("value", [0.11, 1.08])
    def test_beyond_a_factor_three_of_ten_thousand(self, value):
        """3 500 / 0.11 = 31 818 and 3 500 / 1.08 = 3 241 do not."""
        assert only(doubts(*amounts(*MONEY, 3500, 3500, value, 3500))).code == "spread"

    def test_minutes_written_as_hours(self):
        """7 200 / 120 = 60."""
        found = only(doubts(*amounts(*HOURS, 120, 118, 7200, 124)))
        assert (found.code, found.month.number) == ("measure-unit", 3)
        assert found.text.endswith("是否把分钟填成了小时？")

    def test_a_count_has_no_other_measure_unit(self):
        assert only(doubts(*amounts(*EVENTS, 2, 2, 20000, 2))).code == "spread"


class TestCumulative:
    def test_totals_to_date_instead_of_the_month(self):
        """35 ≥ 10 + 22, and no month falls (details.md C31)."""
        found = only(doubts(*amounts(*EVENTS, 10, 22, 35)))
        assert (found.code, found.month.number, found.values) == (
            "cumulative",
            3,
            (10.0, 22.0, 35.0),
        )
        assert found.text == (
            "3月 场次 35 场，不少于1—2月的合计 32 场，而且各月只增不减：是否把累计数填成了当月数？"
        )

    def test_a_switch_in_a_later_month(self):
        """12 < 10 + 11, but 45 ≥ 10 + 11 + 12."""
        assert asked(doubts(*amounts(*EVENTS, 10, 11, 12, 45, 57)), "cumulative") == [4]

    def test_growing_months_are_not_totals(self):
        """13 < 10 + 12."""
        assert doubts(*amounts(*EVENTS, 10, 12, 13)) == ()

    def test_a_month_that_falls_ends_it(self):
        assert asked(doubts(*amounts(*EVENTS, 10, 22, 35, 30)), "cumulative") == []

    @pytest.mark.parametrize("months", [(10, 22), (0, 10, 22), (10, 22, None, 40)])
    def test_the_ratio_to_the_month_before_must_exist(self, months):
        assert asked(doubts(*amounts(*EVENTS, *months)), "cumulative") == []

    def test_a_stock_may_grow(self):
        assert doubts(*amounts("志愿服务", "期末注册志愿者数", 10, 22, 35)) == ()

    @given(st.integers(1, 1000))
    def test_totals_to_date_of_equal_months_are_asked_about_once(self, monthly):
        """3a ≥ a + 2a, but 4a < a + 2a + 3a."""
        totals = monthly * np.arange(1.0, 13.0)
        assert switches(totals[None, None])[0, 0].nonzero()[0].tolist() == [2]
