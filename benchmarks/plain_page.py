"""The peer of every page: a minimal Streamlit script that shows finished figures and tables.

It computes nothing. For the page in the address and what its filters show it reads one file of
finished Plotly figures and table data and draws them, as few lines as Streamlit allows; read
files are kept as the dashboard keeps its figures. ``benchmarks/peer.py`` writes the files.
Its figures have a template, as every Plotly figure has unless somebody takes it away, here the
lightest one: so they are drawn twice (docs/decisions/0026-figures-drawn-once.md).
"""

import base64
import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.io
import pyarrow
import streamlit as st

FOLDER = Path(os.environ["PLAIN_PAGE"])
Shown = list[tuple[str, Any, int | str]]


@st.cache_resource(max_entries=256, show_spinner=False)
def finished(file: str) -> Shown:
    """The figures and tables of a selection, ready to be drawn."""
    parts = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return [(kind, _ready(kind, content), height) for kind, content, height in parts]


def _ready(kind: str, content: str) -> Any:  # noqa: ANN401 - a figure or a frame
    if kind == "figure":
        return plotly.io.from_json(content, skip_invalid=True)
    with pyarrow.ipc.open_stream(BytesIO(base64.b64decode(content))) as stream:
        return stream.read_all().to_pandas()


plotly.io.templates.default = "none"
st.set_page_config(layout="wide")
page = st.query_params.get("page", "")
index = json.loads((FOLDER / f"{page}.json").read_text(encoding="utf-8"))
st.title(index["title"])
chosen = []
with st.container(horizontal=True):
    for key, (kind, options, first) in index["filters"].items():
        if kind == "selectbox":
            value = st.selectbox(
                key, options, index=options.index(first), key=key, width=200, filter_mode="contains"
            )
        else:
            value = st.segmented_control(key, options, default=first, key=key)
        chosen.append(f"{key}={value}")
for place, (kind, content, height) in enumerate(finished(index["files"]["&".join(chosen)])):
    if kind == "figure":
        st.plotly_chart(content, theme=None, height=height, key=f"figure-{place}")
    elif isinstance(content, pd.DataFrame):
        st.dataframe(content, hide_index=True, height=height, key=f"table-{place}")
