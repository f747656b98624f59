"""The benchmarks' own sums: what is clicked, what is compared, what is called a leak."""

from benchmarks.__main__ import table
from benchmarks.peer import steps
from benchmarks.sessions import verdict
from benchmarks.steps import Measured
from benchmarks.wire import Filter

MONTHS = (*(f"2023年{n}月" for n in range(12, 0, -1)), "2022年12月")


def test_every_click_of_a_walk_is_a_selection_not_seen_before():
    filters = {
        "month": Filter("a", "selectbox", MONTHS, "2023年12月"),
        "view": Filter("b", "button_group", ("序时", "全年"), "序时"),
        "type": Filter("c", "selectbox", ("全部", "村", "社区"), "全部"),
    }
    shown = {key: one.shown for key, one in filters.items()}
    seen = [tuple(shown.values())]
    for key, option in steps(filters, clicks=4):
        shown[key] = option
        seen.append(tuple(shown.values()))
    assert len(set(seen)) == len(seen) == 1 + 4 + 4 + 2
    assert all(month.startswith("2023") for month, _, _ in seen)


def test_sizes_stand_side_by_side_with_what_tenfold_data_cost():
    found = [
        Measured("evaluate", 1, 0.1, "floor", 0.05),
        Measured("evaluate", 10, 0.15, "floor", 0.0),
        Measured("evaluate", 100, 0.45, "floor", 0.3),
    ]
    # 0.1 / 0.05 = 2; 0.45 / 0.15 = 3 from the tenth of the data.
    assert table(found).splitlines()[-1] == (
        "| evaluate | floor | 0.10 / 0.05 = **2.00×** | 0.15 / 0.00 | 0.45 / 0.30 = **1.50×** | 3.0× |"
    )


def test_growing_memory_is_told_from_memory_that_only_grew_at_first():
    grown = [(minute / 6, 200 + 40 * min(minute, 20)) for minute in range(60)]
    assert verdict(grown).startswith("memory bounded: +0.0 MB")
    assert verdict([(minute / 6, 200 + minute * 2) for minute in range(60)]).startswith(
        "memory GROWS: +12.0 MB"
    )
