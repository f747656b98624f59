"""All charts of a meeting as PNG in one zip: title, date and source inside each picture (K1)."""

import base64
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import plotly
import plotly.graph_objects as go

from cityreport import charts
from cityreport.errors import UserError
from cityreport.exports.legible import legible
from cityreport.exports.pictures.browser import find_browser, page_after_scripts
from cityreport.report.deck import Deck, Slide
from cityreport.style import PICTURE_SIZE
from cityreport.tables.section import Section

SCALE = 2
NO_BROWSER = (
    "这台电脑上没有找到 Chrome 或 Edge 浏览器，不能一次生成全部图片。"
    "可以在各页点图下面的“图片”逐张保存，效果相同。"
)
_PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_PICTURE = re.compile(r'<img id="(\d+)" src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 50
_PAGE = """<!doctype html><meta charset="utf-8"><body><script src="%s"></script><script>
(async () => {
  for (const [number, figure] of Object.entries(%s)) {
    const box = document.createElement("div");
    document.body.append(box);
    const size = {width: %d, height: figure.layout.height};
    await Plotly.newPlot(box, figure.data, {...figure.layout, ...size}, {staticPlot: true});
    const image = document.createElement("img");
    image.id = number;
    image.src = await Plotly.toImage(box, {format: "png", scale: %d, ...size});
    Plotly.purge(box);
    box.replaceWith(image);
  }
})();
</script>"""


def pictures_zip(deck: Deck) -> bytes:
    """A zip of one PNG for each slide with a chart, 2560 pixels wide, in the deck's order.

    UserError without a chart, without a browser, or when a picture did not come out.
    """
    drawn = [(page, slide) for page, slide in enumerate(deck.slides, start=2) if with_chart(slide)]
    if not drawn:
        raise UserError("这份议程里没有图，没有可打包的图片。请在“投屏”页添加有图的内容。")
    browser = find_browser()
    if browser is None:
        raise UserError(NO_BROWSER)
    figures = {page: _figure(slide, sample=deck.sample) for page, slide in drawn}
    pictures = render(browser, figures)
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for page, slide in drawn:
            archive.writestr(f"{page:02d} {_file_name(slide.name)}.png", pictures[page])
    return content.getvalue()


def with_chart(slide: Slide) -> bool:
    """Whether a slide shows a chart."""
    return slide.section.chart is not None and not slide.section.empty and not slide.figures


def render(browser: str, figures: dict[int, go.Figure]) -> dict[int, bytes]:
    """The figures as PNG under their numbers, all drawn in one run of the browser, offline."""
    plain = {number: json.loads(figure.to_json()) for number, figure in figures.items()}
    written = json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c")
    page = _PAGE % (_PLOTLY.as_uri(), written, PICTURE_SIZE[0], SCALE)
    found = _PICTURE.findall(page_after_scripts(browser, page))
    pictures = {int(number): base64.b64decode(data) for number, data in found}
    if missing := figures.keys() - pictures.keys():
        raise UserError(
            f"有 {len(missing)} 张图没有画出来，没有打包。请再试一次，或在各页点“图片”逐张保存。"
        )
    return pictures


def _figure(slide: Slide, *, sample: bool) -> go.Figure:
    section = _legible(slide.section)
    if section.chart is None:
        raise ValueError(f"slide {slide.name} has no chart")
    source = f"示例数据　{section.source}" if sample else section.source
    return charts.picture(section.chart, section.title, source, section.lead)


def _legible(section: Section) -> Section:
    return replace(
        section, title=legible(section.title), lead=legible(section.lead),
        source=legible(section.source),
    )  # fmt: skip


def _file_name(name: str) -> str:
    return _FORBIDDEN.sub(" ", legible(name)).strip(" .")[:_LONGEST_NAME] or "图"


def names_of(slides: Sequence[Slide]) -> tuple[str, ...]:
    """What the pictures of these slides are called."""
    return tuple(slide.name for slide in slides if with_chart(slide))
