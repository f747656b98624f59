"""What each row below a header is: data, total, note, 本月无, or nothing."""

import re
from dataclasses import dataclass
from typing import Literal

from cityreport.intake.blocks import (
    Block,
    is_footer,
    is_note,
    is_section,
    is_signature,
    is_signature_label,
)
from cityreport.intake.captions import says_none, says_none_in_words
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid, fold
from cityreport.tables.workbook import Address

LineKind = Literal["blank", "data", "subtotal", "total", "cumulative", "note", "none"]
_TOTAL = re.compile(r".{0,12}?(?P<word>小计|合计|总计|共计|累计)(?:数|金额)?(?:\([^)]*\))?[:：]?")
_KINDS: dict[str, LineKind] = {"小计": "subtotal", "累计": "cumulative"}
PREFILLED = ("unit", "month", "reporter")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table's body; ``at`` is the cell that says what it is (合计, 本月无)."""

    row: int
    kind: LineKind
    at: Address | None = None


def lines(grid: Grid, block: Block, fit: Fit) -> list[Line]:
    """Every body row of the table with what it is, page repeats left out."""
    found: list[Line] = []
    after_total = False
    for row in block.body:
        if row not in block.furniture:
            line = _line(grid, block, fit, row, after_total=after_total)
            after_total = after_total or line.kind == "total"
            found.append(line)
    return found


def total_word(text: str) -> str:
    """The word 小计, 合计, 总计, 共计 or 累计 a label cell ends with, empty if it is no label."""
    match = _TOTAL.fullmatch(fold(text))
    return match["word"] if match else ""


def _line(grid: Grid, block: Block, fit: Fit, row: int, *, after_total: bool) -> Line:
    cells = grid.in_row(row, block.first_column, block.last_column)
    given = _given(grid, fit, cells)
    if not given:
        return _unnamed_line(grid, row, cells)
    if not fit.kind.counted and _is_entry(grid, fit, given):
        return Line(row, "data")
    label = _total_label(grid, fit, cells)
    if label is not None:
        word = total_word(grid.text(label))
        return Line(row, _KINDS.get(word, "total"), label)
    if _says_none(grid, fit, given):
        return Line(row, "none", given[0])
    if _is_note(grid, block, fit, cells, after_total=after_total):
        return Line(row, "note", cells[0])
    return Line(row, "data")


def _is_entry(grid: Grid, fit: Fit, given: list[Address]) -> bool:
    """Whether a row of a register of texts is an entry, whatever its words look like.

    A plan may begin with “1.”, a system may be called 审核制度: at least two of its cells are
    filled, and none is a bare total word or the label of a signature.
    """
    fields = fit.by_index
    texts = [grid.text(at) for at in given if at[1] in fields]
    furniture = any(
        total_word(text) == fold(text) or is_signature_label(text) or is_footer(text)
        for text in texts
    )
    return len(texts) >= 2 and not furniture and not _says_none(grid, fit, given)


def _unnamed_line(grid: Grid, row: int, cells: list[Address]) -> Line:
    """A row with at most prefilled cells: blank, or a signature, note, total that stands there."""
    for at in cells:
        text = grid.text(at)
        if is_signature(text) or is_note(text) or is_footer(text):
            return Line(row, "note", at)
        if says_none_in_words(text):
            return Line(row, "none", at)
        if word := total_word(text):
            return Line(row, _KINDS.get(word, "total"), at)
    return Line(row, "blank")


def _given(grid: Grid, fit: Fit, cells: list[Address]) -> list[Address]:
    """The cells of a row that nobody fills in beforehand: not 单位, 月份, 填报方, 序号."""
    prefilled = {f.index for f in fit.fields if f.column.role in PREFILLED} | set(fit.numbering)
    return [at for at in cells if at[1] not in prefilled]


def _total_label(grid: Grid, fit: Fit, cells: list[Address]) -> Address | None:
    """The cell that labels a total: the first text of the row, outside measures and 备注."""
    fields = fit.by_index
    for at in cells:
        field = fields.get(at[1])
        if field is not None and (field.column.is_measure or field.column.name == "备注"):
            continue
        if isinstance(grid.value(at), str) and total_word(grid.text(at)):
            return at if not _named_before(grid, fields, cells, at) else None
    return None


def _named_before(
    grid: Grid, fields: dict[int, Field], cells: list[Address], label: Address
) -> bool:
    """Whether a text column left of the label gives the row its own name (details.md C29)."""
    return any(
        at[1] < label[1] and at[1] in fields and fields[at[1]].column.role in ("text", "category")
        for at in cells
        if isinstance(grid.value(at), str)
    )


def _says_none(grid: Grid, fit: Fit, given: list[Address]) -> bool:
    """Whether all that the row gives is 本月无, 无, —, / (a zero or a remark beside words is fine)."""
    remarks = {field.index for field in fit.fields if field.column.name == "备注"}
    counted = [at for at in given if at[1] not in remarks] or given
    texts = [grid.text(at) for at in counted]
    words = any(says_none_in_words(text) for text in texts)
    return all(
        says_none(text) or (words and fold(text) in ("0", "0.0", "0.00"))
        for at, text in zip(counted, texts, strict=True)
    ) and not any(at in grid.sheet.error_cells or at in grid.sheet.uncached for at in counted)


def _is_note(
    grid: Grid, block: Block, fit: Fit, cells: list[Address], *, after_total: bool
) -> bool:
    """Whether the row is a signature, a note or a part's heading, with no quantity in it."""
    first = grid.text(cells[0])
    texts = [grid.text(at) for at in cells]
    if is_signature(first) or is_footer(first):
        return True
    if is_note(first):
        return not _measured(grid, fit, cells)
    if _measured(grid, fit, cells):
        return False
    signed = any(is_signature(text) for text in texts)
    merged = grid.merged(cells[0])
    wide = (merged[3] - merged[1] + 1) * 2 > block.last_column - block.first_column + 1
    alone = len(cells) == 1 and (after_total or is_section(first) or wide)
    return signed or alone


def _measured(grid: Grid, fit: Fit, cells: list[Address]) -> bool:
    """Whether any measure column of the row holds something."""
    fields = fit.by_index
    return any(at[1] in fields and fields[at[1]].column.is_measure for at in cells)
