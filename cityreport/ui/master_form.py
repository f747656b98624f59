"""幻灯片母版 on 本市设置: keep the office's own .pptx master, or go back to the house's look."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.exports.pptx.master import FILE_NAME, drop_master, keep_master
from cityreport.settings import places
from cityreport.ui import blocks


def master_form() -> None:
    """Which master slides are put on, with a file to change it; a faulty one is refused in words."""
    home = places().home
    with st.container(border=True):
        st.subheader("幻灯片母版", anchor=False)
        st.caption("选一个 pptx 文件，会议幻灯片就用它的底图和版式；文件里原有的幻灯片不会带过来。")
        kept = (home / FILE_NAME).exists()
        st.markdown("现在用的是本单位的母版。" if kept else "现在用的是看板自带的样式。")
        uploaded = st.file_uploader("选择母版文件", type=["pptx"], key="master-file")
        if uploaded is not None and st.button("使用这个母版", type="primary", key="master-keep"):
            _keep(uploaded.name, uploaded.getvalue())
        if kept and st.button("不用母版", key="master-drop"):
            drop_master(home)
            st.rerun()
        problem = st.session_state.pop("master-problem", "")
        if problem:
            st.error(problem)


def _keep(name: str, content: bytes) -> None:
    try:
        keep_master(content, name, places().home)
    except UserError as refused:
        st.session_state["master-problem"] = blocks.plain(str(refused))
    st.rerun()
