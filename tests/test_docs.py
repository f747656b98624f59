"""Words that cannot rot: links and pictures resolve, commands exist, pages named are pages there are."""

import argparse
import re
from pathlib import Path

import pytest

from cityreport.cli.arguments import parser
from cityreport.ui import registry
from start import ROOT

GUIDE = ROOT / "docs" / "guide"
SCREENSHOTS = ROOT / "docs" / "screenshots"
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
MENU = re.compile(r"“([^“”]+) → ([^“”]+)”")
PAGE_NAMED = re.compile(r"“([^“”→]+)”页")
MOST_BYTES = 6 << 20
UPLOAD_PICTURES = {"upload-preview", "upload-findings", "upload-headers"}
DOCUMENT_PICTURES = {"slide", "bulletin", "report", "wall"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text("utf-8")


def links(path: Path) -> list[str]:
    return [link for link in LINK.findall(text(path)) if "://" not in link]


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_relative_link_and_picture_resolves(page: Path):
    targets = {link: page.parent / link.partition("#")[0] for link in links(page)}
    assert [link for link, target in targets.items() if not target.exists()] == []


def test_the_links_of_the_readme_are_seen():
    assert "docs/guide/README.md" in links(README)
    assert "docs/screenshots/overview.png" in links(README)


def test_the_guide_reaches_every_one_of_its_pages():
    reached = {(GUIDE / link).resolve() for link in links(GUIDE / "README.md")}
    assert {page for page in GUIDE.glob("*.md") if page.name != "README.md"} - reached == set()


# --- commands ------------------------------------------------------------------------------


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parsers by what is typed: ``score``, ``roster check``."""
    found: dict[str, argparse.ArgumentParser] = {}
    for name, command in choices(parser()).items():
        below = choices(command)
        found |= {f"{name} {action}": one for action, one in below.items()} or {name: command}
    return found


def choices(command: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def named_commands() -> dict[str, str]:
    """The commands of the readme's table by name, with all that stands in their code."""
    named: dict[str, str] = {}
    command = re.compile(rf"`((?:{'|'.join(choices(parser()))})\b[^`]*)`")
    for code in command.findall(text(README)):
        words = code.replace("\\|", "|").split()
        name = " ".join(words[: 2 if words[0] in ("catalogue", "roster", "account") else 1])
        named[name] = code
    return named


def test_the_readme_names_every_command_and_no_other():
    assert set(named_commands()) == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_named_in_the_readme_exists(name: str):
    known = {flag for action in commands()[name]._actions for flag in action.option_strings}
    named = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", named_commands()[name])
    assert set(named) - known == set()


def test_the_two_commands_to_start_and_test_stand_on_the_first_screen():
    first_screen = text(README).splitlines()[:12]
    assert any(line.strip().startswith("python start.py ") for line in first_screen)
    assert any(line.strip().startswith("python start.py test") for line in first_screen)


# --- the guide -----------------------------------------------------------------------------

TITLES = {page.title for page in registry.built()}
PLACES = {(page.section, page.title) for page in registry.built() if page.section}


def test_the_guide_names_only_pages_of_the_registry():
    named = {
        (page.name, *place) for page in GUIDE.glob("*.md") for place in MENU.findall(text(page))
    }
    assert {(file, section, title) for file, section, title in named
            if (section, title) not in PLACES} == set()  # fmt: skip
    spoken = {(page.name, title) for page in GUIDE.glob("*.md")
              for title in PAGE_NAMED.findall(text(page))}  # fmt: skip
    assert {(file, title) for file, title in spoken if title not in TITLES} == set()


def test_the_guide_tells_of_every_page():
    whole = "".join(text(page) for page in GUIDE.glob("*.md"))
    shown = {(section, title) for section, title in MENU.findall(whole)}
    assert shown == PLACES


def test_the_guide_has_a_picture_of_every_page_and_there_is_no_other_picture():
    pictures = {file.stem for file in SCREENSHOTS.glob("*.png")}
    shown = {Path(link).stem for page in GUIDE.glob("*.md") for link in links(page)
             if link.endswith(".png")}  # fmt: skip
    assert shown == pictures
    assert pictures == {
        page.key for page in registry.built()
    } | UPLOAD_PICTURES | DOCUMENT_PICTURES | {"first"}


def test_the_pictures_stay_small():
    assert sum(file.stat().st_size for file in SCREENSHOTS.glob("*.png")) < MOST_BYTES


DEVELOPER_WORDS = (
    "Streamlit",
    "SQL",
    "JSON",
    "CSV 编码",
    "git",
    "pip",
    "缓存",
    "端口号",
    "字段",
    "数据库",
    "API",
)


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=lambda page: page.name)
def test_the_guide_has_no_developer_words(page: Path):
    assert [word for word in DEVELOPER_WORDS if word in text(page)] == []


# --- decisions -----------------------------------------------------------------------------


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_every_decision_has_a_number_of_its_own_and_a_title():
    numbers = [file.name[:4] for file in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)
    assert all(text(file).startswith("# ") for file in DECISIONS)
