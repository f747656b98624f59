"""上传月报: drop the files, see what was read and what it will do, commit, take back."""

import streamlit as st

from cityreport.report import upload
from cityreport.ui import blocks, enter, uploading

enter("upload")
files = uploading.chosen_files()
if files:
    # What comes and goes has a place of its own, so that the chosen tab below is not lost.
    with st.container():
        batch = uploading.read(files)
    if not batch.roster.units:
        uploading.confirm_roster(batch.units, batch.readings)
        st.stop()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choices = uploading.ask_choices()
        button = st.container(width="content")
    with st.container():
        unused = uploading.ask_rivals(batch.readings, choices)
    results = uploading.foresee(batch.readings, choices, unused)
    with st.container():
        remember = uploading.ask_to_remember(results)
    with button:
        uploading.commit_button(batch.readings, results, choices, remember=remember)
    with st.container():
        uploading.say_hindrance(results, choices)
    blocks.metrics(upload.headlines(results))
    uploading.preview(results, choices)
    uploading.offer_returns(batch.readings)
else:
    uploading.show_outcome()
uploading.learnt_words()
uploading.undo_recent()
