"""Cells put right in the browser: the faulty ones, or a whole sheet; the file stays as it came."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cityreport.pipeline import FileResult
from cityreport.report.upload import cells as editable
from cityreport.tables.corrections import CellEdit
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import SheetCells, WorkbookCells, column_letters
from cityreport.ui.uploading import batch

_SHEET, _CELL, _PROBLEM, _RAW, _TEXT = "工作表", "单元格", "问题", "原内容", "改为"
_ROW_PIXELS, _MOST_ROWS = 35, 14


def edit_cells(results: Sequence[FileResult]) -> None:
    """Choose a file, change its cells, read it again; nothing while no file is chosen."""
    readings = {
        result.reading.sha256: result.reading
        for result in results
        if (result.reading.readable and result.reading.tables) or _sheets_named(result.reading)
    }
    if not readings:
        return
    with st.container(border=True, gap="small"):
        chosen = st.selectbox(
            "在这里改单元格：先选文件", list(readings), index=None, placeholder="选一个文件",
            key="edit-which", filter_mode="contains",
            format_func=lambda sha: readings[sha].file if sha in readings else "",
            help="单位的原文件照原样保存，不会改动；改了哪一格、原来是什么、改成什么，都记在上传记录里。",
        )  # fmt: skip
        if chosen in readings:
            _edit(readings[chosen], batch.cells_of(readings[chosen]))


def _sheets_named(reading: FileReading) -> bool:
    return reading.readable and any(finding.sheet for finding in reading.findings)


def _edit(reading: FileReading, cells: WorkbookCells) -> None:
    names = [sheet.name for sheet in cells.sheets]
    whole = st.selectbox(
        "改哪里", [None, *names], key=f"edit-where-{reading.sha256[:12]}", width=320,
        format_func=lambda name: "只列有问题的单元格" if name is None else f"整张工作表「{name}」",
    )  # fmt: skip
    if whole in names:
        edits = _whole_sheet(reading, cells.sheets[names.index(whole)])
    else:
        edits = _faulty(reading, cells)
    known = batch.said(reading)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            f"按改后的内容重新读（{len(edits)} 处新改动）", type="primary", disabled=not edits,
            key="edit-apply",
        )  # fmt: skip
        undone = bool(known.edits) and st.button("放弃全部改动", key="edit-undo")
        if known.edits:
            st.caption(f"这个文件已改 {len(known.edits)} 个单元格，提交后生效。")
    if pressed:
        batch.read_again(reading, known.with_edits(edits))
        st.rerun()
    if undone:
        batch.read_again(reading, known.without_edits())
        st.rerun()


def _faulty(reading: FileReading, cells: WorkbookCells) -> tuple[CellEdit, ...]:
    shown = editable.faulty_cells(reading, cells)
    if not shown:
        st.caption("这个文件没有指到单元格的错误和警告；要改别处，请在上面选整张工作表。")
        return ()
    frame = pd.DataFrame(
        [(one.sheet, one.cell, one.problem, one.raw, one.text) for one in shown],
        columns=[_SHEET, _CELL, _PROBLEM, _RAW, _TEXT],
        dtype="str",
    )
    changed = st.data_editor(
        frame, key=f"edit-faulty-{_state(reading)}", hide_index=True, num_rows="fixed",
        disabled=[_SHEET, _CELL, _PROBLEM, _RAW], height=_height(len(frame)),
        column_config={
            _PROBLEM: st.column_config.TextColumn(_PROBLEM, width="large"),
            _TEXT: st.column_config.TextColumn(f"{_TEXT}（点这里填写）", width="medium"),
        },
    )  # fmt: skip
    texts = {
        (str(sheet), str(cell)): _text(text)
        for sheet, cell, text in changed[[_SHEET, _CELL, _TEXT]].itertuples(index=False)
    }
    return editable.cell_edits(shown, texts)


def _whole_sheet(reading: FileReading, sheet: SheetCells) -> tuple[CellEdit, ...]:
    shown = editable.texts_of(sheet, reading.corrections.edits)
    if not shown:
        st.caption("这张工作表是空的，或者太大，不适合在这里改；请在 Excel 或 WPS 里改好再上传。")
        return ()
    frame = pd.DataFrame(
        shown,
        columns=[column_letters(column) for column in range(len(shown[0]))],
        index=pd.RangeIndex(1, len(shown) + 1, name="行"),
        dtype="str",
    )
    changed = st.data_editor(
        frame, key=f"edit-sheet-{sheet.name}-{_state(reading)}", num_rows="fixed",
        height=_height(len(frame)),
    )  # fmt: skip
    edited = [[_text(text) for text in row] for row in changed.itertuples(index=False)]
    return editable.sheet_edits(sheet, shown, edited)


def _state(reading: FileReading) -> str:
    """What an editor's key hangs on: once read again, it begins from what is read now."""
    return f"{reading.sha256[:12]}-{abs(hash(reading.corrections.edits))}"


def _height(rows: int) -> int:
    return _ROW_PIXELS * (min(rows, _MOST_ROWS) + 1) + 3


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
