"""What a change did, said in the run after it: only there the page shows the new state."""

from typing import NoReturn

import streamlit as st

from cityreport.ui import blocks


def announce(place: str, *sentences: str) -> NoReturn:
    """Draw the page anew; ``show`` of the same place says the sentences there, as plain text."""
    st.session_state[_key(place)] = sentences
    st.rerun()


def show(place: str) -> bool:
    """Say what was announced for the place, once; whether there was anything."""
    said: tuple[str, ...] = st.session_state.pop(_key(place), ())
    if said:
        st.success("　".join(map(blocks.plain, said)))
    return bool(said)


def _key(place: str) -> str:
    return f"outcome-{place}"
