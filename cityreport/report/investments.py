"""资金投入: what was spent by month, category, source and unit, against the plans of the roster."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import (
    bounds,
    cell,
    joined,
    scaled,
    with_bounds,
    written,
    written_bare,
)
from cityreport.report.breakdowns import (
    figure_of,
    monthly,
    months_figure,
    no_reports,
    parts_figure,
    peak,
    peak_clause,
    until,
)
from cityreport.report.comparison import (
    against,
    behind_sentence,
    unit_rows,
    units_figure,
)
from cityreport.report.ledger import ledger_section, total, written_total
from cityreport.report.parts import Part, cells_of, parts_of
from cityreport.report.sums import Amount, Scope, peers_of, quotient, rate_of, scope_of, sums_of
from cityreport.report.wording import count, source_line
from cityreport.sheets import BY_NAME
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Headline, Section
from cityreport.tables.stored import StoredRow

KIND = "资金投入"
INVESTED = "资金投入.金额[完工状态≠计划]"
PLANNED_ONLY = "资金投入.金额[完工状态=计划]"
PLAN = "名册.年度资金计划"
UNDIVIDED, NO_SOURCE, NO_CATEGORY = "未拆分", "未填来源", "未填类别"
RULE = "不含完工状态为“计划”的项目"
_UNDIVIDED_WORD = "多方筹资"


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> tuple[Headline, ...]:
    """To date, this month, against the plan with its denominator named, and how many are 约."""
    scope = scope_of(evaluation, month, unit_type, unit)
    invested = sums_of(evaluation, INVESTED)
    to_date, now = invested.total(scope), invested.in_month(scope, month)
    cells, inexact = cells_of(evaluation, INVESTED, scope)
    whole = figure_of(evaluation, month, unit_type, unit, INVESTED)
    return (
        Headline(
            f"{until(month)}投入", written(to_date, "money"),
            bounds(to_date, "money") or _units_note(evaluation, scope),
            f"当月投入金额相加，{RULE}；单位为万元。", whole,
        ),
        Headline(
            f"{month}月投入", written(now, "money"), bounds(now, "money") or scope.name,
            figure=replace(whole, only_month=month),
        ),
        replace(_plan_headline(evaluation, scope), figure=replace(whole, below=PLAN)),
        Headline(
            "约数", f"{count(inexact)} 处" if cells else NONE, f"共 {count(cells)} 处金额" if cells else "没有金额",
            "“九万多元”“近2万元”这类写法按字面数计入，并给出上下限。", whole,
        ),
    )  # fmt: skip


def by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """What was spent in each month, approximate months hatched with their bounds as whiskers."""
    scope = scope_of(evaluation, month, unit_type, unit)
    invested = sums_of(evaluation, INVESTED)
    amounts, whole = monthly(invested, scope), invested.total(scope)
    return months_figure(
        "investments-months", _months_title(scope, amounts, whole), "投入", amounts, "money", "万元",
        lead=f"当月投入 · 万元 · {RULE} · 斜纹为含约数的月份，竖线为上下限 · {_units_note(evaluation, scope)}",
        notes=_planned_note(evaluation, scope),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=no_reports(evaluation, scope, KIND),
        figure=figure_of(evaluation, month, unit_type, unit, INVESTED),
    )  # fmt: skip


def by_category(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """What was spent for what, largest first."""
    scope = scope_of(evaluation, month, unit_type, unit)
    parts = parts_of(evaluation, INVESTED, "投入类别", scope, _category)
    return parts_figure(
        "investments-categories", _parts_title(scope, parts, "投入类别"), "投入类别", "投入", parts,
        "money", "万元",
        lead=f"{until(month)} · 万元 · {RULE} · 斜纹为约数，横线为上下限",
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=no_reports(evaluation, scope, KIND),
        figure=figure_of(evaluation, month, unit_type, unit, INVESTED),
    )  # fmt: skip


def by_source(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Where the money came from; amounts of several sources stay undivided."""
    scope = scope_of(evaluation, month, unit_type, unit)
    parts = parts_of(evaluation, INVESTED, "资金来源", scope, source_name)
    names = {part.name for part in parts}
    notes = {
        UNDIVIDED: "“未拆分”：一笔钱写了几个来源而没有分列金额，不拆分，也不计入其中任何一个来源。",
        NO_SOURCE: "“未填来源”：该行没有写资金来源。",
    }
    return parts_figure(
        "investments-sources", _parts_title(scope, parts, "资金来源"), "资金来源", "投入", parts,
        "money", "万元",
        lead=f"{until(month)} · 万元 · {RULE} · 斜纹为约数，横线为上下限",
        notes=tuple(words for name, words in notes.items() if name in names),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=no_reports(evaluation, scope, KIND),
        figure=figure_of(evaluation, month, unit_type, unit, INVESTED),
    )  # fmt: skip


def by_unit(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    """Each unit's spending against its own plan for the year; 缺基数 where it has none."""
    scope = peers_of(evaluation, month, unit_type, unit)
    invested, plan = sums_of(evaluation, INVESTED), sums_of(evaluation, PLAN)

    def completion(number: int) -> Amount:
        top, below = invested.of_unit(number, month), plan.of_unit(number, month)
        return scaled(quotient(top, below, base=True), 100)

    def cells(number: int) -> tuple[Cell, ...]:
        top, below = invested.of_unit(number, month), plan.of_unit(number, month)
        planned = cell(below, "money") if below.known else "缺基数"
        return evaluation.values.units[number].unit_type, cell(top, "money"), planned

    asked = against(evaluation, month, INVESTED, PLAN, "%")
    rows = [
        row for row in unit_rows(evaluation, scope, asked, completion, cells)
        if _asked_for_money(evaluation, row.name) or row.cells[1] != "未报"
    ]  # fmt: skip
    without = sum(row.value.state.word == "缺基数" for row in rows)
    lacking = f"{count(without)} 家已报投入但名册没有年度资金计划（缺基数），不算完成率。"
    return units_figure(
        "investments-units", behind_sentence(rows, "计划完成率", "percent", "", unit), "计划完成率", rows,
        (Column("类型"), Column("累计投入（万元）", "money"), Column("年度资金计划（万元）", "money")),
        "percent", "%",
        lead=f"完成率＝累计投入÷该单位年度资金计划（单位名册） · {until(month)} · {RULE}",
        notes=(lacking,) if without else (),
        own=unit,
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="没有需要报送资金投入的单位。",
        figure=Figure(evaluation.year, month, measure=INVESTED, below=PLAN),
    )  # fmt: skip


def items(rows: Sequence[StoredRow], unit: str, year: int) -> Section:
    """The spending of one unit row by row, in the words of its sheet, with file and row."""
    kind = BY_NAME[KIND]
    listed = ledger_section(kind, rows, unit, year)
    counted = [row for row in rows if _status(row) != "计划"]
    amount, column = total(counted, "金额"), kind.column("金额")
    if amount is None or column is None:
        return replace(listed, title=f"{unit}：资金投入明细") if rows else listed
    left_out = len(rows) - len(counted)
    said = f"另有 {count(left_out)} 行完工状态为“计划”，列出但不计入合计。"
    return replace(
        listed,
        title=f"{unit}共投入{joined(written_total(amount, column))}",
        lead=f"{year}年逐项 · 金额已换算成元，约数附原文 · {RULE}",
        notes=(said,) if left_out else (),
    )


def source_name(text: str) -> str:
    """What a cell of 资金来源 is called: one source, 未拆分 for several, 未填来源 for none."""
    if not text:
        return NO_SOURCE
    several = "、" in text or text.startswith(_UNDIVIDED_WORD)
    return UNDIVIDED if several else text


def _category(text: str) -> str:
    return text or NO_CATEGORY


def _status(row: StoredRow) -> str:
    text = row.texts.get("完工状态")
    return text.text if text else ""


def _asked_for_money(evaluation: Evaluation, name: str) -> bool:
    unit = evaluation.values.units[evaluation.values.unit_number(name)]
    return KIND in unit.kinds


def _plan_headline(evaluation: Evaluation, scope: Scope) -> Headline:
    rate = rate_of(sums_of(evaluation, INVESTED), sums_of(evaluation, PLAN), scope)
    help_text = (
        "有年度资金计划（单位名册）并且报过资金投入的单位：累计投入之和 ÷ 年度资金计划之和。"
    )
    label = "年度资金计划完成率"
    if not rate.amount.known:
        return Headline(label, *_without_rate(evaluation, scope), help_text)
    note = (
        f"{write(rate.numerator, 'money')}÷{write(rate.denominator, 'money')} 万元"
        f"（{count(rate.units)} 家的年度计划）"
    )
    return Headline(label, written_bare(rate.amount, "rate"), note, help_text)


def _without_rate(evaluation: Evaluation, scope: Scope) -> tuple[str, str]:
    """The word instead of the rate and why: nothing was sent, or who sent has no plan."""
    invested = sums_of(evaluation, INVESTED).total(scope)
    if invested.known:
        return State.NO_DENOMINATOR.word, "报了投入的单位，名册里没有年度资金计划"
    return invested.state.word, "还没有报送资金投入"


def _units_note(evaluation: Evaluation, scope: Scope) -> str:
    if scope.unit:
        return scope.unit
    known = sums_of(evaluation, INVESTED).units_known(scope)
    return f"{count(known)} 家单位有数据"


def _planned_note(evaluation: Evaluation, scope: Scope) -> tuple[str, ...]:
    planned = sums_of(evaluation, PLANNED_ONLY).total(scope)
    if not planned.known or not planned.value:
        return ()
    return (f"另有完工状态为“计划”的 {with_bounds(planned, 'money')}，尚未实施，不计入投入。",)


def _months_title(scope: Scope, amounts: Sequence[Amount], whole: Amount) -> str:
    if peak(amounts) is None:
        return f"{scope.name}：{until(scope.month)}没有投入金额"
    said = f"{scope.name}{until(scope.month)}投入{joined(with_bounds(whole, 'money'))}"
    return said + peak_clause(amounts, lambda one: written(one, "money"))


def _parts_title(scope: Scope, parts: Sequence[Part], heading: str) -> str:
    if not parts:
        return f"{scope.name}：没有按{heading}的金额"
    whole = sum(part.amount.value for part in parts)
    first = parts[0]
    said = f"{scope.name}投入按{heading}：{first.name}"
    if whole <= 0 or len(parts) == 1:
        return f"{said}{joined(written(first.amount, 'money'))}"
    part = write(first.amount.value / whole, "rate", first.amount.approximate)
    return f"{said}最多，{written(first.amount, 'money')}，占{joined(part)}"
