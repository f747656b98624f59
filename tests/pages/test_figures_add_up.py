"""Every figure the pages show agrees with ``score``, ``gaps`` and ``trace``, and re-adds from its
cells: the pages are walked on the sample city, the sections they draw are looked at as they are."""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import isclose, isnan
from pathlib import Path

import pytest
from screen import Drawn, drawn, of_samples

from cityreport.pipeline import Evaluation, evaluate
from cityreport.report import provenance
from cityreport.report.figures import score_document
from cityreport.report.provenance.facts import facts_of, sum_of
from cityreport.report.provenance.scores import score_of
from cityreport.report.provenance.words import value
from cityreport.report.trace import trace, trace_figure
from cityreport.store import Store
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Section
from cityreport.ui import registry

AGAIN = (
    ("forecast", {"month": "2023年8月"}), ("ranking", {"type": "社区"}),
    ("unit", {"unit": "墨舟社区"}), ("investments", {"unit": "墨舟社区", "month": "2023年8月"}),
    ("volunteers", {"type": "学校"}), ("inspections", {"unit": "墨舟社区", "month": "2023年8月"}),
    ("criteria", {"type": "街道"}), ("activities", {"type": "社区", "month": "2023年5月"}),
    ("gaps", {"view": "按全年目标得分"}), ("merged", {"month": "2023年5月", "type": "社区"}),
    ("materials", {"type": "镇"}),
)  # fmt: skip
"""What is looked at beside every page as it first shows the sample city."""
NO_FIGURES = {
    "recent-submissions": "which files were registered: a record of the work, not of the city",
    "versions": "which versions were registered; each row opens its submission below",
    "submission": "what one submission held, by report",
    "narrative-looked-for": "examples of what is looked for in a text",
    "roster": "the roster itself: what units are, no figure of their reports",
    "missing-figures": "which base figures the roster lacks",
    "catalogue": "the catalogue itself: 分值 and targets are the office's own",
    "indicator-rules": "the catalogue's rules in words",
    "rules": "the method in words",
    "veto-items": "ticked by people, not computed",
    "fan-": "the months to come rest on no cells; the months gone lead to theirs",
    "profile": "the roster's entry of one unit",
}
"""Sections (by the beginning of their keys) that hold numbers and lead nowhere, and why."""
NO_FIGURES_OF = tuple(NO_FIGURES)
NO_FIGURE_HEADLINES = {
    "欠报": "counts of units; the list below names them and leads on",
    "迟报": "counts of units; the list below names them and leads on",
    "报送期限": "a date of the settings",
    "未报": "counts of units × indicators, listed below",
    "未纳入监测": "counts of indicators, listed on 测评进度",
    "待核实": "counts of questions, all below",
    "最多的一类": "counts of questions, all below",
    "待跟进": "counts of questions, all below",
    "已核实": "counts of questions, all below",
    "测评期数": "the rounds are listed below",
    "最近一期测评": "units and items of the round are listed below",
}
"""Headline figures that lead nowhere, each with the reason."""
WRITTEN = re.compile(r"(约 )?[\d,]+(\.\d+)?%?( \D{1,3})?")
RE_ADDED, SEED = 200, 20231


@pytest.fixture(scope="module")
def city(sample_city: Path) -> Iterator[tuple[Store, Evaluation]]:
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield store, evaluate(store, 2023)
    store.close()


@pytest.fixture(scope="module")
def pages(sample_city: Path) -> list[Drawn]:
    """Every page with the sample city, and some again with other choices, as they were shown."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYREPORT_HOME", str(sample_city))
        shown = [of_samples(page) for page in registry.built()]
        shown += [drawn(registry.page(key), **query) for key, query in AGAIN]
    for page in shown:
        assert not page.at.exception
        assert not page.at.error
    return shown


@pytest.fixture(scope="module")
def walked(pages: list[Drawn]) -> list[Section]:
    """Every section of the pages."""
    return [section for page in pages for section in page.sections]


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


def holds_number(cell: object) -> bool:
    if isinstance(cell, str):
        return bool(WRITTEN.fullmatch(cell))
    return isinstance(cell, int | float)


def test_every_section_with_numbers_has_figures(walked: list[Section]):
    """Rows with numbers in them, and drawn marks, lead to where they come from."""
    bare: dict[str, list[str]] = {}
    for section in walked:
        if section.empty or section.figure is not None:
            continue
        table, chart = section.table, section.chart
        for place, row in enumerate(table.rows if table else ()):
            if any(map(holds_number, row[1:])) and table.figure_at(place, 0) is None:
                bare.setdefault(section.key, []).append(str(row[0]))
        if chart is not None and not section.empty and not any(chart.figures):
            bare.setdefault(section.key, []).append("图")
    assert {key: rows for key, rows in bare.items() if not key.startswith(NO_FIGURES_OF)} == {}


def test_every_headline_figure_leads_to_where_it_comes_from(pages: list[Drawn], city):
    store, evaluation = city
    every = dict.fromkeys(one for page in pages for one in page.headlines)
    bare = {one.label for one in every if one.figure is None and re.search(r"\d", one.text)}
    assert bare <= set(NO_FIGURE_HEADLINES)
    checked = 0
    for one in every:
        if one.figure is None or one.figure.is_score or one.label == "约数":
            continue
        sides = provenance.evidence(store, evaluation, one.figure)
        assert all(side.agrees for side in sides), one
        said = value(evaluation, one.figure, store).removeprefix("约 ").split()[0]
        parts = "/".join(write(side.amount, "count") for side in sides)
        assert any(words in f"{one.text} {one.note}" for words in (said, parts)), (one, said)
        checked += 1
    assert checked >= 30


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
    picked = [one for one in backed if one.picked]
    draw = random.Random(SEED)
    chosen = [
        *draw.sample([one for one in backed if not one.picked], RE_ADDED),
        *draw.sample(picked, min(RE_ADDED, len(picked))),
    ]
    assert sum(bool(one.picked) for one in chosen) == RE_ADDED
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
        assert provenance.figure_of(code, evaluation, city[0]) == codes[code]


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
