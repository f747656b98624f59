"""What people said to doubts about figures: every answer is kept, the newest one holds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import DOUBT_ANSWER, UNIT
from cityreport.tables.answers import VERDICTS, DoubtAnswer, DoubtKey


def answers(connection: Connection, year: int) -> list[DoubtAnswer]:
    """All answers to doubts about a year's months, the oldest first."""
    first, last = Month(year, 1).key, Month(year, 12).key
    asked = (
        select(DOUBT_ANSWER, UNIT.c.name)
        .join(UNIT, UNIT.c.id == DOUBT_ANSWER.c.unit_id)
        .where(DOUBT_ANSWER.c.month.between(first, last))
        .order_by(DOUBT_ANSWER.c.id)
    )
    return [_answer(row) for row in connection.execute(asked)]


def keep(connection: Connection, given: Iterable[DoubtAnswer]) -> None:
    """Keep the answers; UserError for a unit that is not in the roster."""
    rows = connection.execute(select(UNIT.c.id, UNIT.c.name))
    ids = {row.name: row.id for row in rows}
    for answer in given:
        if answer.key.unit not in ids:
            raise UserError(f"单位名册里没有“{answer.key.unit}”，这条核实结果没有保存。")
        connection.execute(insert(DOUBT_ANSWER).values(_record(answer, ids[answer.key.unit])))


def _record(answer: DoubtAnswer, unit: int) -> dict[str, Any]:
    return {
        "unit_id": unit,
        "month": answer.key.month.key,
        "kind": answer.key.kind,
        "column": answer.key.column,
        "code": answer.key.code,
        "verdict": answer.verdict,
        "digest": answer.digest,
        "owner": answer.owner,
        "reason": answer.reason,
        "follow_up": answer.follow_up.isoformat() if answer.follow_up else None,
        "made_by": answer.by,
        "made_at": instant(answer.at),
    }


def _answer(row: Row[Any]) -> DoubtAnswer:
    verdict = next((known for known in VERDICTS if known == row.verdict), None)
    if verdict is None:
        raise ValueError(f"unknown answer in the store: {row.verdict}")
    return DoubtAnswer(
        key=DoubtKey(row.name, Month.from_key(row.month), row.kind, row.column, row.code),
        verdict=verdict,
        digest=row.digest,
        owner=row.owner,
        reason=row.reason,
        follow_up=date.fromisoformat(row.follow_up) if row.follow_up else None,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
    )
