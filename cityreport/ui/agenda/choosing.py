"""Which agenda is shown: the saved ones and the one that is always there."""

import streamlit as st

from cityreport.period import Month
from cityreport.tables.agenda import Agenda
from cityreport.ui import meeting
from cityreport.ui.agenda import draft

_NEXT = "agenda-next"


def choose_next(name: str) -> None:
    """Show another agenda in the next run."""
    st.session_state[_NEXT] = name


def choose(month: Month) -> Agenda:
    """The agenda chosen in the bar, with what was changed in this session."""
    standard = meeting.standard_agenda(month)
    known = {standard.name: standard, **meeting.saved_agendas()}
    if (wanted := st.session_state.pop(_NEXT, "")) in known:
        st.session_state["agenda"] = wanted
    name = st.selectbox(
        "议程", list(known), key="agenda", bind="query-params", width=260, filter_mode="contains"
    )
    return draft.current(known.get(str(name), standard)).agenda
