"""Narrative reports into the store: read, extracted, the accepted rows committed."""

from collections.abc import Sequence

from cityreport import narrative, workbook
from cityreport.errors import UserError
from cityreport.narrative import Accepted, Extraction, Lexicon
from cityreport.pipeline.ingest import LoadChoices
from cityreport.roster import Roster
from cityreport.settings import SHIPPED_DATA, places
from cityreport.store import Store
from cityreport.tables.ledger import FileReading, Submission
from cityreport.workbook import Prose

WORD_LISTS = "narrative"
"""The folder of the office's own word lists in its data folder."""


def lexicon() -> Lexicon:
    """The shipped word lists, with the office's own after them (``narrative/*.csv``)."""
    shipped, own = SHIPPED_DATA / WORD_LISTS, places().home / WORD_LISTS
    if own == shipped or not own.is_dir():
        return narrative.shipped_lexicon()
    return narrative.read_lexicon([*narrative.word_lists(shipped), *narrative.word_lists(own)])


def read_report(name: str, content: bytes) -> Prose:
    """The text of a document; UnreadableInputError says in a sentence why there is none."""
    return workbook.read_prose(name, content, places().max_upload_mb)


def extract(prose: Prose, roster: Roster) -> Extraction:
    """What the text of a document offers."""
    return narrative.extract(prose.text, lexicon(), roster)


def accepted_reading(
    extraction: Extraction, accepted: Sequence[Accepted], prose: Prose
) -> FileReading:
    """The accepted candidates as the reading of the report's file."""
    return narrative.as_reading(extraction, accepted, prose.file, prose.content)


def commit_report(store: Store, reading: FileReading, choices: LoadChoices) -> int:
    """Registers accepted rows as one submission; returns its id.

    They stand beside what the unit has sent (补充) unless ``choices.add`` is False. UserError
    when nothing was accepted, a month is closed or a unit is not in the roster.
    """
    if not reading.keys():
        raise UserError("没有采纳任何一行，没有可登记的内容。请在表里勾选要采纳的行。")
    submission = Submission(reading, choices.by, choices.received, add=choices.add)
    return store.commit(submission, choices.at)


def registered_before(store: Store, sha256: str) -> list[int]:
    """The submissions of the same bytes that count: registering again would count twice."""
    return store.find_file(sha256)
