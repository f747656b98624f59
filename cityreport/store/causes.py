"""Root causes that people tag on gaps; a tag that is lifted is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from cityreport.errors import UserError
from cityreport.store.engine import instant
from cityreport.store.schema import UNIT
from cityreport.store.schema_office import GAP_CAUSE
from cityreport.tables.causes import CAUSES, CauseChange, GapCause, LiftCause, TagGap


def causes(connection: Connection) -> list[GapCause]:
    """Every tag, lifted ones included, the oldest first."""
    joined = GAP_CAUSE.outerjoin(UNIT, UNIT.c.id == GAP_CAUSE.c.unit_id)
    asked = select(GAP_CAUSE, UNIT.c.name).select_from(joined).order_by(GAP_CAUSE.c.id)
    return [_cause(row) for row in connection.execute(asked)]


def change(connection: Connection, wanted: CauseChange, by: str, at: datetime) -> str:
    """Tag a gap or lift a tag; which it is. UserError in words where it makes no sense, or does
    not say who."""
    if not by.strip():
        raise UserError("请写明是谁标注的。")
    match wanted:
        case TagGap():
            _tag(connection, wanted, by.strip(), at)
            return _tagged(wanted)
        case LiftCause(number):
            _lift(connection, number, by.strip(), at)
            return next(_tagged(one) for one in causes(connection) if one.id == number)


def _tagged(cause: TagGap | GapCause) -> str:
    return f"{cause.unit or '全市'} {cause.indicator}：{cause.cause}"


def _tag(connection: Connection, wanted: TagGap, by: str, at: datetime) -> None:
    if wanted.cause not in CAUSES:
        raise UserError(f"没有“{wanted.cause}”这种原因，可选：{'、'.join(CAUSES)}。")
    key = (wanted.unit, wanted.indicator, wanted.cause)
    known = (one for one in causes(connection) if one.standing)
    if any((one.unit, one.indicator, one.cause) == key for one in known):
        raise UserError(
            f"{wanted.unit or '全市'}的这处差距已标“{wanted.cause}”。要改说明，请先撤下再标。"
        )
    entry = {
        "unit_id": _unit_id(connection, wanted.unit), "indicator": wanted.indicator,
        "cause": wanted.cause, "note": wanted.note.strip(), "made_by": by, "made_at": instant(at),
    }  # fmt: skip
    connection.execute(insert(GAP_CAUSE).values(entry))


def _unit_id(connection: Connection, unit: str | None) -> int | None:
    if unit is None:
        return None
    found = connection.scalar(select(UNIT.c.id).where(UNIT.c.name == unit))
    if found is None:
        raise UserError(f"单位名册里没有“{unit}”，没有标注。")
    return int(found)


def _lift(connection: Connection, number: int, by: str, at: datetime) -> None:
    standing = (GAP_CAUSE.c.id == number) & GAP_CAUSE.c.lifted_at.is_(None)
    entry = {"lifted_by": by, "lifted_at": instant(at)}
    if not connection.execute(update(GAP_CAUSE).where(standing).values(entry)).rowcount:
        raise UserError("这条原因已经撤下，请刷新页面。")


def _cause(row: Row[Any]) -> GapCause:
    known = next((cause for cause in CAUSES if cause == row.cause), None)
    if known is None:
        raise ValueError(f"unknown cause in the store: {row.cause}")
    return GapCause(
        id=row.id,
        unit=row.name,
        indicator=row.indicator,
        cause=known,
        note=row.note,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        lifted_by=row.lifted_by or "",
        lifted_at=datetime.fromisoformat(row.lifted_at) if row.lifted_at else None,
    )
