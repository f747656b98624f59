"""The report to extract from: a file or pasted text, read once and kept for the session."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from cityreport.errors import UserError
from cityreport.narrative import Extraction
from cityreport.pipeline import narrative as reports
from cityreport.roster import Roster
from cityreport.settings import places
from cityreport.ui import blocks, cache
from cityreport.workbook import Prose

_KEPT, _ROUND = "narrative-material", "narrative-round"
_UPLOAD, _PASTE = "上传文件", "粘贴文字"
_PASTED_NAME = "粘贴的汇报材料.txt"
_FORMATS = ["docx", "txt", "doc", "wps"]
_LONGEST = 300_000


@dataclass(frozen=True, slots=True)
class Material:
    """A document as read, what was found in it, and the roster it was read against."""

    prose: Prose
    found: Extraction
    roster: Roster


def ask_material() -> Material | None:
    """The document a person gives, None until there is one that can be read."""
    round_ = st.session_state.get(_ROUND, 0)
    way = st.segmented_control(
        "材料从哪里来", [_UPLOAD, _PASTE], default=_UPLOAD, required=True, key="narrative-way",
        label_visibility="collapsed",
    )  # fmt: skip
    given = _uploaded(round_) if way == _UPLOAD else _typed(round_)
    if given is None:
        return None
    try:
        return _read(*given)
    except UserError as problem:
        st.error(blocks.plain(str(problem)))
        return None


def forget() -> None:
    """Empty the boxes, for the next report."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_KEPT, None)


def ask_report(material: Material) -> int:
    """The report of the file to look at; asked only where there are several."""
    titles = [one.title for one in material.found.reports]
    if len(titles) == 1:
        return 0
    chosen = st.selectbox(
        f"文件里有 {len(titles)} 篇汇报，看哪一篇", list(range(len(titles))),
        format_func=lambda number: f"{number + 1}. {titles[number]}", key="narrative-report",
        filter_mode="contains",
    )  # fmt: skip
    return int(chosen or 0) if int(chosen or 0) < len(titles) else 0


def _uploaded(round_: int) -> tuple[str, bytes] | None:
    limit = places().max_upload_mb
    upload = st.file_uploader(
        f"把汇报材料拖进来：Word 文档或纯文本；旧版 Word 和 WPS 文档要电脑上有转换程序。不超过 {limit} MB。",
        type=_FORMATS, max_upload_size=limit, key=f"narrative-file-{round_}",
    )  # fmt: skip
    return (upload.name, upload.getvalue()) if upload is not None else None


def _typed(round_: int) -> tuple[str, bytes] | None:
    text = st.text_area(
        "把汇报材料的文字粘贴到这里，再按 Ctrl+Enter", height=180, max_chars=_LONGEST,
        key=f"narrative-text-{round_}",
    )  # fmt: skip
    return (_PASTED_NAME, text.encode()) if text and text.strip() else None


def _read(name: str, content: bytes) -> Material:
    """The document; read again only when it, or the roster, is another one."""
    roster = cache.roster()
    mark = (name, hashlib.sha256(content).hexdigest(), roster)
    kept: tuple[object, Material] | None = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == mark:
        return kept[1]
    with st.spinner("正在读材料……"):
        prose = reports.read_report(name, content)
        material = Material(prose, reports.extract(prose, roster), roster)
    st.session_state[_KEPT] = (mark, material)
    return material
