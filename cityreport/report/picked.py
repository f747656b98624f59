"""Ledger rows as figures: one row, or the rows of a sheet that a rule picks."""

from functools import lru_cache
from hashlib import blake2b

from cityreport.tables.figure import Figure, Picked
from cityreport.tables.stored import Line

ROW, COUNT, SUM = "行", "行数", "合计"
COLUMN = "列"
SUBMISSION, NUMBER, SHEET = "登记编号", "行号", "工作表"
"""The conditions that name one row; of its sheet a mark stands in the code, not the name."""
ROUND, ITEM, TYPE, REASON = "期次", "测评项目", "点位类型", "扣分原因"
RATE, LOST, UNASSESSED, UNSAID = "得分率", "扣分", "未测评", "未填"
"""What is picked of 测评打分, and by which conditions."""
FOUND, CLOSED, OPEN, OVERDUE, RELAPSES = "发现", "已整改", "未整改", "逾期", "反弹率"
AGE, WINDOW = "已过天数", "天数"
"""What is picked of 问题整改台账 on a day, and by which conditions beside 点位类型."""
FILLED, BLANK = "已填", "空着"
YES, NO = "有", "无"
_WORDS = {"是": YES, "否": NO}
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs without I, L, O and U, which are misread."""


def of_row(row: Line) -> Figure:
    """One ledger row, to open its cells."""
    where = (
        (SUBMISSION, str(row.submission)), (NUMBER, str(row.row)), (SHEET, digest(row.sheet, 3)),
    )  # fmt: skip
    picked = Picked(row.kind, ROW, where)
    return Figure(row.month.year, row.month.number, unit=row.unit, picked=picked)


def counted(about: Figure, kind: str, *where: tuple[str, str]) -> Figure:
    """How many rows of a sheet kind meet the conditions, in the scope and month of ``about``."""
    return picked(about, Picked(kind, COUNT, where))


def added(about: Figure, kind: str, column: str) -> Figure:
    """What the rows of a sheet kind add up to in a column, in the scope and months of ``about``."""
    return picked(about, Picked(kind, SUM, ((COLUMN, column),)))


def picked(about: Figure, meant: Picked) -> Figure:
    """The figure of picked rows in the scope and month of ``about``."""
    return Figure(
        about.year, about.month, unit=about.unit, unit_type=about.unit_type,
        only_month=about.only_month, picked=meant,
    )  # fmt: skip


def scope(year: int, month: int, unit_type: str | None, unit: str | None) -> Figure:
    """A selection's scope to date, to pick rows in; one unit stands for itself."""
    return Figure(
        year, month, unit=unit or "", unit_type="" if unit else unit_type or "",
    )  # fmt: skip


def origin(row: Line) -> str:
    """Where a row stands: file, sheet and row number."""
    return f"{row.file} · {row.sheet} · 第{row.row}行"


def words(row: Line, column: str) -> str:
    """What a text cell says without blanks around it, "" where it is blank."""
    return (row.word(column) or "").strip()


def answer(row: Line, column: str) -> str:
    """有 or 无, 未填 for a blank cell, else the words as written."""
    text = row.word(column) or ""
    return _WORDS.get(text, text) or UNSAID


@lru_cache(4096)
def digest(text: str, length: int) -> str:
    """A short mark of a text, the same on every machine."""
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(length))
