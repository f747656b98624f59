"""Who is working: whoever is logged in, else asked once in a session."""

import streamlit as st

from cityreport.ui import cache

_REMEMBERED = "person"


def ask(label: str, key: str) -> str:
    """The name of the account; without accounts the name typed in, kept for the session.

    It is offered in every other such box.

    A box that was drawn before the name was known is filled in once; who clears it keeps it clear.
    """
    if own := name():
        return own
    known, offered = st.session_state.get(_REMEMBERED, ""), f"{key}-offered"
    if known and not st.session_state.get(key) and st.session_state.get(offered) != known:
        st.session_state[key] = st.session_state[offered] = known
    typed = st.text_input(label, key=key, placeholder="姓名", max_chars=30, width=150).strip()
    if typed:
        st.session_state[_REMEMBERED] = typed
    return typed


def name(otherwise: str = "") -> str:
    """The name of whoever is logged in; while nobody has an account ``otherwise``."""
    return cache.actor().name or otherwise
