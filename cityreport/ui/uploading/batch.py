"""The uploaded files and what was read of them, once each and kept for the session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cityreport import intake, workbook
from cityreport.roster import Roster, Unit
from cityreport.settings import places
from cityreport.tables.corrections import UNCORRECTED, Corrections, HeaderWord
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import WorkbookCells
from cityreport.ui import blocks, cache, clock

_BATCH, _ROUND, _SAID, _OPEN = "upload-batch", "upload-round", "upload-said", "upload-open"
_MOST_OPEN = 4
"""Files whose cells are kept while a person corrects them; others are read again when needed."""
_KINDS = "xlsx、xlsm、xls、xlsb、ods、et、csv，也可以是装着这些文件的 zip"


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read: by upload the readings of its files, against which roster, day and words.

    ``units`` are those named in the files, looked for only while the roster is empty.
    """

    uploads: Mapping[str, tuple[FileReading, ...]] = field(default_factory=dict)
    roster: Roster = field(default_factory=lambda: Roster(()))
    day: date = date.min
    units: tuple[Unit, ...] = ()
    learnt: tuple[HeaderWord, ...] = ()

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
    for key in (_BATCH, _SAID, _OPEN):
        st.session_state.pop(key, None)


def read(uploads: Sequence[UploadedFile]) -> Batch:
    """What the uploads hold; only new ones are read, all of them when roster or words changed."""
    known: Batch = st.session_state.get(_BATCH, Batch())
    roster, day, learnt = cache.roster(), clock.today(), cache.header_words()
    stale = (known.day, known.roster, known.learnt) != (day, roster, learnt)
    missing = [one for one in uploads if one.file_id not in known.uploads]
    # A first roster is suggested from all files together.
    again = uploads if stale or (missing and not roster.units) else missing
    empty = Batch({}, roster, day, known.units, learnt)
    fresh = _read(again, empty) if again else empty
    kept = fresh.uploads if stale else {**known.uploads, **fresh.uploads}
    batch = replace(fresh, uploads={one.file_id: kept[one.file_id] for one in uploads})
    st.session_state[_BATCH] = batch
    return batch


def said(reading: FileReading) -> Corrections:
    """What the person has corrected in a file so far."""
    known: dict[str, Corrections] = st.session_state.get(_SAID, {})
    return known.get(reading.sha256, UNCORRECTED)


def read_again(reading: FileReading, corrections: Corrections) -> None:
    """Read one file of the batch again with what the person says now, from its cells."""
    st.session_state[_SAID] = st.session_state.get(_SAID, {}) | {reading.sha256: corrections}
    batch: Batch = st.session_state[_BATCH]
    cells = cells_of(reading)
    uploads = {
        upload: tuple(
            _reading(replace(cells, file=one.file), batch) if one.sha256 == reading.sha256 else one
            for one in readings
        )
        for upload, readings in batch.uploads.items()
    }
    st.session_state[_BATCH] = replace(batch, uploads=uploads)


def cells_of(reading: FileReading) -> WorkbookCells:
    """The cells of a file as it came, kept for the few files a person works on."""
    kept: dict[str, WorkbookCells] = st.session_state.setdefault(_OPEN, {})
    if reading.sha256 not in kept:
        if len(kept) >= _MOST_OPEN:
            kept.pop(next(iter(kept)))
        with st.spinner(f"正在打开 {blocks.plain(reading.file)}……"):
            [kept[reading.sha256]] = workbook.read_files([(reading.file, reading.content)])
    return kept[reading.sha256]


def _read(uploads: Sequence[UploadedFile], batch: Batch) -> Batch:
    """The batch with the readings of these uploads."""
    found: dict[str, list[FileReading]] = {one.file_id: [] for one in uploads}
    seen: list[WorkbookCells] = []
    for upload, cells in _cells(uploads):
        found[upload].append(_reading(cells, batch))
        if not batch.roster.units:
            seen.append(cells)
    return replace(
        batch,
        uploads={upload: tuple(readings) for upload, readings in found.items()},
        units=intake.suggest_units(seen) if seen else (),
    )


def _reading(cells: WorkbookCells, batch: Batch) -> FileReading:
    known: dict[str, Corrections] = st.session_state.get(_SAID, {})
    return intake.read(
        cells, batch.roster, batch.day,
        learnt=batch.learnt, corrections=known.get(cells.sha256, UNCORRECTED),
    )  # fmt: skip


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
        bar.progress(
            number / len(files), text=f"正在读取 {number + 1}/{len(files)} {blocks.plain(name)}"
        )
        yield upload_id, next(readings)
    bar.empty()
