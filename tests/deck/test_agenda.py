"""An agenda survives being kept as JSON, and what cannot be read is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.errors import UserError
from cityreport.tables.agenda import Agenda, AgendaItem

texts = st.text(max_size=20)
items = st.builds(
    AgendaItem, section=st.text(min_size=1, max_size=20), unit_type=texts, unit=texts,
    choice=texts, view=st.sampled_from(["paced", "annual"]), title=texts,
)  # fmt: skip


@given(st.builds(Agenda, name=texts, items=st.lists(items, max_size=5).map(tuple)))
def test_an_agenda_is_the_same_after_a_round_trip_through_json(agenda):
    assert Agenda.from_json(json.loads(json.dumps(agenda.as_json()))) == agenda


def test_an_item_without_choices_is_kept_as_its_section_alone():
    assert AgendaItem("gaps").as_json() == {"section": "gaps", "view": "paced"}
    assert AgendaItem.from_json({"section": "gaps"}) == AgendaItem("gaps")


@pytest.mark.parametrize(
    "values",
    [None, [], "gaps", {}, {"name": "会", "items": "gaps"}, {"items": []}, {"name": 3, "items": []},
     {"name": "会", "items": [{"unit": "甲"}]}, {"name": "会", "items": [{"section": 7}]},
     {"name": "会", "items": [{"section": "gaps", "view": "yearly"}]},
     {"name": "会", "items": [{"section": "gaps", "title": None}]}, {"name": "会", "items": [5]}],
)  # fmt: skip
def test_what_is_no_agenda_is_refused_in_words(values):
    with pytest.raises(UserError, match="读不出来"):
        Agenda.from_json(values)


def test_a_word_of_a_later_version_is_left_out():
    assert AgendaItem.from_json({"section": "gaps", "colour": 3}) == AgendaItem("gaps")
