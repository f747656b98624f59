"""A page opened through ``app.py`` as its first visitor would, and every text on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from cityreport.tables.section import Headline, Section
from cityreport.ui import blocks, registry
from start import ROOT

APP = ROOT / "app.py"
WRITTEN = ("text", "texttemplate", "hovertext", "hovertemplate", "name", "ticktext", "x", "y")
"""Where a Plotly figure keeps what it writes."""
LABELLED = ("label", "value", "placeholder", "help")


def forget() -> None:
    """Empties what the pages of other stores left in memory."""
    st.cache_resource.clear()


def opened(page: registry.Page, **query: str) -> AppTest:
    """The page after its first run, opened by deep link in a session of its own."""
    at = AppTest.from_file(APP, default_timeout=60)
    if page.address:
        at.switch_page(f"pages/{page.path}")
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


@dataclass(frozen=True)
class Drawn:
    """A page as it was shown, with the sections and headline figures it was made of."""

    at: AppTest
    sections: list[Section] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)


def drawn(page: registry.Page, **query: str) -> Drawn:
    """The page after its first run, and what it drew."""
    seen, heads = [], []
    head, metrics = blocks._head, blocks.metrics
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_head", lambda section: (seen.append(section), head(section)))
        patch.setattr(blocks, "metrics", lambda some: (heads.extend(some), metrics(some)))
        return Drawn(opened(page, **query), seen, heads)


@cache
def of_samples(page: registry.Page) -> Drawn:
    """The page as it first shows the sample city, drawn once for all questions of all modules."""
    return drawn(page)


def elements(block: Block) -> Iterator[Element | Block]:
    """Everything on the page, containers before what is in them."""
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from elements(child)


def texts(at: AppTest) -> list[str]:
    """Every text of the page's body: titles, labels, hints, options, table heads and cells."""
    return [text for element in elements(at.main) for text in _texts_of(element) if text.strip()]


def sections(at: AppTest) -> list[str]:
    """The claims of the page: the titles of its figure blocks."""
    return [element.value for element in at.subheader]


def sentences(at: AppTest) -> list[str]:
    """The texts that are whole sentences."""
    return [text for text in texts(at) if text.strip().endswith("。")]


def _texts_of(element: Element | Block) -> Iterator[str]:
    if element.type == "html":
        return
    if element.type == "plotly_chart":
        yield from _words(json.loads(element.proto.spec))
        return
    if element.type == "dataframe":
        frame = element.value
        yield from map(str, frame.columns)
        for name in frame.select_dtypes(exclude="number"):
            yield from (str(cell) for cell in frame[name])
        return
    for name in LABELLED:
        found = getattr(element.proto, name, "") or getattr(element, name, "")
        if isinstance(found, str):
            yield found
    yield from (str(option) for option in getattr(element, "options", ()))


def _words(figure: object, key: str = "") -> Iterator[str]:
    match figure:
        case dict():
            for name, part in figure.items():
                yield from _words(part, name)
        case list():
            for part in figure:
                yield from _words(part, key)
        case str() if key in WRITTEN:
            yield figure
