"""Ease of use in the browser: reach by keyboard, contrast, print, and the finer look of the page.

What Streamlit leaves open lies here as files: ``screen.css``, ``contrast.css``, ``print.css`` and
``ease.js``. Like ``ui/chinese.py`` and ``ui/wall`` this may hold style and script (details.md E6);
no text of a sheet passes through any of them.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from cityreport import style

_HERE = Path(__file__).parent
_STYLES = ("screen.css", "contrast.css", "print.css")
_COLOURS = {
    "ink": style.INK, "quiet": style.QUIET, "line": style.LINE, "ground": style.GROUND,
    "paper": style.PAPER, "primary": style.PRIMARY, "note": style.NOTE_INK,
}  # fmt: skip
SWITCH = "高对比度"
_SWITCH_HELP = "文字、线条和图形加深，适合老旧投影仪、强光和视力不便的人；下次打开仍然有效。"


def install() -> None:
    """Put style, script and the contrast switch into the frame; all pages share them."""
    st.html(f"<style>{css()}</style>")
    with st.container(key="ease"):
        st.html(_button() + f"<script>{_file('ease.js')}</script>", unsafe_allow_javascript=True)


def printed(parts: Iterable[str]) -> None:
    """A line that only paper shows: what is chosen on the page, whose widgets are not printed."""
    said = "　".join(part for part in parts if part)
    st.html(f'<p class="printed-only">{escape(said)}</p>')


@cache
def css() -> str:
    """All rules, with the colours of the house as variables."""
    named = "".join(f"--ease-{name}: {colour}; " for name, colour in _COLOURS.items())
    return f":root {{ {named}}}\n" + "\n".join(map(_file, _STYLES))


def _button() -> str:
    return (
        f'<button type="button" class="ease-contrast" aria-pressed="false" title="{_SWITCH_HELP}">'
        f'<span aria-hidden="true">◐</span> {SWITCH}</button>'
    )


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
