"""Every kind of chart, judged on the figure that comes out."""

from itertools import pairwise
from typing import get_args

import pytest

from cityreport import style
from cityreport.charts import canvas, config, draw, picture
from cityreport.tables.section import Chart, ChartKind, Series

UNITS = ("瀛东社区", "东湖街道", "第三小学")
MONTHS = tuple(f"{number}月" for number in range(1, 13))


def bar(**changes):
    given = {
        "kind": "bar",
        "categories": UNITS,
        "series": (Series("金额", (90_000.0, None, 2_000.0), texts=("约 9.00", "未报", "")),),
        "format": "money",
        "horizontal": True,
    }
    return Chart(**{**given, **changes})


def bullet(values=(0.82, 0.65, None), texts=("", "", "未报")):
    return Chart(
        "bullet",
        ("志愿者比例", "服务时长", "亮灯率"),
        (
            Series("得分率", values, texts=texts),
            Series("序时", (0.75, 0.75, 0.75), "pace"),
            Series("目标", (1.0, 1.0, 1.0), "target"),
            Series("状态", (None,) * 3, "status", ("基本达到", "严重滞后", "未报")),
        ),
        "rate",
        horizontal=True,
    )


def tiles():
    return Chart(
        "tiles",
        MONTHS[:3],
        (
            Series("瀛东社区", (None,) * 3, texts=("按时", "迟报 3月8日收到", "未报")),
            Series("东湖街道", (None,) * 3, texts=("按时", "不需报", "3/4")),
        ),
    )


def every_kind():
    counts = Series("场次", (3.0, None, 5.0), texts=("", "未报", ""))
    return {
        "bar": bar(),
        "stacked": Chart("stacked", UNITS, (Series("财政", (1.0, 2.0, None), "part"),), "count"),
        "line": Chart("line", UNITS, (counts,), "count"),
        "bullet": bullet(),
        "dot": Chart("dot", UNITS, (counts,), "count"),
        "heat": Chart("heat", UNITS, (counts,), "count"),
        "tiles": tiles(),
        "funnel": Chart("funnel", UNITS, (counts,), "count"),
        "waterfall": waterfall(),
    }


def waterfall(parts=(1.5, -0.5)):
    return Chart(
        "waterfall",
        ("6月", *UNITS[: len(parts)], "7月"),
        (
            Series("得分", (70.0, *[None] * len(parts), 70.0 + sum(parts)), "compare"),
            Series("变化", (None, *parts, None), texts=("", *(f"{p:+.2f}" for p in parts), "")),
        ),
        "score",
        "分",
        horizontal=True,
    )


def traces(figure, kind):
    return [trace for trace in figure.data if trace.type == kind]


def notes(figure):
    return [annotation.text for annotation in figure.layout.annotations]


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_every_kind_is_drawn_in_the_house_look_with_a_height(kind):
    figure = draw(every_kind()[kind])
    assert figure.data
    assert figure.layout.font.family == style.FONT_FAMILY
    assert figure.layout.height > 0
    assert figure.layout.width is None


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_no_label_is_cut_and_nothing_zooms_by_accident(kind):
    figure = draw(every_kind()[kind])
    layout = figure.layout
    assert layout.xaxis.automargin
    assert layout.yaxis.automargin
    assert layout.dragmode is False


def test_money_is_drawn_in_ten_thousands_and_never_rounded():
    trace = traces(draw(bar()), "bar")[0]
    assert list(trace.x) == [9.0, None, pytest.approx(0.2)]


def test_bars_begin_at_zero():
    figure = draw(bar())
    assert figure.layout.xaxis.range[0] == 0


def test_negative_bars_keep_zero_inside_the_axis():
    figure = draw(bar(series=(Series("差额", (-3.0, 2.0, 1.0)),), format="count"))
    low, high = figure.layout.xaxis.range
    assert low < -3
    assert high > 2


def test_a_missing_value_is_a_word_at_its_place_and_no_bar():
    figure = draw(bar())
    assert traces(figure, "bar")[0].x[1] is None
    assert "○ 未报" in notes(figure)


def test_an_approximate_bar_is_hatched_and_the_exact_ones_are_not():
    pattern = traces(draw(bar()), "bar")[0].marker.pattern
    assert list(pattern.shape) == ["/", "", ""]


def test_bounds_become_whiskers():
    chart = bar(
        series=(
            Series("金额", (90_000.0, None, 2_000.0)),
            Series("下限", (90_000.0, None, 2_000.0), "lower"),
            Series("上限", (100_000.0, None, 2_000.0), "upper"),
        )
    )
    error = traces(draw(chart), "bar")[0].error_x
    assert list(error.array) == [pytest.approx(1.0), 0.0, 0.0]  # 10 万元 − 9 万元
    assert list(error.arrayminus) == [0.0, 0.0, 0.0]


def test_at_most_twelve_bars_carry_their_number():
    many = tuple(f"单位{number}" for number in range(40))
    chart = bar(categories=many, series=(Series("场次", tuple(map(float, range(40)))),))
    written = [text for text in traces(draw(chart), "bar")[0].text if text]
    assert len(written) == style.LABELLED_MARKS


def test_one_series_needs_no_legend_and_two_get_one():
    assert not draw(bar()).layout.showlegend
    two = bar(series=(Series("今年", (1.0, 2.0, 3.0)), Series("去年", (1.0, 1.0, 1.0), "compare")))
    assert draw(two).layout.showlegend


def test_status_colours_come_from_the_one_status_table():
    figure = draw(bullet())
    assert list(traces(figure, "bar")[0].marker.color) == [
        style.STATUSES["基本达到"].colour,
        style.STATUSES["严重滞后"].colour,
        style.STATUSES["未报"].colour,
    ]
    said = " ".join(notes(figure))
    assert all(style.STATUSES[word].shape in said for word in ("基本达到", "严重滞后", "未报"))


def test_a_bullet_has_its_pace_dashed_its_target_solid_and_its_number_at_the_end():
    figure = draw(bullet())
    pace, target = traces(figure, "scatter")
    assert "px" in pace.line.dash
    assert target.line.dash == "solid"
    assert target.line.color == style.INK
    assert [x for x in pace.x if x is not None][:2] == [75.0, 75.0]
    assert any("82.00%" in text for text in notes(figure))


def test_a_row_without_value_says_why():
    assert any("未报" in text for text in notes(draw(bullet())))


def test_values_over_the_target_are_shown_unclipped():
    figure = draw(bullet(values=(1.37, 0.65, None)))
    assert traces(figure, "bar")[0].x[0] == pytest.approx(137.0)
    assert figure.layout.xaxis.range[1] > 137


def test_stacks_write_their_sum_and_mark_it_when_a_part_is_approximate():
    chart = Chart(
        "stacked",
        MONTHS[:2],
        (
            Series("财政", (30_000.0, 10_000.0), "part"),
            Series("自筹", (90_000.0, None), "part", ("约 9.00", "未报")),
        ),
        "money",
    )
    figure = draw(chart)
    assert list(traces(figure, "scatter")[0].text) == ["约 12.00", "1.00"]  # 3 + 9, 1
    assert figure.layout.barmode == "stack"


def test_a_line_keeps_its_gap_and_names_itself_at_its_end():
    chart = Chart(
        "line",
        MONTHS[:4],
        (
            Series("2023年", (70.0, None, 75.0, None)),
            Series("2022年", (70.0, 71.0, 72.0, 73.0), "compare"),
            Series("序时", (70.0, 72.0, 74.0, 76.0), "pace"),
        ),
        "score",
    )
    figure = draw(chart)
    main = next(trace for trace in figure.data if trace.name == "2023年")
    assert main.connectgaps is False
    assert list(main.y) == [70.0, None, 75.0, None]
    assert next(trace for trace in figure.data if trace.name == "序时").line.dash == "dot"
    assert "2023年 75.00" in notes(figure)
    assert not figure.layout.showlegend


def test_end_labels_of_near_lines_stand_apart():
    chart = Chart("line", MONTHS[:2], tuple(Series(str(n), (1.0, 50.0 + n)) for n in range(3)))
    figure = draw(chart)
    levels = [note.y for note in figure.layout.annotations if note.x == 1]
    low, high = figure.layout.yaxis.range
    assert len(levels) == 3
    assert min(b - a for a, b in pairwise(levels)) > (high - low) * 0.07


def test_a_forecast_is_a_fan_between_its_bounds():
    chart = Chart(
        "line",
        MONTHS[:3],
        (
            Series("累计", (1.0, 2.0, None)),
            Series("下限", (None, 2.0, 2.5), "lower"),
            Series("80%区间", (None, 2.0, 4.0), "upper"),
        ),
    )
    figure = draw(chart)
    assert figure.data[1].fill == "tonexty"
    assert "80%区间" in notes(figure)


def test_dots_have_bands_and_hollow_dots_for_last_month():
    chart = Chart(
        "dot",
        UNITS,
        (
            Series("得分", (93.2, 88.0, None), texts=("", "", "数据不足")),
            Series("上月", (92.0, 89.0, None), "compare"),
            Series("下", (91.0, 85.0, None), "lower"),
            Series("上", (95.0, 90.0, None), "upper"),
        ),
        "score",
    )
    figure = draw(chart)
    band, last_month, value = figure.data[:3]
    assert list(band.x) == [91.0, 95.0, None, 85.0, 90.0, None]
    assert last_month.marker.symbol == "circle-open"
    assert value.mode == "markers"
    assert any("数据不足" in text for text in notes(figure))


@pytest.mark.parametrize(("measured", "begins"), [("名", 0.5), ("次", 0.0)])
def test_an_axis_of_ranks_has_no_rank_nought(measured, begins):
    chart = Chart("dot", ("甲", "乙"), (Series("名次", (1.0, 2.0)),), "count", measured)
    assert draw(chart).layout.xaxis.range[0] == begins


def test_heat_cells_carry_their_number_and_missing_ones_are_hatched():
    chart = Chart("heat", MONTHS[:2], (Series("甲", (3.0, None), texts=("", "未报")),), "count")
    figure = draw(chart)
    written = traces(figure, "scatter")[0]
    assert list(written.text) == ["3", "未报"]
    assert figure.data[0].z[0][1] is None
    assert traces(figure, "bar")[0].marker.pattern.shape == "/"


def test_tiles_say_their_state_by_a_sign_and_in_words():
    figure = draw(tiles())
    signs = {text for trace in traces(figure, "bar") for text in trace.text}
    assert signs == {"✓", "迟", "未", "－", "3/4"}
    hover = [text for trace in traces(figure, "bar") for text in trace.hovertext]
    assert "<b>瀛东社区</b><br>2月：迟报 3月8日收到" in hover
    missing = next(trace for trace in traces(figure, "bar") if trace.text[0] == "未")
    assert missing.marker.pattern.shape == "/"


def test_a_funnel_names_the_share_of_the_stage_before():
    chart = Chart("funnel", ("发现", "整改"), (Series("问题", (120.0, 104.0)),), "count", "个")
    figure = draw(chart)
    assert "↓ 86.67%" in notes(figure)  # 104 / 120 = 0.86666…
    assert list(traces(figure, "bar")[0].text) == ["120 个", "104 个"]


def test_a_funnel_from_nothing_has_no_share():
    chart = Chart("funnel", ("发现", "整改"), (Series("问题", (0.0, 0.0)),), "count", "个")
    assert not [text for text in notes(draw(chart)) if "↓" in text]


def test_long_names_keep_both_ends_and_stand_in_full_in_the_hover():
    name = "某某市生态环境局机关第一党支部志愿服务队第三小队"
    figure = draw(bar(categories=(name, "乙", "丙")))
    short = figure.layout.yaxis.ticktext[0]
    assert short.startswith("某某市生态")
    assert short.endswith("第三小队")
    assert canvas.width_of(short) <= 28
    assert name in traces(figure, "bar")[0].hovertext[0]


def test_two_names_that_shorten_alike_stay_two_rows():
    names = tuple(
        f"某某市生态环境局机关{word}党支部志愿服务队第三小队" for word in ("一", "二", "三")
    )
    trace = traces(draw(bar(categories=names)), "bar")[0]
    assert list(trace.y) == [0, 1, 2]
    assert list(trace.customdata) == list(names)


def test_keys_travel_with_the_marks_for_drilling_down():
    trace = traces(draw(bar(keys=("U1", "U2", "U3"))), "bar")[0]
    assert list(trace.customdata) == ["U1", "U2", "U3"]


def test_names_are_never_taken_for_markup():
    figure = draw(bar(categories=("<b>甲</b>", "乙&丙", "丁")))
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;甲&lt;/b&gt;"
    assert figure.layout.yaxis.ticktext[1] == "乙&amp;丙"


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "bullet", "dot", "heat", "funnel"])
def test_a_chart_without_any_value_is_drawn_without_fault(kind):
    nothing = Series("场次", (None, None, None), texts=("未报", "未报", "未报"))
    figure = draw(Chart(kind, UNITS, (nothing,), "count", horizontal=True))
    assert figure.data


def test_a_picture_carries_title_line_and_source():
    figure = picture(bar(), "资金投入 13.5 万元", "来源：各单位7月月报 截至8月5日", "单位：万元")
    assert figure.layout.height == style.PICTURE_SIZE[1]
    assert "资金投入 13.5 万元" in figure.layout.title.text
    assert "单位：万元" in figure.layout.title.text
    assert [t.name for t in figure.data if t.legend == "legend2"] == [
        "来源：各单位7月月报 截至8月5日"
    ]


def test_a_picture_shows_no_legend_that_the_figure_did_not_have():
    figure = picture(bullet(), "标题", "来源")
    assert [trace.name for trace in figure.data if trace.showlegend] == ["来源"]


def test_the_browser_speaks_chinese_and_sends_nothing_away():
    plain = config()
    assert plain["locale"] == "zh-CN"
    assert plain["locales"]["zh-CN"]["format"]["shortMonths"][0] == "1月"
    assert plain["showSendToCloud"] is False
    assert plain["plotlyServerURL"] == ""
    assert plain["displayModeBar"] is False


def test_the_picture_button_saves_twice_the_size():
    options = config(download=True, file_name="资金投入")["toImageButtonOptions"]
    assert options["scale"] == 2
    assert options["filename"] == "资金投入"
    assert (options["width"], options["height"]) == style.PICTURE_SIZE


def test_the_name_of_a_line_that_another_one_continues_stands_over_its_end():
    known = Series("已报", (1.0, 2.0, None), role="value")
    expected = Series("预计", (None, 2.0, 3.0), role="compare")
    figure = draw(Chart("line", ("1月", "2月", "3月"), (known, expected)))
    beside = {note.text.split(" ")[0]: note.xanchor for note in figure.layout.annotations}
    assert (beside["已报"], beside["预计"]) == ("right", "left")


def test_small_counts_have_no_halves_on_their_axis():
    few = Chart("bar", UNITS, (Series("问题", (1.0, 2.0, 0.0)),), "count", "个")
    many = Chart("bar", UNITS, (Series("问题", (10.0, 20.0, 0.0)),), "count", "个")
    assert draw(few).layout.yaxis.dtick == 1
    assert draw(many).layout.yaxis.dtick is None


def test_parts_of_a_waterfall_begin_where_the_one_before_ended():
    figure = draw(waterfall())
    [bars] = traces(figure, "bar")
    assert list(bars.base) == [70.0, 70.0, 71.5, 71.0]
    assert list(bars.x) == [None, 1.5, -0.5, None]
    low, high = figure.layout.xaxis.range
    assert 69.5 < low < 70 < 71.5 < high < 72  # not from zero: the parts would not be seen


def test_a_waterfall_writes_both_wholes_and_every_part_with_its_sign():
    *_, numbers = traces(draw(waterfall()), "scatter")
    assert [word.strip() for word in numbers.text] == ["70.00", "+1.50", "-0.50", "71.00"]
    assert list(numbers.x) == [70.0, 71.5, 71.5, 71.0]


def test_the_wholes_of_a_waterfall_are_lines_and_what_falls_is_lighter():
    figure = draw(waterfall())
    joined, wholes, _ = traces(figure, "scatter")
    assert list(wholes.x) == [70.0, 70.0, None, 71.0, 71.0, None]
    assert list(joined.x) == [70.0, 70.0, None, 71.5, 71.5, None, 71.0, 71.0, None]
    [bars] = traces(figure, "bar")
    assert list(bars.marker.color)[1:3] == [style.PRIMARY, style.LIGHT]
