"""Every figure the pages show agrees with ``score``, ``gaps`` and ``trace``, and re-adds from its
cells: the pages are walked on the sample city, the sections they draw are looked at as they are."""

import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import isclose, isnan
from pathlib import Path

import pytest
from screen import opened

from cityreport.pipeline import Evaluation, evaluate
from cityreport.report import provenance
from cityreport.report.figures import score_document
from cityreport.report.provenance.facts import facts_of, sum_of
from cityreport.report.provenance.scores import score_of
from cityreport.report.trace import trace, trace_figure
from cityreport.store import Store
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Section
from cityreport.ui import blocks, registry

WALKED = {
    "overview": {}, "criteria": {}, "gaps": {}, "forecast": {"month": "2023年8月"},
    "ranking": {"type": "社区"}, "unit": {"unit": "墨舟社区"}, "investments": {},
    "volunteers": {}, "inspections": {}, "activities": {}, "reporting": {}, "provenance": {},
}  # fmt: skip
AGAIN = {
    "investments": {"unit": "墨舟社区", "month": "2023年8月"}, "volunteers": {"type": "学校"},
    "inspections": {"unit": "墨舟社区", "month": "2023年8月"}, "criteria": {"type": "街道"},
    "activities": {"type": "社区", "month": "2023年5月"}, "gaps": {"view": "按全年目标得分"},
}  # fmt: skip
RE_ADDED, SEED = 200, 20231


@pytest.fixture(scope="module")
def city(sample_city: Path) -> Iterator[tuple[Store, Evaluation]]:
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield store, evaluate(store, 2023)
    store.close()


@pytest.fixture(scope="module")
def walked(sample_city: Path) -> list[Section]:
    """Every section of the pages, as they were shown."""
    seen: list[Section] = []
    head = blocks._head
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYREPORT_HOME", str(sample_city))
        patch.setattr(blocks, "_head", lambda section: (seen.append(section), head(section)))
        for choices in (WALKED, AGAIN):
            for key, query in choices.items():
                at = opened(registry.page(key), **query)
                assert not at.exception
                assert not at.error
    return seen


def rows_of(walked: list[Section], key: str) -> Iterator[tuple[dict[str, object], Figure]]:
    """The rows of the sections of a key by column title, with the figure of each."""
    for section in walked:
        if section.key.startswith(key) and section.table and section.table.figures:
            titles = [column.title for column in section.table.columns]
            for row, figures in zip(section.table.rows, section.table.figures, strict=True):
                figure = next((one for one in figures if one is not None), None)
                if figure is not None:
                    yield dict(zip(titles, row, strict=True)), figure


@cache
def documents(evaluation: Evaluation, month: int, view: str) -> dict[tuple[str, str], dict]:
    """The indicators of the ``score`` document by unit ("" for the city) and code."""
    whole = score_document(evaluation, month, view, strict=False, unit=None)
    owners = [("", whole["city"]), *((one["unit"], one) for one in whole["units"])]
    return {(name, one["code"]): one for name, owner in owners for one in owner["indicators"]}


def same(one: object, other: float | None) -> bool:
    if one is None or other is None or isnan(other):
        return one is None and (other is None or isnan(other))
    return isinstance(one, int | float) and isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def test_sections_hold_as_many_figures_as_rows_and_marks(walked: list[Section]):
    assert sum(len(section.figures) for section in walked) > 1500
    for section in walked:
        if section.table is not None and section.table.figures:
            assert len(section.table.figures) == len(section.table.rows), section.key
            widths = {len(row) for row in section.table.figures}
            assert widths <= {1, len(section.table.columns)}, section.key
        if section.chart is not None and section.chart.figures:
            grid = section.chart.kind in ("heat", "tiles")
            rows = len(section.chart.series) if grid else 1
            assert len(section.chart.figures) == rows * len(section.chart.categories), section.key


@pytest.mark.parametrize("key", ["tree", "indicators"])
def test_indicator_tables_say_what_score_says(walked, city, key: str):
    checked = 0
    for row, figure in rows_of(walked, key):
        if figure.unit_type:
            continue
        said = documents(city[1], figure.month, figure.view)[figure.unit, figure.indicator]
        assert same(row["得分率"], said["attainment"]), (row, said)
        assert row["得分"] is None or same(row["得分"], said["points"])
        assert row["状态"] == said["status"]
        checked += said["state"] == "value"
    assert checked >= 15


@pytest.mark.parametrize("key", ["gaps", "gap-list", "unit-gaps"])
def test_gap_tables_say_what_gaps_says(walked, city, key: str):
    evaluation, checked = city[1], 0
    for row, figure in rows_of(walked, key):
        if figure.unit_type or "失分（分）" not in row:
            continue
        found = (
            evaluation.unit_gaps(figure.month, figure.view) if figure.unit
            else evaluation.city_gaps(figure.month, figure.view)
        )  # fmt: skip
        (gap,) = [
            one for one in found
            if (one.unit or "", one.indicator.code) == (figure.unit, figure.indicator)
        ]  # fmt: skip
        assert same(row["失分（分）"], gap.points_lost)
        checked += 1
    assert checked >= 5


def test_rankings_and_trends_say_what_score_says(walked, city):
    checked = 0
    for key in ("ranking", "trend", "score-trend"):
        for row, figure in rows_of(walked, key):
            known = score_of(city[1], figure)
            shown = next(
                value for title, value in row.items() if "分" in title and title[0] != "名"
            )
            assert same(shown, known.score if known.enough else None), (row, figure)
            checked += known.enough
    assert checked >= 15


def test_shares_of_dimensions_add_up_from_their_indicators(walked, city):
    checked = 0
    for row, figure in rows_of(walked, "dimensions"):
        assert same(row["得分率（%）"], score_of(city[1], figure).share * 100)
        checked += 1
    assert checked >= 3


def test_every_sum_on_a_topic_page_is_the_sum_of_its_cell(walked, city):
    """The number in a cell that is a sum or rate, or the words where it is approximate or absent."""
    checked = 0
    for section in walked:
        if section.table is None or section.key.startswith(("working", "source-")):
            continue
        for row, figures in zip(section.table.rows, section.table.figures, strict=False):
            for at, figure in enumerate(figures):
                if figure is None or not figure.measure:
                    continue
                place = at if len(figures) > 1 else 1
                form, cell = section.table.columns[place].format, row[place]
                amount = sum_of(city[1], figure).amount
                scale = 100 if form == "percent" else 1
                if isinstance(cell, str):
                    words = write(amount.value * scale, form, amount.approximate)
                    rate = write(amount.value, "rate", amount.approximate)
                    said = words if amount.known else amount.state.word
                    assert cell.startswith((said, rate)), (section.key, row, figure)
                else:
                    assert same(cell, amount.value * scale), (section.key, row, figure)
                checked += 1
    assert checked > 300


def test_two_hundred_figures_re_add_from_their_cells(walked, city):
    """Difference 0: exactly where the stored amounts are decimal, by their decimal digits."""
    store, evaluation = city
    every = list(dict.fromkeys(one for section in walked for one in section.figures))
    backed = [one for one in every if not one.is_score]
    chosen = random.Random(SEED).sample(backed, RE_ADDED)
    assert sum(bool(one.measure) for one in chosen) >= 30
    assert sum(not one.unit for one in chosen) >= 20
    with_cells = 0
    for figure in chosen:
        for side in provenance.evidence(store, evaluation, figure):
            assert side.agrees, (figure, side.added, side.amount)
            with_cells += bool(side.cells)
            if not isnan(side.amount):
                exact = sum((Decimal(repr(cell.value)) for cell in side.cells), Decimal(0))
                amount = Decimal(repr(side.amount)).quantize(Decimal("1e-6"))
                assert exact.quantize(Decimal("1e-6")) - amount == 0, figure
    assert with_cells >= 150


def test_a_unit_s_cells_are_those_of_trace(walked, city):
    store, evaluation = city
    own = [one for section in walked for one in section.figures if one.unit and one.indicator]
    for figure in random.Random(SEED).sample(own, 30):
        said = trace(store, evaluation, figure.unit, figure.indicator, figure.month)
        known = trace_figure(store, evaluation, figure)
        assert (known.value, known.numerator, known.state) == (
            said.value, said.numerator, said.state
        )  # fmt: skip
        if evaluation.framework.indicator(figure.indicator).numerator.from_sheet:
            assert known.cells == said.cells


def test_every_figure_has_a_code_that_finds_it_again(walked, city):
    evaluation = city[1]
    every = list(dict.fromkeys(one for section in walked for one in section.figures))
    codes = {provenance.code_of(one, evaluation): one for one in every}
    assert len(codes) == len(every)
    for code in random.Random(SEED).sample(sorted(codes), 60):
        assert provenance.figure_of(code, evaluation) == codes[code]


def test_workings_end_in_the_figure_and_fill_every_number_in(walked, city):
    evaluation = city[1]
    every = [one for section in walked for one in section.figures if one.indicator]
    for figure in random.Random(SEED).sample(every, 60):
        steps = {row[0]: row for row in provenance.working(evaluation, figure).table.rows}
        facts = facts_of(evaluation, figure)
        if not isnan(facts.points):
            assert (
                steps["得分" if "得分" in steps else "加分"][1]
                == f"{write(facts.points, 'score')} 分"
            )
            assert write(facts.attainment, "rate") in steps["得分率"][1]
        assert not any("nan" in str(cell).lower() for row in steps.values() for cell in row)
