"""What no line of the program does, found by reading it: docs/security.md, and traps of Windows."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from start import ROOT

MODULES = [*sorted((ROOT / "cityreport").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py")),
           ROOT / "app.py"]  # fmt: skip

NEVER_IMPORTED = {
    *("pickle", "_pickle", "cPickle", "dill", "joblib", "marshal", "shelve"),  # objects from bytes
    *("yaml", "jsonpickle", "code", "codeop", "telnetlib", "ftplib", "xmlrpc"),
}
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
NEVER_ATTRIBUTES = {
    "read_pickle": "objects from bytes", "to_pickle": "objects from bytes",
    "system": "a shell", "popen": "a shell", "getoutput": "a shell", "startfile": "a shell",
    "read_html": "fetches addresses", "read_sql": "SQL outside the store",
    "urlopen": "asks another host", "urlretrieve": "asks another host",
    "extractall": "names of members as paths",
}  # fmt: skip
MAY_START_PROGRAMS = {"cityreport/confined/process.py", "cityreport/confined/office.py",
                      "cityreport/exports/pictures/fonts.py",
                      "cityreport/exports/pictures/browser.py"}  # fmt: skip
MAY_IMPORT_BY_NAME = {"cityreport/cli/arguments.py", "cityreport/ui/server.py"}
MAY_HOLD_MARKUP = ("cityreport/ui/chinese.py", "cityreport/ui/wall/", "cityreport/ui/ease/",
                   "cityreport/ui/frame.py", "cityreport/ui/access/")  # fmt: skip


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes() -> dict[str, list[ast.AST]]:
    """Imports, calls and formatted values of every module."""
    kinds = (ast.Import, ast.ImportFrom, ast.Call, ast.FormattedValue)
    return {
        relative(path): [
            node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)
        ]
        for path in MODULES
    }


def imported() -> Iterator[tuple[str, str]]:
    for module, found in nodes().items():
        for node in found:
            if isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield module, node.module or ""
                yield from ((module, f"{node.module}.{alias.name}") for alias in node.names)


@cache
def called() -> list[tuple[str, ast.Call, str]]:
    return [
        (module, node, dotted(node.func))
        for module, found in nodes().items()
        for node in found
        if isinstance(node, ast.Call)
    ]


def dotted(function: ast.expr) -> str:
    """``st.html`` of a call; what is no name in front is left out: ``.read_text``."""
    match function:
        case ast.Name(name):
            return name
        case ast.Attribute(before, name):
            return f"{dotted(before)}.{name}"
    return ""


def test_nothing_is_turned_into_objects_or_code():
    assert {
        (m, name) for m, name in imported() if name.partition(".")[0] in NEVER_IMPORTED
    } == set()
    assert {(module, name) for module, _, name in called() if name in NEVER_CALLED} == set()


@pytest.mark.parametrize("attribute", sorted(NEVER_ATTRIBUTES))
def test_no_module_calls(attribute: str):
    found = {module for module, _, name in called() if name.endswith(f".{attribute}")}
    assert found == set(), NEVER_ATTRIBUTES[attribute]


def test_frames_are_never_asked_by_a_string():
    """``DataFrame.query`` and ``eval`` run what stands in the string."""
    asked = {(m, name) for m, _, name in called() if name.endswith((".query", ".eval"))}
    assert {(module, name) for module, name in asked if name != "selection.query"} == set()


def test_programs_are_started_in_four_places_and_never_through_a_shell():
    assert {m for m, name in imported() if name == "subprocess"} == MAY_START_PROGRAMS
    for module, call, name in called():
        given = {word.arg for word in call.keywords}
        assert "shell" not in given, module
        if name.startswith("subprocess."):
            assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr), module


def test_modules_are_imported_by_a_name_worked_out_in_two_places_from_lists_of_ours():
    by_name = {
        module
        for module, call, name in called()
        if name.rpartition(".")[2] == "import_module" and not isinstance(call.args[0], ast.Constant)
    }
    assert by_name == MAY_IMPORT_BY_NAME


def test_markup_is_written_in_few_places_and_markdown_is_never_trusted_with_html():
    held = {m for m, _, name in called() if name in ("st.html", "html") or ".components." in name}
    assert {module for module in held if not module.startswith(MAY_HOLD_MARKUP)} == set()
    unsafe = {
        m for m, call, _ in called() for word in call.keywords if word.arg == "unsafe_allow_html"
    }
    assert unsafe == set()


def test_strangers_xml_is_read_without_entities_and_without_the_network():
    parsers = [
        (module, {word.arg: ast.unparse(word.value) for word in call.keywords})
        for module, call, name in called()
        if name in ("etree.XMLParser", "etree.HTMLParser")
    ]
    assert {module for module, _ in parsers} == {
        "cityreport/workbook/spreadsheetml.py", "cityreport/workbook/webpage.py",
    }  # fmt: skip
    for module, options in parsers:
        assert options["no_network"] == "True", module
        assert options.get("resolve_entities", "False") == "False", module
    read = [(m, call) for m, call, name in called() if name in ("etree.fromstring", "etree.parse")]
    assert [module for module, call in read if len(call.args) < 2] == []


def test_nothing_of_the_network_is_imported_but_the_server_itself():
    networked = (
        "requests",
        "httpx",
        "aiohttp",
        "urllib.request",
        "http.client",
        "smtplib",
        "socket",
    )
    assert {(m, name) for m, name in imported() if name.startswith(networked)} == set()


# --- Windows -------------------------------------------------------------------------------

ONLY_POSIX = {"fcntl", "grp", "posix", "pwd", "pty", "resource", "syslog", "termios", "tty"}


def test_modules_that_windows_has_not_are_imported_only_where_their_absence_is_caught():
    """``resource``, inside a ``try`` of `confined.child`."""
    assert {one for one in imported() if one[1] in ONLY_POSIX} == {
        ("cityreport/confined/child.py", "resource")
    }


def test_text_files_are_opened_in_a_named_encoding():
    """Without one a Chinese Windows reads and writes GBK."""
    most = {"read_text": 1, "write_text": 2}
    nameless = []
    for module, call, name in called():
        last = name.rpartition(".")[2]
        named = "encoding" in {word.arg for word in call.keywords}
        text = last == "open" and call.args and dict.fromkeys("rwax").get(mode(call), "") is None
        if (last in most and len(call.args) + named < most[last]) or (text and not named):
            nameless.append((module, ast.unparse(call)))
    assert nameless == []


def mode(call: ast.Call) -> str:
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def test_dates_are_not_written_by_formats_with_chinese_in_them():
    """``strftime`` takes the format through the code page of the machine there."""
    written = [
        (module, ast.unparse(node))
        for module, found in nodes().items()
        for node in found
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
        and "%" in (said := ast.unparse(node.format_spec)) and not said.isascii()
    ]  # fmt: skip
    assert written == []
