"""What the office shows and says: agendas, kept meetings, 批注."""

from datetime import datetime

from cityreport.store import agendas, audit, keeping, remarks
from cityreport.store.connected import Connected
from cityreport.tables.agenda import Agenda
from cityreport.tables.meetings import KeptMeeting, NewMeeting, StoredAgenda
from cityreport.tables.remarks import Remark, RemarkChange


class Meetings(Connected):
    """The part of the store that keeps what is shown in meetings."""

    def agendas(self) -> list[StoredAgenda]:
        """The agendas that were saved, by name."""
        with self._reading() as connection:
            return agendas.agendas(connection)

    def save_agenda(self, agenda: Agenda, by: str, at: datetime) -> None:
        """Keep an agenda in place of the one of its name; UserError without name or content."""
        with self._writing("save agenda", by, at) as connection:
            agendas.save(connection, agenda, by, at)
            audit.note_object(connection, agenda.name)

    def drop_agenda(self, name: str, by: str, at: datetime) -> None:
        """Delete an agenda; UserError if there is none of that name."""
        with self._writing("drop agenda", by, at) as connection:
            agendas.drop(connection, name)
            audit.note_object(connection, name)

    def remarks(self, year: int) -> list[Remark]:
        """The 批注 to a year's months, those taken down included, the oldest first."""
        with self._reading() as connection:
            return remarks.remarks(connection, year)

    def change_remarks(self, wanted: RemarkChange, by: str, at: datetime) -> None:
        """Write a 批注 or take one down; UserError where it makes no sense. ``at`` is aware."""
        with self._writing("change remarks", by, at) as connection:
            audit.note_object(connection, remarks.change(connection, wanted, by, at))

    def keep_meeting(self, meeting: NewMeeting, by: str, at: datetime) -> int:
        """Keep what was shown at a meeting with its documents (product.md K7); its id."""
        with self._writing("keep meeting", by, at) as connection:
            audit.note_object(connection, meeting.name)
            return keeping.keep(connection, meeting, by, at)

    def kept_meetings(self) -> list[KeptMeeting]:
        """The kept meetings with what was shown, the newest first."""
        with self._reading() as connection:
            return keeping.meetings(connection)

    def kept_document(self, meeting: int, name: str) -> bytes:
        """The bytes of a kept document; UserError if there is none of that name."""
        with self._reading() as connection:
            return keeping.document(connection, meeting, name)
