"""What passes between the program and the process that reads and understands files.

Typed MessagePack (decision 0025), never pickle: the process has parsed a stranger's file. Of a
table's rows each different quantity and text goes over once, the cells column by column.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import msgspec

from cityreport.roster import Unit
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.ledger import FileReading, TableReading
from cityreport.tables.rows import ColumnRows, in_columns
from cityreport.tables.workbook import Finding


class Opening(NamedTuple):
    """What every file of a batch is read against."""

    units: tuple[Unit, ...]
    today: date
    learnt: tuple[HeaderWord, ...]


class Answer(NamedTuple):
    """Why a file was not read, or its tables (without their rows), the rows, and the findings."""

    refused: str = ""
    details: dict[str, str] = {}  # noqa: RUF012  (never changed)
    readable: bool = True
    tables: tuple[TableReading, ...] = ()
    rows: tuple[ColumnRows, ...] = ()
    findings: tuple[Finding, ...] = ()


_ENCODER = msgspec.msgpack.Encoder()
_OPENING = msgspec.msgpack.Decoder(Opening)
_ANSWER = msgspec.msgpack.Decoder(Answer)


def encode(said: Opening | Answer) -> bytes:
    """What is said, as bytes."""
    return _ENCODER.encode(said)


def opening(payload: bytes) -> Opening:
    """What the program said."""
    return _OPENING.decode(payload)


def answer_of(reading: FileReading) -> Answer:
    """A reading as it goes over."""
    tables = tuple(replace(table, rows=()) for table in reading.tables)
    rows = tuple(in_columns(table.rows) for table in reading.tables)
    return Answer("", {}, reading.readable, tables, rows, reading.findings)


def decoded(payload: bytes) -> dict[str, Any]:
    """``refused`` with its details, or readable, tables and findings of a reading.

    ValueError for what is no answer.
    """
    answer = _ANSWER.decode(payload)
    if answer.refused:
        return {"refused": answer.refused, "details": answer.details}
    if not all(map(_is_whole, answer.rows)):
        raise ValueError("a row or value that is not there")
    whole = zip(answer.tables, answer.rows, strict=True)
    tables = tuple([replace(table, rows=rows) for table, rows in whole])
    return {"readable": answer.readable, "tables": tables, "findings": answer.findings}


def _is_whole(rows: ColumnRows) -> bool:
    """Whether every place that is named exists."""
    height = len(rows.numbers)
    columns = [(one, len(rows.quantities)) for one in rows.measures]
    columns += [(one, len(rows.texts)) for one in rows.words]
    return (
        len(rows.head_of) == height
        and _all_below(rows.head_of, len(rows.heads))
        and all(_all_below(one.places, height) for one, _ in columns)
        and all(_all_below(one.values, count) for one, count in columns)
        and all(len(one.places) == len(one.cells) == len(one.values) for one, _ in columns)
    )


def _all_below(places: Sequence[int], count: int) -> bool:
    return not places or (min(places) >= 0 and max(places) < count)
