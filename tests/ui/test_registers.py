"""Registers on pages: read when asked for, and what adds up over the months once a year."""

import pytest

from cityreport.period import Month
from cityreport.report.deck.meeting import Registers
from cityreport.tables.stored import ListedRow
from cityreport.ui.cache import rows


def row(kind: str, month: int) -> ListedRow:
    return ListedRow(kind, "东社区", Month(2023, month), 1, "月报.xlsx", kind, 4, {}, ())


def registers(month: int) -> Registers:
    return Registers(rows.listed_of_kind, Month(2023, month))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Month]]:
    """What was read of the store, which has a row of each kind in each month."""
    asked: list[tuple[str, Month]] = []

    def listed_of_kind(
        _address: str, _number: int, kind: str, until: Month, columns: tuple[str, ...]
    ) -> list[ListedRow]:
        assert columns
        asked.append((kind, until))
        return [row(kind, month) for month in range(1, until.number + 1)]

    monkeypatch.setattr(rows, "revision", lambda: ("here", 1))
    monkeypatch.setattr(rows, "_listed_of_kind", listed_of_kind)
    return asked


def test_nothing_is_read_before_it_is_asked_for(read: list[tuple[str, Month]]):
    assert len(registers(3)) == 5
    assert not read


def test_awards_of_any_month_come_from_one_reading_of_the_year(read: list[tuple[str, Month]]):
    found = [registers(month)["荣誉表彰"] for month in (3, 7)]
    assert [[one.month.number for one in own] for own in found] == [[1, 2, 3], [*range(1, 8)]]
    assert set(read) == {("荣誉表彰", Month(2023, 12))}


def test_a_register_is_the_one_of_its_month(read: list[tuple[str, Month]]):
    assert registers(3).get("工作机制")
    assert read == [("工作机制", Month(2023, 3))]
