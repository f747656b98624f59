"""What a person once said about headers: learnt at the commit, heeded in later months (★A7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from cityreport.store import Store
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.ledger import FileReading, TableReading


def header_words(store: Store, zone: tzinfo | None) -> tuple[HeaderWord, ...]:
    """The learnt header words, their times in the office's time zone."""
    return tuple(
        replace(word, at=word.at.astimezone(zone)) if word.at else word
        for word in store.header_words()
    )


def learnable(reading: FileReading) -> tuple[HeaderWord, ...]:
    """The header words that a person explained in a file, for each unit of their table."""
    found = (word for table in reading.tables for word in _of_table(table))
    return tuple(dict.fromkeys(found))


def remember(store: Store, reading: FileReading, by: str, at: datetime) -> Sequence[HeaderWord]:
    """Keeps what a person explained in a file for the units it reports on; returns it."""
    words = learnable(reading)
    if words:
        store.remember_headers(words, by, at)
    return words


def _of_table(table: TableReading) -> list[HeaderWord]:
    columns = table.recognition.columns if table.recognition else ()
    return [
        HeaderWord(unit, table.kind, column.words, column.column)
        for column in columns
        if column.voice == "person" and column.words
        for unit in table.units
    ]
