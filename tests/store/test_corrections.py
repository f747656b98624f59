"""Learnt header words, corrections and changed cells: kept with their commit, gone with samples."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store import Store
from cityreport.tables.corrections import (
    NOT_USED,
    UNCORRECTED,
    CellEdit,
    Corrections,
    HeaderWord,
    TableCorrection,
)
from cityreport.tables.ledger import ReportKey, Submission
from store.ledgers import MARCH, MONEY, reading, row, send

AT = datetime(2023, 5, 8, 9, tzinfo=UTC)
WORD = HeaderWord("云溪社区", MONEY, "投入小计", "金额")
SAID = Corrections(
    (
        TableCorrection("Sheet1", 3, 2, 1, MONEY, "云溪社区", MARCH, (("C3", "金额"), ("D3", NOT_USED))),
        TableCorrection("Sheet2", 1, kind=MONEY),
    ),
    (CellEdit("Sheet1", "C4", "三0", "30"), CellEdit("Sheet1", "C5", "", "7")),
)  # fmt: skip


def test_a_word_comes_back_with_who_said_it_when(store):
    store.remember_headers([WORD], "小王", AT)
    (kept,) = store.header_words()
    assert kept == replace(WORD, by="小王", at=AT, id=kept.id)


def test_a_newer_choice_takes_the_place_of_the_older(store):
    store.remember_headers([WORD], "小王", AT)
    store.remember_headers([replace(WORD, column=NOT_USED)], "小李", AT)
    assert [(one.column, one.by) for one in store.header_words()] == [(NOT_USED, "小李")]


def test_words_of_other_units_and_kinds_stand_beside(store):
    others = [replace(WORD, unit="云溪小学"), replace(WORD, kind="志愿服务")]
    store.remember_headers([WORD, *others], "小王", AT)
    assert len(store.header_words()) == 3


def test_a_forgotten_word_is_gone_and_cannot_be_forgotten_twice(store):
    store.remember_headers([WORD], "小王", AT)
    (kept,) = store.header_words()
    store.forget_header(kept.id, "小王", AT)
    assert store.header_words() == ()
    with pytest.raises(UserError, match="已经不在了"):
        store.forget_header(kept.id, "小王", AT)


def test_a_word_of_a_stranger_is_refused_and_nothing_kept(store):
    with pytest.raises(UserError, match="海边社区"):
        store.remember_headers([WORD, replace(WORD, unit="海边社区")], "小王", AT)
    assert store.header_words() == ()


def test_remembering_raises_the_revision(store):
    before = store.revision()
    store.remember_headers([WORD], "小王", AT)
    assert store.revision() == before + 1


def corrected(store, said=SAID, *, sample=False):
    file = reading("三月.xlsx", (row(30),))
    return store.commit(Submission(file, "李", date(2023, 4, 2), False, sample, said), AT)


def test_corrections_are_kept_with_the_submission_they_were_made_for(store):
    plain = send(store, "二月.xlsx", row(1, month=Month(2023, 2)))
    number = corrected(store)
    assert store.corrections(number) == SAID
    assert store.corrections(plain) == UNCORRECTED
    assert store.cell_edits([plain, number]) == {number: list(SAID.edits)}


def test_the_original_bytes_are_kept_unchanged(store):
    number = corrected(store)
    assert store.file_content(number) == ("三月.xlsx", "三月.xlsx".encode())


def test_nothing_of_a_refused_commit_is_kept(store):
    stranger = reading("三月.xlsx", (row(30, unit="海边社区"),))
    with pytest.raises(UserError):
        store.commit(Submission(stranger, "李", date(2023, 4, 2), corrections=SAID), AT)
    assert store.cell_edits(range(5)) == {}


def test_samples_take_their_corrections_with_them(store):
    number = corrected(store, sample=True)
    store.clear_samples("王")
    assert store.corrections(number) == UNCORRECTED


def test_a_store_of_an_older_version_learns_to_keep_them(version_1):
    opened = Store.open(version_1)
    opened.remember_headers([WORD], "小王", AT)
    assert len(opened.header_words()) == 1
    opened.close()
    with closing(sqlite3.connect(version_1.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT count(*) FROM table_correction").fetchone() == (0,)


def key(unit="云溪社区", month=MARCH, kind=MONEY, reporter=""):
    return ReportKey(unit, month, kind, reporter)


def test_only_the_submissions_that_hold_the_asked_reports_are_found(store):
    send(store, "旧.xlsx", row(1))
    now = send(store, "新.xlsx", row(2))
    send(store, "别的月.xlsx", row(3, month=Month(2023, 2)))
    school = send(store, "学校.xlsx", row(4, unit="云溪小学"))
    assert [one.id for one in store.holding([key()])] == [now]
    assert [one.id for one in store.holding([key(), key("云溪小学")])] == [school, now]
    assert store.holding([key(reporter="团委"), key(kind="志愿服务")]) == []
    assert store.holding([]) == []


def test_what_was_withdrawn_holds_nothing(store):
    number = send(store, "新.xlsx", row(2))
    store.undo(number, "王", "传错", AT)
    assert store.holding([key()]) == []
