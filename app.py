"""The dashboard: one frame, the page chosen in it."""

from cityreport.ui import frame

frame.run()
