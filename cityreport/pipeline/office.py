"""What the office keeps: settings, the catalogue in force, the roster."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache

from cityreport import framework as catalogue
from cityreport import roster as register
from cityreport import workbook
from cityreport.errors import UserError
from cityreport.framework import Framework
from cityreport.roster import Roster, Unit
from cityreport.settings import (
    SHIPPED_DATA,
    OfficeSettings,
    first_office_settings,
    office_settings,
    places,
)
from cityreport.store import Store
from cityreport.tables.workbook import Finding, SheetCells


def settings_in_force(store: Store) -> OfficeSettings:
    """The office's settings: as kept in the store, else the file's, else the defaults."""
    first = asdict(first_office_settings(places().home))
    return office_settings({**first, **store.settings()})


def framework_in_force(store: Store, roster: Roster) -> Framework:
    """The catalogue edition in force; the shipped one in a fresh store (details.md A12)."""
    edition = store.edition_in_force()
    if edition is None:
        return shipped_framework(roster)
    found, findings = catalogue.parse_framework(edition.sheet, edition.file, roster)
    return _accepted(found, findings, edition.file)


def shipped_framework(roster: Roster) -> Framework:
    """The default catalogue of ``data/criteria.xlsx``."""
    path = SHIPPED_DATA / "criteria.xlsx"
    found, findings = catalogue.parse_framework(
        _shipped_sheet(path.name, path.read_bytes()), path.name, roster
    )
    return _accepted(found, findings, path.name)


@lru_cache(maxsize=1)
def _shipped_sheet(name: str, content: bytes) -> SheetCells:
    """The shipped sheet, read once: every evaluation of a fresh store begins with it, and each
    reading starts a process."""
    return workbook.read_files([(name, content)])[0].sheets[0]


def read_catalogue(
    name: str, content: bytes, roster: Roster
) -> tuple[Framework | None, list[Finding]]:
    """A catalogue from the bytes of an Excel file, or the faults that speak against it."""
    cells = workbook.read_files([(name, content)])[0]
    if not cells.sheets:
        return None, list(cells.findings)
    return catalogue.parse_framework(cells.sheets[0], name, roster)


def read_roster(name: str, content: bytes) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units of a roster file, with its faults."""
    cells = workbook.read_files([(name, content)])[0]
    if not cells.sheets:
        return (), list(cells.findings)
    return register.parse_roster(cells.sheets[0], name)


def load_catalogue(store: Store, name: str, content: bytes, by: str) -> list[Finding]:
    """Puts a catalogue in force if it has no fault; returns its findings either way."""
    cells = workbook.read_files([(name, content)])[0]
    found, findings = read_catalogue(name, content, store.roster())
    if found is not None:
        store.add_edition(found.edition, name, cells.sheets[0], by)
    return findings


def load_roster(store: Store, name: str, content: bytes, by: str) -> list[Finding]:
    """Adds or renews the units of a roster file if it has no error; returns its findings."""
    units, findings = read_roster(name, content)
    if not any(finding.severity == "error" for finding in findings):
        store.save_units(units, by)
    return findings


def _accepted(found: Framework | None, findings: Sequence[Finding], file: str) -> Framework:
    if found is None:
        words = "；".join(f"{f.cell or ''}{f.message}" for f in findings if f.severity == "error")
        raise UserError(
            f"测评标准目录「{file}」不能使用：{words}。请在“测评标准与任务分解”重新上传。"
        )
    return found
