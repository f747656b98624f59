"""Sixty workbooks broken at random are answered, and none of their values turns into a zero."""

from benchmarks.mutate import run


def test_broken_workbooks_are_answered_without_a_silent_zero():
    figures = run(60, seed=5)
    assert figures.outcomes.total() == 60
    assert set(figures.outcomes) == {"ok", "findings", "unreadable"}
    assert figures.reasons["timeout"] == 0
    assert figures.silent == []
