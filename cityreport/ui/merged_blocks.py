"""汇总表 on screen: added up and listed once for a selection, not in every run of the page."""

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import merged
from cityreport.tables.section import Section
from cityreport.ui import cache


def totals(first: Month, last: Month, unit_type: str | None) -> Section:
    """What the columns of all sheet kinds come to in a period, of the units of a type or of all."""
    return cache.build(_totals, last.year, first, last, unit_type)


def detail(kind: str, first: Month, last: Month, unit_type: str | None) -> Section:
    """The first rows of one sheet kind in a period, of the units of a type or of all."""
    return cache.build(_detail, last.year, kind, first, last, unit_type)


def _totals(evaluation: Evaluation, first: Month, last: Month, unit_type: str | None) -> Section:
    added = cache.ledger_totals(first, last, unit_type)
    return merged.totals(evaluation, added, first.number, last.number, unit_type)


def _detail(
    evaluation: Evaluation, kind: str, first: Month, last: Month, unit_type: str | None
) -> Section:
    rows = cache.first_rows(kind, first, last, unit_type, merged.MOST_SHOWN)
    added = cache.ledger_totals(first, last, unit_type)[kind]
    return merged.detail(evaluation, kind, rows, first.number, last.number, unit_type, added)
