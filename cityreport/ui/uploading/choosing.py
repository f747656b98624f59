"""How a batch is to be registered: the person's choices and what they lead to."""

from collections.abc import Sequence

import streamlit as st

from cityreport import pipeline
from cityreport.pipeline import FileResult, LoadChoices
from cityreport.report import upload
from cityreport.tables.ledger import FileReading
from cityreport.ui import blocks, cache, clock
from cityreport.ui.uploading import person

_REPLACE, _ADD = "替换", "补充"


def ask_choices() -> LoadChoices:
    """收到日期, 登记人, 替换 or 补充, and what becomes of rows with errors."""
    received = st.date_input(
        "收到日期", value=clock.today(), max_value=clock.today(), format="YYYY-MM-DD", key="upload-received",
        width=150, help="单位发来这批表的日期，用来判断是否按时。默认今天。",
    )  # fmt: skip
    by = person.ask("登记人", "upload-by")
    way = st.segmented_control(
        "已登记过的报表", [_REPLACE, _ADD], default=_REPLACE, required=True, key="upload-way",
        help="同一单位、月份、表种和填报方再报一次时：替换，以这次为准；补充，两份相加。",
    )  # fmt: skip
    skip = st.checkbox(
        "有错误的行不登记，其余登记", key="upload-skip",
        help="只略过有错误的那几行，略过了哪些会一直列在记录里。合计对不上等不属于某一行的错误仍然不能登记。",
    )  # fmt: skip
    return LoadChoices(
        by=by, received=received, at=clock.now(), skip_bad_rows=skip,
        add=way == _ADD,
    )  # fmt: skip


def ask_rivals(readings: Sequence[FileReading], choices: LoadChoices) -> dict[str, str | None]:
    """For each file that is not to be used (by sha256) the name of the one chosen, if any yet."""
    if choices.add:
        return {}
    unhindered = pipeline.foresee(
        cache.store(), readings, LoadChoices("", choices.received, choices.at,
                                             choices.skip_bad_rows, add=True)
    )  # fmt: skip
    unused: dict[str, str | None] = {}
    for rivals in upload.rivals(unhindered):
        names = {sha: blocks.plain(file) for sha, file in rivals.files.items()}
        chosen = st.radio(
            blocks.plain(rivals.question), list(names), index=None, format_func=names.get,
            key=f"rivals-{'-'.join(sorted(sha[:8] for sha in names))}",
        )  # fmt: skip
        name = rivals.files[chosen] if chosen else None
        unused |= {sha: name for sha in rivals.files if sha != chosen}
    return unused


def foresee(
    readings: Sequence[FileReading], choices: LoadChoices, unused: dict[str, str | None]
) -> list[FileResult]:
    """What a commit would make of each file, in the order of the uploads."""
    used = [reading for reading in readings if reading.sha256 not in unused]
    results = pipeline.foresee(cache.store(), used, choices)
    left = pipeline.check(reading for reading in readings if reading.sha256 in unused)
    return results + [upload.set_aside(one, unused[one.reading.sha256]) for one in left]
