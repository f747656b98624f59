"""Widths and row height of tables whose long texts go over several lines."""

from hypothesis import given
from hypothesis import strategies as st

from cityreport.tables.section import Column, Table
from cityreport.ui import wrapping


def table(*rows):
    return Table(tuple(Column(f"列{n}") for n in range(len(rows[0]))), rows, wrapped=True)


def test_short_texts_need_one_line_and_no_more_room_than_they_take():
    short = table(("甲", "乙", "丙"))
    assert wrapping.row_height(short) == 35
    assert sum(wrapping.widths(short).values()) < 300


def test_texts_that_fit_beside_each_other_need_one_line():
    # 8, 3 and 55 letters: 66 × 13 pixels and three margins of 18 are within 1130.
    assert wrapping.row_height(table(("字" * 8, "字" * 3, "字" * 55))) == 35


def test_the_least_width_of_a_column_is_taken_from_the_longer_ones():
    # Of 1130 pixels 12 letters of 200 would have less than their 11.5; the sum stays.
    shown = table(("字" * 12, "字" * 12, "字" * 400))
    given = wrapping.widths(shown)
    assert (given[0], given[1]) == (168, 168)
    assert sum(given.values()) <= wrapping.SCREEN + 3


def test_a_text_too_long_for_its_column_makes_rows_high_enough_to_wrap():
    # Streamlit breaks lines in rows higher than 4 rem (64 pixels) only.
    assert wrapping.row_height(table(("甲", "字" * 120))) >= 66


def test_lines_a_text_brings_itself_take_no_more_room_than_spaces():
    # The grid shows a line break as a space.
    assert wrapping.row_height(table(("甲\n乙\n丙\n丁", "短"))) == 35


@given(
    st.lists(st.lists(st.text("字a ", max_size=90), min_size=7, max_size=7), min_size=1, max_size=4)
)
def test_seven_columns_fit_the_screen_whatever_stands_in_them(rows):
    shown = table(*(tuple(row) for row in rows))
    # Each column is at least 11.5 letters or as wide as its texts: 7 × (11.5 × 13 + 18) = 1173.
    assert sum(wrapping.widths(shown).values()) <= 1180
    assert 35 <= wrapping.row_height(shown) <= 35 + 5 * 20
