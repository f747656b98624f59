"""差距清单 on the sample city: parts add up, shares add up, 未报 stands apart."""

from dataclasses import replace

import pytest

from cityreport import pipeline
from cityreport.gaps import group_gaps
from cityreport.report import changes, gaps, standing
from cityreport.report.attention import _who_acts, costliest_gaps, movers, still_needed
from cityreport.store import Store
from cityreport.style import write


@pytest.fixture(scope="module")
def evaluation(sample_city):
    opened = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield pipeline.evaluate(opened, 2023)
    opened.close()


@pytest.mark.parametrize("unit_type", [None, "社区", "幼儿园"])
@pytest.mark.parametrize("view", ["paced", "annual"])
def test_what_changed_adds_up_to_the_difference(evaluation, unit_type, view):
    group = evaluation.of_type(unit_type, view) if unit_type else evaluation.city(view)
    parts = changes.change_parts(evaluation, 12, 6, unit_type, view)
    difference = group.scored.score[0, 11] - group.scored.score[0, 5]
    assert sum(part for _, part in parts) == pytest.approx(difference)
    assert [abs(part) for _, part in parts] == sorted((abs(p) for _, p in parts), reverse=True)


def test_an_indicator_that_came_later_is_named_as_a_change_of_range(evaluation):
    # The kindergarten of the reports sends nothing, so a type without data has no parts at all.
    parts = dict(changes.change_parts(evaluation, 12, 1, "街道", "paced"))
    assert set(parts) <= {i.name for i in evaluation.framework.indicators} | {changes.RANGE_CHANGE}


@pytest.mark.parametrize(("month", "earlier", "changed"), [(9, 8, True), (6, 5, False)])
def test_a_change_of_range_is_explained_where_there_is_one(evaluation, month, earlier, changed):
    section = changes.changes(evaluation, month, earlier, None, "paced")
    assert (changes.RANGE_CHANGE in dict(row[:2] for row in section.table.rows)) is changed
    assert any("只有一个月有数据" in note for note in section.notes) is changed


def test_the_list_shows_every_gap_of_the_city_with_its_points(evaluation):
    section = gaps.gap_list(evaluation, 6, None, "paced")
    found = group_gaps(evaluation.values, evaluation.city("paced"), 6)
    assert [row[3] for row in section.table.rows] == [gap.points_lost for gap in found]
    assert section.title.startswith(f"{len(found)} 项指标失分")


def test_the_shares_of_who_makes_a_gap_add_up_to_one(evaluation):
    section = gaps.makers(evaluation, 6, None, "A02")
    assert sum(row[3] for row in section.table.rows) == pytest.approx(1)


def test_units_that_do_not_add_up_to_the_city_are_explained(evaluation):
    """December: 11 units lack 26 in all, the city 25; one is over its own target."""
    (note,) = gaps.makers(evaluation, 12, None, "A19").notes
    assert note == (
        "各单位的缺口相加是 26 次，全市合计的缺口是 25 次："
        "有的单位超过了自己的目标，超出的部分在合计里抵了缺口。"
    )


def test_the_makers_of_a_rate_that_should_fall_are_not_added_up(evaluation):
    section = gaps.makers(evaluation, 12, None, "B11")
    assert section.notes == ()
    assert section.table.columns[2].title == "缺口（个百分点）"


def test_units_that_sent_nothing_stand_in_a_list_of_their_own(evaluation):
    silent = {row[0]: row[1] for row in gaps.silent(evaluation, 12, None).table.rows}
    assert {"某镇（汇报二）", "团结街道", "某幼儿园（汇报四）"} <= set(silent)
    listed = {row[0] for row in gaps.unit_list(evaluation, 12, None, "paced").table.rows}
    assert "墨舟社区" in listed


def test_the_pace_is_judged_only_where_it_is_known(evaluation):
    found = group_gaps(evaluation.values, evaluation.city("paced"), 9)
    paces = [gap.speed_up for gap in found if gap.speed_up is not None]
    assert 0 < len(paces) < len(found)
    assert gaps.gap_list(evaluation, 9, None, "paced").title == (
        f"{len(found)} 项指标失分；能算速度的 {len(paces)} 项中 "
        f"{sum(pace > 1 for pace in paces)} 项按近期速度完不成全年目标"
    )


def test_in_december_no_pace_is_claimed(evaluation):
    found = group_gaps(evaluation.values, evaluation.city("paced"), 12)
    title = gaps.gap_list(evaluation, 12, None, "paced").title
    assert title == f"全年结束，{len(found)} 项指标没有得满分"


@pytest.mark.parametrize("view", ["paced", "annual"])
def test_what_is_lost_is_what_the_score_lacks(evaluation, view):
    """Points lost are out of the 分值 with data, the score out of 100: both are named."""
    found = group_gaps(evaluation.values, evaluation.city(view), 12)
    lost, score = sum(gap.points_lost for gap in found), evaluation.city(view).scored.score[0, 11]
    whole = standing.weight_with_data(evaluation, evaluation.city(view).scored, 12)
    assert 100 * lost / whole == pytest.approx(100 - score)
    said = f"有数据的 {write(whole, 'number')} 分中，折百分制 {write(100 - score, 'score')} 分"
    assert said in gaps.headlines(evaluation, 12, None, view)[1].note
    assert f"（{said}）" in costliest_gaps(evaluation, 12, None, view).notes[0]


def test_without_a_score_nothing_is_said_of_its_hundred(evaluation):
    assert "百分制" not in gaps.headlines(evaluation, 1, None, "paced")[1].note


def test_january_claims_nothing_of_the_ranks_before(evaluation):
    section = movers(evaluation, 1, None, "paced")
    assert (section.title, section.empty) == ("还不能与上月比名次", "1月没有上月可比。")


def test_the_badly_late_are_named_apart_from_the_late(evaluation):
    section = standing.by_dimension(evaluation, 1, None)
    words = [row[4] for row in section.table.rows]
    assert section.title.startswith(
        f"4 个测评项目中 {words.count('严重滞后')} 个严重滞后、{words.count('滞后')} 个滞后，"
    )


def test_december_needs_nothing_a_month_any_more(evaluation):
    assert {row[5] for row in gaps.gap_list(evaluation, 12, None, "paced").table.rows} == {"—"}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(36.15, "个", "37 个"), (36.0000000001, "个", "36 个"), (36.15, "小时", "36.15 小时"),
     (35_841.0, "元", "3.58 万元"), (None, "人", "—"),
     (0.2999, "%", "0.3 个百分点")],
)  # fmt: skip
def test_what_is_still_needed_is_whole_where_halves_cannot_be_had(value, unit, words):
    assert still_needed(value, unit) == words


def test_a_month_without_enough_data_is_not_compared(evaluation):
    # January: too few months for the schools' and streets' figures to reach the completeness line.
    group = evaluation.city("paced")
    assert not group.scored.enough[0, 0]
    section = changes.changes(evaluation, 12, 1, None, "paced")
    assert section.empty == "1月或12月数据不足，没有可比的得分。"
    assert changes.change_parts(evaluation, 12, 1, None, "paced") == []


def test_the_costliest_gaps_name_who_must_act_until_when(evaluation):
    """Offices stand in the catalogue; an edition without any is told so, not passed over."""
    section = costliest_gaps(evaluation, 6, None, "paced")
    assert section.notes[-1] == "测评标准目录里还没有写这些指标的责任单位和完成时限。"
    first, second = group_gaps(evaluation.values, evaluation.city("paced"), 6)[:2]
    office = replace(first.indicator, responsible="市文旅局", deadline="2023年11月底")
    name = first.indicator.name
    assert _who_acts([replace(first, indicator=office), second]) == (
        f"责任单位和完成时限：{name}（市文旅局，2023年11月底）。",
    )


@pytest.mark.parametrize("unit_type", [None, "社区"])
def test_the_drawn_steps_lead_from_one_score_to_the_other(evaluation, unit_type):
    section = changes.changes(evaluation, 12, 6, unit_type, "paced")
    scores, steps = section.chart.series
    parts = changes.change_parts(evaluation, 12, 6, unit_type, "paced")
    moved = [part for part in steps.values if part is not None]
    assert scores.values[0] + sum(moved) == pytest.approx(scores.values[-1])
    assert (section.chart.categories[0], section.chart.categories[-1]) == ("6月", "12月")
    small = [part for _, part in parts if abs(part) < 0.005]
    assert (section.chart.categories[-2] == f"其余 {len(parts) - len(moved) + 1} 项") is bool(
        small or len(parts) > 12
    )
    assert [text[0] for text in steps.texts if text and text[-4:] != "0.00"] == [
        "+" if part > 0 else "−" for part in moved if abs(part) >= 0.005
    ]
    assert len(section.chart.figures) == len(section.chart.categories)
    assert [figure.month for figure in section.chart.figures if figure][:1] == [6]
