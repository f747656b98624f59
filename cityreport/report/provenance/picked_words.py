"""How picked ledger rows are called, what they amount to in words, and how that comes about."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan

from cityreport.pipeline import Evaluation
from cityreport.report.picked import COLUMN, COUNT, LOST, NUMBER, ROW, SUBMISSION, SUM, WINDOW
from cityreport.report.provenance.cells import Evidence, Rows
from cityreport.report.provenance.picking import meant, number, sides, the_rows
from cityreport.sheets import BY_NAME
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure, Picked
from cityreport.tables.section import Column, Section, Table
from cityreport.tables.stored import StoredRow

GONE = "这一行现在不计入任何数：它所在的报表已被替换或撤回。可在“上传记录”里查看各次登记。"


def what_picked(picked: Picked) -> str:
    """What is counted or added up: 工作机制（是否建立：有）行数."""
    where = dict(picked.where)
    if picked.rule == ROW:
        return f"{picked.kind}第{where[NUMBER]}行（{where[SUBMISSION]}号登记）"
    window = f"整改后{where.pop(WINDOW)}天" if WINDOW in where else ""
    if picked.rule == SUM:
        return f"{picked.kind}·{where[COLUMN]}合计"
    colon = picked.rule == COUNT
    said = "，".join(f"{name}：{text}" if colon else text for name, text in where.items())
    return f"{picked.kind}{f'（{said}）' if said else ''}{window}{picked.rule}"


def day_of(picked: Picked) -> str:
    """The day a register is looked at, in words; "" without one."""
    if not picked.day:
        return ""
    day = date.fromisoformat(picked.day)
    return f"截至{day.year}年{day.month}月{day.day}日"


def amount_picked(found: Sequence[Evidence], picked: Picked) -> str:
    """What the rows amount to; "" where there is no single amount to say."""
    if picked.rule == ROW or not found:
        return "、".join(in_full(side) for side in found if side.unit != "行")
    if len(found) == 1:
        return in_full(found[0])
    amount = number(found, picked)
    if isnan(amount):
        return "没有可算的"
    return f"{write(amount, 'number')} 分" if picked.rule == LOST else write(amount, "rate")


def in_full(side: Evidence) -> str:
    """A side's amount with its measure unit, unshortened."""
    return f"{write(side.amount, 'number')} {side.unit}".rstrip()


def working_picked(store: Rows, evaluation: Evaluation, figure: Figure, title: str) -> Section:
    """The cells of one row as they stand, or the steps from the picked rows to the figure."""
    picked = meant(figure)
    if picked.rule == ROW:
        return _cells_of(the_rows(store, figure), picked, title)
    found = sides(store, evaluation, figure)
    rows = [(side.name, in_full(side), f"{side.said}：{_how(side)}") for side in found]
    if len(found) > 1:
        names = " － " if picked.rule == LOST else " ÷ "
        order = reversed(found) if picked.rule == LOST else found
        formula = names.join(side.name for side in order)
        rows.append((picked.rule, amount_picked(found, picked), formula))
    return Section(
        key="working",
        title=title,
        lead=" · ".join(filter(None, (_whose(figure), day_of(picked), "每个数对应的单元格见下表"))),
        table=Table((Column("步骤"), Column("数值"), Column("怎么来的")), tuple(rows)),
        source=f"来源：各单位{picked.kind}",
        figure=figure,
    )


def _how(side: Evidence) -> str:
    return f"{len(side.cells)} 行，一行计 1" if side.counts else "各行相加"


def _whose(figure: Figure) -> str:
    return figure.unit or figure.unit_type or "全市"


def _cells_of(rows: Sequence[StoredRow], picked: Picked, title: str) -> Section:
    place = f"{rows[0].file} · {rows[0].sheet} · 第{rows[0].row}行" if rows else ""
    return Section(
        key="working",
        title=title,
        lead=f"{place} · 一行里的每个单元格，照原文" if rows else "",
        table=Table(
            (Column("列"), Column("单元格"), Column("原内容"), Column("登记为")),
            tuple(line for row in rows for line in _cell_lines(row)),
        ),
        source=f"来源：{rows[0].unit}{rows[0].month.label}{picked.kind}" if rows else "",
        empty="" if rows else GONE,
    )


def _cell_lines(row: StoredRow) -> Iterator[tuple[str, str, str, str]]:
    for column in BY_NAME[row.kind].columns:
        if column.name in row.quantities:
            one = row.quantities[column.name]
            number = write(one.value, "number", one.precision != "exact")
            yield column.name, one.cell, one.written, f"{number} {column.measure_unit}".rstrip()
        elif column.name in row.texts:
            text = row.texts[column.name]
            yield column.name, text.cell or NONE, text.text, text.text
