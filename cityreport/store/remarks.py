"""批注: remarks to a figure and month, kept also when they are taken down."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import UNIT
from cityreport.store.schema_office import FIGURE_NOTE
from cityreport.tables.remarks import (
    LONGEST_REMARK,
    AddRemark,
    DropRemark,
    Place,
    Remark,
    RemarkChange,
)

_OF_TYPE = "@"
"""Between a section's key and the unit type in the column ``figure``; no key has it."""


def remarks(connection: Connection, year: int) -> list[Remark]:
    """The remarks to a year's months, those taken down included, the oldest first."""
    joined = FIGURE_NOTE.outerjoin(UNIT, UNIT.c.id == FIGURE_NOTE.c.unit_id)
    asked = (
        select(FIGURE_NOTE, UNIT.c.name.label("unit"))
        .select_from(joined)
        .where(FIGURE_NOTE.c.month.between(Month(year, 1).key, Month(year, 12).key))
        .order_by(FIGURE_NOTE.c.id)
    )
    return [_remark(row) for row in connection.execute(asked)]


def change(connection: Connection, wanted: RemarkChange, by: str, at: datetime) -> str:
    """Write a remark or take one down; its text. UserError in words where it makes no sense."""
    if not by.strip():
        raise UserError("请写明是谁写的批注。")
    match wanted:
        case AddRemark(place, text):
            _add(connection, place, " ".join(text.split()), by, at)
            return " ".join(text.split())
        case DropRemark(number):
            _drop(connection, number, by, at)
            dropped = select(FIGURE_NOTE.c.text).where(FIGURE_NOTE.c.id == number)
            return str(connection.execute(dropped).scalar_one())


def _add(connection: Connection, place: Place, text: str, by: str, at: datetime) -> None:
    if not text:
        raise UserError("批注还没有内容。")
    if len(text) > LONGEST_REMARK:
        raise UserError(f"一条批注最多 {LONGEST_REMARK} 个字，请改短，或分成两条。")
    figure = f"{place.section}{_OF_TYPE}{place.unit_type}" if place.unit_type else place.section
    entry = {
        "figure": figure, "unit_id": _unit_id(connection, place.unit), "month": place.month.key,
        "text": text, "made_by": by, "made_at": instant(at),
    }  # fmt: skip
    connection.execute(insert(FIGURE_NOTE).values(entry))


def _unit_id(connection: Connection, unit: str) -> int | None:
    if not unit:
        return None
    found = connection.scalar(select(UNIT.c.id).where(UNIT.c.name == unit))
    if found is None:
        raise UserError(f"单位名册里没有“{unit}”，批注没有保存。")
    return int(found)


def _drop(connection: Connection, number: int, by: str, at: datetime) -> None:
    standing = (FIGURE_NOTE.c.id == number) & FIGURE_NOTE.c.dropped_at.is_(None)
    entry = {"dropped_by": by, "dropped_at": instant(at)}
    if not connection.execute(update(FIGURE_NOTE).where(standing).values(entry)).rowcount:
        raise UserError("这条批注已经撤下，请刷新页面。")


def _remark(row: Row[Any]) -> Remark:
    section, _, unit_type = row.figure.partition(_OF_TYPE)
    return Remark(
        id=row.id,
        place=Place(section, Month.from_key(row.month), unit_type, row.unit or ""),
        text=row.text,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        dropped_by=row.dropped_by or "",
        dropped_at=datetime.fromisoformat(row.dropped_at) if row.dropped_at else None,
    )
