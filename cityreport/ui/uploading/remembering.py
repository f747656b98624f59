"""The header words the program has learnt: asked about at the commit, listed, and forgotten."""

from collections.abc import Sequence

import streamlit as st

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.pipeline import FileResult
from cityreport.report import upload
from cityreport.tables.corrections import HeaderWord
from cityreport.ui import blocks, cache, clock
from cityreport.ui.uploading import person


def ask_to_remember(results: Sequence[FileResult]) -> bool:
    """Whether the headers the person explained are to be remembered; not asked without any."""
    words = {
        (word.unit, word.kind, word.words)
        for result in results
        if result.registrable
        for word in pipeline.learnable(result.reading)
    }
    if not words:
        return False
    return st.checkbox(
        f"记住这次改正的 {len(words)} 处表头写法", value=True, key="upload-remember",
        help="以后这家单位同一种报表再这样写，直接照此读取，不再问。只对这家单位有效。",
    )  # fmt: skip


def learnt_words() -> None:
    """What was learnt, and the button to forget one word."""
    words = cache.header_words()
    if not words:
        return
    with st.expander(f"记住的表头写法（{len(words)} 处）", icon=":material/bookmark:"):
        blocks.show(upload.learnt(words))
        by_id = {word.id: word for word in words}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                "去掉哪一处", list(by_id), key=f"forget-which-{len(words)}", width=420,
                filter_mode="contains",
                format_func=lambda one: _described(by_id[one]) if one in by_id else "",
            )  # fmt: skip
            by = person.ask("登记人", "forget-by")
            pressed = st.button("不再记住", disabled=not by, key="forget-commit")
        if pressed and by and number is not None:
            _forget(number, by)


def _described(word: HeaderWord) -> str:
    meant = upload.meaning(word.column)
    return f"{word.unit} · {word.kind} · {upload.shown(word.words)} → {meant}"


def _forget(number: int, by: str) -> None:
    try:
        cache.store().forget_header(number, by, clock.now())
    except UserError as refused:  # somebody else was quicker
        st.error(blocks.plain(str(refused)))
        return
    st.toast("已去掉，下次再遇到这个表头会重新问。")
    st.rerun()
