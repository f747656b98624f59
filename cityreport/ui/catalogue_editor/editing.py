"""The editor: a draft in the session, one row of it on the page, the running total over it."""

import streamlit as st

from cityreport.exports.xlsx.catalogue import catalogue_workbook
from cityreport.framework.draft import FIRST_ROW, Draft, Row, blank_row, changed_rows
from cityreport.framework.parse import TOTAL_WEIGHT
from cityreport.framework.rules import DIRECTIONS, RULES
from cityreport.pipeline.drafting import check_draft, draft_in_force, file_name, save_draft
from cityreport.roster.model import KNOWN_TYPES
from cityreport.style import write
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks, cache, outcome
from cityreport.ui.catalogue_editor import measuring
from cityreport.ui.uploading import person

_DRAFT, _BEFORE, _AT = "draft", "draft-before", "draft-row"
_OPENED, _TURN = "draft-opened", "draft-turn"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ACCRUALS = ("逐月累计", "随时达到")
_ROLLUPS = ("合并计算", "单位平均")
_PARAMETER_HELP = (
    "完成率：可空，或 零线=50。基准挑战：基准值=60；挑战值=90。分档：95=1；80=0.66；70=0.33。"
    "扣分：每例=0.5；上限=3。加分：每例=1；上限=5。有无、仅展示：空。"
)
_TARGET_HELP = "先写一般目标，再写例外，如 24；学校=12；瀛东社区=30。也可写 年度资金计划。"


def editor() -> None:
    """The button that begins a draft, or the draft itself."""
    outcome.show("catalogue")
    if not cache.may("add_edition"):
        return
    with st.container(border=True):
        st.subheader("在网页上修改", anchor=False)
        if _DRAFT not in st.session_state:
            _begin()
            return
        draft: Draft = st.session_state[_DRAFT]
        findings = check_draft(draft, cache.roster())
        _state(draft, findings)
        _save(_row(draft), findings)


def _begin() -> None:
    st.caption("逐项修改指标、分值、目标和取数，存成新的一版；现行目录不会被改动，随时可以放弃。")
    if st.button("开始修改", icon=":material/edit:", key="draft-begin"):
        now = draft_in_force(cache.store())
        st.session_state[_DRAFT] = st.session_state[_BEFORE] = now
        _keep(now, 0)


def _state(draft: Draft, findings: list[Finding]) -> None:
    """The running total against 100, what has changed, and every fault by its cell."""
    rest = round(TOTAL_WEIGHT - draft.total, 6)
    words = "正好" if not rest else f"还差 {rest:g} 分" if rest > 0 else f"多了 {-rest:g} 分"
    changed = len(list(changed_rows(st.session_state[_BEFORE], draft)))
    errors = sum(finding.severity == "error" for finding in findings)
    st.markdown(
        f"分值合计 **{write(draft.total, 'number')} / {TOTAL_WEIGHT:g}**，{words}　·　"
        f"{len(draft.rows)} 项指标，改动 {changed} 项　·　{f'{errors} 处错误' if errors else '没有错误'}"
    )
    if findings:
        named = [(_where(draft, finding), finding) for finding in findings]
        blocks.findings_table(named, key="draft-findings")


def _where(draft: Draft, finding: Finding) -> str:
    """Which indicator a fault is at: the draft has no file."""
    digits = "".join(sign for sign in finding.cell or "" if sign.isdecimal())
    at = int(digits or 0) - 1 - FIRST_ROW
    return draft.rows[at]["编码"] or "（没有编码）" if 0 <= at < len(draft.rows) else "整个目录"


def _row(draft: Draft) -> Draft:
    """The fields of the row in hand; what they say is kept in the draft with every change."""
    names = [f"{row['编码']} {row['指标名称']}" for row in draft.rows]
    at = min(int(st.session_state[_AT]), len(names) - 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "改哪一项", range(len(names)), index=at, format_func=lambda n: names[n] if n < len(names) else "",
            key=f"draft-choose-{st.session_state[_TURN]}", width=420, filter_mode="contains",
        )  # fmt: skip
        added = st.button("增加一项", icon=":material/add:", key="draft-add")
    # The row shown before is read first: a change of it may come with the choice of another.
    row = _fields(draft, at)
    kept = draft.with_row(at, row) if row != draft.rows[at] else draft
    with st.container(horizontal=True):
        restored = st.button(
            "恢复这一项", key="draft-restore", disabled=row == st.session_state[_OPENED]
        )
        dropped = st.button("删去这一项", key="draft-drop", disabled=len(draft.rows) == 1)
        st.caption("改动随时记下，不用另按保存；全部改好后在下面存为新版。")
    if added:
        _keep(kept.with_new(blank_row(_new_code(kept))), len(kept.rows))
    if dropped:
        _keep(kept.without(at), max(0, at - 1))
    if restored:
        _keep(kept.with_row(at, st.session_state[_OPENED]), at)
    if chosen is not None and chosen != at:
        _keep(kept, int(chosen))
    if kept is not draft:
        st.session_state[_DRAFT] = kept
        st.rerun()
    return kept


def _typed(at: int, column: str, key: str) -> None:
    """Keep a text as soon as it is sent, also when the page is left by the same click."""
    draft: Draft = st.session_state[_DRAFT]
    row = {**draft.rows[at], column: str(st.session_state[key]).strip()}
    st.session_state[_DRAFT] = draft.with_row(at, row)


def _fields(draft: Draft, number: int) -> Row:
    """The widgets of a row and what they say now; they begin with the row as it was opened."""
    key = f"draft-{st.session_state[_TURN]}-{number}"
    if f"{key}-编码" not in st.session_state:
        # Drawn for the first time, or again after another page, where Streamlit forgot them.
        st.session_state[_OPENED] = draft.rows[number]
    opened: Row = st.session_state[_OPENED]
    row = dict(opened)

    def text(column: str, width: int = 200, note: str | None = None) -> None:
        own = f"{key}-{column}"
        row[column] = st.text_input(
            column, row[column], key=own, width=width, help=note, max_chars=300,
            on_change=_typed, args=(number, column, own),
        ).strip()  # fmt: skip

    def choice(column: str, offered: tuple[str, ...], width: int = 150) -> None:
        known = (*offered, *((row[column],) if row[column] not in offered else ()))
        row[column] = str(
            st.selectbox(
                column, known, known.index(row[column]), key=f"{key}-{column}", width=width
            )
        )

    with st.container(horizontal=True):
        text("编码", 100)
        choice("测评项目", _dimensions(draft, opened), 200)
        text("测评内容")
        text("指标名称", 300)
        text("计量单位", 100)
    with st.container(horizontal=True):
        choice("方向", tuple(DIRECTIONS))
        choice("计分规则", tuple(RULES))
        text("规则参数", 240, _PARAMETER_HELP)
        text("年度目标", 200, _TARGET_HELP)
        choice("目标性质", ("", *_ACCRUALS))
        text("分值", 90)
    row["分子"] = measuring.pick(
        "分子（取哪张表的哪一列）", row["分子"], f"{key}-top", optional=False
    )
    row["分母"] = measuring.pick("分母（比率类才有）", row["分母"], f"{key}-below", optional=True)
    st.caption(blocks.plain(f"计算：{row['分子']}" + (f" ÷ {row['分母']}" if row["分母"] else "")))
    with st.container(horizontal=True):
        choice("汇总方式", ("", *_ROLLUPS))
        _types(row, key)
    with st.container(horizontal=True):
        for column in ("测评方法", "牵头单位", "责任单位", "完成时限", "材料要求"):
            text(column, 180)
    with st.container(horizontal=True):
        text("来源", 400)
        text("备注", 400)
    return row


def _dimensions(draft: Draft, opened: Row) -> tuple[str, ...]:
    """The known 测评项目 in an order that a change of this row leaves alone."""
    before: Draft = st.session_state[_BEFORE]
    rows = (*before.rows, opened, *draft.rows)
    return tuple(dict.fromkeys(one["测评项目"] for one in rows))


def _types(row: dict[str, str], key: str) -> None:
    """适用单位类型 as a list; none chosen means all of them."""
    now = [one for one in row["适用单位类型"].split("、") if one and one != "全部"]
    offered = list(dict.fromkeys((*KNOWN_TYPES, *cache.roster().types, *now)))
    chosen = st.multiselect(
        "适用单位类型（不选就是全部）",
        offered,
        default=now,
        key=f"{key}-types",
        width=480,
        placeholder="全部",
    )
    if chosen != now:
        row["适用单位类型"] = "、".join(chosen) or "全部"


def _save(draft: Draft, findings: list[Finding]) -> None:
    errors = any(finding.severity == "error" for finding in findings)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "新版名称",
            key="draft-name",
            width=320,
            max_chars=60,
            placeholder="如 测评标准目录（2025版）",
        ).strip()
        by = person.ask("修改人", "draft-by")
        pressed = st.button(
            "存为新版并启用", type="primary", key="draft-save", disabled=errors or not (name and by)
        )
    st.caption("存成新的一版，旧版保留；启用后“本市分值已确认”要重新确认。有错误时不能存。")
    with st.container(horizontal=True, vertical_alignment="center"):
        named = Draft(name or draft.edition, draft.rows)
        st.download_button(
            "下载为 Excel", data=lambda: catalogue_workbook(named), file_name=file_name(named), mime=_XLSX,
            on_click="ignore", icon=":material/download:", key="draft-download",
        )  # fmt: skip
        if st.button("放弃修改", key="draft-drop-all"):
            _close("已放弃修改，现行目录没有变。")
    if pressed:
        refused = [f for f in save_draft(cache.store(), named, by) if f.severity == "error"]
        if not refused:
            _close(f"{name} 已启用。")
        st.error(blocks.plain("；".join(f"{one.message}{one.suggestion}" for one in refused)))


def _new_code(draft: Draft) -> str:
    """A code no row has yet."""
    codes = {row["编码"] for row in draft.rows}
    return next(code for n in range(1, len(codes) + 2) if (code := f"新{n:02d}") not in codes)


def _keep(draft: Draft, at: int) -> None:
    """Go on with this draft at that row, its fields drawn anew."""
    st.session_state[_DRAFT], st.session_state[_AT] = draft, at
    st.session_state[_OPENED] = draft.rows[at]
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _close(told: str) -> None:
    for name in (_DRAFT, _BEFORE, _AT, _OPENED):
        st.session_state.pop(name, None)
    outcome.announce("catalogue", told)
