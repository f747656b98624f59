"""Number formats, bounds in words and the one status rule (method.md sections 2, 8 and 14)."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport import style


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2.675, "score", "2.68"),  # binary 2.67499…, decimal half goes up
        (84.67499999999999, "score", "84.68"),  # the same score with float noise
        (84.6749, "score", "84.67"),
        (0.932, "rate", "93.20%"),
        (0.93205, "rate", "93.21%"),  # 93.205 % → 93.21 %
        (93.205, "percent", "93.21%"),
        (135_000, "money", "13.50"),  # 135,000 元 = 13.50 万元
        (12_345_678.0, "money", "1,234.57"),
        (50, "money", "0.01"),  # 50 元 = 0.005 万元
        (1234.5, "count", "1,235"),
        (0.5, "count", "1"),
        (1234.25, "hours", "1,234.3"),
        (1000.0, "number", "1,000"),
        (0.125, "number", "0.13"),
        (-2.675, "score", "−2.68"),
        (-0.001, "score", "0.00"),
        (0, "count", "0"),
        (Decimal("1.005"), "score", "1.01"),
        ("未报", "score", "未报"),
        ("瀛东社区", "text", "瀛东社区"),
    ],
)
def test_numbers_are_rounded_half_up_and_written_in_their_unit(value, form, text):
    assert style.write(value, form) == text


def test_a_missing_value_is_a_dash_and_never_a_zero():
    assert style.write(None, "count") == "—"
    assert style.write(math.nan, "money") == "—"


def test_an_approximate_value_says_so():
    assert style.write(135_000, "money", approximate=True) == "约 13.50"


@pytest.mark.parametrize(
    ("precision", "lower", "upper", "form", "text"),
    [
        ("at_least", 90_000, 100_000, "money", "≥9万元、<10万元"),
        ("at_most", 10_000, 20_000, "money", ">1万元、≤2万元"),
        ("at_least", 2_000, 3_000, "money", "≥2,000元、<3,000元"),
        ("at_least", 310, 320, "count", "≥310、<320"),
        ("at_least", 310, math.inf, "count", "≥310"),
        ("about", 270, 330, "count", "270～330"),
        ("exact", 5, 5, "count", ""),
        ("about", math.nan, math.nan, "count", ""),
    ],
)
def test_bounds_are_said_in_words(precision, lower, upper, form, text):
    assert style.write_bounds(precision, lower, upper, form) == text


@pytest.mark.parametrize(
    ("attainment", "word"),
    [
        (1.0, "达到序时"),
        (0.9999, "基本达到"),
        (0.9, "基本达到"),
        (0.8999, "滞后"),
        (0.7, "滞后"),
        (0.6999, "严重滞后"),
        (0.0, "严重滞后"),
    ],
)
def test_lower_bounds_belong_to_the_better_status(attainment, word):
    assert style.status_of(attainment) == word


def test_twelve_months_of_seven_tenths_still_reach_their_line():
    summed = 0.7 * 12 / 12
    assert summed < 0.7  # what floats make of it
    assert style.status_of(summed) == "滞后"
    assert style.status_of(0.3 * 3) == "基本达到"


def test_cut_points_are_settings():
    assert style.status_of(0.85, (0.95, 0.85, 0.6)) == "基本达到"


@given(
    st.floats(0, 2),
    st.floats(0, 2),
)
def test_more_attainment_is_never_a_worse_status(first, second):
    low, high = sorted((first, second))
    assert style.LEVELS.index(style.status_of(high)) <= style.LEVELS.index(style.status_of(low))


@given(st.decimals(-100_000, 100_000, places=3))
def test_scores_are_rounded_like_the_decimal_they_show(value):
    shown = Decimal(style.write(float(value), "score").replace(",", "").replace("−", "-"))
    assert abs(shown - value) <= Decimal("0.005")
    assert style.round_half_up(value, 2) == style.round_half_up(float(value), 2)


def test_no_state_is_told_by_colour_alone():
    shapes = [status.shape for status in style.STATUSES.values()]
    assert len(set(shapes)) == len(shapes)
    assert all(status.word == word for word, status in style.STATUSES.items())
    assert len({tile.symbol for tile in style.TILES.values()} | {"✓"}) >= len(style.TILES) - 1


@pytest.mark.parametrize("status", style.STATUSES.values(), ids=lambda status: status.word)
def test_status_text_can_be_read_on_its_fill(status):
    assert _contrast(status.colour, status.text_colour) >= 4.5


def test_every_figure_has_a_layout_of_its_own_with_the_house_fonts():
    layout, other = style.plotly_layout(), style.plotly_layout()
    layout["xaxis"]["title"]["text"] = "万元"
    layout["margin"]["t"] = 90
    assert "text" not in layout["yaxis"]["title"]
    assert other == style.plotly_layout() != layout
    assert "Microsoft YaHei" in other["font"]["family"]
    assert len(other["colorway"]) >= 10


def _contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two hex colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(24245.5, "hours", "24,246"), (999.5, "hours", "999.5"), (12_345_600.0, "money", "1,234.56")],
)
def test_a_mark_carries_no_decimals_from_a_thousand_hours_up(value, form, text):
    assert style.write_mark(value, form) == text
