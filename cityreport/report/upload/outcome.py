"""上传月报 after the commit: the submission of each file, or why there is none."""

from collections.abc import Sequence

from cityreport.pipeline import FileResult
from cityreport.report.upload import states
from cityreport.style import NONE
from cityreport.tables.section import Cell, Column, Section, Table


def committed(results: Sequence[FileResult]) -> Section:
    """What a commit did: the submission of each file, or why there is none."""
    done = [result for result in results if result.submission is not None]
    rest = [result for result in results if result.submission is None]
    rows = tuple(_outcome_row(result) for result in rest + done)
    numbers = [result.submission for result in done if result.submission is not None]
    span = f"（登记编号 {_span(numbers)}）" if numbers else ""
    others = f"，{len(rest)} 个没有登记" if rest else ""
    return Section(
        key="upload-outcome",
        title=f"已登记 {len(done)} 个文件{span}{others}",
        lead="没有登记的列在前面，写明原因；改好后可再上传",
        table=Table(
            (Column("文件"), Column("结果"), Column("登记编号"), Column("单位"), Column("月份"), Column("原因")),
            rows,
            wrapped=True,
        ),
        empty="" if rows else "没有文件。",
    )  # fmt: skip


def _outcome_row(result: FileResult) -> tuple[Cell, ...]:
    keys = result.reading.keys()
    state = "● 已登记" if result.submission is not None else states.word(result)
    left_out = sum(len(table.left_out) for table in result.reading.tables)
    return (
        result.reading.file, state,
        NONE if result.submission is None else str(result.submission),
        states.units_named(dict.fromkeys(key.unit for key in keys)), states.months_named({key.month for key in keys}),
        _reason(result, left_out),
    )  # fmt: skip


def _reason(result: FileResult, left_out: int) -> str:
    if result.submission is not None:
        return f"{left_out} 行有错误，没有登记" if left_out else ""
    order = ("error", "warning", "info")
    ranked = sorted(result.findings, key=lambda finding: order.index(finding.severity))
    if not ranked:
        return "文件里没有可以登记的内容"
    more = sum(finding.severity == "error" for finding in ranked) - 1
    first = next((f for f in ranked if f.code == states.SET_ASIDE), ranked[0])
    where = " ".join(part for part in (first.sheet, first.cell) if part)
    place = f"{where}：" if where else ""
    return f"{place}{first.message}" + (f"（另有 {more} 处错误）" if more > 0 else "")


def _span(numbers: Sequence[int]) -> str:
    ordered = sorted(numbers)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}—{ordered[-1]}"
    return "、".join(map(str, ordered))
