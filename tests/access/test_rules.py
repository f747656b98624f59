"""Names, passwords, guessing, how long a login lasts: the rules alone, with their arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport import accounts
from cityreport.accounts import SessionRules, passwords
from cityreport.tables.people import Role, Tries

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_who_may_do_more_may_do_all_that_stands_before_it():
    assert Role.VIEW < Role.ENTER < Role.MANAGE
    assert [role.word for role in Role] == ["查看", "录入", "管理"]
    assert Role.named("录入") is Role.ENTER
    with pytest.raises(ValueError, match="超级"):
        Role.named("超级")


# --- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [" 王 芳", "王  芳", "王\u3000芳 "])
def test_names_that_look_the_same_are_the_same(typed: str):
    assert accounts.name_key(typed) == accounts.name_key("王 芳")


def test_full_width_letters_and_case_do_not_make_another_name():
    assert accounts.name_key("Ｗａｎｇ") == accounts.name_key("wang")
    assert accounts.name_key("王芳") != accounts.name_key("王方")


def test_what_is_kept_of_a_name_that_was_tried_does_not_tell_it():
    assert "hunter2" not in accounts.name_key("hunter2")


@pytest.mark.parametrize(
    ("name", "word"), [("", "填写"), ("  ", "填写"), ("长" * 31, "30"), ("王\u200b芳", "看不见"),
                       ("王\u202e芳", "看不见")],
)  # fmt: skip
def test_a_name_that_cannot_be_read_aloud_is_refused(name: str, word: str):
    assert word in accounts.name_fault(name)


def test_usual_names_are_fine():
    assert [accounts.name_fault(name) for name in ("王芳", "李雷（督查科）", "wang.fang")] == [
        ""
    ] * 3


# --- passwords -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("短密码12345"[:9], "至少 10"),
        ("x" * 201, "最多 200"),
        ("aaaaaaaaaaaa", "太容易"),
        ("abababababab", "太容易"),
        ("1234567890", "太容易"),
        ("0987654321", "太容易"),
        ("qwertyuiop", "太容易"),
        ("1qaz2wsx3edc", "太容易"),
        ("password123", "太容易"),
        ("Passw0rd2026", "太容易"),
        ("admin123456", "太容易"),
        ("woaini1314520", "太容易"),
        ("wangfang2026", "姓名"),
        ("WangFang12345678", "姓名"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str, word: str):
    assert word in accounts.password_fault(password, "wangfang")


@pytest.mark.parametrize(
    "password",
    ["云汐河边的第三盏路灯", "correct horse battery", "xK9#mQ2$vL7p", "督查组周四下午三点出发"],
)
def test_a_sentence_makes_a_good_password(password: str):
    assert accounts.password_fault(password, "王芳") == ""


def test_a_password_is_verified_whichever_way_its_letters_were_composed(quick_hashes: None):
    kept = accounts.hash_password("caf\u00e9 au lait")
    assert kept.startswith("$argon2id$")
    assert accounts.verify_password(kept, "cafe\u0301 au lait")
    assert not accounts.verify_password(kept, "cafe au lait")


def test_where_nothing_is_kept_as_much_work_is_done_and_nothing_fits(
    quick_hashes: None, monkeypatch: pytest.MonkeyPatch
):
    looked: list[str] = []
    real = passwords._HASHER

    class Counting:
        def hash(self, password: str) -> str:
            return real.hash(password)

        def verify(self, kept: str, password: str) -> bool:
            looked.append(kept)
            return real.verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert not accounts.verify_password(None, "anything at all")
    assert not accounts.verify_password("no hash", "anything at all")
    assert looked == [accounts.nobodys_hash(), "no hash"]


def test_a_hash_made_with_other_parameters_is_to_be_renewed(quick_hashes: None):
    assert not accounts.wants_rehash(accounts.hash_password("一句好记的话，十个字"))
    assert accounts.wants_rehash(passwords.PasswordHasher(2, 8, 1).hash("x"))


# --- guessing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (500, 60)]
)
def test_the_fifth_wrong_password_locks_and_each_further_one_twice_as_long(
    failures: int, minutes: int
):
    tries = Tries(failures, AT)
    until = accounts.locked_until(tries, AT)
    assert until == (AT + timedelta(minutes=minutes) if minutes else None)
    assert accounts.locked_until(tries, AT + timedelta(minutes=minutes)) is None


def test_after_a_day_without_a_try_nothing_is_left_of_the_failures():
    assert accounts.standing_failures(Tries(9, AT), AT + timedelta(hours=24)) == 9
    assert accounts.standing_failures(Tries(9, AT), AT + timedelta(hours=24, seconds=1)) == 0


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_failures_never_mean_less_waiting(few: int, more: int):
    few, more = sorted((few, more))
    assert accounts.pause_seconds(few) <= accounts.pause_seconds(more) <= 2.0
    first = accounts.locked_until(Tries(few, AT), AT) or AT
    assert first <= (accounts.locked_until(Tries(more, AT), AT) or AT)


def test_minutes_are_said_upwards():
    assert accounts.minutes_left(AT + timedelta(seconds=61), AT) == 2
    assert accounts.minutes_left(AT + timedelta(seconds=60), AT) == 1
    assert accounts.minutes_left(AT + timedelta(seconds=1), AT) == 1


# --- how long a login lasts ----------------------------------------------------------------

RULES = SessionRules()


@pytest.mark.parametrize(
    ("began", "seen", "holds"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=7, minutes=59), timedelta(hours=7, minutes=59), True),
        (timedelta(hours=8), timedelta(hours=8), False),
        (timedelta(days=6, hours=23), timedelta(hours=1), True),
        (timedelta(days=7), timedelta(minutes=1), False),
        (timedelta(minutes=-5), timedelta(minutes=-5), True),
        (timedelta(days=-1), timedelta(days=-1), False),
    ],
)
def test_a_login_ends_when_unused_or_too_long_ago(began: timedelta, seen: timedelta, holds: bool):
    assert accounts.is_valid(AT - began, AT - seen, AT, RULES) is holds


def test_tokens_are_long_and_never_the_same():
    tokens = {accounts.new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) == 43 for token in tokens)
    assert accounts.digest_of("a") != "a"


def test_the_use_of_a_login_is_not_written_at_every_click():
    assert not accounts.to_be_noted(AT, AT + timedelta(minutes=4, seconds=59))
    assert accounts.to_be_noted(AT, AT + timedelta(minutes=5))
