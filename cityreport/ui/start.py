"""The beginning: three steps for an empty store, the sample city in and out again."""

from datetime import datetime

import streamlit as st

from cityreport.pipeline import LoadChoices, load_samples
from cityreport.settings import places
from cityreport.ui import cache
from cityreport.ui.frame import link
from cityreport.ui.uploading import person

_BY = "示例"
_STEPS = (
    ("roster", "① 建单位名册", "登记要报送的单位：可直接上传 Excel 名册，也可从第一批月报里认出。"),
    ("upload", "② 上传月报", "把各单位发来的表格一次拖进来，先预览核对，再提交。"),
    ("overview", "③ 看总览", "看进度、差距、排名和谁还没报。"),
)


def three_steps() -> None:
    """What to do in an empty store, and the way to look at an example first."""
    for column, (key, title, words) in zip(st.columns(len(_STEPS)), _STEPS, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.subheader(title, anchor=False)
            st.write(words)
            if key != "overview":
                link(key)
    if not cache.may("save_units"):
        return
    st.write("还没有自己的数据？先载入一个虚构城市的十二个月月报看看效果，之后可以一次清空。")
    if st.button("先看示例", type="primary", icon=":material/visibility:"):
        _load_with_progress()
        st.rerun()


def clear_samples() -> None:
    """The button that takes the sample data out, asking first; nothing where there are none."""
    if not cache.has_samples() or not cache.may("clear_samples"):
        return
    with st.popover("清空示例数据，开始使用", icon=":material/delete_sweep:"):
        st.write("将删除示例单位、示例月报和由其得出的全部数字；你自己提交的数据保留。")
        if st.button("确认清空", type="primary"):
            cache.store().clear_samples(by=person.name(_BY))
            st.rerun()


def _load_with_progress() -> None:
    bar = st.progress(0.0, text="正在载入示例……")

    def progress(done: int, total: int, file: str) -> None:
        bar.progress(done / total, text=f"正在载入 {file}")

    now = datetime.now(places().timezone)
    load_samples(
        cache.store(),
        LoadChoices(by=person.name(_BY), received=now.date(), at=now, sample=True),
        progress,
    )
