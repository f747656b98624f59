"""Quantities as written: the phrases of the reports and of real sheets (method.md section 2)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.quantities import (
    BlankCell,
    Quantity,
    Unreadable,
    add,
    parse_quantity,
    read_numeral,
)
from cityreport.sheets import MEASURE_UNITS

EXACT, AT_LEAST, AT_MOST, ABOUT = "exact", "at_least", "at_most", "about"


def quantity(value, stored="", family="count", written=""):
    parsed = parse_quantity(value, stored, family, written)
    assert isinstance(parsed, Quantity), parsed
    return parsed


def money(text, written=""):
    return quantity(text, "元", "money", written)


@pytest.mark.parametrize(
    ("text", "precision", "value", "lower", "upper"),
    [
        ("3000元", EXACT, 3000, 3000, 3000),
        ("九万多元", AT_LEAST, 90_000, 90_000, 100_000),
        ("近2万元", AT_MOST, 20_000, 10_000, 20_000),
        ("2仟元", EXACT, 2000, 2000, 2000),
        ("贰百万元", EXACT, 2_000_000, 2_000_000, 2_000_000),
        ("2万多元", AT_LEAST, 20_000, 20_000, 30_000),
        ("2万余元", AT_LEAST, 20_000, 20_000, 30_000),
        ("20多万元", AT_LEAST, 200_000, 200_000, 300_000),
        ("2.5万余元", AT_LEAST, 25_000, 25_000, 26_000),
        ("约3万元", ABOUT, 30_000, 27_000, 33_000),
        ("10万元左右", ABOUT, 100_000, 90_000, 110_000),
        ("近万元", AT_MOST, 10_000, 0, 10_000),
        ("人民币叁仟元整", EXACT, 3000, 3000, 3000),
        ("¥1,200.50", EXACT, 1200.5, 1200.5, 1200.5),
        ("１２００．５０", EXACT, 1200.5, 1200.5, 1200.5),
        ("1.2E+04", EXACT, 12_000, 12_000, 12_000),
        ("3.5万", EXACT, 35_000, 35_000, 35_000),
        ("2万3千", EXACT, 23_000, 23_000, 23_000),
        ("1.2亿元", EXACT, 120_000_000, 120_000_000, 120_000_000),
        ("3元5角", EXACT, 3.5, 3.5, 3.5),
        ("-3000", EXACT, -3000, -3000, -3000),
        # minus 3000 and something: between -4000 and -3000
        ("-3000多元", AT_MOST, -3000, -4000, -3000),
        ("3万元+5000元", EXACT, 35_000, 35_000, 35_000),
        # 30 000..40 000 and 5000
        ("3万多元+5000元", ABOUT, 35_000, 35_000, 45_000),
    ],
)
def test_money_is_read_in_yuan_with_its_bounds(text, precision, value, lower, upper):
    assert money(text) == Quantity(text, value, precision, lower, upper)


@pytest.mark.parametrize(
    ("text", "precision", "value", "lower", "upper"),
    [
        ("310多人", AT_LEAST, 310, 310, 320),
        ("50多人", AT_LEAST, 50, 50, 60),
        ("6000多", AT_LEAST, 6000, 6000, 7000),
        ("达3000人之多", AT_LEAST, 3000, 3000, 4000),
        ("800多户", AT_LEAST, 800, 800, 900),
        ("约300平方米", ABOUT, 300, 270, 330),
        ("300㎡", EXACT, 300, 300, 300),
        ("约300", ABOUT, 300, 270, 330),
        ("30多年", AT_LEAST, 30, 30, 40),
        ("24盏", EXACT, 24, 24, 24),
        ("21处", EXACT, 21, 21, 21),
        ("52车次", EXACT, 52, 52, 52),
        ("12人次", EXACT, 12, 12, 12),
        ("三支", EXACT, 3, 3, 3),
        ("十天", EXACT, 10, 10, 10),
        ("36届", EXACT, 36, 36, 36),
        ("四百余册", AT_LEAST, 400, 400, 500),
        ("2万多人次", AT_LEAST, 20_000, 20_000, 30_000),
        ("52000余份", AT_LEAST, 52_000, 52_000, 53_000),
        ("110多家", AT_LEAST, 110, 110, 120),
        ("近二千平方", AT_MOST, 2000, 1000, 2000),
        ("近20", AT_MOST, 20, 10, 20),
        ("五百余块", AT_LEAST, 500, 500, 600),
        ("百余人", AT_LEAST, 100, 100, 200),
        ("十几个", AT_LEAST, 10, 10, 20),
        ("300+", AT_LEAST, 300, 300, 400),
        ("50人以上", AT_LEAST, 50, 50, 60),
        ("超过500人", AT_LEAST, 500, 500, 600),
        ("逾500人", AT_LEAST, 500, 500, 600),
        ("不足10个", AT_MOST, 10, 0, 10),
        ("不到 30 人", AT_MOST, 30, 20, 30),
        ("３００", EXACT, 300, 300, 300),
        ("1,200", EXACT, 1200, 1200, 1200),
        ("3 000", EXACT, 3000, 3000, 3000),
        ("120 人次 ", EXACT, 120, 120, 120),
        ("3千克", EXACT, 3, 3, 3),
        # 310..320 and 50..60
        ("310多人+50多人", ABOUT, 360, 360, 380),
        ("三分之一", EXACT, 1 / 3, 1 / 3, 1 / 3),
        ("15%", EXACT, 0.15, 0.15, 0.15),
        ("百分之十五", EXACT, 0.15, 0.15, 0.15),
        ("0", EXACT, 0, 0, 0),
        ("廿五人", EXACT, 25, 25, 25),
        ("卅户", EXACT, 30, 30, 30),
        ("共廿余人", AT_LEAST, 20, 20, 30),
    ],
)
def test_counts_are_read_with_any_measure_word(text, precision, value, lower, upper):
    assert quantity(text) == Quantity(text, value, precision, lower, upper)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1/2万元", 5_000),
        ("十分之三亿元", 30_000_000),
        ("四分之三万元", 7_500),
        ("廿万元", 200_000),
    ],
)
def test_a_fraction_of_money_is_read_with_its_unit(text, yuan):
    assert quantity(text, "元", "money") == Quantity(text, yuan, EXACT, yuan, yuan)
    in_header = parse_quantity(text, "元", "money", "万元")
    assert isinstance(in_header, Quantity)
    assert in_header.value == yuan


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("3.5小时", 3.5),
        ("90分钟", 1.5),
        ("90分", 1.5),
        ("2小时30分钟", 2.5),
        ("一个半小时", 1.5),
        ("1小时半", 1.5),
        ("半小时", 0.5),
        ("1/2小时", 0.5),
        ("2h", 2),
        ("1:30", 1.5),
        (time(1, 30), 1.5),
        (timedelta(hours=26), 26),
        (1.5, 1.5),
    ],
)
def test_time_comes_back_in_hours(value, hours):
    assert quantity(value, "小时", "time").value == hours


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十四", 24),
        ("两百", 200),
        ("一百零一", 101),
        ("一千零五十", 1050),
        ("三千五", 3500),
        ("2万3", 23_000),
        ("二〇二三", 2023),
        ("一二三", 123),
        ("三点五", 3.5),
        ("壹万贰仟叁佰", 12_300),
        ("10万5千2百", 105_200),
        ("1千2百万", 12_000_000),
        ("1亿3万", 100_030_000),
        ("一万二千亿", 1_200_000_000_000),
        ("三万亿", 3_000_000_000_000),
    ],
)
def test_chinese_numerals_are_read(text, number):
    numeral = read_numeral(text)
    assert numeral is not None
    assert float(numeral.value) == number


@pytest.mark.parametrize("text", ["", "百", "万", "百千", "三四十", "1,2000", "2万30000", "1.2.3"])
def test_what_only_looks_like_a_numeral_is_none(text):
    assert read_numeral(text) is None


def test_the_header_unit_scales_value_and_bounds():
    assert money("9多", "万元") == Quantity("9多", 90_000, AT_LEAST, 90_000, 100_000)
    assert money(9.1, "万元").value == 91_000
    assert money(5, "千元").value == 5000
    assert quantity(3.2, "人次", "count", "万人次").value == 32_000
    assert quantity(90, "小时", "time", "分钟").value == 1.5


def test_a_unit_in_the_cell_beats_the_header():
    assert money("3000元", "万元").value == 3000
    assert money("9(万元)", "元").value == 90_000
    assert money("九万多", "万元") == Quantity("九万多", 90_000, AT_LEAST, 90_000, 100_000)
    assert quantity("2小时", "小时", "time", "分钟").value == 2


def test_percent_columns_keep_the_percent_scale():
    assert quantity("15%", "%").value == 15
    assert quantity("百分之十五", "%").value == 15


@pytest.mark.parametrize("value", [None, "", "  ", "—", "-", "/", "－－", "……"])
def test_nothing_and_signs_for_nothing_are_blank(value):
    assert parse_quantity(value, "元", "money") == BlankCell(value or "", vague=False)


@pytest.mark.parametrize(
    "value",
    [
        "若干",
        "若干元",
        "__",
        "XX",
        "××人",
        "几十",
        "数百人",
        "上千",
        "X万",
        "X万余张",
        "20__",
        "多次",
        "两三次",
        "十五六个",
        "○○",
        "不详",
    ],
)
def test_vague_words_are_blank_and_said_so(value):
    assert parse_quantity(value, "", "count") == BlankCell(value, vague=True)


@pytest.mark.parametrize("value", ["无", "零", " 无 ", "没有"])
def test_the_word_for_nothing_is_zero(value):
    assert parse_quantity(value, "个", "count") == Quantity(value, 0, EXACT, 0, 0)


@pytest.mark.parametrize(
    ("value", "stored", "family"),
    [
        ("3小时", "元", "money"),
        ("24盏", "元", "money"),
        ("15%", "元", "money"),
        ("3000元", "人次", "count"),
        ("3小时", "人次", "count"),
        ("15%", "人次", "count"),
        ("1/2", "次", "count"),
        ("1/2人", "人次", "count"),
        ("1/2", "元", "money"),
        ("15/20元", "元", "money"),
        ("1/0万元", "元", "money"),
        ("四分之三", "元", "money"),
        ("百分之五万元", "元", "money"),
        ("三分之一天", "天", "days"),
        ("3月", "次", "count"),
        ("第36届", "", "count"),
        ("市级2次，区级3次", "次", "count"),
        ("解决名下岗", "", "count"),
        ("2次\n3次", "次", "count"),
        ("3 5", "次", "count"),
        ("3-5", "次", "count"),
        ("5未完成", "个", "count"),
        ("百元", "元", "money"),
        ("3+5万", "元", "money"),
        ("1000+2万元", "元", "money"),
        ("1,2000", "元", "money"),
        ("9e999", "元", "money"),
        (True, "个", "count"),
        (float("nan"), "个", "count"),
        (date(2023, 3, 1), "个", "count"),
        (datetime(2023, 3, 1), "小时", "time"),  # noqa: DTZ001
        (time(1, 30), "元", "money"),
        ("2天", "小时", "time"),
    ],
)
def test_what_is_no_number_of_the_column_is_unreadable(value, stored, family):
    assert isinstance(parse_quantity(value, stored, family), Unreadable)


def test_numbers_keep_the_raw_text_a_person_sees():
    assert money(3000.0).raw == "3000"
    assert money(0.1).raw == "0.1"
    assert money(12_000_000_000.0).raw == "12000000000"
    assert quantity(time(1, 30), "小时", "time").raw == "1:30"


def test_the_report_investment_adds_to_135_000_yuan_with_bounds():
    # 3000 + 90 000 + 20 000 + 2000 + 20 000; lower 3000 + 90 000 + 10 000 + 2000 + 20 000,
    # upper 3000 + 100 000 + 20 000 + 2000 + 30 000
    texts = ["3000元", "九万多元", "近2万元", "2仟元", "2万多元"]
    assert add([money(text) for text in texts]) == Quantity("", 135_000, ABOUT, 125_000, 155_000)


def test_a_sum_of_exact_parts_is_exact_and_of_none_is_refused():
    assert add([money("2元"), money("3元")]) == Quantity("", 5, EXACT, 5, 5)
    with pytest.raises(ValueError, match="no quantities"):
        add([])


def test_every_measure_unit_of_the_sheet_kinds_is_understood_with_the_same_factor():
    stored = {"money": "元", "time": "小时", "count": "", "score": "分", "days": "天"}
    for family, units in MEASURE_UNITS.items():
        for unit, expected in units.items():
            assert quantity(f"6{unit}", stored[family], family).value == pytest.approx(6 * expected)
            assert quantity(6, stored[family], family, unit).value == pytest.approx(6 * expected)


DIGITS = "零一二三四五六七八九"


def spelled(number):
    """The everyday Chinese numeral of 1..9999."""
    out, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + unit
        gap = digit == 0
    return out


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_spelled_numbers_are_read_back(tens_of_thousands, rest):
    tail = ("零" if rest < 1000 else "") + spelled(rest) if rest else ""
    text = f"{spelled(tens_of_thousands)}万{tail}"
    numeral = read_numeral(text)
    assert numeral is not None
    assert numeral.value == tens_of_thousands * 10_000 + rest


WORDS = st.sampled_from(["{}", "{}多", "近{}", "约{}", "{}左右", "不足{}", "{}以上", "达{}之多"])


@given(WORDS, st.decimals(0, 10**9, places=2))
def test_the_value_lies_within_its_bounds(words, number):
    parsed = money(words.format(number))
    assert parsed.lower <= parsed.value <= parsed.upper


@given(WORDS, st.integers(0, 10**6))
def test_a_header_scale_is_the_same_as_the_unit_in_the_cell(words, number):
    by_header = money(words.format(number), "万元")
    by_cell = money(words.format(f"{number}万元"))
    assert (by_header.value, by_header.lower, by_header.upper) == (
        by_cell.value,
        by_cell.lower,
        by_cell.upper,
    )


FAMILIES = st.sampled_from(["money", "time", "count", "score", "days"])
FRAGMENTS = st.text("0019.,十百千万亿零二两点多余近约+-/:%元小时分钟人半之廿卅EX_(")


@given(st.text() | FRAGMENTS, FAMILIES, st.sampled_from(["", "元", "小时", "%", "人次"]), st.text())
def test_any_text_is_answered_without_an_exception(text, family, stored, written):
    parsed = parse_quantity(text, stored, family, written)
    assert parsed.raw == text
    if isinstance(parsed, Quantity):
        assert parsed.lower <= parsed.value <= parsed.upper


@given(st.floats() | st.integers())
def test_any_number_is_exact_or_unreadable(number):
    parsed = parse_quantity(number, "元", "money")
    assert isinstance(parsed, Unreadable) or parsed.value == pytest.approx(number)
