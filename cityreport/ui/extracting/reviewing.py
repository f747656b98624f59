"""The marked text on the left, the rows it offers on the right; below, what is missing."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cityreport.narrative import Accepted, Candidate
from cityreport.period import Month, months_of
from cityreport.report import narrative
from cityreport.report.marking import Piece
from cityreport.report.narrative import Edited
from cityreport.ui import blocks
from cityreport.ui.extracting.choosing import Material
from cityreport.ui.extracting.committing import Choices

_COLOURS = {
    "资金投入": "blue", "志愿服务": "green", "督查检查": "orange", "创建活动": "violet",
    "实事项目": "yellow", "阵地设施": "yellow", "问卷测评": "orange", "工作机制": "gray",
    "荣誉表彰": "gray", "下步计划": "gray", narrative.HOLE: "red",
}  # fmt: skip
_HEIGHT = 620
_COLUMNS = ("采纳", "表种 · 栏目", "名称", "数量", "月份", "说明")


def review(material: Material, report: int, choices: Choices) -> list[Accepted]:
    """The rows a person takes over, as left in the table."""
    left, right = st.columns([5, 7], gap="medium")
    with left:
        st.subheader("原文", anchor=False)
        st.caption("有底色的是找到的数和事，后面的小字是表种；红底“缺数”要问单位。")
        show_text(narrative.marked(material.found, report))
    with right:
        st.subheader("候选数据", anchor=False)
        taken = _table(material, report, choices)
    blocks.show(narrative.missing(material.found, report))
    with st.expander("背景数字和不登记的原因"):
        blocks.show(narrative.left_alone(material.found, report))
    return taken


def show_text(paragraphs: Sequence[Sequence[Piece]]) -> None:
    """The text with its marks; nothing in it can become markup."""
    with st.container(height=_HEIGHT, border=True):
        for paragraph in paragraphs:
            st.markdown("".join(_written(piece) for piece in paragraph))


def _written(piece: Piece) -> str:
    text = blocks.plain(piece.text)
    colour = _COLOURS.get(piece.kind)
    if colour is None:
        return text
    return f":{colour}-background[{text} :small[{piece.kind}]]"


def _table(material: Material, report: int, choices: Choices) -> list[Accepted]:
    candidates = narrative.offered(material.found, report)
    if not candidates or choices.unit is None:
        st.info(
            "这篇材料里没有找到可以登记的数据。" if not candidates else "请先选定是哪家单位的材料。"
        )
        return []
    offered = narrative.kinds_offered(candidates)
    kinds = st.pills(
        "按表种整类采纳（点一下就整类不采纳）", offered, selection_mode="multi", default=offered,
        key=f"narrative-kinds-{material.prose.sha256[:8]}-{report}",
    )  # fmt: skip
    rows = [narrative.edited(one, choices.month) for one in candidates]
    left = _edited(candidates, rows, f"{material.prose.sha256[:8]}-{report}-{choices.month}")
    taken, faults = narrative.accepted_rows(candidates, left, kinds, choices.unit, _month)
    for fault in faults:
        st.error(blocks.plain(fault))
    return [] if faults else taken


def _edited(candidates: Sequence[Candidate], rows: Sequence[Edited], key: str) -> list[Edited]:
    frame = pd.DataFrame(
        [
            (row.accepted, row.place, row.item, row.amount, row.month, one.reason)
            for one, row in zip(candidates, rows, strict=True)
        ],
        columns=list(_COLUMNS),
    )
    months = sorted({row.month for row in rows} | _months_beside(rows))
    config = st.column_config
    left = st.data_editor(
        frame, key=f"narrative-rows-{key}", hide_index=True, num_rows="fixed", height=_HEIGHT - 80,
        disabled=["说明"],
        column_config={
            "采纳": config.CheckboxColumn(width=64, help="打勾的登记，不打勾的不登记"),
            "表种 · 栏目": config.SelectboxColumn(options=list(narrative.places()), required=True, width=180),
            "名称": config.TextColumn(width=170, max_chars=80),
            "数量": config.TextColumn(width=95, max_chars=40, help="原文怎么写就怎么写，如 九万多元、约300"),
            "月份": config.SelectboxColumn(options=months, required=True, width=100),
            "说明": config.TextColumn(width=200),
        },
    )  # fmt: skip
    return [
        Edited(bool(row[0]), str(row[1]), _text(row[2]), _text(row[3]), str(row[4]))
        for row in left.itertuples(index=False, name=None)
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _months_beside(rows: Sequence[Edited]) -> set[str]:
    """Every month of the years that occur, so that any can be chosen."""
    years = {_month(row.month).year for row in rows}
    return {month.label for year in years for month in months_of(year)}


def _month(label: str) -> Month:
    year, _, number = label.removesuffix("月").partition("年")
    return Month(int(year), int(number))
