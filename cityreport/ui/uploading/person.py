"""Who is working, asked once in a session."""

import streamlit as st

_REMEMBERED = "person"


def ask(label: str, key: str) -> str:
    """The name typed in, kept for the session and offered in every other such box.

    A box that was drawn before the name was known is filled in once; who clears it keeps it clear.
    """
    known, offered = st.session_state.get(_REMEMBERED, ""), f"{key}-offered"
    if known and not st.session_state.get(key) and st.session_state.get(offered) != known:
        st.session_state[key] = st.session_state[offered] = known
    name = st.text_input(label, key=key, placeholder="姓名", max_chars=30, width=150).strip()
    if name:
        st.session_state[_REMEMBERED] = name
    return name
