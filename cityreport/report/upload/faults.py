"""数据问题 by file and by kind of fault, so that a hundred of them can be worked through."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cityreport.report.upload.states import SET_ASIDE
from cityreport.tables.section import Column, Section, Table
from cityreport.tables.workbook import Finding, Severity

Placed = tuple[str, Finding]
"""The file and what was found in it."""
OTHER = "文件打不开或不是表格"
_FAMILIES: dict[str, tuple[str, ...]] = {
    "单位认不出或没写": (
        "unknown-unit", "missing-unit", "missing-unit-cell", "empty-roster", "filled-down",
        "inactive-unit", "title-unit-conflict",
    ),
    "月份认不出或不一致": (
        "missing-month", "missing-month-cell", "missing-year", "unreadable-month", "month-outside",
        "several-months", "future-month", "title-month-conflict", "name-month-conflict",
        "date-month-conflict", "dropped-zero",
    ),
    "数字读不出": (
        "unreadable-number", "error-cell", "uncached-formula", "vague-quantity", "covered-number",
        "unreadable-total",
    ),
    "合计对不上": (
        "wrong-total", "wrong-subtotal-column", "stock-total", "unlabelled-total",
        "unsplit-subtotal",
    ),
    "没有填": (
        "blank-required", "blank-text", "missing-column", "half-filled", "header-only",
        "header-only-optional", "no-code", "empty-file",
    ),
    "数字不合常理": (
        "negative-count", "negative-money", "fractional-count", "hours-per-person",
        "hours-beyond-day",
        "hours-without-people", "more-than-whole", "more-than-population", "overdue-beyond-open",
        "rectified-beyond-found", "day-to-come", "days-reversed", "days-unknown",
        "sum-of-children", "differing-stock",
    ),
    "重复或矛盾": (
        "duplicate-row", "sums-of-sheets", "same-report-twice", "same-file-again",
        "empty-and-rows", "duplicate-column", "ignored-column",
    ),
    "表头认不出": (
        "nothing-recognised", "header-not-fitting", "ambiguous-kind", "unknown-column",
        "unrecognised-sheet", "unknown-measure-unit", "unit-caption-conflict",
    ),
    "不在可选项里": ("unknown-category", "unknown-answer", "unclear-empty-mark"),
    "约数和换算": ("approximate", "time-value", "implied-one", "not-assessed"),
    "隐藏的和表外的内容": ("hidden-sheet", "hidden-rows", "stray-cell"),
    "按更正读取": (
        "learnt-header", "learnt-unused", "said-header", "said-unused", "corrected-header",
        "corrected-kind", "corrected-unit", "corrected-month", "edited-cell",
    ),
    "这次不能登记": ("closed-month", "not-committed", SET_ASIDE),
}  # fmt: skip
_FAMILY_OF = {code: family for family, codes in _FAMILIES.items() for code in codes}
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class FaultFilter:
    """Which findings are shown; None means any."""

    severity: Severity | None = None
    family: str | None = None
    file: str | None = None


def family(finding: Finding) -> str:
    """What kind of fault a finding is, in words."""
    return _FAMILY_OF.get(finding.code, OTHER)


def families(found: Iterable[Placed]) -> list[tuple[str, int]]:
    """The kinds of fault met and how many there are of each, most errors first."""
    counted = Counter(family(one) for _, one in found)
    errors = Counter(family(one) for _, one in found if one.severity == "error")
    return sorted(counted.items(), key=lambda pair: (-errors[pair[0]], -pair[1], pair[0]))


def files_with_faults(found: Iterable[Placed]) -> list[tuple[str, int]]:
    """The files and how much was found in each, most errors first."""
    counted = Counter(file for file, _ in found)
    errors = Counter(file for file, one in found if one.severity == "error")
    return sorted(counted.items(), key=lambda pair: (-errors[pair[0]], -pair[1], pair[0]))


def chosen(found: Iterable[Placed], wanted: FaultFilter) -> list[Placed]:
    """The findings that fit the filter."""
    return [
        (file, one)
        for file, one in found
        if wanted.severity in (None, one.severity)
        and wanted.family in (None, family(one))
        and wanted.file in (None, file)
    ]


def grouped(found: Sequence[Placed]) -> Section:
    """One line for each file and kind of fault, with counts, the blocking ones first."""
    groups: dict[tuple[str, str], Counter[Severity]] = {}
    for file, one in found:
        groups.setdefault((file, family(one)), Counter())[one.severity] += 1
    rows = sorted(
        groups.items(), key=lambda pair: (-pair[1]["error"], -pair[1]["warning"], pair[0])
    )
    files = len({file for file, _ in found})
    counts = Counter(one.severity for _, one in found)
    said = "、".join(
        f"{words} {counts[kind]} 条" for kind, words in SEVERITIES.items() if counts[kind]
    )
    return Section(
        key="upload-faults",
        title=f"{files} 个文件里有{said}" if found else "没有发现问题",
        lead="一行是一个文件里的一种问题 · 错误：不登记（或只略过这一行）；警告：照样登记，请核对；提示：供了解",
        table=Table(
            (
                Column("文件"), Column("问题种类"), Column("错误", "count"), Column("警告", "count"),
                Column("提示", "count"),
            ),
            tuple(
                (*place, *(counted[kind] or None for kind in SEVERITIES)) for place, counted in rows
            ),
        ),
        empty="" if found else "没有发现问题。",
    )  # fmt: skip
