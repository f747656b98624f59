"""Editing the catalogue: a draft of the edition in force, checked and kept as a new edition."""

from cityreport import workbook
from cityreport.framework.draft import Draft, draft_of, sheet_of
from cityreport.framework.parse import parse_framework
from cityreport.roster import Roster
from cityreport.settings import SHIPPED_DATA
from cityreport.store import Store
from cityreport.tables.workbook import Finding, SheetCells

_SHIPPED = "criteria.xlsx"


def draft_in_force(store: Store) -> Draft:
    """The edition in force as rows of texts; the shipped one in a fresh store."""
    edition = store.edition_in_force()
    return draft_of(edition.sheet if edition else _shipped_sheet(), store.roster())


def check_draft(draft: Draft, roster: Roster) -> list[Finding]:
    """Every fault of a draft, in the same sentences as for a file, by the cell of its sheet."""
    return parse_framework(sheet_of(draft), file_name(draft), roster)[1]


def save_draft(store: Store, draft: Draft, by: str) -> list[Finding]:
    """Keeps a draft as a new edition in force when it has no error; its findings either way.

    Nothing is ever changed in place: a name that an edition has already is refused.
    """
    findings = [*check_draft(draft, store.roster()), *_name_faults(store, draft)]
    if not any(finding.severity == "error" for finding in findings):
        store.add_edition(draft.edition, file_name(draft), sheet_of(draft), by)
    return findings


def file_name(draft: Draft) -> str:
    """The name of the draft's workbook; what no file may be called is left out."""
    kept = "".join(sign for sign in draft.edition if sign.isalnum() or sign in "（）()·-_ ")
    return f"{kept.strip() or '测评标准目录'}.xlsx"


def _name_faults(store: Store, draft: Draft) -> list[Finding]:
    names = {one.name for one in store.editions()} | {
        draft_of(_shipped_sheet(), store.roster()).edition
    }
    if not draft.edition.strip():
        return [_name_fault("没有写新版的名称。", "请写上，如 测评标准目录（2025版）。")]
    if draft.edition in names:
        return [_name_fault(f"已有一版叫“{draft.edition}”。", "旧版要保留，请给新版另起名称。")]
    return []


def _name_fault(message: str, suggestion: str) -> Finding:
    return Finding("error", "edition-name", message, suggestion, sheet_of(Draft("", ())).name, "A1")


def _shipped_sheet() -> SheetCells:
    content = (SHIPPED_DATA / _SHIPPED).read_bytes()
    return workbook.read_files([(_SHIPPED, content)])[0].sheets[0]
