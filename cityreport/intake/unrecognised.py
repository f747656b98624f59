"""A sheet without any table that was recognised: which row looks most like its header, and why not."""

from collections.abc import Sequence

from cityreport.intake.bare import named_kind
from cityreport.intake.columns import is_header_word
from cityreport.intake.fitting import fit_of
from cityreport.intake.grid import Grid, is_figure
from cityreport.intake.headers import head_cells
from cityreport.intake.messages import say
from cityreport.tables.workbook import Finding, cell_name

_WITHIN = 20
_LEAST_WORDS, _LONGEST_WORD = 3, 20
_MOST_NAMED = 8


def likely_header(grid: Grid, names: Sequence[str]) -> Finding | None:
    """Why no report was recognised, at the row that looks most like a header; None without one.

    ``names`` are the texts beside the sheet that may name its kind: its own name, the file's.
    """
    rows = [row for row in range(min(grid.height, _WITHIN)) if _may_be_header(grid, row)]
    if not rows:
        return None
    row = max(rows, key=lambda one: (_known(grid, one), len(grid.in_row(one)), -one))
    cells = head_cells(grid, row, rows=1)
    titles = [grid.text(at) for above in range(row) for at in grid.in_row(above)]
    kind = named_kind([*titles, *names])
    unknown = (
        fit_of(kind, cells).unknown
        if kind
        else tuple(cell for cell in cells if not is_header_word(cell.top))
    )
    words = _listed([cell.top for cell in cells])
    odd = f"，其中{_listed([cell.top for cell in unknown])}不认识" if unknown else ""
    title = f"；标题或名称写的是“{kind.name}”" if kind else ""
    return say(
        "nothing-recognised",
        cell_name(*cells[0].at),
        near=f"：第 {row + 1} 行最像表头（{words}）{odd}{title}",
        way="；表头没有错的，请在“上传月报”的“表头怎么认的”里选这张表，指明报表种类和每一列",
    )


def _may_be_header(grid: Grid, row: int) -> bool:
    cells = grid.in_row(row)
    texts = [grid.text(at) for at in cells]
    return (
        len(cells) >= _LEAST_WORDS
        and not any(is_figure(grid.value(at)) for at in cells)
        and all(len(text) <= _LONGEST_WORD for text in texts)
    )


def _known(grid: Grid, row: int) -> int:
    return sum(is_header_word(grid.text(at)) for at in grid.in_row(row))


def _listed(words: Sequence[str]) -> str:
    more = f"等 {len(words)} 项" if len(words) > _MOST_NAMED else ""
    return "".join(f"“{' '.join(word.split())}”" for word in words[:_MOST_NAMED]) + more
