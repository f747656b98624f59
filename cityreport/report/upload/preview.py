"""上传月报 before the commit: what was read of the uploaded files."""

from collections import Counter
from collections.abc import Sequence

from cityreport.pipeline import FileResult
from cityreport.report.upload import states
from cityreport.report.upload.totals import control_totals
from cityreport.style import write
from cityreport.tables.section import Cell, Column, Headline, Section, Table


def headlines(results: Sequence[FileResult]) -> tuple[Headline, ...]:
    """How many files there are, and how many of them can be registered."""
    words = [states.word(result) for result in results]
    ready = [result for result in results if result.registrable]
    rows = sum(states.kept_rows(table) for result in ready for table in result.reading.tables)
    units = {key.unit for keys in (result.reading.keys() for result in ready) for key in keys}
    left_out = sum(len(table.left_out) for result in ready for table in result.reading.tables)
    others = [f"{words.count(kind)} 个{kind[2:]}" for kind in (states.AGAIN, states.NOTHING, states.SKIPPED, states.ASIDE)
              if kind in words]  # fmt: skip
    return (
        Headline("文件", f"{len(results)} 个", "；".join(others)),
        Headline("可以登记", f"{len(ready)} 个", f"{len(units)} 家单位" if ready else ""),
        Headline("有错误", f"{words.count(states.FAULTY)} 个", "不登记，其余照常" if states.FAULTY in words else ""),
        Headline("无法读取", f"{words.count(states.UNREAD)} 个", "请单位补发" if states.UNREAD in words else ""),
        Headline("将登记的数据行", f"{write(rows, 'count')} 行", f"另有 {left_out} 行有错误不登记" if left_out else ""),
    )  # fmt: skip


def files(results: Sequence[FileResult]) -> Section:
    """The files one by one: state, what was recognised, control totals; the blocked ones first."""
    words = [states.word(result) for result in results]
    pairs = sorted(zip(words, results, strict=True), key=lambda pair: states.ORDER.index(pair[0]))
    return Section(
        key="upload-files",
        title=_claim(words),
        lead="表种、单位、月份和行数由程序认出，请核对 · 合计为文件中全部数据行",
        table=Table(
            (
                Column("文件"), Column("状态"), Column("单位"), Column("月份"),
                Column("读到行数", "count"), Column("将登记行数", "count"), Column("错误", "count"),
                Column("警告", "count"), Column("表种与合计"),
            ),
            tuple(_file_row(state, result) for state, result in pairs),
            wrapped=True,
        ),
        notes=("表里写了合计、小计的，已和明细逐项核对；对不上的列为错误。",),
        empty="" if results else "还没有选择文件。",
    )  # fmt: skip


def _claim(words: Sequence[str]) -> str:
    ready = words.count(states.READY) + words.count(states.NOTED)
    parts = [
        f"{words.count(kind)} 个{text}"
        for kind, text in (
            (states.FAULTY, "有错误"), (states.UNREAD, "无法读取"), (states.ASIDE, "本次不用"),
            (states.NOTHING, "没有可登记的内容"), (states.AGAIN, "是重复的"), (states.SKIPPED, "不是表格"),
        )
        if kind in words
    ]  # fmt: skip
    if not parts:
        return f"{len(words)} 个文件都可以登记"
    return f"{len(words)} 个文件中 {ready} 个可以登记，{'，'.join(parts)}"


def _file_row(state: str, result: FileResult) -> tuple[Cell, ...]:
    tables = result.reading.tables
    severities = Counter(finding.severity for finding in result.findings)
    keys = result.reading.keys()
    units = dict.fromkeys(unit for table in tables for unit in table.units)
    months = {month for table in tables for month in table.months}
    return (
        result.reading.file, state, states.units_named(units), states.months_named(months or {key.month for key in keys}),
        sum(table.rows_read for table in tables),
        sum(map(states.kept_rows, tables)) if result.registrable else 0,
        severities["error"], severities["warning"],
        control_totals(tables, registered=result.registrable),
    )  # fmt: skip
