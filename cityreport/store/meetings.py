"""What the office shows and says: agendas, kept meetings, notes on figures."""

from cityreport.store.connected import Connected


class Meetings(Connected):
    """The part of the store that keeps what is shown in meetings."""
