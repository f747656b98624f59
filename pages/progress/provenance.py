"""查看出处: one figure by its code, its working, its units and its cells."""

from cityreport.ui import enter, tracing

enter("provenance")
figure = tracing.ask()
if figure is not None:
    tracing.look_at(figure)
