"""The house rules that no other tool holds: where pages lie, how they begin, how long modules are."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from cityreport import style
from start import ROOT

PAGES = sorted((ROOT / "pages").rglob("*.py"))
MODULES = sorted((ROOT / "cityreport").rglob("*.py"))
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
PAGE_MAY_IMPORT = ("streamlit", "cityreport.ui", "cityreport.report", "cityreport.exports")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_page_lies_straight_in_pages():
    """Streamlit would open it without app.py: no frame, no guard (reproduced on 1.67)."""
    assert [relative(path) for path in PAGES if path.parent.name == "pages"] == []
    assert PAGES != []


def first_statement(source: str) -> ast.stmt:
    """The first statement of a script that is neither its docstring nor an import."""
    body = ast.parse(source).body
    rest = body[1:] if ast.get_docstring(ast.Module(body, [])) is not None else body
    return next(node for node in rest if not isinstance(node, ast.Import | ast.ImportFrom))


def guard_key(source: str) -> str | None:
    """The key in ``enter("key")`` or ``ui.enter("key")`` when a script begins with it."""
    match first_statement(source):
        case ast.Expr(ast.Call(ast.Name("enter") | ast.Attribute(ast.Name("ui"), "enter"), [key])):
            return str(ast.literal_eval(key))
        case ast.Assign(
            value=ast.Call(ast.Name("enter") | ast.Attribute(ast.Name("ui"), "enter"), [key])
        ):
            return str(ast.literal_eval(key))
    return None


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_page_begins_with_its_guard(page: Path):
    assert guard_key(page.read_text("utf-8")) is not None


def test_a_page_whose_guard_comes_late_is_found():
    source = "import streamlit as st\nfrom cityreport.ui import enter\nst.title('x')\nenter('x')\n"
    assert guard_key(source) is None


def test_every_page_guards_itself_under_a_key_of_its_own():
    keys = [guard_key(page.read_text("utf-8")) for page in PAGES]
    assert len(set(keys)) == len(keys)


def imported(source: str) -> set[str]:
    """Full names of what a script imports: ``from cityreport import ui`` is ``cityreport.ui``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(aliases):
                names |= {alias.name for alias in aliases}
            case ast.ImportFrom(str(module), aliases):
                names |= {f"{module}.{alias.name}" for alias in aliases}
    return names


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_page_imports_only_streamlit_and_the_upper_rooms(page: Path):
    outside = {
        name
        for name in imported(page.read_text("utf-8"))
        if not any(name == room or name.startswith(f"{room}.") for room in PAGE_MAY_IMPORT)
    }
    assert outside == set()


@pytest.mark.parametrize("module", [*MODULES, *PAGES, ROOT / "app.py"], ids=relative)
def test_module_is_at_most_300_lines(module: Path):
    lines = module.read_text("utf-8").count("\n")
    assert lines <= 300, f"{relative(module)} has {lines} lines: make it a package"


def test_no_module_has_a_name_that_says_nothing():
    named = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert named & BANNED == set()


def test_the_store_and_the_local_settings_are_not_committed():
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"data/store/", "data/settings.toml", ".venv/"} <= set(ignored)


# --- .streamlit/config.toml ----------------------------------------------------------------

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def test_every_option_of_the_configuration_exists_in_streamlit():
    from streamlit import config

    options = {f"{section}.{name}" for section, table in CONFIG.items() for name in table}
    assert options - set(config._config_options_template) == set()


def test_the_dashboard_stays_on_this_machine_and_asks_no_other_host():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_the_theme_has_the_palette_and_fonts_of_style():
    theme = CONFIG["theme"]
    fonts = tuple(name.strip(" '") for name in theme["font"].split(","))
    assert fonts == style.FONTS
    assert theme["headingFont"] == theme["font"]
    assert (theme["primaryColor"], theme["textColor"]) == (style.PRIMARY, style.INK)
    assert (theme["backgroundColor"], theme["secondaryBackgroundColor"]) == (
        style.PAPER,
        style.GROUND,
    )
    assert tuple(theme["chartCategoricalColors"]) == style.PARTS


def test_the_theme_has_enough_chart_colours():
    """With fewer than ten, Plotly traces silently take colours of their own."""
    assert len(CONFIG["theme"]["chartCategoricalColors"]) >= 10
    assert len(CONFIG["theme"]["chartSequentialColors"]) == 10


# --- requirements.txt ----------------------------------------------------------------------

IMPORTED_AS = {
    "argon2-cffi": "argon2",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "python-pptx": "pptx",
}
NOT_IMPORTED = {"tzdata", "psycopg[binary]"}
"""Data that zoneinfo finds by itself; the driver that SQLAlchemy takes for a PostgreSQL address."""


def test_requirements_hold_what_cityreport_imports_and_nothing_else():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    required = {line.split("==")[0].lower() for line in lines if "==" in line} - NOT_IMPORTED
    tops = {name.split(".")[0] for path in MODULES for name in imported(path.read_text("utf-8"))}
    foreign = tops - sys.stdlib_module_names - {"cityreport"}
    assert {IMPORTED_AS.get(name, name) for name in required} == foreign
