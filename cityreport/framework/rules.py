"""How 计分规则, 规则参数 and 年度目标 are written, and when they contradict (details.md A1-A14)."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from cityreport.framework.model import Direction, Parameters, Rule, Target
from cityreport.roster.model import BASE_FIGURES, KNOWN_TYPES, Roster
from cityreport.tables.named import CellError, fold

RULES: Final[dict[str, Rule]] = {
    "完成率": "rate", "基准挑战": "base_challenge", "分档": "tiers", "扣分": "deduct",
    "加分": "bonus", "有无": "yes_no", "仅展示": "info",
}  # fmt: skip
DIRECTIONS: Final[dict[str, Direction]] = {"越高越好": "up", "越低越好": "down", "仅展示": "none"}
_FIXED_DIRECTION: Final[dict[Rule, Direction]] = {"deduct": "down", "bonus": "up", "yes_no": "up"}
_PARAMETERS: Final[dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "rate": ((), ("零线",)),
    "base_challenge": (("基准值", "挑战值"), ()),
    "deduct": (("每例",), ("上限",)),
    "bonus": (("每例", "上限"), ()),
    "yes_no": ((), ()),
    "info": ((), ()),
}
"""Per rule the parameters that must and those that may be written (A2)."""
_PARTS: Final = re.compile(r"[;；，]|,(?!\d{3}(?!\d))")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")


def parse_rule(text: str) -> Rule:
    """The scoring rule of a 计分规则 cell; its English name is read too (A1)."""
    name = fold(text)
    english = {rule: rule for rule in RULES.values()}
    rule = RULES.get(name) or english.get(name.lower())  # type: ignore[call-overload]
    if rule is None:
        wrong = f"计分规则“{text}”不在规定的写法中。" if name else "没有填写计分规则。"
        raise CellError("bad-rule", wrong, f"请填：{'、'.join(RULES)}。")
    found: Rule = rule
    return found


def parse_direction(text: str, rule: Rule) -> Direction:
    """The direction of a 方向 cell; blank is read from rules that leave no choice (A6, A8)."""
    fixed = _FIXED_DIRECTION.get(rule)
    name = fold(text)
    if not name and (fixed is not None or rule == "info"):
        return fixed or "none"
    if name not in DIRECTIONS:
        wrong = f"方向“{text}”不在规定的写法中。" if name else "没有填写方向。"
        raise CellError("bad-direction", wrong, f"请填：{'、'.join(DIRECTIONS)}。")
    direction = DIRECTIONS[name]
    if fixed is not None and direction not in (fixed, "none"):
        raise CellError(
            "contradiction",
            f"计分规则与方向“{text}”矛盾。",
            "扣分项是越低越好，加分项和有无项是越高越好。",
        )
    return direction


def parse_number(text: str, measure_unit: str = "") -> float:
    """The number in a cell or part of one; the indicator's own measure unit may follow it."""
    plain = fold(text).replace(",", "").removesuffix(fold(measure_unit))
    if not _NUMBER.fullmatch(plain):
        raise CellError("bad-number", f"“{text}”不是数。", "请只写阿拉伯数字，如 95。")
    return float(plain)


def parse_parameters(text: str, rule: Rule, measure_unit: str, weight: float) -> Parameters:
    """The parameters of a 规则参数 cell in 计量单位 (A2); 上限 of 扣分 is the weight by default."""
    if rule == "tiers":
        return Parameters(tiers=_tiers(text, measure_unit))
    values = _named_values(text, rule, measure_unit)
    return Parameters(
        zero_line=values.get("零线"),
        base=values.get("基准值"),
        challenge=values.get("挑战值"),
        per_case=_positive("每例", values.get("每例")),
        cap=_positive("上限", values.get("上限", weight if rule == "deduct" else None)),
    )


def _positive(name: str, value: float | None) -> float | None:
    if value is not None and value <= 0:
        raise CellError(
            "bad-parameter", f"“{name}”应大于 0，现在是 {value:g}。", "请改成大于 0 的数。"
        )
    return value


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(fold(text)) if part]


def _pair(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not (name and equals and value):
        raise CellError(
            "bad-parameter", f"“{part}”看不懂。", "请写成 名称=数值，几项之间用“；”隔开。"
        )
    return name, value


def _named_values(text: str, rule: Rule, measure_unit: str) -> dict[str, float]:
    must, may = _PARAMETERS[rule]
    values: dict[str, float] = {}
    for name, value in map(_pair, _parts(text)):
        if name not in (*must, *may):
            known = "、".join((*must, *may))
            hint = f"可写：{known}。" if known else "这条规则不用参数，请清空。"
            raise CellError("bad-parameter", f"这条计分规则没有参数“{name}”。", hint)
        if name in values:
            raise CellError("bad-parameter", f"参数“{name}”写了两次。", "请只留一个。")
        values[name] = parse_number(value, "分" if name in ("每例", "上限") else measure_unit)
    absent = [name for name in must if name not in values]
    if absent:
        example = "；".join(f"{name}=…" for name in must)
        raise CellError(
            "bad-parameter", f"规则参数缺少{'、'.join(absent)}。", f"请写成：{example}。"
        )
    return values


def _tiers(text: str, measure_unit: str) -> tuple[tuple[float, float], ...]:
    pairs = [_pair(part) for part in _parts(text)]
    if not pairs:
        raise CellError("bad-parameter", "分档没有写档次。", "请写成：95=1；80=0.66；70=0.33。")
    tiers = tuple((parse_number(at, measure_unit), _share(share)) for at, share in pairs)
    shares = [share for _, share in tiers]
    if any(later >= earlier for earlier, later in pairwise(shares)):
        raise CellError("contradiction", "各档得分比例应从高到低。", "请把最好的一档写在最前面。")
    return tiers


def _share(text: str) -> float:
    share = parse_number(text, "%") / (100 if text.endswith("%") else 1)
    if not 0 <= share <= 1:
        raise CellError(
            "bad-parameter", f"得分比例“{text}”不在 0 到 1 之间。", "请写成 1、0.66 这样的比例。"
        )
    return share


def parse_target(
    text: str, rule: Rule, parameters: Parameters, measure_unit: str, roster: Roster
) -> Target:
    """The target of a 年度目标 cell: default first, then exceptions (A5); A6 fills a blank one."""
    parts = _parts(text)
    default = _implied(rule, parameters)
    if parts and "=" not in parts[0]:
        default = _default(parts.pop(0), measure_unit)
    if parts and rule != "rate":
        raise CellError(
            "bad-target", "只有“完成率”的指标可以给类型或单位另定目标。", "请只写一个年度目标。"
        )
    by_type: dict[str, float] = {}
    by_unit: dict[str, float] = {}
    for name, value in map(_exception, parts):
        unit = roster.match(name)
        place = by_unit if unit is not None else by_type
        owner = unit.name if unit is not None else _known_type(name, roster)
        if owner in place:
            raise CellError("bad-target", f"“{owner}”的目标写了两次。", "请只留一个。")
        place[owner] = parse_number(value, measure_unit)
    return Target(default, by_type, by_unit)


def _implied(rule: Rule, parameters: Parameters) -> float | str | None:
    if rule == "tiers":
        return parameters.tiers[0][0]
    implied = {"base_challenge": parameters.challenge, "deduct": 0.0, "yes_no": 1.0}
    return implied.get(rule)


def _default(part: str, measure_unit: str) -> float | str:
    if part in BASE_FIGURES:
        return part
    if not _NUMBER.match(part):
        known = "、".join(BASE_FIGURES)
        raise CellError(
            "bad-target", f"年度目标“{part}”看不懂。", f"请写数字，或名册中的基数名称（{known}）。"
        )
    return parse_number(part, measure_unit)


def _exception(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not (name and equals and value):
        raise CellError("bad-target", f"“{part}”看不懂。", "默认目标写在最前面，其余写成 学校=12。")
    return name, value


def _known_type(name: str, roster: Roster) -> str:
    types = dict.fromkeys((*KNOWN_TYPES, *roster.types))
    found = next((known for known in types if fold(known) == name), None)
    if found is None:
        near = "、".join(roster.nearest(name))
        hint = f"名册中相近的单位：{near}。" if near else "请先把单位写进单位名册，或改用单位类型。"
        raise CellError("bad-target", f"“{name}”既不是单位类型，也不在单位名册里。", hint)
    return found


def check_target(target: Target, rule: Rule, direction: Direction, weight: float) -> None:
    """CellError when the target is missing or cannot be met in that direction (A6, A13, D17)."""
    if rule == "rate" and target.default is None and weight > 0:
        raise CellError(
            "no-target", "计分的“完成率”指标没有年度目标。", "请填写年度目标，或把分值改为 0。"
        )
    fixed = {"deduct": 0.0, "yes_no": 1.0}.get(rule)
    if fixed is not None and target.default != fixed:
        raise CellError(
            "bad-target", f"这条计分规则的年度目标只能留空或写 {fixed:g}。", "请清空年度目标。"
        )
    least: Callable[[float], bool] = (lambda v: v > 0) if direction == "up" else (lambda v: v >= 0)
    wrong = [value for value in numbers(target).values() if rule == "rate" and not least(value)]
    if wrong:
        bound = "大于 0" if direction == "up" else "不小于 0"
        raise CellError(
            "bad-target", f"年度目标 {wrong[0]:g} 应{bound}。", "请改正目标，或改为仅展示。"
        )


def check_parameters(parameters: Parameters, direction: Direction, target: Target) -> None:
    """CellError when zero line, base and challenge or thresholds contradict the direction (A14)."""
    better, sign = ("大于", 1) if direction == "up" else ("小于", -1)
    zero, base, challenge = parameters.zero_line, parameters.base, parameters.challenge
    if zero is not None:
        for name, value in numbers(target).items():
            if (value - zero) * sign <= 0:
                raise _contradiction(f"{name}目标 {value:g} 应{better}零线 {zero:g}")
    if base is not None and challenge is not None and (challenge - base) * sign <= 0:
        raise _contradiction(f"挑战值 {challenge:g} 应{better}基准值 {base:g}")
    at = [threshold for threshold, _ in parameters.tiers]
    if any((first - second) * sign <= 0 for first, second in pairwise(at)):
        raise _contradiction("各档界限应从好到差排列")


def _contradiction(what: str) -> CellError:
    return CellError("contradiction", f"与方向矛盾：{what}。", "请核对方向、年度目标和规则参数。")


def numbers(target: Target) -> Mapping[str, float]:
    """Every target that is a number, by whose it is (the default's key is 年度)."""
    default = {"年度": target.default} if isinstance(target.default, float) else {}
    return default | dict(target.by_type) | dict(target.by_unit)
