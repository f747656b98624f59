"""一、总体情况: what came in, where the city stands, what inspections found."""

from cityreport.report import vetoes
from cityreport.report.bulletin.issue import Issue
from cityreport.report.inspections import outside
from cityreport.report.inspections.measures import FOUND, ON_TIME, RECTIFIED, VISITS
from cityreport.report.standing import by_dimension
from cityreport.report.sums import Amount, Rate, Scope, rate_of
from cityreport.report.wording import SELF_ASSESSED, composite_word
from cityreport.report.writing import (
    Part,
    blank,
    clauses,
    derived,
    listed,
    number,
    paragraph,
    sized,
)
from cityreport.tables.document import Block, Grid, Heading, Paragraph, Run
from cityreport.tables.figure import Figure

_RATES = (("问题整改率", RECTIFIED), ("按期整改率", ON_TIME))


def overall(issue: Issue) -> tuple[Block, ...]:
    """The first chapter."""
    return (
        Heading(1, "总体情况"),
        *(paragraph(sentence) for sentence in vetoes.ticked(issue.evaluation)),
        Heading(2, "数据报送"),
        _reporting(issue),
        Heading(2, "工作进度"),
        *_standing(issue),
        Heading(2, "督查整改"),
        *_inspections(issue),
    )


def change(now: float, before: float | None, unit: str) -> str:
    """The comparison with last month: ，较上月提高1.20分; "" without one."""
    if before is None:
        return ""
    moved = round(now - before, 9)
    if number(abs(moved), "score") == "0.00":
        return "，与上月持平"
    return f"，较上月{'提高' if moved > 0 else '下降'}{number(abs(moved), 'score')}{unit}"


def _reporting(issue: Issue) -> Paragraph:
    now = issue.evaluation.completeness(issue.month)
    if now.rate is None:
        return paragraph("本月没有应报的月报表。")
    units = {row.unit for row in now.rows}
    owing = {row.unit for row in now.rows if not row.reported}
    before = issue.evaluation.completeness(issue.month - 1).rate if issue.month > 1 else None
    parts: list[Part] = [
        f"本月应报单位{_count(len(units))}家、月报表{_count(now.expected)}张，已报{_count(now.reported)}张，报送率",
        _share("报送率", now.rate, f"已报{_count(now.reported)}张÷应报{_count(now.expected)}张"),
        change(now.rate * 100, None if before is None else before * 100, "个百分点"),
    ]
    if now.on_time_rate is not None:
        parts += [
            f"；按时报送{_count(now.on_time)}张，及时率",
            _share(
                "及时率",
                now.on_time_rate,
                f"按时{_count(now.on_time)}张÷应报{_count(now.expected)}张",
            ),
        ]
    tail = f"。{len(owing)}家单位有表未报，名单见附件。" if owing else "，全部报齐。"
    return paragraph(*parts, tail)


def _count(many: int) -> str:
    return number(many, "count")


def _share(label: str, value: float, note: str) -> Run:
    return derived(label, number(value, "rate"), note)


def _standing(issue: Issue) -> tuple[Block, ...]:
    """The composite with completeness and pace, and the table of 测评项目."""
    evaluation, at = issue.evaluation, issue.month - 1
    scored = evaluation.city("paced").scored
    count, below = int(scored.scored[0, at]), int(scored.below_pace[0, at])
    if not count:
        return (paragraph("本月没有可计分的指标，不能判断进度。", blank("工作进度")),)
    coverage = float(scored.coverage[0, at])
    parts: list[Part] = [
        f"截至{issue.month}月，有数据的计分指标{count}项，其中{below}项未达到序时目标；数据完整度",
        _share("数据完整度", coverage, "有数据的分值÷纳入监测的分值"),
    ]
    if scored.enough[0, at]:
        score, before = float(scored.score[0, at]), None
        if issue.month > 1 and scored.enough[0, at - 1]:
            before = float(scored.score[0, at - 1])
        word = composite_word(evaluation)
        figure = Figure(evaluation.year, issue.month)
        said = derived(
            word,
            f"{number(score, 'score')}分",
            "全市各指标得分之和÷有数据指标的分值之和×100，序时",
            figure,
        )
        parts += [f"；序时{word}", said, change(score, before, "分"), "。"]
    else:
        parts.append("，不足以给出全市综合得分。")
    return paragraph(*parts, SELF_ASSESSED.replace("本看板", "本通报得分")), *_dimensions(issue)


def _dimensions(issue: Issue) -> tuple[Block, ...]:
    section = by_dimension(issue.evaluation, issue.month, None)
    if section.table is None or section.table.empty:
        return ()
    return (
        Grid(f"各测评项目进度（截至{issue.month}月）", section.table, (34, 14, 18, 20, 16)),
        paragraph(f"{section.help}{section.source}", quiet=True),
    )


def _inspections(issue: Issue) -> tuple[Paragraph, ...]:
    scope = issue.scope
    shown = (
        ("接受各级检查", VISITS, "次"),
        ("发现问题", FOUND, "个"),
        ("整改问题", RECTIFIED, "个"),
    )
    known = [(words, _of_month(issue, name, unit, words)) for words, name, unit in shown]
    said, unsaid = clauses(known)
    if not said:
        return (paragraph("本月没有单位报送督查检查数据（未报）。", blank("督查检查情况")),)
    lacking = [blank(f"{'、'.join(unsaid)}（表中未填）")] if unsaid else []
    month = paragraph("本月全市", *said, "（不含自查；当月整改的可以是以前发现的）。", *lacking)
    rates = [one for name, top in _RATES if (one := _rate(name, top, scope, issue))]
    if not rates:
        return (month,)
    return month, paragraph(f"{issue.until}累计，", *listed(rates, "；"), "。")


def _of_month(issue: Issue, name: str, unit: str, words: str) -> Run | None:
    text = outside(name)
    amount: Amount = issue.sums(text).in_month(issue.scope, issue.month)
    if not amount.known:
        return None
    said = sized(amount.value, unit, "count", approximate=amount.approximate)
    figure = Figure(issue.evaluation.year, issue.month, measure=text, only_month=issue.month)
    return derived(words, said, f"督查检查表{issue.month}月{name}相加，不含自查", figure)


def _rate(name: str, top: str, scope: Scope, issue: Issue) -> list[Part]:
    """A rate to date with both its parts and the change since last month."""
    now = _pooled(issue, top, scope)
    if not now.amount.known:
        return []
    parts = f"{number(now.numerator, 'count')}÷{number(now.denominator, 'count')}"
    before = None
    if issue.month > 1:
        last = _pooled(issue, top, Scope(scope.name, scope.members, issue.month - 1))
        before = last.amount.value * 100 if last.amount.known else None
    text = number(now.amount.value, "rate", approximate=now.amount.approximate)
    figure = Figure(issue.evaluation.year, issue.month, measure=outside(top), below=outside(FOUND))
    return [
        name, derived(name, text, f"{top}÷{FOUND}，不含自查：{parts}", figure), f"（{parts}）",
        change(now.amount.value * 100, before, "个百分点"),
    ]  # fmt: skip


def _pooled(issue: Issue, top: str, scope: Scope) -> Rate:
    return rate_of(issue.sums(outside(top)), issue.sums(outside(FOUND)), scope)
