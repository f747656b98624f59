"""The labelled reports are sound, and the matching of candidates to labels is the README's."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.labelled_reports import BACKGROUND, CORPUS, HOLE, SETS, Span, Tally, judge, read_set
from cityreport import sheets

REPORTS = {name: read_set(name) for name in SETS}
FILES = sorted(CORPUS.glob("*/*.json"))
README = (CORPUS / "README.md").read_text(encoding="utf-8")
TRAPS = set(re.findall(r"`([a-z-]+)`", README.split("## Traps")[1].split("\n## ")[0]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_label_stands_in_its_text_where_it_says(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    text = content["text"]
    assert 150 <= len(text) <= 500
    for entry in [*content["labels"], *content["holes"]]:
        assert entry["text"] == text[entry["start"] : entry["end"]]
        assert entry["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_kinds_and_columns_are_those_of_the_sheets(path: Path) -> None:
    for entry in json.loads(path.read_text(encoding="utf-8"))["labels"]:
        assert entry["accept"] == (entry["kind"] != BACKGROUND)
        if not entry["accept"]:
            assert entry["column"] is None
            continue
        column = sheets.BY_NAME[entry["kind"]].column(entry["column"])
        assert column is not None
        assert column.is_measure == (entry["quantity"] is not None)
        assert all(kind in sheets.BY_NAME for kind in entry.get("also", ()))


@pytest.mark.parametrize("name", SETS)
def test_bounds_hold_the_quantity(name: str) -> None:
    for report in REPORTS[name]:
        for label in report.labels:
            assert (label.lower is None) == (label.upper is None)
            if label.quantity is not None and label.lower is not None and label.upper is not None:
                assert label.lower <= label.quantity <= label.upper
                assert label.lower < label.upper


@pytest.mark.parametrize("name", SETS)
def test_no_two_labels_overlap_unless_one_is_background(name: str) -> None:
    for report in REPORTS[name]:
        accepted = [label for label in report.labels if label.kind != BACKGROUND]
        for first, second in pairwise(accepted):
            assert not first.overlaps(second), (report.id, first.text, second.text)


def test_ids_are_unique_and_each_half_is_large_enough() -> None:
    ids = Counter(report.id for reports in REPORTS.values() for report in reports)
    assert set(ids.values()) == {1}
    assert len(ids) >= 48
    assert min(len(reports) for reports in REPORTS.values()) >= 22


def test_no_text_stands_in_both_halves() -> None:
    development, held_out = ({report.text for report in REPORTS[name]} for name in SETS)
    assert not development & held_out


@pytest.mark.parametrize("name", SETS)
def test_every_trap_of_the_readme_occurs(name: str) -> None:
    assert len(TRAPS) >= 40
    assert {trap for report in REPORTS[name] for trap in report.traps} >= TRAPS


@pytest.mark.parametrize("name", SETS)
def test_labels_given_back_as_candidates_are_all_right(name: str) -> None:
    for report in REPORTS[name]:
        tallies, _ = judge(report.labels, report.labels)
        assert not any(tally.wrong or tally.missed for tally in tallies.values()), report.id


# --- matching --------------------------------------------------------------------------------

MONEY = Span("资金投入", 10, 14, "近2万元", 20000, 10000, 20000)


def test_a_figure_needs_kind_overlap_quantity_and_bounds() -> None:
    wrong = [
        Span("实事项目", 10, 14, quantity=20000, lower=10000, upper=20000),
        Span("资金投入", 20, 24, quantity=20000, lower=10000, upper=20000),
        Span("资金投入", 10, 14, quantity=2000, lower=1000, upper=2000),
        Span("资金投入", 10, 14, quantity=20000),
    ]
    for candidate in wrong:
        tallies, pairs = judge([MONEY], [candidate])
        assert (tallies["资金投入"].missed, pairs) == ([MONEY], [])
        assert tallies[candidate.kind].wrong == [candidate]
    right = Span("资金投入", 11, 13, quantity=20000, lower=10000, upper=20000)
    tallies, pairs = judge([MONEY], [right])
    assert tallies["资金投入"].right == [right]
    assert tallies["资金投入"].found == [MONEY]
    assert pairs == [(MONEY, right)]


def test_an_exact_figure_is_its_own_bounds() -> None:
    label = Span("资金投入", 0, 5, "3000元", 3000)
    tallies, _ = judge([label], [Span("资金投入", 0, 5, "", 3000, 3000, 3000)])
    assert tallies["资金投入"].found == [label]


def test_a_second_candidate_for_one_label_is_false() -> None:
    twice = [MONEY, Span("资金投入", 8, 14, "", 20000, 10000, 20000)]
    tallies, _ = judge([MONEY], twice)
    assert (len(tallies["资金投入"].right), len(tallies["资金投入"].wrong)) == (1, 1)


def test_a_kind_of_also_is_right_and_counts_for_the_label() -> None:
    label = Span("实事项目", 0, 4, "160条", 160, also=("创建活动",))
    tallies, _ = judge([label], [Span("创建活动", 0, 4, "", 160)])
    assert tallies["实事项目"].found == [label]
    assert not tallies["创建活动"].wrong


def test_optional_labels_are_neither_missed_nor_found() -> None:
    label = Span("创建活动", 0, 9, "召开大会", 1, optional=True)
    for found in ([], [Span("创建活动", 0, 9, "", 1)]):
        tallies, _ = judge([label], found)
        tally = tallies["创建活动"]
        assert tally == Tally()
    tallies, _ = judge([label], [Span("创建活动", 0, 9, "", 300)])
    assert len(tallies["创建活动"].wrong) == 1


def test_phrases_and_holes_need_overlap_only_and_may_be_cut() -> None:
    label = Span("工作机制", 0, 20, "建立包保责任制、督查制度")
    halves = [Span("工作机制", 0, 8), Span("工作机制", 9, 20), Span("工作机制", 30, 34)]
    tallies, _ = judge([label, Span(HOLE, 40, 44)], [*halves, Span(HOLE, 41, 43)])
    assert tallies["工作机制"].right == halves[:2]
    assert tallies["工作机制"].wrong == halves[2:]
    assert tallies["工作机制"].found == [label]
    assert len(tallies[HOLE].found) == 1


def test_an_accepted_candidate_on_background_is_false() -> None:
    debt = Span(BACKGROUND, 0, 5, "贰百万元", 2_000_000)
    tallies, _ = judge([debt], [Span("资金投入", 0, 5, "", 2_000_000)])
    assert len(tallies["资金投入"].wrong) == 1
    assert tallies[BACKGROUND].missed == [debt]
