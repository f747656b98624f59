"""The process that reads and understands files: ``python -m cityreport.reading.child``."""

from cityreport.confined.child import Answer, serve_opened
from cityreport.reading import wire
from cityreport.reading.understanding import understood
from cityreport.roster import Roster
from cityreport.workbook import opened
from cityreport.workbook.reader import read_workbook
from cityreport.workbook.refusals import RefusalError


def begin(opening: bytes) -> Answer:
    """What answers for each file of a batch that is read against what the opening says."""
    said = wire.opening(opening)
    roster = Roster(said.units)

    def answer(name: str, content: bytes) -> bytes:
        try:
            found, sheets = read_workbook(name, content)
        except RefusalError as refusal:
            return wire.encode(wire.Answer(refusal.code, refusal.details))
        # The bytes and their digest stay with the program: nothing of them goes back.
        cells = opened(name, b"", found, sheets)
        return wire.encode(wire.answer_of(understood(cells, roster, said.today, said.learnt)))

    return answer


if __name__ == "__main__":
    serve_opened(begin, wire.encode(wire.Answer("out-of-memory")))
