"""One row of the catalogue: cell by cell to an Indicator, every fault kept (details.md A)."""

import re
from collections.abc import Callable
from typing import Final, TypeVar, cast

from cityreport.framework.measures import parse_measure, unlisted_values
from cityreport.framework.model import (
    Accrual,
    Direction,
    Indicator,
    Measure,
    Parameters,
    Rollup,
    Rule,
    Target,
)
from cityreport.framework.rules import (
    check_parameters,
    check_target,
    parse_direction,
    parse_number,
    parse_parameters,
    parse_rule,
    parse_target,
)
from cityreport.roster.model import KNOWN_TYPES, Roster
from cityreport.tables.named import CellError, NamedRow, fold
from cityreport.tables.workbook import Finding

_ACCRUALS: Final[dict[str, Accrual]] = {"逐月累计": "even", "随时达到": "level"}
_ROLLUPS: Final[dict[str, Rollup]] = {"合并计算": "pooled", "单位平均": "mean"}
_MEAN_ONLY: Final = ("deduct", "bonus", "yes_no")
_TYPE_PARTS: Final = re.compile(r"[、;,/]")

T = TypeVar("T")


class RowReader:
    """Reads one row cell by cell and keeps every fault met on the way."""

    def __init__(self, row: NamedRow, roster: Roster) -> None:
        self.row = row
        self.roster = roster
        self.findings: list[Finding] = []
        self.code = fold(row.text("编码"))
        self.unscored = False
        self.weight: float | None = None

    def take(self, column: str, parse: Callable[[], T]) -> T | None:
        """What ``parse`` returns; None and a finding at the column's cell when it faults."""
        try:
            return parse()
        except CellError as fault:
            self.findings.append(self.row.finding(fault, column))
            return None

    def indicator(self) -> Indicator | None:
        """The row's indicator, None when a cell is faulty."""
        text = self.row.text
        for column in ("编码", "测评项目", "指标名称", "计量单位"):
            self.take(column, lambda column=column: _filled(text(column), column))  # type: ignore[misc]
        rule, direction = self.rule_and_direction()
        self.weight = self.take("分值", lambda: self.points(rule))
        numerator = self.take("分子", lambda: _numerator(text("分子")))
        denominator = self.take(
            "分母", lambda: parse_measure(text("分母")) if text("分母") else None
        )
        parameters, target = self.thresholds(rule, direction)
        accrual = self.take("目标性质", lambda: _accrual(text("目标性质"), numerator, denominator))
        rollup = self.take(
            "汇总方式", lambda: _rollup(text("汇总方式"), rule, numerator, denominator)
        )
        types = self.take("适用单位类型", lambda: _types(text("适用单位类型"), self.roster))
        self.warn_filters(numerator, denominator)
        if any(finding.severity == "error" for finding in self.findings):
            return None
        return Indicator(
            code=self.code, dimension=text("测评项目"), content=text("测评内容"),
            name=text("指标名称"),
            measure_unit=fold(text("计量单位")), direction=cast(Direction, direction),
            rule=cast(Rule, rule), parameters=cast(Parameters, parameters),
            target=cast(Target, target), accrual=cast(Accrual, accrual),
            weight=cast(float, self.weight), numerator=cast(Measure, numerator),
            denominator=denominator, rollup=cast(Rollup, rollup), unit_types=types or (),
            method=text("测评方法"), lead_office=text("牵头单位"), responsible=text("责任单位"),
            deadline=text("完成时限"), material=text("材料要求"), source=text("来源"),
            remark=text("备注"), numerator_text=text("分子"), denominator_text=text("分母"),
        )  # fmt: skip

    def rule_and_direction(self) -> tuple[Rule | None, Direction | None]:
        """Rule and direction; 仅展示 in either makes the row unscored (details.md A8)."""
        text = self.row.text
        shown = fold(text("方向")) == "仅展示"
        blank_rule = shown and not text("计分规则")
        rule = "info" if blank_rule else self.take("计分规则", lambda: parse_rule(text("计分规则")))
        if rule is None:
            return None, None
        direction = self.take("方向", lambda: parse_direction(text("方向"), rule))
        self.unscored = shown or rule in ("info", "bonus")
        return ("info" if shown else rule), direction

    def points(self, rule: Rule | None) -> float:
        """The 分值 of the row (details.md A8, A10)."""
        written = self.row.text("分值")
        if not written and self.unscored:
            return 0.0
        weight = parse_number(_filled(written, "分值"), "分")
        if weight < 0:
            raise CellError("bad-weight", f"分值 {weight:g} 小于 0。", "请改成 0 或正数。")
        if weight and self.unscored:
            kind = "加分项（封顶写在规则参数的“上限”）" if rule == "bonus" else "仅展示的指标"
            raise CellError(
                "bad-weight", f"{kind}的分值应为 0，现在是 {weight:g}。", "请把分值改为 0。"
            )
        if rule == "deduct" and not weight:
            raise CellError("bad-weight", "扣分项的分值是 0，无从扣起。", "请填写分值。")
        return weight

    def thresholds(
        self, rule: Rule | None, direction: Direction | None
    ) -> tuple[Parameters | None, Target | None]:
        """Parameters and target, checked against each other and the direction."""
        text, unit = self.row.text, fold(self.row.text("计量单位"))
        weight = self.weight
        if rule is None:
            return None, None
        parameters = self.take(
            "规则参数", lambda: parse_parameters(text("规则参数"), rule, unit, weight or 1.0)
        )
        if parameters is None:
            return None, None
        target = self.take(
            "年度目标",
            lambda: parse_target(self.target_text(unit), rule, parameters, unit, self.roster),
        )
        if target is not None and direction is not None:
            self.take("年度目标", lambda: check_target(target, rule, direction, weight or 0.0))
            if direction != "none":
                self.take("规则参数", lambda: check_parameters(parameters, direction, target))
        return parameters, target

    def target_text(self, unit: str) -> str:
        """The target as written; a cell formatted as percent holds 0.95 for 95 %."""
        value = self.row.value("年度目标")
        if (
            isinstance(value, int | float)
            and "%" in self.row.number_format("年度目标")
            and unit == "%"
        ):
            return f"{value * 100:.10g}"
        return self.row.text("年度目标")

    def warn_filters(self, *measures: Measure | None) -> None:
        """Warn of filter values that no choice of their column has: they match nothing."""
        sheet = self.row.table.sheet.name
        for column, measure in zip(("分子", "分母"), measures, strict=True):
            for odd in unlisted_values(measure) if measure is not None else ():
                message = f"条件“{odd}”不在该列的规定值中，可能取不到数。"
                place, text = self.row.cell(column), self.row.text(column)
                self.findings.append(
                    Finding(
                        "warning", "unlisted-filter", message, "请核对用字。", sheet, place, text
                    )
                )


def _filled(text: str, column: str) -> str:
    if not text:
        raise CellError("blank-cell", f"“{column}”没有填写。", f"请补填“{column}”。")
    return text


def _numerator(text: str) -> Measure:
    return parse_measure(_filled(text, "分子"))


def _accrual(text: str, numerator: Measure | None, denominator: Measure | None) -> Accrual:
    """As written; blank: even for flows, level otherwise (details.md A11)."""
    plain = numerator is not None and denominator is None
    flow = plain and numerator is not None and numerator.behaviour == "flow"
    if not text:
        return "even" if flow else "level"
    accrual = _ACCRUALS.get(fold(text))
    if accrual is None:
        raise CellError(
            "bad-accrual", f"目标性质“{text}”不在规定的写法中。", f"请填：{'、'.join(_ACCRUALS)}。"
        )
    if accrual == "even" and plain and not flow:
        raise CellError("contradiction", "月末数（存量）不能逐月累计。", "请改为“随时达到”。")
    return accrual


def _rollup(
    text: str, rule: Rule | None, numerator: Measure | None, denominator: Measure | None
) -> Rollup:
    """As written; blank: pooled for ratios and money, mean otherwise (details.md A9)."""
    money = numerator is not None and numerator.column == "金额"
    if not text:
        pooled = rule not in _MEAN_ONLY and (denominator is not None or money)
        return "pooled" if pooled else "mean"
    rollup = _ROLLUPS.get(fold(text))
    if rollup is None:
        raise CellError(
            "bad-rollup", f"汇总方式“{text}”不在规定的写法中。", f"请填：{'、'.join(_ROLLUPS)}。"
        )
    if rollup == "pooled" and rule in _MEAN_ONLY:
        raise CellError(
            "contradiction", "扣分、加分、有无只能按“单位平均”汇总。", "请改为“单位平均”。"
        )
    return rollup


def _types(text: str, roster: Roster) -> tuple[str, ...]:
    """The unit types of a 适用单位类型 cell, () for all of them (details.md A7)."""
    names = [name for name in _TYPE_PARTS.split(fold(text)) if name]
    if not names or "全部" in names:
        return ()
    known = {fold(name): name for name in (*KNOWN_TYPES, *roster.types)}
    odd = [name for name in names if name not in known]
    if odd:
        raise CellError(
            "unknown-type",
            f"没有“{'、'.join(odd)}”这种单位类型。",
            f"可用的类型：{'、'.join(known.values())}。",
        )
    return tuple(dict.fromkeys(known[name] for name in names))
