"""会议留档: what was shown, as it was shown, and which of its figures were corrected since."""

import streamlit as st

from cityreport.report import kept
from cityreport.ui import archiving, blocks, clock, enter, wall

enter("archive")
known = archiving.meetings()
blocks.show(kept.kept_list(known, archiving.corrected(known), clock.now().tzinfo))
chosen = archiving.opened(known) if known else None
if chosen is not None:
    shown = kept.deck_from(chosen.shown)
    if wall.asked():
        if wall.show(shown):
            wall.leave()
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            wall.door(len(shown.slides), "按当时的样子投屏")
            archiving.documents(chosen)
        archiving.notice(chosen)
