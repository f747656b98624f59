"""What a page showed, written down as finished figures and tables for ``plain_page.py``."""

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from streamlit.proto.Element_pb2 import Element

from benchmarks.serving import Server
from benchmarks.wire import Choices, Filter, Run, Session

FILTERS = ("month", "view", "unit", "type")
"""The filters of the selection bar, in the order they are walked."""
Step = tuple[str, str]
"""A click: the key of a filter and the option chosen."""


def steps(filters: dict[str, Filter], clicks: int) -> list[Step]:
    """A walk through a page's filters, every click a selection not seen before on the walk:
    months and views in turn, then units, then types."""
    walk: list[Step] = []
    views = list(filters["view"].options) if "view" in filters else []
    view = filters["view"].shown if views else ""
    for month in _others(filters.get("month"), clicks, same_year=True):
        walk.append(("month", month))
        if views:
            view = next(one for one in views if one != view)
            walk.append(("view", view))
    for key in ("unit", "type"):
        walk += [(key, option) for option in _others(filters.get(key), clicks)]
    return walk


def _others(known: Filter | None, clicks: int, *, same_year: bool = False) -> list[str]:
    """Options other than the shown one, spread over all there are."""
    if known is None:
        return []
    year = known.shown.partition("年")[0]
    options = [
        one for one in known.options
        if one != known.shown and (not same_year or one.startswith(f"{year}年"))
    ]  # fmt: skip
    return options[:: max(1, len(options) // clicks)][:clicks]


def write_down(server: Server, folder: Path, page: str, title: str, walk: Sequence[Step]) -> int:
    """Walk the page as the browser did and write what each selection showed; characters of
    figures and tables of the first one."""
    with Session(server.url, page) as session:
        first = session.filters
        filters = {key: first[key] for key in FILTERS if key in first}
        shown = {key: one.shown for key, one in filters.items()}
        files = {_name(shown): _written(folder, page, 0, session.first)}
        for number, (key, option) in enumerate(walk, start=1):
            run = session.choose(key, option)
            shown[key] = option
            files[_name(shown)] = _written(folder, page, number, run)
    index = {
        "title": title,
        "filters": {
            key: (one.kind, _offered(one, key, walk), one.shown) for key, one in filters.items()
        },
        "files": files,
    }
    (folder / f"{page}.json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    return (folder / files[_name({key: one.shown for key, one in filters.items()})]).stat().st_size


def _offered(known: Filter, key: str, walk: Sequence[Step]) -> list[str]:
    """All options, as the page offers them, and those that came up on the walk."""
    return list(dict.fromkeys([*known.options, *(option for at, option in walk if at == key)]))


def _name(shown: Choices) -> str:
    return "&".join(f"{key}={value}" for key, value in shown.items())


def _written(folder: Path, page: str, number: int, run: Run) -> str:
    name = f"{page or 'overview'}-{number}.shown"
    (folder / name).write_text(json.dumps(list(_parts(run.in_order))), encoding="utf-8")
    return name


def _parts(elements: Sequence[Element]) -> Iterator[tuple[str, str, int | str]]:
    """Kind, content and height in pixels of each figure and table."""
    for one in elements:
        height = one.height_config.pixel_height or "content"
        if one.HasField("plotly_chart"):
            yield "figure", one.plotly_chart.spec, height
        elif one.HasField("dataframe"):
            yield "table", base64.b64encode(one.dataframe.arrow_data.data).decode(), height
