"""The log file: what went wrong where, without anything of the office's in it.

Neither the words of an exception nor those of another library are written, since both may quote a
cell, a file name or an address: the kind of the fault and the places in the code lead a maintainer
to it all the same. The terminal says everything.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator
from datetime import datetime, tzinfo
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER = "logs"
SERVER, COMMANDS = "cityreport.log", "commands.log"
"""One file a kind of process: on Windows a file that another process holds cannot be rotated."""
_BYTES, _OLDER = 2 << 20, 4
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Neither 0 and O nor 1, I and L: the number is read out on the telephone."""
_HARMLESS = ("errno", "winerror", "sqlite_errorname", "sqlstate")
"""Attributes of exceptions that say what happened and never to what."""
_ROOT = Path(__file__).resolve().parents[1]
_CALLER = 2
_DEEPEST = 40
"""Places told of one exception, the innermost ones."""


def keep(folder: Path, name: str, zone: tzinfo) -> logging.Handler | None:
    """Write all log records of this process into a file below ``folder``, older files kept.

    None when the folder cannot be written: the dashboard works without a log.
    """
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        handler = _File(folder / FOLDER / name, zone)
    except OSError:
        return None
    known = [logging.getLogger(each) for each in logging.root.manager.loggerDict]
    for logger in (logging.root, *(one for one in known if not one.propagate)):
        logger.addHandler(handler)
    logging.getLogger("cityreport").setLevel(logging.INFO)
    return handler


def fault(log: logging.Logger, what: str) -> str:
    """Log the exception being handled; the 错误编号 under which it stands in the file.

    ``what`` is written as it is: words of ours, nothing of a person's.
    """
    number = "".join(secrets.choice(_LETTERS) for _ in range(6))
    log.exception("[%s] %s", number, what, stacklevel=_CALLER)
    return number


class _File(RotatingFileHandler):
    """Five files of two megabytes, in UTF-8; whatever is wrong with the disk stays here."""

    def __init__(self, file: Path, zone: tzinfo) -> None:
        super().__init__(file, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8")
        self.setFormatter(_Bare(zone))

    def doRollover(self) -> None:  # noqa: N802 - the name of the standard library
        """Begin a new file, or go on in this one while another program holds it (Windows)."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Lose the line: a full disk must not take the page along."""


class _Bare(logging.Formatter):
    """A line a record and one a place in the code, both without words of other libraries."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """The record's time with its zone, level, origin and words, then its fault."""
        at = datetime.fromtimestamp(record.created, self._zone)
        own = record.name.partition(".")[0] == "cityreport"
        words = record.getMessage() if own else f"({record.filename}:{record.lineno})"
        head = f"{at.isoformat(' ', 'milliseconds')} {record.levelname} {record.name} {words}"
        error = record.exc_info[1] if record.exc_info else None
        told = head.replace("\r", " ").replace("\n", " ")
        return "\n".join([told, *_fault_lines(error)])


def _fault_lines(error: BaseException | None) -> Iterator[str]:
    """The kinds of an exception and of those behind it, each with its places in the code."""
    if error is None:
        return
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _fault_lines(behind)
    details = [f"{name}={value}" for name in _HARMLESS if (value := getattr(error, name, None))]
    yield " ".join([f"  {type(error).__module__}.{type(error).__qualname__}", *details])
    for frame in traceback.extract_tb(error.__traceback__, limit=-_DEEPEST):
        yield f"    {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(file: str) -> str:
    """A source file as seen from the checkout or its packages: nobody's home folder in it."""
    path = Path(file)
    if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-3:])
