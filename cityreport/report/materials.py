"""申报材料与机制: what units have set up, which materials are there, awards and next plans."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from cityreport.pipeline import Evaluation
from cityreport.report import picked
from cityreport.report.picked import FILLED, NO, UNSAID, YES, answer, counted, of_row, origin
from cityreport.report.sums import Scope, scope_of, unit_names
from cityreport.report.wording import count, month_of
from cityreport.style import NONE
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Headline, Section, Table
from cityreport.tables.stored import ListedRow

MECHANISMS, MATERIALS, AWARDS, PLANS = "工作机制", "申报材料", "荣誉表彰", "下步计划"
MOST_LISTED = 500
"""A large city has ten thousand of them; nobody reads that many on a page."""
_ASK = "请在单位名册的“应报表种”里加上“{kind}”，或上传这张表。"

COLUMNS = {
    MECHANISMS: ("机制项", "是否建立", "建立日期", "佐证材料", "备注"),
    MATERIALS: ("指标编码", "材料名称", "责任单位", "是否已交", "提交日期", "备注"),
    AWARDS: ("级别", "名称", "等次", "对象", "备注"),
    PLANS: ("事项", "责任单位", "完成时限", "完成情况", "备注"),
}
"""Sheet kind → its columns that are listed and counted here, in their order."""

Rows = Mapping[str, Sequence[ListedRow]]
"""Sheet kind → the rows that count: of a register the latest, of awards those of the year."""


def headlines(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> tuple[Headline, ...]:
    """How many mechanisms, materials, awards and plans there are, and of how many units."""
    scope = scope_of(evaluation, month, unit_type, unit)
    mechanisms, materials, awards, plans = (
        _of(evaluation, rows, kind, scope) for kind in (MECHANISMS, MATERIALS, AWARDS, PLANS)
    )
    built, handed = _answers(mechanisms, "是否建立"), _answers(materials, "是否已交")
    about = picked.scope(evaluation.year, month, unit_type, unit)

    def headline(label: str, kind: str, text: str, *where: tuple[str, str]) -> Headline:
        came = _came(evaluation, kind, scope)
        note = f"{count(len(came))}/{count(len(scope.numbers))} 家单位报了"
        figure = counted(about, kind, *where) if came else None
        return Headline(label, text if came else "未报", note, "没有报送的不等于没有。", figure)

    come = f"{count(handed[YES])}/{count(len(materials))} 份"
    return (
        headline("已建立机制", MECHANISMS, f"{count(built[YES])} 项", ("是否建立", YES)),
        headline("申报材料已交", MATERIALS, come, ("是否已交", YES)),
        headline("荣誉表彰", AWARDS, f"{count(len(awards))} 项"),
        headline("下步计划", PLANS, f"{count(len(plans))} 项"),
    )


def mechanisms_by_unit(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Each reporting unit's mechanisms: 有, 无, 未填, with a date, with a proof; the silent ones named."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = _of(evaluation, rows, MECHANISMS, scope)
    own: dict[str, list[ListedRow]] = {}
    for row in found:
        own.setdefault(row.unit, []).append(row)
    units = [evaluation.values.units[number] for number in scope.numbers]
    came = _came(evaluation, MECHANISMS, scope)
    lines = [
        (one.name, one.unit_type, *_unit_cells(own.get(one.name, [])))
        for one in units
        if one.name in came
    ]
    silent = [one.name for one in units if one.name not in came]
    built = _answers(found, "是否建立")
    return Section(
        key="mechanisms-units",
        title=f"{scope.name}：{count(len(came))} 家单位报了工作机制，已建立 {count(built[YES])} 项"
        + (f"、没有建立 {count(built[NO])} 项" if built[NO] else "")
        + (f"；{count(len(silent))} 家未报" if silent else ""),
        lead=f"截至{month_of(evaluation, month).label} · 各单位最近一次报来的台账 · 未报不等于没有",
        table=Table(
            (
                Column("单位"), Column("类型"), Column("有（项）", "count"), Column("无（项）", "count"),
                Column("未填（项）", "count"), Column("有建立日期（项）", "count"),
                Column("有佐证材料（项）", "count"), Column("台账月份"),
            ),
            tuple(lines),
            tuple(_unit_figures(evaluation.year, month, str(line[0])) for line in lines),
        ),
        notes=(f"未报（{count(len(silent))} 家）：{'、'.join(silent)}。",) if silent else (),
        source=_source(evaluation, MECHANISMS, month),
        empty="" if came else _nothing(scope, MECHANISMS),
    )  # fmt: skip


def mechanism_list(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Every mechanism with whether it is there, since when, and what proves it."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = _of(evaluation, rows, MECHANISMS, scope)
    unproven = sum(row.word("佐证材料") is None for row in found)
    lacking = f"，{count(unproven)} 项没有写佐证材料" if unproven else "，都写了佐证材料"
    return Section(
        key="mechanisms-list",
        title=f"{scope.name}工作机制 {count(len(found))} 项{lacking}" if found else "工作机制明细",
        lead="有 / 无为单位填报；日期和佐证空着的为未填",
        table=_table(found, COLUMNS[MECHANISMS], answered="是否建立"),
        notes=_more(found),
        source=_source(evaluation, MECHANISMS, month),
        empty="" if found else _nothing(scope, MECHANISMS, _came(evaluation, MECHANISMS, scope)),
    )


def material_list(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Every material by 指标编码, whether it is handed in."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = _of(evaluation, rows, MATERIALS, scope)
    found.sort(key=lambda row: row.word("指标编码") or "~")
    handed = _answers(found, "是否已交")[YES]
    return Section(
        key="materials-list",
        title=f"{scope.name}申报材料 {count(len(found))} 份，已交 {count(handed)} 份，还差 {count(len(found) - handed)} 份"
        if found
        else "申报材料清单",
        lead="按指标编码排列 · 各单位最近一次报来的台账",
        table=_table(found, COLUMNS[MATERIALS], answered="是否已交"),
        notes=_more(found),
        source=_source(evaluation, MATERIALS, month),
        empty="" if found else _nothing(scope, MATERIALS, _came(evaluation, MATERIALS, scope)),
    )


def missing_materials(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """The indicators that the catalogue asks a material for and that have none handed in."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = _of(evaluation, rows, MATERIALS, scope)
    handed = {row.word("指标编码") for row in found if answer(row, "是否已交") == YES}
    types = {evaluation.values.units[number].unit_type for number in scope.numbers}
    asked = [
        one
        for one in evaluation.framework.indicators
        if one.material and any(one.applies_to(unit_type) for unit_type in types)
    ]
    lacking = [one for one in asked if one.code not in handed]
    about = picked.scope(evaluation.year, month, unit_type, unit)
    return Section(
        key="materials-missing",
        title=f"目录写明材料要求的 {len(asked)} 项指标中，{len(lacking)} 项还没有已交的材料"
        if asked else "目录没有对这里的指标写明材料要求",
        lead="测评标准目录“材料要求”对照各单位申报材料的指标编码",
        table=Table(
            (
                Column("编码"), Column("测评项目"), Column("指标"), Column("材料要求"),
                Column("分值", "number"), Column("牵头单位"),
            ),
            tuple(
                (one.code, one.dimension, one.name, one.material, one.weight, one.lead_office or NONE)
                for one in lacking
            ),
            tuple(
                (Figure(evaluation.year, month, unit_type=about.unit_type, unit=about.unit, indicator=one.code),)
                for one in lacking
            ),
        ),
        leads_only=True,
        source=f"来源：{evaluation.framework.edition}；各单位申报材料",
        empty="" if lacking else _complete(len(asked)),
    )  # fmt: skip


def awards(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """The awards of the year, by month."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = sorted(_of(evaluation, rows, AWARDS, scope), key=lambda row: row.month)
    ranks = Counter(row.word("等次") or "未写等次" for row in found)
    named = "、".join(f"{rank} {count(known)} 项" for rank, known in ranks.most_common())
    return Section(
        key="awards",
        title=f"{scope.name}1—{month}月荣誉表彰 {count(len(found))} 项：{named}"
        if found
        else "荣誉表彰",
        lead="按获得的月份 · 级别照单位填报",
        table=_table(found, COLUMNS[AWARDS]),
        notes=_more(found),
        source=_source(evaluation, AWARDS, month),
        empty="" if found else _nothing(scope, AWARDS, _came(evaluation, AWARDS, scope)),
    )


def plans(
    evaluation: Evaluation, rows: Rows, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """What units plan next."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found = _of(evaluation, rows, PLANS, scope)
    units = len({row.unit for row in found})
    undated = sum(row.word("完成时限") is None for row in found)
    late = f"，{count(undated)} 项没有写完成时限" if undated else ""
    return Section(
        key="plans",
        title=f"{scope.name}：{count(units)} 家单位的下步计划 {count(len(found))} 项{late}"
        if found
        else "下步计划",
        lead="各单位最近一次报来的计划",
        table=_table(found, COLUMNS[PLANS]),
        notes=_more(found),
        source=_source(evaluation, PLANS, month),
        empty="" if found else _nothing(scope, PLANS, _came(evaluation, PLANS, scope)),
    )


def _of(evaluation: Evaluation, rows: Rows, kind: str, scope: Scope) -> list[ListedRow]:
    names = unit_names(evaluation, scope)
    return [row for row in rows.get(kind, ()) if row.unit in names]


def _came(evaluation: Evaluation, kind: str, scope: Scope) -> frozenset[str]:
    """The units of the scope that sent that sheet in the year so far, 本月无 included."""
    names = unit_names(evaluation, scope)
    sent = evaluation.sent.reports
    of_kind = sent[(sent["kind"] == kind) & (sent["month"] <= scope.month)]
    return names & set(of_kind["unit"].astype(str))


def _answers(rows: Sequence[ListedRow], column: str) -> Counter[str]:
    return Counter(answer(row, column) for row in rows)


def _unit_cells(rows: Sequence[ListedRow]) -> tuple[Cell, ...]:
    said = [answer(row, "是否建立") for row in rows]
    dated, proven = (sum(row.word(c) is not None for row in rows) for c in ("建立日期", "佐证材料"))
    last = max(row.month for row in rows).label if rows else "零报告"
    built, lacking = said.count(YES), said.count(NO)
    return (built, lacking, len(rows) - built - lacking, dated, proven, last)


def _unit_figures(year: int, month: int, unit: str) -> tuple[Figure | None, ...]:
    """What stands in the cells of a unit's row: counts of its mechanisms."""
    about = Figure(year, month, unit=unit)
    answers = (("是否建立", YES), ("是否建立", NO), ("是否建立", UNSAID))
    there = (("建立日期", FILLED), ("佐证材料", FILLED))
    return (
        None, None, *(counted(about, MECHANISMS, one) for one in (*answers, *there)), None,
    )  # fmt: skip


def _more(rows: Sequence[ListedRow]) -> tuple[str, ...]:
    """What the list leaves out and where it is, () where it is whole."""
    if len(rows) <= MOST_LISTED:
        return ()
    listed, whole = count(MOST_LISTED), count(len(rows))
    return (
        f"表中只列前 {listed} 行，共 {whole} 行；选单位类型或单位可看其余的，全部见下载的汇总表。",
    )


def _table(found: Sequence[ListedRow], columns: Sequence[str], answered: str = "") -> Table:
    """The first rows of a list, so many as can be read."""
    rows = found[:MOST_LISTED]
    return Table(
        (Column("单位"), Column("月份"), *(Column(name) for name in columns), Column("出处")),
        tuple(
            (
                row.unit,
                row.month.label,
                *(
                    answer(row, name) if name == answered else row.word(name) or NONE
                    for name in columns
                ),
                origin(row),
            )
            for row in rows
        ),
        tuple((of_row(row),) for row in rows),
    )


def _source(evaluation: Evaluation, kind: str, month: int) -> str:
    return f"来源：各单位{kind}，截至{month_of(evaluation, month).label}"


def _nothing(scope: Scope, kind: str, came: Collection[str] = ()) -> str:
    if came:
        return f"{scope.name}报了{kind}，都是“本月无”（零报告）。"
    return f"{scope.name}没有报送过{kind}（未报）。{_ASK.format(kind=kind)}"


def _complete(asked: int) -> str:
    if not asked:
        return "测评标准目录没有对这里的指标写材料要求。可在目录的“材料要求”一列补上。"
    return f"目录写明材料要求的 {asked} 项指标都有已交的材料。"
