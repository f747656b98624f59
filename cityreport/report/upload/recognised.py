"""表头怎么认的: what each table's header was taken for, and whence its unit and month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cityreport.pipeline import FileResult
from cityreport.report.upload import states
from cityreport.sheets import BY_NAME
from cityreport.style import NONE
from cityreport.tables.corrections import NOT_USED, PART, HeaderWord
from cityreport.tables.ledger import FileReading, TableReading
from cityreport.tables.recognition import ColumnReading, Origin, Recognition
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.workbook import Finding

UNUSED = "不用"
_UNREAD = {
    "unrecognised-sheet": "没有认出报表",
    "ambiguous-kind": "分不出是哪种报表",
    "header-not-fitting": "认不出表头",
}
_ROWS = "\n"


@dataclass(frozen=True, slots=True)
class Spot:
    """One table of a batch, or a sheet in which none was recognised (then without ``table``).

    ``header`` is the first row of its header, from 1; 0 where there is none. ``place`` counts the
    tables of its file.
    """

    reading: FileReading
    sheet: str
    header: int
    place: int
    table: TableReading | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """The table on one line: 三月.xlsx · Sheet1 · 资金投入."""
        what = self.table.kind if self.table else self.why
        return f"{self.reading.file} · {self.sheet} · {what}"

    @property
    def key(self) -> str:
        """What tells it from others, also after it was read again."""
        return f"{self.reading.sha256[:12]}-{self.place}"


def spots(results: Sequence[FileResult]) -> tuple[Spot, ...]:
    """Every table of the files, those first that a person has most reason to look at."""
    found = [spot for result in results for spot in _spots(result.reading)]
    return tuple(sorted(found, key=_doubtful))


def recognised(found: Sequence[Spot]) -> Section:
    """All tables of the batch in brief: kind, header rows, whence unit and month, unused columns."""
    rows = tuple(_brief(spot) for spot in found)
    count = sum(spot.table is not None for spot in found)
    rest = len(found) - count
    others = f"，{rest} 张工作表没有认出" if rest else ""
    return Section(
        key="upload-recognised",
        title=f"认出 {count} 张表{others}",
        lead="没认全的排在前面 · 逐列怎么认的，在下面选一张表看",
        table=Table(
            (
                Column("文件"), Column("工作表"), Column("认成表种"), Column("表头"), Column("单位从哪来"),
                Column("月份从哪来"), Column("行数", "count"), Column("没有用到的列"),
            ),
            rows,
            wrapped=True,
        ),
        empty="" if rows else "没有认出任何报表。",
    )  # fmt: skip


def explained(spot: Spot) -> Section:
    """One table: which rows are its header, what each column was taken for and on whose word."""
    table, recognition = spot.table, spot.table.recognition if spot.table else None
    if table is None or recognition is None:
        return Section(
            key="upload-explained",
            title=f"「{spot.sheet}」{spot.why}",
            empty="这张工作表没有读取。如果是月报，请在下面指出表头在第几行、是哪种报表、每列是什么。",
        )
    unit = states.units_named(table.units)
    month = states.months_named(table.months)
    return Section(
        key="upload-explained",
        title=f"「{spot.sheet}」认成{table.kind}，表头是{_rows(recognition)}",
        lead=f"单位：{unit}（{origin(recognition.unit)}） · 月份：{month}（{origin(recognition.month)}）",
        table=Table(
            (Column("列"), Column("表头原文"), Column("认作"), Column("计量单位"), Column("依据")),
            tuple(_column_row(column) for column in recognition.columns),
        ),
    )


def origin(found: Origin) -> str:
    """Where a unit or month comes from, in words."""
    words = {
        "rows": f"各行的“{found.text}”列 {found.cell}" if found.text else "各列的表头",
        "caption": f"表上方 {found.cell} 写的“{found.text}”",
        "name": f"工作表名或文件名“{found.text}”",
        "person": "登记人指定",
        "nowhere": "没有写明",
    }
    return words[found.place].strip()


def meaning(column: str) -> str:
    """A column as people choose it: 金额, 金额（财政拨款）, 不用."""
    name, _, part = column.partition(PART)
    return f"{name}（{part}）" if part else name or UNUSED


def meanings(kind: str) -> list[str]:
    """What a column of a sheet kind can be: not used, its columns, the parts of its spread measure."""
    columns = BY_NAME[kind].entered
    by = next((column for column in columns if column.several), None)
    measure = next(iter(BY_NAME[kind].required), None)
    parts = (*by.choices, "小计") if by and measure else ()
    spread = [f"{measure.name}{PART}{part}" for part in parts] if measure else []
    return [NOT_USED, *(column.name for column in columns), *spread]


def learnt(words: Sequence[HeaderWord]) -> Section:
    """The header words people explained once, which are heeded without asking."""
    return Section(
        key="learnt-headers",
        title=f"记住了 {len(words)} 处表头写法" if words else "还没有记住任何表头写法",
        lead="只用于写明的单位和表种 · 记错了可以在下面去掉，下次再问",
        table=Table(
            (Column("单位"), Column("表种"), Column("表头写法"), Column("认作"), Column("谁选的")),
            tuple(
                (word.unit, word.kind, shown(word.words), meaning(word.column), chosen_by(word))
                for word in words
            ),
        ),
        empty="" if words else "改正表头并登记后，改过的写法会记在这里。",
    )


def shown(words: str) -> str:
    """Header words as they are remembered, for reading."""
    return words.replace(_ROWS, " / ")


def chosen_by(word: HeaderWord) -> str:
    """Who chose when."""
    return " ".join(filter(None, (word.by, f"{word.at:%Y-%m-%d}" if word.at else ""))) or NONE


def _spots(reading: FileReading) -> Iterable[Spot]:
    for place, table in enumerate(reading.tables):
        first = table.recognition.first if table.recognition else 0
        yield Spot(reading, table.sheet, first, place, table)
    unread = (one for one in reading.findings if one.code in _UNREAD and one.sheet is not None)
    for place, finding in enumerate(unread, start=len(reading.tables)):
        why = _UNREAD[finding.code]
        yield Spot(reading, finding.sheet or "", _row(finding), place, None, why)


def _row(finding: Finding) -> int:
    digits = "".join(sign for sign in finding.cell or "" if sign.isdigit())
    return int(digits or 0)


def _doubtful(spot: Spot) -> tuple[bool, int]:
    """Sheets without a table first, then tables by how many columns were left unused."""
    return spot.table is not None, -len(_unused(spot.table))


def _unused(table: TableReading | None) -> list[ColumnReading]:
    columns = table.recognition.columns if table and table.recognition else ()
    return [column for column in columns if column.column == NOT_USED]


def _brief(spot: Spot) -> tuple[Cell, ...]:
    table, recognition = spot.table, spot.table.recognition if spot.table else None
    if table is None or recognition is None:
        return (spot.reading.file, spot.sheet, f"◆ {spot.why}", NONE, NONE, NONE, None, NONE)
    unused = "、".join(f"{one.letters}列 {one.header}" for one in _unused(table))
    return (
        spot.reading.file, spot.sheet, table.kind, _rows(recognition), origin(recognition.unit),
        origin(recognition.month), table.rows_read, unused or NONE,
    )  # fmt: skip


def _rows(recognition: Recognition) -> str:
    first, last = recognition.first, recognition.last
    return f"第 {first} 行" if first == last else f"第 {first}、{last} 行"


def _column_row(column: ColumnReading) -> tuple[Cell, ...]:
    return (
        column.letters, column.header or "（空白）", meaning(column.column),
        column.measure_unit, _voice(column),
    )  # fmt: skip


def _voice(column: ColumnReading) -> str:
    voices: Mapping[str, str] = {
        "program": "表头" if column.column != NOT_USED else "不认识这个表头",
        "learnt": f"按以前的选择（{column.since}）",
        "person": "登记人这次改的",
    }
    return voices[column.voice]
