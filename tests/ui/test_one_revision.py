"""A run of a page asks the store for its revision once, and anew after a change of its own."""

import pytest

from cityreport.store import Store
from cityreport.ui import cache

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the store was asked: one entry for each time."""
    times: list[int] = []
    revision = Store.revision

    def counted(self: Store) -> int:
        times.append(1)
        return revision(self)

    monkeypatch.setattr(Store, "revision", counted)
    return times


def test_a_run_asks_once(asked: list[int]):
    with cache.one_revision():
        assert cache.revision() == cache.revision() == cache.revision()
    assert len(asked) == 1


def test_outside_a_run_each_question_reaches_the_store(asked: list[int]):
    with cache.one_revision():
        cache.revision()
    cache.revision()
    cache.revision()
    assert len(asked) == 3


def test_a_change_made_in_the_run_is_seen_in_it(asked: list[int]):
    with cache.one_revision():
        before = cache.revision()
        cache.store().set_settings({"due_day": 9}, "测试")
        assert cache.revision()[1] == before[1] + 1
        assert cache.office_settings().due_day == 9
    assert len(asked) == 2


def test_a_change_that_failed_is_asked_after_too(asked: list[int], monkeypatch: pytest.MonkeyPatch):
    with cache.one_revision():
        cache.revision()
        monkeypatch.setattr(Store, "set_settings", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cache.store().set_settings({}, "测试")
        cache.revision()
    assert len(asked) == 2
