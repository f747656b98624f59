"""二、主要成效: what was made, which awards came, which indicators stand at their target."""

from collections.abc import Sequence

import numpy as np

from cityreport.evaluation import State
from cityreport.framework import Indicator
from cityreport.report.materials import AWARDS
from cityreport.report.ranking import reason_without_rank
from cityreport.report.wording import composite_word, number_format
from cityreport.report.writing import (
    Part,
    blank,
    derived,
    from_cells,
    listed,
    money,
    number,
    of_rows,
    paragraph,
    places,
    plain_unit,
    sized,
    word,
)
from cityreport.report.yearly.subject import Subject
from cityreport.style import reaches
from cityreport.tables.document import Block, Heading, Paragraph
from cityreport.tables.figure import Figure
from cityreport.tables.stored import StoredRow

PROJECTS = "实事项目"
MOST_PROJECTS, MOST_AWARDS, MOST_INDICATORS = 30, 20, 12
_MADE = (("数量", ""), ("受益户数", "户"), ("受益人数", "人"))


def results(subject: Subject) -> tuple[Block, ...]:
    """The second chapter."""
    return (
        Heading(1, "主要成效"),
        Heading(2, "民生实事和整治成果"),
        *_projects(subject),
        Heading(2, "荣誉表彰"),
        *_awards(subject),
        Heading(2, "测评指标完成情况"),
        *_score(subject),
        *_reached(subject),
    )


def _projects(subject: Subject) -> tuple[Paragraph, ...]:
    rows = subject.of(PROJECTS)
    if not rows:
        return (subject.nothing(PROJECTS, "实事项目和整治成果"),)
    groups: dict[tuple[str, str], list[StoredRow]] = {}
    for row in rows:
        key = word(row, "项目名称") if subject.unit else word(row, "类别") or "未填类别"
        name = word(row, "成果名称") or word(row, "项目名称") or "未写名称的成果"
        groups.setdefault((key, f"{name}\n{word(row, '计量单位')}"), []).append(row)
    by_project: dict[str, list[list[Part]]] = {}
    for (key, made), found in list(groups.items())[:MOST_PROJECTS]:
        name, _, unit = made.partition("\n")
        by_project.setdefault(key or "未写项目名称", []).append(_outcome(name, unit, found))
    items = [
        paragraph(f"{project}：", *listed(made, "，"), "。", level=3)
        for project, made in by_project.items()
    ]
    left = len(groups) - min(len(groups), MOST_PROJECTS)
    more = (paragraph(f"另有{left}种成果未列出，见汇总表。"),) if left else ()
    count = from_cells("实事项目成果", f"{len(groups)}项", places(rows, "成果名称"))
    lead = paragraph(
        f"{subject.span}{subject.who}报送民生实事和整治成果", count, subject.senders(PROJECTS), "："
    )
    return lead, *items, *more


def _outcome(name: str, unit: str, rows: Sequence[StoredRow]) -> list[Part]:
    """路灯24盏; with the households and people it serves."""
    said: list[list[Part]] = []
    for column, own in _MADE:
        if any(column in row.quantities for row in rows):
            run = of_rows(
                rows, column, own or plain_unit(unit), f"{name}{'' if not own else column}"
            )
            said.append([name if not own else "受益", run])
    if not said:
        return [name, "（未填数量）"]
    first = said[0] if said[0][0] == name else [name, "，", *said[0]]
    return listed([first, *said[1:]], "，")


def _awards(subject: Subject) -> tuple[Paragraph, ...]:
    rows = subject.of(AWARDS)
    if not rows:
        return (subject.nothing(AWARDS, "所获荣誉"),)
    names = [
        "".join((
            f"{row.unit}获" if subject.unit is None else f"{row.month.number}月获",
            _level(word(row, "级别")), word(row, "名称"), word(row, "等次"),
            f"（{word(row, '对象')}）" if word(row, "对象") else "",
        ))
        for row in rows[:MOST_AWARDS]
    ]  # fmt: skip
    more = f"等{len(rows)}项" if len(rows) > MOST_AWARDS else ""
    count = from_cells("荣誉表彰", f"{len(rows)}项", places(rows, "名称"))
    return (
        paragraph(
            f"{subject.span}{subject.who}获得荣誉表彰", count, f"：{'；'.join(names)}{more}。"
        ),
    )


def _level(level: str) -> str:
    return f"{level}级" if level in ("国家", "省", "市") else level


def _score(subject: Subject) -> tuple[Paragraph, ...]:
    """The composite with its completeness; for a unit its rank, or why there is none."""
    evaluation, at = subject.evaluation, subject.month - 1
    word = composite_word(evaluation)
    figure = Figure(evaluation.year, subject.month, subject.unit or "")
    if subject.unit is None:
        scored = evaluation.city("paced").scored
        row, tail = 0, ""
    else:
        scored, row = evaluation.scored("paced"), subject.scope.numbers[0]
        reason = reason_without_rank(evaluation, row, subject.month, "paced")
        if reason:
            return (paragraph(f"综合得分：{_tight(reason)}。"),)
        ranks = evaluation.ranking(subject.month, "paced")
        unit_type = evaluation.values.units[row].unit_type
        tail = f"，在参加排名的{ranks.ranked_in_type[row]}家{unit_type}中列第{ranks.rank[row]}名"
    share = derived(
        "数据完整度", number(float(scored.coverage[row, at]), "rate"), "有数据的分值÷纳入监测的分值"
    )
    if not scored.enough[row, at]:
        return (paragraph("全市数据完整度", share, "，不足以给出综合得分。"),)
    score = derived(word, f"{number(float(scored.score[row, at]), 'score')}分",
                    "各指标得分之和÷有数据指标的分值之和×100，序时", figure)  # fmt: skip
    return (
        paragraph(f"截至{subject.month}月，按创建工作自评办法（不是官方测评得分），序时{word}", score,
                  tail, "，数据完整度", share, "。"),
    )  # fmt: skip


def _tight(reason: str) -> str:
    return reason.replace(" ", "")


def _reached(subject: Subject) -> tuple[Paragraph, ...]:
    """The scored indicators that have reached what was due by the month."""
    found = [(one, value, target) for one, value, target, won in judged(subject) if reaches(won, 1)]
    if not judged(subject):
        return (
            paragraph(f"{subject.span}{subject.who}没有可对照目标的指标数据。",
                      blank("可以说明成效的事实和数字")),
        )  # fmt: skip
    if not found:
        return (paragraph(f"有数据的计分指标{len(judged(subject))}项，都没有达到序时目标。"),)
    items = [
        [f"{one.name}", value, f"（{target}）" if target else ""]
        for one, value, target in found[:MOST_INDICATORS]
    ]
    more = f"等{len(found)}项" if len(found) > MOST_INDICATORS else ""
    return (
        paragraph(
            f"{len(judged(subject))}项有数据的计分指标中，{len(found)}项达到序时目标：",
            *listed(items), f"{more}。",
        ),
    )  # fmt: skip


def judged(subject: Subject) -> list[tuple[Indicator, Part, str, float]]:
    """The scored indicators with a value: its figure, the words of its target, share won."""
    values, at = subject.evaluation.values, subject.month - 1
    group = None if subject.unit else subject.evaluation.city("paced")
    scored = subject.evaluation.scored("paced") if group is None else group.scored
    row = subject.scope.numbers[0] if group is None else 0
    found: list[tuple[Indicator, Part, str, float]] = []
    for i, indicator in enumerate(values.indicators):
        won = float(scored.paced_attainment[row, i, at])
        state = values.state[row, i, at] if group is None else group.state[i, at]
        if state != State.VALUE or np.isnan(won) or not indicator.scored:
            continue
        source = values if group is None else group
        place = (row, i, at) if group is None else (i, at)
        target = values.target[row, i] if group is None else group.target[i, at]
        value = float(source.value[place])
        text = _with_unit(indicator, value, approximate=bool(source.approximate[place]))
        figure = Figure(subject.evaluation.year, subject.month, subject.unit or "",
                        indicator=indicator.code)  # fmt: skip
        said = derived(
            indicator.name, text, f"指标{indicator.code}，计算说明见“一单位一表”", figure
        )
        found.append((indicator, said, _target(indicator, float(target)), won))
    return found


def _target(indicator: Indicator, target: float) -> str:
    if np.isnan(target):
        return ""
    return f"全年目标{_with_unit(indicator, target, approximate=False)}"


def _with_unit(indicator: Indicator, value: float, *, approximate: bool) -> str:
    form = number_format(indicator)
    if form == "percent":
        return number(value, form, approximate=approximate)
    if indicator.measure_unit == "万元":
        return money(value / indicator.scale, approximate=approximate)
    return sized(value, indicator.measure_unit, form, approximate=approximate)
