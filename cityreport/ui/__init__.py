"""What the pages stand on: frame, selection, cached data, blocks. Only here lives Streamlit's cache.

A page is a flat script::

    from cityreport.ui import blocks, cache, enter, selection

    enter("ranking")
    chosen = selection.bar(view=True)
    blocks.show(cache.build(ranking.ranking, chosen.year, chosen.month.number, ...))
"""

from cityreport.ui.frame import enter, link

__all__ = ["enter", "link"]
