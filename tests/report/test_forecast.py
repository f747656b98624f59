"""年底预计 on the sample city: said where it can be, refused where it cannot."""

import pytest

from cityreport import pipeline
from cityreport.report import forecast
from cityreport.store import Store


@pytest.fixture(scope="module")
def evaluation(sample_city):
    opened = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield pipeline.evaluate(opened, 2023)
    opened.close()


def test_nothing_is_forecast_once_the_year_is_over(evaluation):
    section = forecast.year_end(evaluation, None, 12, None)
    assert section.empty.startswith("全年已结束")
    assert forecast.foreseeable(evaluation, None, 12, None) == {}


def test_few_months_are_said_in_words(evaluation):
    rows = forecast.year_end(evaluation, None, 4, None).table.rows
    assert {row[2] for row in rows} == {forecast.TOO_FEW}
    assert forecast.fan(evaluation, None, 4, None, "B14").empty.endswith("不作预计。")


def test_by_autumn_the_sessions_of_the_city_are_foreseen_near_what_came(evaluation):
    found = {o.indicator.code: o for o in forecast.outlooks(evaluation, None, 9, None)}
    sessions = found["B14"]
    actual = float(evaluation.city("annual").value[evaluation.values.indicator_number("B14"), 11])
    assert sessions.found.lower <= actual <= sessions.found.upper
    assert 0 <= sessions.chance <= 1
    assert sessions.tested.trials == 3  # from June, July and August to September


def test_a_share_of_a_whole_ends_at_a_hundred_but_spending_may_go_beyond(evaluation):
    found = {o.indicator.code: o for o in forecast.outlooks(evaluation, None, 9, "镇")}
    assert found["B09"].found.upper <= 100
    assert found["B02"].found.upper > found["B02"].found.median


def test_the_fan_begins_at_the_last_reported_month(evaluation):
    section = forecast.fan(evaluation, None, 9, None, "B14")
    reported, expected = section.chart.series[0].values, section.chart.series[1].values
    assert reported[8] == expected[8]
    assert reported[9:] == (None, None, None)
    assert all(value is not None for value in expected[8:])


def test_a_chance_is_said_no_more_exactly_than_it_is_known(evaluation):
    rows = forecast.year_end(evaluation, None, 9, None).table.rows
    words = {row[5] for row in rows if row[2] != "月份不足"}
    assert "不到 1%" in words
    assert all(word.startswith(("约 ", "不到 1%", "超过 99%")) for word in words)
