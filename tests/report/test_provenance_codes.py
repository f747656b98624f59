"""出处码: it finds the same figure again, and a slip of the finger never finds another one."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from method.world import indicator, unit
from test_topics import evaluated, spent

from cityreport.errors import UserError
from cityreport.pipeline import Evaluation
from cityreport.report import investments
from cityreport.report.provenance import code_of, figure_of, month_of
from cityreport.report.provenance.codes import _check
from cityreport.tables.figure import Figure

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"


@pytest.fixture(scope="module")
def year() -> Evaluation:
    return evaluated(
        [unit("甲社区"), unit("乙社区"), unit("丙学校", "学校")],
        spent("甲社区", 3, (30_000, "绿化", "财政", "完工"), (5_000, "", "", "完工")),
        listed=[indicator(), replace(indicator(), code="X-9")],
    )


def figures(year: Evaluation) -> st.SearchStrategy[Figure]:
    scopes = st.sampled_from(
        [{}, {"unit_type": "学校"}, *({"unit": one.name} for one in year.values.units)]
    )
    meant = st.sampled_from([
        {}, {"view": "annual"}, {"dimension": year.framework.dimensions[0]},
        *({"indicator": one.code} for one in year.framework.indicators),
        {"indicator": "X-9", "view": "annual"},
        {"measure": investments.INVESTED}, {"measure": investments.INVESTED, "only_month": 2},
        {"measure": investments.INVESTED, "below": investments.PLAN},
        {"measure": investments.INVESTED, "column": "投入类别", "part": "未填类别"},
    ])  # fmt: skip
    return st.builds(
        lambda month, scope, what: Figure(2023, month, **scope, **what),
        st.integers(1, 12), scopes, meant,
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_code_finds_the_same_figure_again(year: Evaluation, data: st.DataObject):
    figure = data.draw(figures(year))
    code = code_of(figure, year)
    assert figure_of(code, year) == figure
    assert month_of(code).number == figure.month
    assert len(code) <= 24


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_one_wrong_sign_is_always_noticed(year: Evaluation, data: st.DataObject):
    code = code_of(data.draw(figures(year)), year)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != code[place]]))
    with pytest.raises(UserError):
        figure_of(code[:place] + wrong + code[place + 1 :], year)


@given(st.text(SIGNS, min_size=2, max_size=20), st.data())
def test_two_swapped_neighbours_always_change_the_check(body: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(body) - 2))
    swapped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
    assert (_check(swapped) == _check(body)) == (swapped == body)


def test_width_case_blanks_and_dashes_are_forgiven(year: Evaluation):
    figure = Figure(2023, 3, unit="甲社区", indicator="X-9")
    code = code_of(figure, year)
    assert figure_of(f" {code.lower().replace('-', '—')} ", year) == figure
    assert (
        figure_of(code.translate(str.maketrans("0123456789", "０１２３４５６７８９")), year)
        == figure
    )


def test_codes_differ_where_figures_differ(year: Evaluation):
    base = Figure(2023, 3, unit="甲社区", indicator="X-9")
    others = [
        replace(base, month=4), replace(base, unit="乙社区"), replace(base, unit=""),
        replace(base, view="annual"), Figure(2023, 3, unit="甲社区"),
        Figure(2023, 3, unit="甲社区", measure=investments.INVESTED),
        Figure(2023, 3, unit="甲社区", measure=investments.INVESTED, only_month=3),
    ]  # fmt: skip
    assert len({code_of(one, year) for one in (base, *others)}) == len(others) + 1


@pytest.mark.parametrize("typed", ["", "B09", "2313-B09-Y1-7K", "看不懂", "2" * 300])
def test_what_is_no_code_is_refused_in_words(year: Evaluation, typed: str):
    with pytest.raises(UserError, match="不是出处码"):
        figure_of(typed, year)


def test_a_code_of_a_unit_that_left_the_roster_says_so(year: Evaluation):
    smaller = evaluated([unit("甲社区")])
    with pytest.raises(UserError, match="没有写错"):
        figure_of(code_of(Figure(2023, 3, unit="乙社区", indicator="X-9"), year), smaller)


def test_a_code_of_another_year_says_so(year: Evaluation):
    code = code_of(Figure(2023, 3), year)
    with pytest.raises(UserError, match="2023年"):
        figure_of(code, replace(year, year=2024))
