"""What comes again is answered once; what a file holds does not stay when the file is gone."""

import gc
import sys

from intake.book import MONEY, read_rows

from cityreport.quantities import parse_quantity
from cityreport.remembered import LONGEST, remembered
from cityreport.store.keys import _digest


def test_a_short_text_is_answered_once_and_a_long_one_every_time():
    asked = []

    @remembered(8)
    def size(text: str) -> int:
        asked.append(len(text))
        return len(text)

    assert [size("a" * LONGEST) for _ in range(3)] == [LONGEST] * 3
    assert [size("b" * (LONGEST + 1)) for _ in range(3)] == [LONGEST + 1] * 3
    assert asked == [LONGEST, *[LONGEST + 1] * 3]


def held(text: str) -> int:
    gc.collect()
    return sys.getrefcount(text)


def test_long_texts_of_a_file_are_not_held_when_it_has_been_read():
    texts = [
        f"{word}一段很长的话，" * 60 for word in ("标题", "表头", "单位", "来源", "金额", "尾注")
    ]
    title, header, unit, source, amount, footer = texts
    before = [held(text) for text in texts]
    reading = read_rows(
        [title],
        [*MONEY, header],
        ["东河社区", "2023年3月", "修路", source, 100, None],
        ["西河社区", "2023年3月", "修路", "财政拨款", amount, None],
        [unit, "2023年3月", "修路", "财政拨款", 100, None],
        [footer],
    )
    assert reading.tables
    del reading
    assert [held(text) for text in texts] == before


def test_long_quantities_and_categories_are_answered_like_short_ones():
    long = "1" + " " * LONGEST
    assert parse_quantity(long, "元", "money").value == parse_quantity("1", "元", "money").value
    values = ("很" * LONGEST, "长")
    assert _digest(values) == _digest(tuple(values)) != _digest(("很", "长"))
