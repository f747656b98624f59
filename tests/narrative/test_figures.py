"""Figures in prose, read by the parser of the cells (method.md section 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.quantities import BlankCell, half_width, scan

MEASURES = {
    "元": "money", "人": "count", "人次": "count", "户": "count", "处": "count", "个": "count",
    "米": "count", "平方米": "count", "小时": "time", "分钟": "time", "次": "count",
}  # fmt: skip


def read(text):
    return [
        (p.raw, p.quantity.value, p.quantity.lower, p.quantity.upper) for p in scan(text, MEASURES)
    ]


@pytest.mark.parametrize(
    ("text", "raw", "value", "lower", "upper"),
    [
        ("共投入了九万多元,", "九万多元", 90000, 90000, 100000),
        ("近2万元投入", "近2万元", 20000, 10000, 20000),
        ("投入2仟元设置", "2仟元", 2000, 2000, 2000),
        ("欠贰百万元", "贰百万元", 2_000_000, 2_000_000, 2_000_000),
        ("外口达3000人之多。", "达3000人之多", 3000, 3000, 4000),
        ("约３００平方米", "约３００平方米", 300, 270, 330),
        ("投入３５０，０００元改造", "３５０，０００元", 350000, 350000, 350000),
        ("清理1，035处", "1，035处", 1035, 1035, 1035),
        ("花1百80万元", "1百80万元", 1_800_000, 1_800_000, 1_800_000),
        ("参加50多人次+20多人次,", "50多人次+20多人次", 70, 70, 90),
        ("共90分钟", "90分钟", 1.5, 1.5, 1.5),
        ("入地5.4千米", "5.4千米", 5.4, 5.4, 5.4),
        ("百余人参加", "百余人", 100, 100, 200),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_bounds(text, raw, value, lower, upper):
    measures = {**MEASURES, "千米": "count"}
    [phrase] = scan(text, measures)
    assert phrase.raw == raw
    found = phrase.quantity
    assert (found.value, found.lower, found.upper) == pytest.approx((value, lower, upper))


@pytest.mark.parametrize("text", ["节约20元", "附近20处", "下达20个", "村规民约20户"])
def test_a_precision_word_that_is_part_of_another_word_says_nothing(text):
    [phrase] = scan(text, MEASURES)
    assert phrase.quantity.precision == "exact"
    assert phrase.raw.startswith("20")


@pytest.mark.parametrize(
    "text", ["几百人", "若干次", "__元", "万余元", "3至5次", "数十户", "上千人次"]
)
def test_a_figure_left_open_has_no_value(text):
    [phrase] = scan(f"组织{text},", MEASURES)
    assert isinstance(phrase.found, BlankCell)
    assert phrase.found.vague


@pytest.mark.parametrize(
    "text", ["千家万户", "百姓", "万家灯火", "二十五中学", "四联机制", "八礼四仪"]
)
def test_words_with_number_signs_are_no_figures(text):
    assert list(scan(text, {**MEASURES, "家": "count"})) == []


@given(
    st.text(alphabet="九万多元近约300，,.1２〇一二百千 第个人次户_+-至几若干处以上之", max_size=60)
)
def test_whatever_is_written_spans_are_the_text_and_bounds_hold(text):
    assert len(half_width(text)) == len(text)
    end = 0
    for phrase in scan(text, MEASURES):
        assert text[phrase.start : phrase.end] == phrase.raw
        assert phrase.start >= end
        end = phrase.end
        if phrase.quantity is not None:
            assert phrase.quantity.lower <= phrase.quantity.value <= phrase.quantity.upper
