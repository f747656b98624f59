"""How figures, measures and amounts are called: whose, what, of which months."""

from cityreport.evaluation import State
from cityreport.framework import Filter, Measure, parse_measure
from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE, ROSTER_SOURCE
from cityreport.pipeline import CITY, Evaluation
from cityreport.report.amounts import written
from cityreport.report.attention import numerator_unit
from cityreport.report.picked import ROW
from cityreport.report.provenance.cells import Rows
from cityreport.report.provenance.facts import Facts, facts_of, sum_of
from cityreport.report.provenance.picked_words import amount_picked, day_of, what_picked
from cityreport.report.provenance.picking import sides
from cityreport.report.provenance.scores import score_of
from cityreport.report.sums import Amount
from cityreport.report.wording import VIEW_WORDS, number_format
from cityreport.roster.model import BASE_FIGURES
from cityreport.sheets import BY_NAME
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Format

_FORMATS: dict[str, Format] = {"元": "money", "小时": "hours", "分": "score"}
_WRITTEN_UNITS = {"元": "万元"}


def title(evaluation: Evaluation, figure: Figure, rows: Rows | None = None) -> str:
    """The figure in one line: 墨舟社区2023年1—12月问题整改率：90.84 %.

    What picked rows amount to is only known with the ``rows`` they are picked from.
    """
    said = value(evaluation, figure, rows)
    return f"{name(evaluation, figure)}：{said}" if said else name(evaluation, figure)


def name(evaluation: Evaluation, figure: Figure) -> str:
    """Whose figure, of which months, of what."""
    return f"{whose(figure)}{span(figure)}{what(evaluation, figure)}"


def whose(figure: Figure) -> str:
    """The unit, the type's or the city's whole."""
    return figure.unit or (f"{figure.unit_type}合计" if figure.unit_type else CITY)


def span(figure: Figure) -> str:
    """The months it is of: 2023年1—8月, or one month; of a register its day."""
    if figure.picked and figure.picked.day:
        return day_of(figure.picked)
    if figure.picked and figure.picked.rule == ROW:
        return f"{figure.year}年{figure.month}月"
    if figure.only_month or figure.month == 1:
        return f"{figure.year}年{figure.only_month or 1}月"
    return f"{figure.year}年1—{figure.month}月"


def what(evaluation: Evaluation, figure: Figure) -> str:
    """The indicator, the column with its category, the rate, the picked rows, or the score."""
    if figure.picked:
        return what_picked(figure.picked)
    if figure.is_score:
        return f"{figure.dimension}得分率" if figure.dimension else VIEW_WORDS[figure.view]
    if figure.indicator:
        known = evaluation.framework.indicator(figure.indicator)
        return known.name if known else figure.indicator
    if figure.below:
        return f"{brief(parse_measure(figure.measure))}÷{brief(parse_measure(figure.below))}"
    part = f"（{figure.part}）" if figure.column else ""
    return f"{brief(parse_measure(figure.measure))}{part}"


def brief(measure: Measure) -> str:
    """A measure as people say it: 督查检查·已整改数（不含自查）."""
    said = "，".join(_condition(measure.source, one) for one in measure.filters)
    return f"{measure.source}·{measure.column}{f'（{said}）' if said else ''}"


def _condition(kind: str, one: Filter) -> str:
    """A condition in words; of a list that leaves few of the known values out, those few."""
    if one.negated:
        return f"不含{'、'.join(one.values)}"
    column = BY_NAME[kind].column(one.column)
    others = [name for name in column.choices if name not in one.values] if column else []
    if column and 0 < len(others) < len(one.values) <= len(column.choices):
        return f"不含{'、'.join(others)}"
    return "、".join(one.values)


def value(evaluation: Evaluation, figure: Figure, rows: Rows | None = None) -> str:
    """The figure as the pages write it, with its measure unit; the word of its state without."""
    if figure.picked:
        found = sides(rows, evaluation, figure) if rows else ()
        return amount_picked(found, figure.picked)
    if figure.is_score:
        known_score = score_of(evaluation, figure)
        return write(known_score.share, "rate") if figure.dimension else known_score.written
    if figure.indicator:
        return indicator_value(facts_of(evaluation, figure))
    known = sum_of(evaluation, figure)
    unit = stored_unit(parse_measure(figure.measure))
    if figure.below:
        return _quotient(known.amount, unit, stored_unit(parse_measure(figure.below)))
    return written(known.amount, _FORMATS.get(unit, "count"), _WRITTEN_UNITS.get(unit, unit))


def _quotient(amount: Amount, unit: str, below: str) -> str:
    """A share in per cent, of unlike measure units so much of one for each of the other."""
    if not amount.known:
        return amount.state.word
    return written(amount, "rate") if unit == below else written(amount, "score", f"{unit}/{below}")


def indicator_value(facts: Facts) -> str:
    """An indicator's value with its measure unit."""
    if facts.state is not State.VALUE:
        return facts.state.word
    text = write(facts.value, number_format(facts.indicator), facts.approximate)
    unit = facts.indicator.measure_unit
    return text if unit in ("", "%") else f"{text} {unit}"


def stored_unit(measure: Measure) -> str:
    """The measure unit a side of a figure is added up in."""
    if measure.source == ROSTER_SOURCE:
        return BASE_FIGURES.get(measure.column, "")
    return numerator_unit(measure.source, measure.column)


def stored(amount: float, measure: Measure) -> str:
    """An amount in its stored measure unit, in full: 135,000 元."""
    return in_full(amount, stored_unit(measure))


def in_full(amount: float, measure_unit: str) -> str:
    """An amount in a stored measure unit, unshortened."""
    return f"{write(amount, 'number')} {measure_unit}".rstrip()


def rule(measure: Measure) -> str:
    """How a measure comes to date, in one sentence (method.md section 3)."""
    if measure.source == ROSTER_SOURCE:
        return "取单位名册中的登记"
    if measure.source == REPORTING_SOURCE:
        return "由系统按应报表种和收到日期统计，各月相加"
    if measure.source == DATA_SOURCE:
        return "由系统统计报来的行数，各月相加"
    if measure.behaviour == "stock":
        return "取每家单位本年最近一次填报的数，几个填报方相加"
    if BY_NAME[measure.source].dated_by:
        return f"取本年最近一次报来的台账，按{BY_NAME[measure.source].dated_by}计入当月，各月相加"
    return "本年已报各月相加"
