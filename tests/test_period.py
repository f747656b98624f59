"""Months: the day one ends on, in leap years too."""

from datetime import date

import pytest

from cityreport.period import Month


@pytest.mark.parametrize(
    ("month", "day"),
    [(Month(2023, 12), 31), (Month(2024, 2), 29), (Month(2023, 2), 28), (Month(2023, 4), 30)],
)
def test_the_last_day_of_a_month(month: Month, day: int):
    assert month.last_day == date(month.year, month.number, day)
    assert Month.of(month.last_day) == month
