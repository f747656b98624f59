"""What passes between the program and the process that reads and understands files.

Typed MessagePack (decision 0025), never pickle: the process has parsed a stranger's file. Of a
table's rows each different quantity and text goes over once, the cells column by column.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import msgspec

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster import Unit
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    TableReading,
)
from cityreport.tables.workbook import Finding


class Opening(NamedTuple):
    """What every file of a batch is read against."""

    units: tuple[Unit, ...]
    today: date
    learnt: tuple[HeaderWord, ...]


class _Head(NamedTuple):
    """What the rows of one report have in common."""

    kind: str
    unit: str
    month: Month
    reporter: str
    sheet: str


class _Column(NamedTuple):
    """The filled cells of a column: in which of the rows, their names, which of the values."""

    name: str
    rows: list[int]
    cells: list[str]
    values: list[int]


class _Rows(NamedTuple):
    heads: list[_Head]
    head_of: list[int]
    numbers: list[int]
    quantities: list[Quantity]
    measures: list[_Column]
    texts: list[str]
    words: list[_Column]


class Answer(NamedTuple):
    """Why a file was not read, or its tables (without their rows), the rows, and the findings."""

    refused: str = ""
    details: dict[str, str] = {}  # noqa: RUF012  (never changed)
    readable: bool = True
    tables: tuple[TableReading, ...] = ()
    rows: tuple[_Rows, ...] = ()
    findings: tuple[Finding, ...] = ()


_HEAD = attrgetter(*_Head._fields)
_Value = TypeVar("_Value")
_Cell = TypeVar("_Cell")
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
    rows = tuple(_packed(table.rows) for table in reading.tables)
    return Answer("", {}, reading.readable, tables, rows, reading.findings)


def decoded(payload: bytes) -> dict[str, Any]:
    """``refused`` with its details, or readable, tables and findings of a reading.

    ValueError for what is no answer.
    """
    answer = _ANSWER.decode(payload)
    if answer.refused:
        return {"refused": answer.refused, "details": answer.details}
    whole = zip(answer.tables, answer.rows, strict=True)
    try:
        tables = tuple([replace(table, rows=_unpacked(rows)) for table, rows in whole])
    except IndexError as error:
        raise ValueError("a row or value that is not there") from error
    return {"readable": answer.readable, "tables": tables, "findings": answer.findings}


def _packed(rows: Sequence[LedgerRow]) -> _Rows:
    heads: dict[_Head, int] = {}
    head_of = [heads.setdefault(_Head(*_HEAD(row)), len(heads)) for row in rows]
    measures, quantities = _columns((row.quantities for row in rows), id)
    words, texts = _columns((row.texts for row in rows), str)
    numbers = [row.row for row in rows]
    return _Rows(list(heads), head_of, numbers, quantities, measures, texts, words)


def _columns(
    rows: Iterable[Mapping[str, tuple[_Value, str]]], identity: Callable[[_Value], object]
) -> tuple[list[_Column], list[_Value]]:
    """The cells by column, and their different values."""
    columns: dict[str, _Column] = {}
    known: dict[object, int] = {}
    values: list[_Value] = []
    for place, row in enumerate(rows):
        for name, (value, cell) in row.items():
            column = columns.get(name)
            if column is None:
                column = columns[name] = _Column(name, [], [], [])
            index = known.setdefault(identity(value), len(values))
            if index == len(values):
                values.append(value)
            column.rows.append(place)
            column.cells.append(cell)
            column.values.append(index)
    return list(columns.values()), values


def _unpacked(rows: _Rows) -> tuple[LedgerRow, ...]:
    height = len(rows.numbers)
    measures = _by_row(height, rows.measures, rows.quantities, CellQuantity)
    words = _by_row(height, rows.words, rows.texts, CellText)
    heads = (rows.heads[index] for index in rows.head_of)
    whole = zip(heads, rows.numbers, measures, words, strict=True)
    return tuple([LedgerRow(*head, number, stated, said) for head, number, stated, said in whole])


def _by_row(
    height: int,
    columns: Iterable[_Column],
    values: Sequence[_Value],
    cell: Callable[[_Value, str], _Cell],
) -> list[dict[str, _Cell]]:
    """The cells of the columns row by row; names of cells are shared by all files."""
    rows: list[dict[str, _Cell]] = [{} for _ in range(height)]
    for column in columns:
        stated = map(values.__getitem__, column.values)
        cells = map(cell, stated, map(sys.intern, column.cells))
        for place, one in zip(column.rows, cells, strict=True):
            rows[place][column.name] = one
    return rows
