"""Chart descriptions drawn as Plotly figures; no arithmetic on values beyond their written scale.

What each kind reads from ``tables.section.Chart``:

* ``bar``: ``value`` and ``compare`` series side by side, ``lower``/``upper`` as whiskers,
  ``target``/``pace`` as one line each; a ``status`` series (its texts are status words) colours
  the value bars.
* ``stacked``: ``part`` (or ``value``) series on one another, ``compare`` not drawn.
* ``line``: ``value`` and ``part`` series as lines, ``compare`` light, ``pace`` dotted, ``target``
  ink, ``lower``/``upper`` as a fan.
* ``bullet``: one row a category: ``value`` bar, ``compare`` light bar behind, ``pace`` tick dashed,
  ``target`` line ink, the number at the end, ``status`` colour and shape.
* ``dot``: one row a category: ``value`` dot, ``compare`` hollow dot, ``lower``/``upper`` a light
  band, ``target``/``pace`` ticks.
* ``heat``: a series a row, a category a column, the number in the cell.
* ``tiles``: a series a row; ``texts`` hold the state, a word of ``style.TILES`` with anything said
  after a space (``迟报 8月7日收到``); another text stands in its tile as it is.
* ``funnel``: one ``value`` series, a category a stage, the share of the stage before between them.

``customdata`` of a mark is its category's key, in ``heat`` and ``tiles`` the number of the field,
row by row; ``place_of`` finds the place in ``Chart.figures`` again.

Everywhere: a text beginning with 约 marks an approximate value (hatched), and the text of a
missing value (未报, 未填) is written where the mark would be.
"""

from cityreport.charts.browser import clickable, config
from cityreport.charts.canvas import place_of
from cityreport.charts.drawing import draw
from cityreport.charts.picture import picture
from cityreport.charts.projected import projected

__all__ = ["clickable", "config", "draw", "picture", "place_of", "projected"]
