"""Where the sheets are seen: their style, the keys and the picture, in the browser alone.

Like ``ui/chinese.py`` this may hold style and script (details.md E6); both lie beside it as files.
No text of a sheet passes through either.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from cityreport import style

_HERE = Path(__file__).parent
_COLOURS = {
    "ink": style.INK, "quiet": style.QUIET, "line": style.LINE, "ground": style.GROUND,
    "paper": style.PAPER, "primary": style.PRIMARY,
}  # fmt: skip


def run(key: str) -> bool:
    """Put style and keys on the page; True in the run after the person has left with Esc."""
    st.html(f"<style>{css()}</style>")
    return bool(_component()(key=key, on_left_change=_left).left)


def css() -> str:
    """The style of the sheets, with the colours and fonts of the house."""
    named = "".join(f"--wall-{name}: {colour}; " for name, colour in _COLOURS.items())
    fonts = ", ".join(f"'{font}'" if " " in font else font for font in style.FONTS)
    rules = (_HERE / "stage.css").read_text("utf-8")
    return f":root {{ {named}--wall-font: {fonts}; }}\n{rules}"


def _left() -> None:
    """The trigger is read where the component is mounted."""


@cache
def _component() -> ComponentRenderer:
    script = (_HERE / "stage.js").read_text("utf-8")
    return st.components.v2.component("cityreport_wall", js=script, isolate_styles=False)
