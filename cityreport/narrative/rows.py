"""From accepted candidates to a file reading that can be committed like any other."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cityreport.narrative.model import Candidate, Extraction, Report
from cityreport.period import Month
from cityreport.sheets import BY_NAME
from cityreport.tables.ledger import CellQuantity, CellText, FileReading, LedgerRow, TableReading

NAME_COLUMNS: Mapping[str, str] = {
    "资金投入": "项目名称", "志愿服务": "活动名称", "督查检查": "检查内容", "创建活动": "活动名称",
    "实事项目": "成果名称", "问卷测评": "题目", "工作机制": "机制项", "荣誉表彰": "名称",
    "下步计划": "事项",
}  # fmt: skip
"""The column of each kind that takes the item's name."""
_LONGEST_REMARK = 120
_LONGEST_SHEET = 40


@dataclass(frozen=True, slots=True)
class Accepted:
    """A candidate a person takes over, as changed, with the unit and month it is for."""

    candidate: Candidate
    unit: str
    month: Month


def month_for(candidate: Candidate, default: Month) -> Month:
    """The month a candidate is registered for: its own, in the default's year if it names none."""
    if candidate.month is None:
        return default
    year, _, number = candidate.month.rpartition("-")
    return Month(int(year) if year else default.year, int(number))


def titled_month(report: Report, default: Month, today: Month) -> Month | None:
    """The month a report's title names; without a year the last such month up to today.

    None where the title names no single month, or one that has not begun.
    """
    if report.month is None:
        return None
    year, _, number = report.month.rpartition("-")
    month = Month(int(year) if year else default.year, int(number))
    if not year and month > today:
        month = Month(month.year - 1, month.number)
    return None if month > today else month


def span_name(start: int, end: int) -> str:
    """Where a span stands, as people count: 第12–18字."""
    return f"第{start + 1}–{end}字"


def span_of(name: str) -> tuple[int, int] | None:
    """The span a cell name of a narrative report says, None for any other cell."""
    first, _, last = name.removeprefix("第").removesuffix("字").partition("–")
    if not (name.startswith("第") and first.isdigit() and last.isdigit()):
        return None
    return int(first) - 1, int(last)


def as_reading(
    extraction: Extraction, accepted: Sequence[Accepted], file: str, content: bytes
) -> FileReading:
    """The accepted candidates as ledger rows of that file; the cell of each figure is its span.

    Candidates of one sentence, kind, unit, month and wording with different columns are one row.
    """
    tables: dict[tuple[str, str], list[LedgerRow]] = {}
    for group in _rows(accepted):
        row = _row(extraction, group)
        tables.setdefault((row.sheet, row.kind), []).append(row)
    readings = tuple(_table(sheet, kind, rows) for (sheet, kind), rows in tables.items())
    return FileReading(file, hashlib.sha256(content).hexdigest(), True, readings, content=content)


def _rows(accepted: Iterable[Accepted]) -> list[list[Accepted]]:
    groups: dict[tuple[object, ...], list[list[Accepted]]] = {}
    for one in accepted:
        found = one.candidate
        key = (
            found.report, found.group, found.kind, one.unit, one.month, found.reporter,
            tuple(sorted(found.texts.items())) if found.kind != "创建活动" else (),
        )  # fmt: skip
        rows = groups.setdefault(key, [])
        if rows and _fits(rows[-1], found):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [row for rows in groups.values() for row in rows]


def _fits(row: Sequence[Accepted], candidate: Candidate) -> bool:
    """Whether the candidate fills another column of the row; outputs are rows of their own."""
    if candidate.quantity is None or candidate.kind in ("资金投入", "实事项目"):
        return False
    return candidate.column not in {one.candidate.column for one in row}


def _row(extraction: Extraction, group: Sequence[Accepted]) -> LedgerRow:
    first = group[0].candidate
    quantities: dict[str, CellQuantity] = {}
    texts: dict[str, CellText] = {}
    for one in group:
        quantities |= _quantities(one.candidate)
        texts |= {name: text for name, text in _texts(one.candidate).items() if name not in texts}
    remark = extraction.text[slice(*first.sentence)].strip()[:_LONGEST_REMARK]
    assumed = "（数量按一推定）" if any(one.candidate.assumed for one in group) else ""
    texts["备注"] = CellText(f"原文：{remark}{assumed}", span_name(*first.sentence))
    report = extraction.reports[first.report] if extraction.reports else None
    return LedgerRow(
        kind=first.kind,
        unit=group[0].unit,
        month=group[0].month,
        reporter=first.reporter,
        sheet=(report.title if report else "")[:_LONGEST_SHEET] or "正文",
        row=extraction.text.count("\n", 0, first.start) + 1,
        quantities=quantities,
        texts=texts,
    )


def _quantities(candidate: Candidate) -> dict[str, CellQuantity]:
    column = BY_NAME[candidate.kind].column(candidate.column)
    if candidate.quantity is None or column is None or not column.is_measure:
        return {}
    cell = CellQuantity(candidate.quantity, span_name(candidate.start, candidate.end))
    return dict.fromkeys((candidate.column, *candidate.further), cell)


def _texts(candidate: Candidate) -> dict[str, CellText]:
    kind, cell = BY_NAME[candidate.kind], span_name(candidate.start, candidate.end)
    texts = dict(candidate.texts)
    name = NAME_COLUMNS.get(candidate.kind)
    if name:
        texts.setdefault(name, candidate.item or candidate.text)
    if candidate.kind == "实事项目" and candidate.place:
        texts.setdefault("项目名称", candidate.place)
    column = kind.column(candidate.column)
    if column is not None and column.role == "text":
        texts.setdefault(column.name, candidate.text)
    return {
        name: CellText(text, cell) for name, text in texts.items() if text and kind.column(name)
    }


def _table(sheet: str, kind: str, rows: Sequence[LedgerRow]) -> TableReading:
    totals: dict[str, float] = {}
    for row in rows:
        for name, cell in row.quantities.items():
            totals[name] = totals.get(name, 0.0) + cell.quantity.value
    return TableReading(
        sheet=sheet, kind=kind, header_cell="", columns={},
        units=tuple(dict.fromkeys(row.unit for row in rows)),
        months=tuple(sorted({row.month for row in rows})),
        rows_read=len(rows), totals=totals, rows=tuple(rows),
    )  # fmt: skip
