"""Years evaluated, their doubts, and what the builders of ``report`` make of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from cityreport.period import Month
from cityreport.pipeline import Doubts, Evaluation, doubts_of, evaluate
from cityreport.ui.cache.standing import _store, revision

P = ParamSpec("P")
T = TypeVar("T")


def evaluation(year: int) -> Evaluation:
    """The evaluation of a year as the store stands now."""
    address, number = revision()
    return _evaluation(address, number, year)


def doubts(year: int) -> Doubts:
    """The doubts about a year's figures, with the answers that hold."""
    address, number = revision()
    return _doubts(address, number, year)


def build(
    builder: Callable[Concatenate[Evaluation, P], T], year: int, *args: P.args, **kwargs: P.kwargs
) -> T:
    """What a builder of ``report`` makes of the year's evaluation and the given choices."""
    address, number = revision()
    name = f"{builder.__module__}.{builder.__qualname__}"
    choices = repr((args, sorted(kwargs.items())))
    return cast("T", _built(address, number, year, name, choices, (builder, args, kwargs)))


def build_with_previous(
    builder: Callable[Concatenate[Evaluation, Evaluation | None, P], T],
    year: int,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """As ``build``, for builders that also look at the year before, None without reports."""
    there = any(month.year == year - 1 for month in months())

    @wraps(builder)
    def with_previous(current: Evaluation, /, *rest: P.args, **named: P.kwargs) -> T:
        return builder(current, evaluation(year - 1) if there else None, *rest, **named)

    return build(with_previous, year, *args, **kwargs)


def months() -> tuple[Month, ...]:
    """The months from the first reported one to the last, newest first; empty without reports."""
    address, number = revision()
    return _months(address, number)


def default_month() -> Month | None:
    """The month a page shows first (details.md C24)."""
    known = months()
    for year in sorted({month.year for month in known}, reverse=True):
        enough = evaluation(year).enough_month
        if enough is not None:
            return enough
    return known[0] if known else None


@st.cache_resource(max_entries=6, show_spinner="正在计算……")
def _evaluation(address: str, number: int, year: int) -> Evaluation:
    return evaluate(_store(address), year)


@st.cache_resource(max_entries=4, show_spinner="正在核对各月数据……")
def _doubts(address: str, number: int, year: int) -> Doubts:
    return doubts_of(_store(address), _evaluation(address, number, year))


@st.cache_resource(max_entries=512, show_spinner=False)
def _built(
    address: str, number: int, year: int, name: str, choices: str, _call: tuple[Any, Any, Any]
) -> object:
    builder, args, kwargs = _call
    return builder(_evaluation(address, number, year), *args, **kwargs)


@st.cache_resource(max_entries=4, show_spinner=False)
def _months(address: str, number: int) -> tuple[Month, ...]:
    reported = _store(address).months()
    if not reported:
        return ()
    first, last = reported[0], reported[-1]
    span = (last.year - first.year) * 12 + last.number - first.number
    return tuple(last.shift(-back) for back in range(span + 1))
