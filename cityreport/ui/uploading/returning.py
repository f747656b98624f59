"""退回单: what goes back to the units, one file or all of them, made when the button is pressed."""

from collections.abc import Sequence

import streamlit as st

from cityreport.pipeline import returning
from cityreport.tables.ledger import FileReading
from cityreport.ui import blocks, cache, clock

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"


def offer_returns(readings: Sequence[FileReading]) -> None:
    """The buttons for the 退回单 of a file and of all files with faults; nothing without faults."""
    faulty = [reading for reading in readings if returning.returnable(reading)]
    if not faulty:
        return
    settings, at = cache.office_settings(), clock.now()
    with st.container(border=True, gap="small"):
        st.caption(
            "退回单：单位自己的表，有问题的单元格已涂色并加批注，第一页写明哪里不对、怎么改、何时报回。"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                "退回哪个文件", range(len(faulty)), key="returns-which", width=360,
                filter_mode="contains", format_func=lambda number: faulty[number].file,
            )  # fmt: skip
            one_download(faulty[chosen or 0], key="returns-one")
            if len(faulty) > 1:
                st.download_button(
                    f"下载全部 {len(faulty)} 份退回单（zip）",
                    data=lambda: returning.returned_zip(faulty, settings, at),
                    file_name=f"退回单{at:%Y%m%d}.zip", mime="application/zip", on_click="ignore",
                    icon=":material/folder_zip:", key="returns-all",
                )  # fmt: skip


def one_download(reading: FileReading, *, key: str) -> None:
    """The button for the 退回单 of one file."""
    macros = returning.has_macros(reading)
    until = returning.due_back(reading, cache.office_settings(), clock.today())
    st.download_button(
        "下载退回单",
        data=lambda: returning.marked_up(
            reading, reading.file, reading.content, until, macros=macros
        ),
        file_name=returning.returned_name(reading), mime=_XLSM if macros else _XLSX,
        on_click="ignore", icon=":material/assignment_return:", key=key,
        help=f"{blocks.plain(reading.file)}：标出全部错误和警告。",
    )  # fmt: skip
