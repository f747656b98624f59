"""The marking process, started as ``python -m cityreport.returns.child``."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.workbook import WorkbookPackage  # noqa: F401  (imported before the limit)
from openpyxl.utils.exceptions import InvalidFileException

from cityreport.confined.child import serve
from cityreport.returns import cached, job
from cityreport.returns.explanation import explain
from cityreport.returns.job import Job
from cityreport.returns.losses import losses
from cityreport.returns.marking import mark

_FOREIGN = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, ArithmeticError),
    *(BadZipFile, InvalidFileException, SyntaxError),
)
"""What openpyxl throws at workbooks it was not made for; ``SyntaxError``: XML that is none."""


def answer(request: str, content: bytes) -> bytes:
    """The marked workbook, of the explanation alone without ``content``; or a refusal."""
    wanted = job.from_text(request)
    if not content:
        return job.workbook(_alone(wanted))
    try:
        return job.workbook(_marked(wanted, content))
    except _FOREIGN:
        return job.REFUSED


def _alone(wanted: Job) -> bytes:
    workbook = Workbook()
    empty = workbook.worksheets[0]
    explain(workbook, wanted, [None] * len(wanted.faults), [])
    workbook.remove(empty)
    return _saved(workbook)


def _marked(wanted: Job, content: bytes) -> bytes:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        workbook = load_workbook(BytesIO(content), keep_vba=wanted.macros, rich_text=True)
    titles: Sequence[str] = workbook.sheetnames
    results = cached.results_of(content) if cached.has_formulas(workbook) else {}
    sheets = mark(workbook, wanted.faults)
    lost = losses(content, [str(one.message) for one in warned], macros=wanted.macros)
    explain(workbook, wanted, sheets, lost)
    workbook.calculation.fullCalcOnLoad = True
    written = _saved(workbook)
    if not any(results.get(title) for title in titles):
        return written
    return cached.put_back(written, [sheet.title for sheet in workbook.worksheets], results)


def _saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    serve(answer, job.REFUSED)
