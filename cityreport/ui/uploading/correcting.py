"""表头怎么认的: how every table was recognised, and the form to put it right (A7, A9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from cityreport import intake
from cityreport.period import Month
from cityreport.pipeline import FileResult
from cityreport.report import upload
from cityreport.report.upload import Spot
from cityreport.sheets import KINDS
from cityreport.tables.corrections import TableCorrection
from cityreport.tables.recognition import ColumnReading
from cityreport.tables.workbook import SheetCells
from cityreport.ui import blocks, cache, clock
from cityreport.ui.uploading import batch

_AS_WRITTEN = "按表里写的"
_A_LINE = 4
_MONTHS = 60
_LONGEST_SAMPLE = 18


@dataclass(frozen=True, slots=True)
class _Header:
    """What the person says of a table's header: its rows and kind, what each column now is."""

    first: int
    rows: int
    kind: str
    columns: tuple[ColumnReading, ...]


def recognised(results: Sequence[FileResult]) -> None:
    """All tables in brief, one of them column by column, and the form to correct it."""
    found = upload.spots(results)
    blocks.show(upload.recognised(found))
    if not found:
        return
    by_key = {spot.key: spot for spot in found}
    files = "-".join(sorted({spot.reading.sha256[:8] for spot in found}))
    chosen = st.selectbox(
        "看哪张表", sorted(by_key), index=sorted(by_key).index(found[0].key), key=f"spot-{files}",
        format_func=lambda key: by_key[key].name if key in by_key else "", filter_mode="contains",
    )  # fmt: skip
    spot = by_key.get(chosen or "", found[0])
    blocks.show(upload.explained(spot))
    _form(spot)


def _form(spot: Spot) -> None:
    # The file is only opened again for a person who wants to put something right.
    if not st.toggle(
        "认得不对？改正这张表怎么读", value=spot.table is None, key=f"correcting-{spot.key}",
        help="指出表头在第几行、是哪种报表、哪家单位、哪个月，以及每一列是什么；改好后重新读这个文件，不用再上传。",
    ):  # fmt: skip
        return
    cells = {sheet.name: sheet for sheet in batch.cells_of(spot.reading).sheets}
    sheet = cells.get(spot.sheet)
    if sheet is None or not sheet.rows:
        return
    before = batch.said(spot.reading).of_table(spot.sheet, spot.header)
    with st.container(border=True, gap="small"):
        header = _ask_header(spot, sheet)
        unit, month = _ask_unit_and_month(spot, before)
        chosen = _ask_columns(spot, sheet, header)
        said = _said(spot, before, header, chosen, unit, month)
        with st.container(horizontal=True):
            if st.button("按更正重新读", type="primary", key=f"correct-{spot.key}"):
                _apply(spot, said)
            if not before.empty and st.button("恢复原来的认法", key=f"uncorrect-{spot.key}"):
                _apply(spot, TableCorrection(spot.sheet, before.instead or spot.header))


def _apply(spot: Spot, said: TableCorrection) -> None:
    known = batch.said(spot.reading)
    batch.read_again(spot.reading, known.with_table(said, spot.header))
    st.rerun()


def _ask_header(spot: Spot, sheet: SheetCells) -> _Header:
    recognition = spot.table.recognition if spot.table else None
    first, last = (recognition.first, recognition.last) if recognition else (spot.header or 1, 0)
    kinds = [kind.name for kind in KINDS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = st.number_input(
            "表头在第几行", 1, len(sheet.rows), first, key=f"header-row-{spot.key}", width=130
        )
        rows = st.segmented_control(
            "表头占几行", [1, 2], default=2 if last > first else 1, required=True,
            key=f"header-rows-{spot.key}",
        )  # fmt: skip
        kind = st.selectbox(
            "是哪种报表", kinds, index=kinds.index(spot.table.kind) if spot.table else 0,
            key=f"header-kind-{spot.key}", width=180,
        )  # fmt: skip
    height = 2 if rows == 2 and row < len(sheet.rows) else 1
    same = recognition and (row, kind) == (first, spot.table.kind if spot.table else "")
    if recognition and same and height == last - first + 1:
        known = recognition.columns
        more = intake.header_readings(sheet, row, height, kind)
        cells = {column.cell for column in known}
        return _Header(row, height, kind, (*known, *(c for c in more if c.cell not in cells)))
    return _Header(row, height, kind, intake.header_readings(sheet, row, height, kind))


def _ask_unit_and_month(spot: Spot, before: TableCorrection) -> tuple[str, Month | None]:
    units = [_AS_WRITTEN, *(unit.name for unit in cache.roster().units)]
    months = _months(before.month)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = st.selectbox(
            "整张表是哪家单位的", units, filter_mode="contains", width=280,
            index=units.index(before.unit) if before.unit in units else 0,
            key=f"header-unit-{spot.key}",
        )  # fmt: skip
        month = st.selectbox(
            "整张表是哪个月的", months, index=months.index(before.month), width=180,
            format_func=lambda one: one.label if one else _AS_WRITTEN,
            key=f"header-month-{spot.key}",
        )  # fmt: skip
    return ("" if unit == _AS_WRITTEN else unit), month


def _months(said: Month | None) -> list[Month | None]:
    """The months of late, those reported on, and the one said before."""
    today = Month.of(clock.today())
    known = {*(today.shift(-back) for back in range(_MONTHS)), *cache.months()}
    return [None, *sorted(known | {said} if said else known, reverse=True)]


def _ask_columns(spot: Spot, sheet: SheetCells, header: _Header) -> dict[str, str]:
    """What the person takes each column for, by header cell."""
    options = upload.meanings(header.kind)
    below = intake.samples(sheet, header.first, header.rows)
    chosen: dict[str, str] = {}
    places = st.columns(_A_LINE)
    for number, column in enumerate(header.columns):
        known = options if column.column in options else [*options, column.column]
        with places[number % _A_LINE]:
            picked = st.selectbox(
                _label(column), known, index=known.index(column.column),
                format_func=upload.meaning, filter_mode="contains",
                help=_sample(below, column),
                key=f"column-{spot.key}-{header.first}-{header.rows}-{header.kind}-{column.cell}-{column.column}",
            )  # fmt: skip
        chosen[column.cell] = column.column if picked is None else picked
    return chosen


def _label(column: ColumnReading) -> str:
    return blocks.plain(f"{column.letters} 列：{column.header or '（空白）'}")


def _sample(below: Mapping[str, str], column: ColumnReading) -> str | None:
    sample = below.get(column.letters)
    return blocks.plain(f"下面各行：{sample[:_LONGEST_SAMPLE]}") if sample else None


def _said(
    spot: Spot,
    before: TableCorrection,
    header: _Header,
    chosen: Mapping[str, str],
    unit: str,
    month: Month | None,
) -> TableCorrection:
    """The correction in full: what was said before and stands, and what is chosen now."""
    table = spot.table
    recognition = table.recognition if table else None
    moved = recognition is None or (header.first, header.rows) != (
        recognition.first, recognition.last - recognition.first + 1,
    )  # fmt: skip
    other_kind = table is None or header.kind != table.kind
    shown = {column.cell: column.column for column in header.columns}
    standing = {} if moved else dict(before.columns)
    changed = {cell: column for cell, column in chosen.items() if column != shown[cell]}
    return TableCorrection(
        spot.sheet,
        header.first,
        header.rows if moved else before.rows,
        (before.instead or (spot.header if table else 0)) if moved else before.instead,
        header.kind if other_kind or before.kind else "",
        unit,
        month,
        tuple((standing | changed).items()),
    )
