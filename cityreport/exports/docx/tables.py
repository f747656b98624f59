"""Tables: a header row that repeats on every page, rows that are not torn, numbers at the right.

Written as XML at once: cell by cell python-docx needs a second for a thousand rows.
"""

from collections.abc import Sequence

from cityreport import style
from cityreport.exports.docx import layout
from cityreport.exports.docx.text import run_xml
from cityreport.tables.document import Grid
from cityreport.tables.section import Cell, Column

MOST_TOGETHER = 12
"""A table of so many rows stays on one page; a longer one breaks between rows, its header repeated."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(grid: Grid, width: int, style_ids: dict[str, str], spaces: str) -> str:
    """The table as ``w:tbl``, as wide as ``width`` twips; ``spaces`` declares its names."""
    widths = _widths(grid.widths, width)
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = _row(
        [_cell(column.title, one, style_ids[layout.HEAD_CELL], "center", keep=True)
         for column, one in zip(grid.table.columns, widths, strict=True)],
        header=True,
    )  # fmt: skip
    last, together = len(grid.table.rows) - 1, len(grid.table.rows) <= MOST_TOGETHER
    rows = "".join(
        _body_row(cells, grid, widths, style_ids, keep=together and at < last)
        for at, cells in enumerate(grid.table.rows)
    )
    return (
        f"<w:tbl {spaces}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def cell_text(value: Cell, column: Column) -> str:
    """A cell as it is printed, without the blank after 约."""
    return style.write(value, column.format).replace(f"{style.APPROXIMATE} ", style.APPROXIMATE)


def _widths(shares: Sequence[float], width: int) -> list[int]:
    whole = sum(shares)
    return [round(width * share / whole) for share in shares]


def _body_row(
    cells: Sequence[Cell],
    grid: Grid,
    widths: Sequence[int],
    style_ids: dict[str, str],
    *,
    keep: bool,
) -> str:
    style_id = style_ids[layout.CELL]
    return _row([
        _cell(cell_text(value, column), width, style_id, "left" if column.format == "text" else "right", keep=keep)
        for value, column, width in zip(cells, grid.table.columns, widths, strict=True)
    ])  # fmt: skip


def _row(cells: Sequence[str], *, header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style_id: str, align: layout.Align, *, keep: bool) -> str:
    """A cell; ``keep`` holds its row on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{kept}<w:jc w:val="{align}"/></w:pPr>{run_xml(text)}</w:p></w:tc>'
    )
