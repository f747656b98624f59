"""The formula of an attainment in words, with the numbers filled in (method.md section 5).

The result is never computed here: it is the evaluation's own, written beside the formula.
"""

from collections.abc import Callable

from cityreport.evaluation import pace
from cityreport.framework import Indicator, Rule
from cityreport.pipeline import Evaluation
from cityreport.report.provenance.facts import Facts
from cityreport.report.wording import number_format
from cityreport.scores.attainment import BASE_SHARE
from cityreport.style import reaches, write
from cityreport.tables.figure import Figure

RULE_WORDS = {
    "rate": "完成率", "base_challenge": "基准挑战", "tiers": "分档", "deduct": "扣分",
    "bonus": "加分", "yes_no": "有无", "info": "仅展示",
}  # fmt: skip


def attainment_formula(evaluation: Evaluation, figure: Figure, facts: Facts) -> str:
    """How the attainment comes about: 当前值 90.84% ÷ 本月应达到 95% ."""
    if not figure.unit and facts.indicator.rollup == "mean":
        return f"{facts.units_judged} 家有数据单位各自得分率（每家封顶 100%）的平均"
    stretch = _stretch(evaluation, figure, facts)
    return _FORMULAS[facts.indicator.rule](facts, stretch)


def target_words(figure: Figure, facts: Facts) -> str:
    """What the target to date is: 24 × 7 ÷ 12."""
    if facts.indicator.accrual != "even":
        return "目标随时应达到，不按月折算"
    if figure.view == "annual":
        return "按全年目标计分，不按月折算"
    return f"全年目标 {_number(facts.target, facts.indicator)} × 已过 {figure.month} 个月 ÷ 12"


def _stretch(evaluation: Evaluation, figure: Figure, facts: Facts) -> float:
    """What thresholds are multiplied by to follow the target (details.md B1, B19)."""
    number = evaluation.values.indicator_number(figure.indicator)
    share = pace(evaluation.values.indicators, figure.view)[number, figure.month - 1]
    several = not figure.unit and not facts.indicator.is_ratio
    return float(share) * (len(facts.units) if several else 1)


def _rate(facts: Facts, stretch: float) -> str:
    indicator, now, due = facts.indicator, _now(facts), _number(facts.due, facts.indicator)
    zero = indicator.parameters.zero_line
    if zero is not None:
        line = _number(zero * stretch, indicator)
        if indicator.direction == "up":
            return f"（{now}－零线 {line}）÷（应达到 {due}－零线 {line}），限 0 到 100%"
        return f"（零线 {line}－{now}）÷（零线 {line}－应达到 {due}），限 0 到 100%"
    if indicator.direction == "up":
        return f"当前值 {now} ÷ 应达到 {due}，封顶 100%"
    if reaches(-facts.value, -facts.due):
        return f"当前值 {now} 不高于目标 {due}，得满分"
    return f"目标 {due} ÷ 当前值 {now}（越低越好）"


def _base_challenge(facts: Facts, stretch: float) -> str:
    parameters, indicator = facts.indicator.parameters, facts.indicator
    base, challenge = ((one or 0.0) * stretch for one in (parameters.base, parameters.challenge))
    low, high, now = _number(base, indicator), _number(challenge, indicator), _now(facts)
    sign = 1 if indicator.direction == "up" else -1
    rest = write(1 - BASE_SHARE, "number")
    if not reaches(facts.value * sign, base * sign):
        return f"当前值 {now} 没有达到基准值 {low}，不得分"
    return (
        f"{write(BASE_SHARE, 'number')}＋{rest}×（{now}－基准值 {low}）÷"
        f"（挑战值 {high}－基准值 {low}），封顶 100%"
    )


def _tiers(facts: Facts, stretch: float) -> str:
    beyond = "及以上" if facts.indicator.direction == "up" else "及以下"
    said = "，".join(
        f"{_number(line * stretch, facts.indicator)}{beyond}得 {write(worth, 'rate')}"
        for line, worth in facts.indicator.parameters.tiers
    )
    return f"当前值 {_now(facts)}；{said}，其余不得分"


def _deduct(facts: Facts, stretch: float) -> str:
    parameters, weight = facts.indicator.parameters, facts.indicator.weight
    most = parameters.cap if parameters.cap is not None else weight
    return (
        f"1－{_now(facts)}×每例扣 {write(parameters.per_case, 'number')} 分"
        f"（最多扣 {write(most, 'number')} 分）÷分值 {write(weight, 'number')}"
    )


def _bonus(facts: Facts, stretch: float) -> str:
    parameters = facts.indicator.parameters
    return (
        f"{_now(facts)}×每例加 {write(parameters.per_case, 'number')} 分"
        f"÷上限 {write(parameters.cap, 'number')} 分，封顶 100%，另列"
    )


def _yes_no(facts: Facts, stretch: float) -> str:
    return f"当前值 {_now(facts)}；大于 0 即为有，得满分，否则不得分"


def _info(facts: Facts, stretch: float) -> str:
    return "只展示，不计分"


def _now(facts: Facts) -> str:
    return write(facts.value, number_format(facts.indicator), facts.approximate)


def _number(amount: float, indicator: Indicator) -> str:
    return write(amount, number_format(indicator))


_FORMULAS: dict[Rule, Callable[[Facts, float], str]] = {
    "rate": _rate,
    "base_challenge": _base_challenge,
    "tiers": _tiers,
    "deduct": _deduct,
    "bonus": _bonus,
    "yes_no": _yes_no,
    "info": _info,
}
