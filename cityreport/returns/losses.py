"""What openpyxl drops when it writes a workbook back, in words for the 说明 sheet."""

import re
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

_SHAPES = re.compile(rb"<(?:xdr:)?(?:sp|cxnSp|grpSp)[ >]")
_PARTS: tuple[tuple[str, str], ...] = (
    (r"xl/(?:ctrlProps|activeX)/", "窗体控件（按钮、复选框等）"),
    (r"xl/diagrams/", "SmartArt 图示"),
    (r"xl/embeddings/", "嵌入的对象"),
    (r"xl/(?:slicers|slicerCaches|timelines)/", "切片器"),
    (r"xl/(?:connections\.xml|queryTables/)", "外部数据连接"),
    (r"xl/threadedComments/", "批注的回复（批注文字保留）"),
    (r"xl/charts/chartEx", "新式图表（树状图、漏斗图等）"),
    (r"_xmlsignatures/", "数字签名"),
    (r"customUI/", "自定义功能区"),
)
_CHARTS = re.compile(r"xl/charts/chart\d+\.xml")
_EXTENSIONS = {
    "Conditional Formatting": "部分条件格式（数据条、图标集等新式样）",
    "Data Validation": "引用其他工作表的下拉选项",
    "Sparkline Group": "迷你图",
    "Slicer List": "切片器",
    "Timeline Ref": "日程表",
}
_UNREAD = {"image": "部分图片", "Image": "部分图片", "header or footer": "页眉页脚"}


def losses(content: bytes, warned: Iterable[str], *, macros: bool) -> list[str]:
    """The parts of a workbook that will not be in the one written back.

    ``warned`` are the texts of the library's own warnings while it read the workbook.
    """
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        shapes = any(
            _SHAPES.search(archive.read(name))
            for name in names
            if name.startswith("xl/drawings/drawing") and name.endswith(".xml")
        )
    found = [words for pattern, words in _PARTS if any(re.match(pattern, name) for name in names)]
    found += ["图形、文本框"] if shapes else []
    if any(_CHARTS.fullmatch(name) for name in names):
        found.append("图表的部分格式（图表本身和数据保留）")
    if not macros and any(name.lower() == "xl/vbaproject.bin" for name in names):
        found.append("宏")
    said = [words for text in warned for words in _said(text)]
    return list(dict.fromkeys([*found, *said]))


def _said(warning: str) -> list[str]:
    extension = [words for sign, words in _EXTENSIONS.items() if f"{sign} extension" in warning]
    return extension or [words for sign, words in _UNREAD.items() if sign in warning]
