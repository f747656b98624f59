"""Finished figures and tables."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

import plotly.graph_objects as go
import streamlit as st

from cityreport.charts import clickable, draw, picture
from cityreport.tables.section import Chart, Section, Table
from cityreport.ui.cache.standing import has_samples, revision

T = TypeVar("T")


def figure(key: str, chart: Chart) -> go.Figure:
    """The finished figure of a section, drawn once for a revision and the same content."""
    return _figure(revision(), key, repr(chart), chart)


def picture_of(section: Section) -> go.Figure:
    """The section's figure with title, line and source in it, for saving (details.md E4)."""
    shown = replace(section, source=f"示例数据　{section.source}") if has_samples() else section
    return _picture(revision(), section.key, repr(shown), shown)


def prepared(key: str, table: Table, make: Callable[[Table], T]) -> T:
    """What is made of a table to show it, once for a revision and the same content."""
    return cast("T", _prepared(revision(), key, hash(table), (make, table)))


@st.cache_resource(max_entries=128, show_spinner=False)
def _prepared(
    state: tuple[str, int], key: str, content: int, _call: tuple[Callable[[Table], Any], Table]
) -> object:
    make, table = _call
    return make(table)


@st.cache_resource(max_entries=256, show_spinner=False)
def _figure(state: tuple[str, int], key: str, content: str, _chart: Chart) -> go.Figure:
    return clickable(draw(_chart)) if any(_chart.figures) else draw(_chart)


@st.cache_resource(max_entries=32, show_spinner=False)
def _picture(state: tuple[str, int], key: str, content: str, _section: Section) -> go.Figure:
    if _section.chart is None:
        raise ValueError(f"section {key} has no chart")
    return picture(_section.chart, _section.title, _section.source, _section.lead)
