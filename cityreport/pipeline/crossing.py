"""Two people on one report at once: both are kept, and who came second is told of the first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cityreport.pipeline.ingest import FileResult
from cityreport.store import Store
from cityreport.tables.stored import ScopeEntry, SubmissionRecord
from cityreport.tables.workbook import Finding

CROSSED = "crossed"
_WHICH = {
    "replaced": "现在以本次登记的为准",
    "valid": "现在以那一份为准或两份相加",
    "withdrawn": "那一份已撤回",
}


def newest(store: Store) -> int:
    """The number of the newest submission, 0 without any."""
    return next((record.id for record in store.history(newest=1)), 0)


def crossed(store: Store, results: Sequence[FileResult], since: int) -> list[FileResult]:
    """The results, with a warning for each report somebody else registered meanwhile.

    ``since`` is the newest submission that was known when the files were looked at.
    """
    ours = {result.submission for result in results}
    others = [one for one in store.history(after=since) if one.id not in ours] if ours else []
    if not others:
        return list(results)
    return [replace(one, findings=(*one.findings, *_told(one, others))) for one in results]


def _told(result: FileResult, others: Sequence[SubmissionRecord]) -> Iterator[Finding]:
    if result.submission is None:
        return
    own = result.reading.keys()
    for other in others:
        shared = [entry for entry in other.scope if entry.key in own]
        if shared:
            yield _finding(other, shared)


def _finding(other: SubmissionRecord, shared: Sequence[ScopeEntry]) -> Finding:
    first = shared[0]
    more = f"等 {len(shared)} 份表" if len(shared) > 1 else ""
    return Finding(
        "warning", CROSSED,
        f"“{other.by}”几乎同时登记了“{other.file}”（第 {other.id} 号），"
        f"也报了{first.key.unit}{first.key.month.label}的{first.key.kind}{more}；{_WHICH[first.state]}。",
        "请与对方核对；两份都留着，在“上传记录”里撤回不要的那一份，另一份就算数。",
    )  # fmt: skip
