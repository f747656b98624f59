"""上传记录: every version of every report, who sent it when, what became of it; closed months."""

from cityreport.ui import blocks, enter, recording

enter("history")
wanted = recording.ask_filter()
section, versions = recording.read(wanted)
blocks.show(section)
chosen = recording.choose(versions)
if chosen is not None:
    recording.look_at(chosen)
recording.closed_months()
