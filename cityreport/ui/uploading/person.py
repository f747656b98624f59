"""Who is working, asked once in a session."""

import streamlit as st

_REMEMBERED = "person"


def ask(label: str, key: str) -> str:
    """The name typed in, kept for the session and offered in every other such box."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(_REMEMBERED, "")
    name = st.text_input(label, key=key, placeholder="姓名", max_chars=30, width=150).strip()
    if name:
        st.session_state[_REMEMBERED] = name
    return name
