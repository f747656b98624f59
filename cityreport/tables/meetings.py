"""Hand-over between ``store``, ``report`` and the doors: agendas in use, meetings kept (K7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cityreport.period import Month
from cityreport.tables.agenda import Agenda

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StoredAgenda:
    """An agenda with who saved it last and when (aware)."""

    agenda: Agenda
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was made for a meeting."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is to be kept of a meeting: its name and day, the month shown, what was shown.

    ``shown`` is plain JSON (``report.kept`` writes and reads it); ``revision`` is the state of
    the store that its numbers were computed at.
    """

    name: str
    held: date
    month: Month
    revision: int
    shown: Json
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    """A kept meeting; ``files`` are the names of its documents, ``at`` is aware."""

    id: int
    name: str
    held: date
    month: Month
    revision: int
    shown: Json
    by: str
    at: datetime
    files: tuple[str, ...] = ()
