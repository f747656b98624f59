"""The uploaded files and what was read of them, once each and kept for the session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cityreport import intake, workbook
from cityreport.roster import Roster, Unit
from cityreport.settings import places
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import WorkbookCells
from cityreport.ui import cache, clock

_BATCH, _ROUND = "upload-batch", "upload-round"
_KINDS = "xlsx、xlsm、xls、xlsb、ods、et、csv，也可以是装着这些文件的 zip"


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read: by upload the readings of its files, against which roster and day.

    ``units`` are those named in the files, looked for only while the roster is empty.
    """

    uploads: Mapping[str, tuple[FileReading, ...]] = field(default_factory=dict)
    roster: Roster = field(default_factory=lambda: Roster(()))
    day: date = date.min
    units: tuple[Unit, ...] = ()

    @property
    def readings(self) -> tuple[FileReading, ...]:
        """Every file, in the order of the uploads."""
        return tuple(reading for readings in self.uploads.values() for reading in readings)


def chosen_files() -> list[UploadedFile]:
    """The uploader and what lies in it."""
    limit = places().max_upload_mb
    return st.file_uploader(
        f"把各单位发来的表格一次拖进来：{_KINDS}。每个文件不超过 {limit} MB。",
        accept_multiple_files=True,
        max_upload_size=limit,
        key=f"upload-files-{st.session_state.get(_ROUND, 0)}",
    )


def clear_files() -> None:
    """Empty the uploader and forget what was read."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_BATCH, None)


def read(uploads: Sequence[UploadedFile]) -> Batch:
    """What the uploads hold; only new ones are read, all of them when the roster has changed."""
    known: Batch = st.session_state.get(_BATCH, Batch())
    roster, day = cache.roster(), clock.today()
    stale = known.day != day or known.roster != roster
    missing = [one for one in uploads if one.file_id not in known.uploads]
    # A first roster is suggested from all files together.
    again = uploads if stale or (missing and not roster.units) else missing
    fresh, units = _read(again, roster, day) if again else ({}, known.units)
    kept = fresh if stale else {**known.uploads, **fresh}
    batch = Batch({one.file_id: kept[one.file_id] for one in uploads}, roster, day, units)
    st.session_state[_BATCH] = batch
    return batch


def _read(
    uploads: Sequence[UploadedFile], roster: Roster, day: date
) -> tuple[dict[str, tuple[FileReading, ...]], tuple[Unit, ...]]:
    found: dict[str, list[FileReading]] = {one.file_id: [] for one in uploads}
    seen: list[WorkbookCells] = []
    for upload, cells in _cells(uploads):
        found[upload].append(intake.read(cells, roster, day))
        if not roster.units:
            seen.append(cells)
    units = intake.suggest_units(seen) if seen else ()
    return {upload: tuple(readings) for upload, readings in found.items()}, units


def _cells(uploads: Sequence[UploadedFile]) -> Iterator[tuple[str, WorkbookCells]]:
    """The cells of every file with the upload it came in, a bar telling how far it is."""
    files: list[tuple[str, str, bytes]] = []
    with st.spinner("正在打开文件……"):
        for upload in uploads:
            members, settled = workbook.expand_bytes([(upload.name, upload.getvalue())])
            files += [(upload.file_id, name, content) for name, content in members]
            yield from ((upload.file_id, cells) for cells in settled)
    bar = st.progress(0.0)
    readings = workbook.iter_files(
        [(name, content) for _, name, content in files], places().max_upload_mb
    )
    for number, (upload_id, name, _) in enumerate(files):
        bar.progress(number / len(files), text=f"正在读取 {number + 1}/{len(files)} {name}")
        yield upload_id, next(readings)
    bar.empty()
