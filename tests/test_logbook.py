"""The log file: found by its number, turned over when full, and nothing of the office's in it."""

import ast
import logging
import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from cityreport import cli, logbook
from cityreport.errors import UserError
from cityreport.ui import server
from start import ROOT

ZONE = ZoneInfo("Asia/Shanghai")
SECRETS = ("墨舟社区", "名单.xlsx", "13800138000", "p@ss")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    """A logger of the program whose records go to `written`."""
    handler = logbook.keep(tmp_path, logbook.SERVER, ZONE)
    assert handler is not None
    yield logging.getLogger("cityreport.trial")
    forget(handler)


def forget(handler: logging.Handler) -> None:
    for name in (None, *logging.root.manager.loggerDict):
        logging.getLogger(name).removeHandler(handler)
    handler.close()
    logging.getLogger("cityreport").setLevel(logging.NOTSET)


def written(home: Path, name: str = logbook.SERVER) -> str:
    return (home / "logs" / name).read_text("utf-8")


def fail() -> None:
    try:
        int(SECRETS[0])
    except ValueError as error:
        raise KeyError(*SECRETS) from error


def test_a_fault_is_found_by_its_number_with_its_kind_and_places(log, tmp_path):
    try:
        fail()
    except KeyError:
        number = logbook.fault(log, "page / failed")
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", number)
    lines = written(tmp_path).splitlines()
    assert f"ERROR cityreport.trial [{number}] page / failed" in lines[0]
    assert [line.split(":")[0] for line in lines[1:]] == [
        "  builtins.ValueError",
        "    tests/test_logbook.py",
        "  builtins.KeyError",
        "    tests/test_logbook.py",
        "    tests/test_logbook.py",
    ]


def test_neither_the_words_of_a_fault_nor_those_of_a_library_are_written(log, tmp_path):
    for logger in (log, logging.getLogger("somebody.else")):
        try:
            fail()
        except KeyError:
            logger.exception("failed" if logger is log else f"reading {SECRETS}")
    text = written(tmp_path)
    assert "somebody.else (test_logbook.py:" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_times_carry_their_zone(log, tmp_path):
    log.warning("now")
    at = datetime.fromisoformat(written(tmp_path)[:29])
    assert at.utcoffset() == timedelta(hours=8)
    assert abs(datetime.now(ZONE) - at) < timedelta(minutes=1)


def test_what_kind_of_database_or_disk_error_it_was_is_kept(log, tmp_path):
    try:
        sqlite3.connect(":memory:").execute("SELECT * FROM 墨舟社区")
    except sqlite3.Error:
        logbook.fault(log, "trial")
    try:
        (tmp_path / "名单.xlsx").read_bytes()
    except OSError:
        logbook.fault(log, "trial")
    assert "  sqlite3.OperationalError sqlite_errorname=SQLITE_ERROR\n" in written(tmp_path)
    assert "  builtins.FileNotFoundError errno=2\n" in written(tmp_path)
    assert [secret for secret in SECRETS if secret in written(tmp_path)] == []


def test_one_record_is_one_line_whatever_is_in_it(log, tmp_path):
    log.warning("first\r\n2026-01-01 ERROR forged")
    assert written(tmp_path).count("\n") == 1


def test_five_files_are_kept_and_the_oldest_goes(log, tmp_path, monkeypatch):
    (handler,) = [one for one in logging.root.handlers if isinstance(one, logbook._File)]
    monkeypatch.setattr(handler, "maxBytes", 200)
    for turn in range(40):
        log.warning("turn %d", turn)
    files = sorted(file.name for file in (tmp_path / "logs").iterdir())
    assert files == ["cityreport.log", *(f"cityreport.log.{n}" for n in range(1, 5))]
    assert "turn 39" in written(tmp_path)
    assert handler.maxBytes == 200
    assert logbook._BYTES * (1 + logbook._OLDER) == 10 << 20


def test_a_file_that_windows_does_not_let_go_of_is_written_on(log, tmp_path, monkeypatch):
    """Another process holds the file: it cannot be renamed there (WinError 32)."""
    (handler,) = [one for one in logging.root.handlers if isinstance(one, logbook._File)]
    monkeypatch.setattr(handler, "maxBytes", 10)

    def held(source: str, target: str) -> None:
        raise PermissionError(13, "held", source, 32, target)

    monkeypatch.setattr(handler, "rotate", held)
    for turn in range(3):
        log.warning("turn %d", turn)
    assert [line[-6:] for line in written(tmp_path).splitlines()] == ["turn 0", "turn 1", "turn 2"]


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "logs").write_text("a file where the folder should be", "utf-8")
    assert logbook.keep(tmp_path, logbook.SERVER, ZONE) is None


# --- the doors -----------------------------------------------------------------------------


def test_a_failing_page_shows_the_number_that_stands_in_the_log(log, tmp_path):
    def failing_page() -> None:
        from types import SimpleNamespace

        from cityreport.ui import frame

        def run() -> None:
            raise RuntimeError("墨舟社区")

        frame._run_page(SimpleNamespace(url_path="ranking", run=run))

    shown = AppTest.from_function(failing_page).run().error[0].value
    number = re.search(r"错误编号 \*\*(\w{6})\*\*", shown)
    assert number is not None
    assert f"[{number[1]}] page ranking failed\n  builtins.RuntimeError\n" in written(tmp_path)
    assert "墨舟社区" not in written(tmp_path)


def test_the_log_of_the_server_begins_with_its_version(home, monkeypatch):
    handlers = list(logging.root.handlers)
    server._keep_log()
    (added,) = [one for one in logging.root.handlers if one not in handlers]
    forget(added)
    assert re.search(r"INFO cityreport\.ui\.server version \S+ started on Python 3", written(home))


def test_a_failing_command_ends_in_a_sentence_with_its_number(home, monkeypatch, capsys):
    monkeypatch.setattr("cityreport.cli.keeping.doctor", lambda _options: int("墨舟社区"))
    assert cli.main(["doctor"]) == cli.BROKEN
    for handler in [one for one in logging.root.handlers if isinstance(one, logbook._File)]:
        forget(handler)
    said = capsys.readouterr().err
    assert "ValueError" in said
    number = re.fullmatch(r"程序出错了，错误编号 (\w{6})，已写入.*", said.splitlines()[-1])
    assert number is not None
    assert f"[{number[1]}] command doctor failed" in written(home, logbook.COMMANDS)
    assert "墨舟社区" not in written(home, logbook.COMMANDS)


def test_a_command_refused_in_words_leaves_no_log(home, monkeypatch):
    def refused(_options: object) -> int:
        raise UserError("不行")

    monkeypatch.setattr("cityreport.cli.keeping.doctor", refused)
    assert cli.main(["doctor"]) == cli.FAULTY
    assert not (home / "logs").exists()


# --- what is given to the log --------------------------------------------------------------

GIVEN = {"len(content)", "__version__", "platform.python_version()", "number", "what"}
FROM_US = {"page.url_path or '/'", "command"}
"""What stands inside the words given to `fault`: an address of the registry, a command's name."""


def calls(word: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls in `cityreport` of modules in which a word stands, with their module."""
    for path in sorted((ROOT / "cityreport").rglob("*.py")):
        source = path.read_text("utf-8")
        if word in source.lower():
            nodes = ast.walk(ast.parse(source))
            yield from ((path.name, node) for node in nodes if isinstance(node, ast.Call))


def test_nothing_of_a_person_is_given_to_the_log():
    given: set[str] = set()
    for _, call in calls("_log."):
        if ast.unparse(call.func).lower().startswith("_log."):
            assert isinstance(call.args[0], ast.Constant), ast.unparse(call)
            given |= {ast.unparse(argument) for argument in call.args[1:]}
    assert given
    assert given <= GIVEN


def test_the_words_of_a_fault_are_ours():
    said: set[str] = set()
    for _, call in calls("fault("):
        match call:
            case ast.Call(ast.Attribute(attr="fault") | ast.Name("show_fault"), [_, words]):
                inside = [one for one in ast.walk(words) if isinstance(one, ast.FormattedValue)]
                said |= {ast.unparse(one.value) for one in inside}
    assert said
    assert said <= FROM_US
