"""What a batch replaces: the registered reports, the cells that change, the effect on scores."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.pipeline import Evaluation, FileResult, LoadChoices
from cityreport.report import upload
from cityreport.report.upload import Held
from cityreport.tables.ledger import ReportKey
from cityreport.tables.stored import StoredRow
from cityreport.ui import blocks, cache

_HELD, _AFTER = "upload-held", "upload-after"
_MANY_UNITS = 40
"""From here on the rows of a month are read for all units at once."""


def held_by(results: Sequence[FileResult]) -> Mapping[ReportKey, Sequence[Held]]:
    """What is registered now of the reports that the files report again, with its rows."""
    ready = (result.reading.keys() for result in results if result.registrable)
    wanted = frozenset(key for keys in ready for key in keys)
    state = (cache.revision(), wanted)
    known = st.session_state.get(_HELD)
    if known is None or known[0] != state:
        known = (state, _held(wanted))
        st.session_state[_HELD] = known
    return known[1]


def replaced(
    results: Sequence[FileResult], choices: LoadChoices, held: Mapping[ReportKey, Sequence[Held]]
) -> None:
    """The registered reports, old sums beside new ones; the cells that change; the scores."""
    blocks.show(upload.replacements(results, held, adding=choices.add))
    if not held:
        return
    if not choices.add:
        blocks.show(upload.changed_cells(results, held))
    _effect(results, choices, sorted(held))


def _effect(results: Sequence[FileResult], choices: LoadChoices, keys: Sequence[ReportKey]) -> None:
    for year in sorted({key.month.year for key in keys}):
        try:
            after = _after(results, choices, year)
        except UserError as refused:
            st.info(blocks.plain(f"算不出对得分的影响：{refused}"))
            return
        blocks.show(upload.score_effect(cache.evaluation(year), after, keys))


def _after(results: Sequence[FileResult], choices: LoadChoices, year: int) -> Evaluation:
    """The year as if everything were committed; worked out once for a batch and its choices."""
    files = tuple(
        (result.reading.sha256, result.reading.corrections)
        for result in results
        if result.registrable
    )
    state = (cache.revision(), year, files, choices.add, choices.skip_bad_rows)
    known: dict[object, Evaluation] = st.session_state.get(_AFTER, {})
    if state not in known:
        kept = {one: found for one, found in known.items() if one[0] == state[0]}  # type: ignore[index]
        with st.spinner("正在算对得分的影响……"):
            after = pipeline.rehearse(cache.store(), cache.evaluation(year), results, choices)
        known = dict([*kept.items(), (state, after)][-2:])
        st.session_state[_AFTER] = known
    return known[state]


def _held(wanted: Iterable[ReportKey]) -> dict[ReportKey, list[Held]]:
    keys = set(wanted)
    records = cache.store().holding(keys)
    held = upload.held_reports(records, keys, ())
    return upload.held_reports(records, keys, _rows(held)) if held else {}


def _rows(keys: Iterable[ReportKey]) -> list[StoredRow]:
    """The rows that count of the reports: asked for by unit, or for all units of a month if
    many are wanted."""
    store = cache.store()
    units: dict[tuple[str, Month], set[str]] = {}
    for key in keys:
        units.setdefault((key.kind, key.month), set()).add(key.unit)
    return [
        row
        for (kind, month), names in units.items()
        for name in (sorted(names) if len(names) < _MANY_UNITS else (None,))
        for row in store.ledger(kind, month, month, name)
    ]
