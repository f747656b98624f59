"""The five public reports the project began with, where they lie beside the checkout."""

import pytest

from cityreport import narrative
from start import ROOT

SEED = ROOT.parent / "shared" / "domain" / "seed-reports.txt"


def extraction() -> narrative.Extraction:
    """What is found in the five reports; the test is skipped where they are not at hand."""
    if not SEED.exists():
        pytest.skip("the five reports are not beside this checkout")
    return narrative.extract(SEED.read_text("utf-8"))


def of(found: narrative.Extraction, report: int, *kinds: str) -> list[narrative.Candidate]:
    """The candidates of a report (counted from 1) of the given kinds, of all without any."""
    return [
        c for c in found.candidates if c.report == report - 1 and (not kinds or c.kind in kinds)
    ]


def figures(candidates: list[narrative.Candidate]) -> list[tuple[str, str, float]]:
    """Column, measure word and nominal value of each."""
    return [(c.column, c.measure, c.quantity.value) for c in candidates if c.quantity is not None]
