"""测评进度: two editions of the catalogue side by side, the same month scored under both."""

import numpy as np

from cityreport.evaluation import Floats, Group, View
from cityreport.framework import Framework, Indicator
from cityreport.pipeline import Evaluation
from cityreport.report.provenance.rules import RULE_WORDS
from cityreport.report.standing import group_of
from cityreport.report.wording import VIEW_WORDS, group_value, source_line
from cityreport.scores import weights_of
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table

ONLY_ONE = "只有一版目录。在“设置”的“测评标准与任务分解”里载入或改出另一版，这里就能并排比较。"


def alone() -> Section:
    """What stands there while no other edition is known."""
    return Section(key="editions", title="两版目录并排比较", empty=ONLY_ONE)


def side_by_side(
    now: Evaluation, other: Evaluation, month: int, unit_type: str | None, view: View
) -> Section:
    """Indicator by indicator what changed from the other edition to the one in force.

    The effects on the score add up to the difference of the two scores.
    """
    groups = tuple(group_of(one, unit_type, view) for one in (other, now))
    shares = tuple(
        _shares(group, one.framework, month)
        for group, one in zip(groups, (other, now), strict=True)
    )
    codes = dict.fromkeys(
        (*(i.code for i in now.framework.indicators), *(i.code for i in other.framework.indicators))
    )
    rows = [_row((other, now), groups, shares, code, month) for code in codes]
    scores = tuple(_score(group, month) for group in groups)
    effect = sum(float(row[-1] or 0.0) for row in rows)
    total: tuple[Cell, ...] = (
        "",
        "合计",
        "",
        *(None,) * 2,
        "",
        "",
        "",
        "",
        *(None,) * 2,
        *scores,
        effect,
    )
    return Section(
        key="editions",
        title=_title(scores, rows),
        lead=f"{VIEW_WORDS[view]} · 旧：{other.framework.edition} · 新：{now.framework.edition}（现行） · 同一批月报、同一个月",
        table=Table(
            (
                Column("编码"), Column("指标"), Column("改动"),
                Column("分值（旧）", "number"), Column("分值（新）", "number"),
                Column("全年目标（旧）"), Column("全年目标（新）"),
                Column("当前值（旧）"), Column("当前值（新）"),
                Column("得分率（旧）", "rate"), Column("得分率（新）", "rate"),
                Column("折成百分（旧）", "score"), Column("折成百分（新）", "score"),
                Column("对得分的影响（分）", "score"),
            ),
            (*rows, total),
            tuple((_figure(now, code, month, unit_type, view),) for code in (*codes, "")),
        ),
        source=source_line(now, month, unit_type=unit_type),
        help="折成百分＝100×该指标得分÷有数据指标的分值之和，所以各指标相加就是得分；“对得分的影响”是新减旧，相加等于两版得分之差。",
    )  # fmt: skip


def what_changed(old: Indicator | None, new: Indicator | None) -> str:
    """What is different between an indicator of two editions, in words."""
    if old is None or new is None:
        return "新增" if old is None else "取消"
    pairs = (
        ("分值", old.weight, new.weight),
        ("目标", old.target, new.target),
        ("规则", (old.rule, old.parameters), (new.rule, new.parameters)),
        ("方向", old.direction, new.direction),
        ("目标性质", old.accrual, new.accrual),
        ("取数", (old.numerator, old.denominator, old.scale), (new.numerator, new.denominator, new.scale)),
        ("汇总方式", old.rollup, new.rollup),
        ("适用类型", old.unit_types, new.unit_types),
    )  # fmt: skip
    return "、".join(name for name, before, after in pairs if before != after) or "不变"


def _figure(
    now: Evaluation, code: str, month: int, unit_type: str | None, view: View
) -> Figure | None:
    """The indicator under the edition in force, the score without a code; None where it is gone."""
    if code and now.framework.indicator(code) is None:
        return None
    return Figure(now.year, month, unit_type=unit_type or "", indicator=code, view=view)


def _shares(group: Group, framework: Framework, month: int) -> Floats:
    """Each indicator's part of the score out of 100, NaN where it has no value."""
    attained = group.scored.attainment[0, :, month - 1]
    weight = weights_of(framework.indicators)
    judged = ~np.isnan(attained) & (weight > 0)
    total = float(weight[judged].sum())
    return np.where(judged, 100 * weight * attained / total if total else np.nan, np.nan)


def _row(
    worlds: tuple[Evaluation, ...],
    groups: tuple[Group, ...],
    shares: tuple[Floats, ...],
    code: str,
    month: int,
) -> tuple[Cell, ...]:
    found = [one.framework.indicator(code) for one in worlds]
    places = [
        None if indicator is None else one.values.indicator_number(code)
        for indicator, one in zip(found, worlds, strict=True)
    ]
    attained = [
        _cell(g.scored.attainment[0, :, month - 1], n) for g, n in zip(groups, places, strict=True)
    ]
    parts = [_cell(share, n) for share, n in zip(shares, places, strict=True)]
    known = found[1] or found[0]
    return (
        code, known.name if known else code, what_changed(found[0], found[1]),
        *(None if i is None else i.weight for i in found),
        *(_target(i) for i in found),
        *(_value(one, group, n, month) for one, group, n in zip(worlds, groups, places, strict=True)),
        *attained, *parts, (parts[1] or 0.0) - (parts[0] or 0.0),
    )  # fmt: skip


def _cell(figures: Floats, number: int | None) -> float | None:
    return None if number is None or np.isnan(figures[number]) else float(figures[number])


def _target(indicator: Indicator | None) -> str:
    """The default target, or the thresholds' rule where no number is written."""
    if indicator is None:
        return NONE
    default = indicator.target.default
    if isinstance(default, str):
        return default
    return RULE_WORDS[indicator.rule] if default is None else write(default, "number")


def _value(evaluation: Evaluation, group: Group, number: int | None, month: int) -> str:
    if number is None:
        return NONE
    return group_value(group, evaluation.framework.indicators, number, month)


def _score(group: Group, month: int) -> float | None:
    return float(group.scored.score[0, month - 1]) if group.scored.enough[0, month - 1] else None


def _title(scores: tuple[float | None, ...], rows: list[tuple[Cell, ...]]) -> str:
    changes = [str(row[2]) for row in rows]
    new, gone = changes.count("新增"), changes.count("取消")
    altered = sum(one not in ("新增", "取消", "不变") for one in changes)
    said = f"两版目录：新增 {new} 项、取消 {gone} 项、改动 {altered} 项"
    if None in scores:
        return f"{said}；有一版数据不足，不比得分"
    old, now = (write(one, "score") for one in scores)
    return f"{said}；得分旧版 {old}、新版 {now}"
