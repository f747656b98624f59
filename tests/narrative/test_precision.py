"""Precision and recall on the labelled reports, the half nobody looked at included."""

import pytest

from benchmarks.labelled_reports import read_set
from benchmarks.narrative import measure


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_what_is_proposed_is_right_and_little_is_missed(half):
    overall = measure(read_set(half)).overall
    assert overall.precision is not None
    assert overall.recall is not None
    assert overall.precision >= 0.9
    assert overall.recall >= 0.85
