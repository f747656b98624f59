"""A first roster from the files at hand: the unit names met, types guessed (sheets.md section 1)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cityreport.intake.blocks import Block, blocks
from cityreport.intake.captions import captions, named_like_unit, says_none, title_units
from cityreport.intake.fitting import fits
from cityreport.intake.grid import Grid, fold, grid_of
from cityreport.intake.lines import lines
from cityreport.intake.sheet import TEMPLATE_FURNITURE
from cityreport.roster.model import Roster, Unit
from cityreport.tables.workbook import WorkbookCells

_ENDINGS = (
    ("幼儿园", "幼儿园"),
    ("集贸市场|农贸市场|菜市场|市场", "集贸市场"),
    ("大厅|服务中心|窗口|营业厅|政务中心", "窗口单位"),
    ("学校|小学|中学|附小|附中|学院|大学|一中|二中|三中|实验学校", "学校"),
    ("医院|卫生院|卫生服务中心|保健院", "医院"),
    ("社区|社区居委会|居委会", "社区"),
    ("村|村委会", "村"),
    ("街道|街道办事处|街道办", "街道"),
    ("镇|镇政府|镇人民政府|乡|乡政府", "镇"),
    ("公司|集团|厂|银行|企业", "企业"),
    ("局|委|办|办公室|委员会|部|团委|总工会|妇联|法院|检察院|政府", "机关"),
    ("区|县|市", "区县"),
)
_DITTO = frozenset({"同上", "〃", "″"})


def suggest_units(workbooks: Iterable[WorkbookCells]) -> tuple[Unit, ...]:
    """The units named in the files' rows, captions and titles, in order of appearance.

    Codes are counted up (``U001``), types guessed from the endings of the names (empty when
    nothing fits); shorter spellings of a name (瀛东 for 瀛东社区居委会) become aliases.
    """
    names: dict[str, str] = {}
    for workbook in workbooks:
        for name in _names_of_file(workbook):
            names.setdefault(fold(name), name)
    merged = _with_aliases(list(names.values()))
    return tuple(replace(unit, code=f"U{i:03d}") for i, unit in enumerate(merged, start=1))


def guessed_type(name: str) -> str:
    """The unit type a name's ending suggests, empty when none does."""
    plain = re.sub(r"\(.*\)$", "", fold(name))
    return next((kind for ends, kind in _ENDINGS if re.search(f"(?:{ends})$", plain)), "")


def _names_of_file(workbook: WorkbookCells) -> Iterator[str]:
    for sheet in workbook.sheets:
        if fold(sheet.name) in TEMPLATE_FURNITURE:
            continue
        grid = grid_of(sheet)
        for block in blocks(grid):
            rows = list(_names_in_rows(grid, block))
            yield from rows or _names_around(grid, block, sheet.name, workbook.file)


def _names_in_rows(grid: Grid, block: Block) -> Iterator[str]:
    """The texts of the table's 单位 column, totals, notes and 本月无 left out."""
    fit = fits(block.header.cells)[0]
    column = next((f.index for f in fit.fields if f.column.role == "unit"), None)
    if column is None:
        return
    for line in lines(grid, block, fit):
        if line.kind in ("data", "none", "blank"):
            text = grid.text(grid.home((line.row, column)))
            if text and fold(text) not in _DITTO and not says_none(text):
                yield text


def _names_around(grid: Grid, block: Block, sheet: str, file: str) -> Iterator[str]:
    """The first unit named above the table, else by the sheet's, else by the file's name."""
    said = captions(grid, block.caption_cells(grid), Roster(())).units
    named = [claim.text for claim in said]
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    for name in (sheet, stem):
        named += [claim.text for claim in title_units(name, Roster(()), None)]
        if guessed_type(name) and not named_like_unit(name) and sheet == name:
            named.append(name)
    yield from named[:1]


def _with_aliases(names: Sequence[str]) -> list[Unit]:
    """Units for the names; a name that another one only lengthens by 居委会 or 办事处 is one unit."""
    units: dict[str, Unit] = {}
    for name in names:
        stem = re.sub(r"(居委会|村委会|办事处|人民政府|政府)$", "", fold(name))
        known = units.get(stem)
        if known is None:
            units[stem] = Unit(code="", name=name, unit_type=guessed_type(name))
        else:
            short, long = sorted((known.name, name), key=len)
            units[stem] = replace(known, name=short, aliases=(*known.aliases, long))
    return list(units.values())
