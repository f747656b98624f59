"""The markup of a sheet: escaped, sized to be read, numbers and states as everywhere."""

import pytest

from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Column, Headline, Section, Table
from cityreport.ui.wall import sheets

HOSTILE = "<img src=x onerror=alert(1)>\u202e甲"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;甲"
COLUMNS = (Column("单位"), Column("金额（万元）", "money"), Column("状态"))


def slide(section: Section, *figures: Headline) -> Slide:
    return Slide(AgendaItem(section.key), "页", section, figures)


def table(count: int, name: str = "甲社区") -> Slide:
    rows = tuple((name, 135000.0, "未报") for _ in range(count))
    return slide(Section("t", "表", table=Table(COLUMNS, rows)))


def test_text_from_sheets_is_never_markup():
    deck = Deck(HOSTILE, "2023年9月", HOSTILE, "", ())
    made = [
        sheets.cover(deck),
        sheets.head(Section("x", HOSTILE, HOSTILE)),
        sheets.foot(HOSTILE, "2 / 3", sample=True),
        sheets.body(slide(Section("x", "", empty=HOSTILE)), 400),
        sheets.body(slide(Section("x", ""), Headline(HOSTILE, HOSTILE, HOSTILE)), 400),
        sheets.body(table(2, HOSTILE), 400),
        sheets.said([HOSTILE]),
    ]
    assert all(ESCAPED in one for one in made)
    assert not any("<img" in one or "\u202e" in one for one in made)


def test_numbers_are_written_as_everywhere_and_states_have_their_shape():
    body = sheets.body(table(1), 400)
    assert '<td class="number">13.50</td>' in body
    assert "<td>○ 未报</td>" in body


@pytest.mark.parametrize(("rows", "size"), [(4, 28), (9, 24), (10, 22), (12, 20)])
def test_few_rows_are_written_large_and_many_still_fit(rows: int, size: int):
    """480 pixels: 5 rows of 54, 10 of 45 (450), 11 of 38 (418), 13 of 33 (429)."""
    assert f"size-{size}" in sheets.body(table(rows), 480)


def test_a_long_title_takes_room_from_the_figure():
    short, long = Section("x", "短"), Section("x", "长" * 60, "灰" * 60)
    assert sheets.room(short, ()) - sheets.room(long, ()) == 47 + 66
    assert sheets.room(short, ()) - sheets.room(short, ("批注：停工",)) == 36


def test_beside_a_text_that_wraps_short_words_keep_their_line():
    columns = (Column("单位"), Column("依据"))
    body = sheets.body(
        slide(Section("t", "表", table=Table(columns, (("甲社区", "因" * 90),)))), 400
    )
    assert '<td class="word">甲社区</td><td>因' in body
