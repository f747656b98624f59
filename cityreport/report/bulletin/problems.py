"""三、主要问题: by theme of the inspections, open cases, gaps, and who has not reported."""

from collections.abc import Sequence

from cityreport.gaps import Gap
from cityreport.quantities import Quantity
from cityreport.report.bulletin.issue import CASES, Issue, some
from cityreport.report.bulletin.overdue import overdue
from cityreport.report.inspections.measures import FOUND, KIND, OWN, RECTIFIED
from cityreport.report.ledger import total
from cityreport.report.writing import (
    Part,
    blank,
    close,
    from_cells,
    listed,
    paragraph,
    places,
    sized,
    word,
)
from cityreport.report.yearly.problems import case_words, lost_points, missing_words
from cityreport.tables.document import Block, Heading, Paragraph
from cityreport.tables.stored import StoredRow

MOST_THEMES, MOST_CASES, MOST_GAPS = 8, 5, 3
_NO_THEME = "未写检查内容"


def problems(issue: Issue) -> tuple[Block, ...]:
    """The third chapter."""
    return (
        Heading(1, "主要问题"),
        Heading(2, "督查检查发现的问题"),
        *_themes(issue),
        Heading(2, "逾期和反复的问题"),
        *overdue(issue),
        Heading(2, "工作进度滞后的方面"),
        *_gaps(issue),
        Heading(2, "数据报送"),
        *_silent(issue),
    )


def _themes(issue: Issue) -> tuple[Paragraph, ...]:
    """What was found this month by what was inspected, most first; then the open cases."""
    groups: dict[str, list[StoredRow]] = {}
    for row in issue.of(KIND):
        if word(row, "检查级别") != OWN and _found(row) > 0:
            groups.setdefault(word(row, "检查内容", _NO_THEME), []).append(row)
    if not groups:
        return (_no_themes(issue), *_cases(issue))
    ordered = sorted(groups.items(), key=lambda item: -sum(map(_found, item[1])))
    items = [_theme(name, rows) for name, rows in ordered[:MOST_THEMES]]
    rest = [row for _, rows in ordered[MOST_THEMES:] for row in rows]
    if rest:
        items.append(_theme(f"其他{len(ordered) - MOST_THEMES}类", rest))
    return (paragraph("本月检查按内容分："), *items, *_cases(issue))


def _no_themes(issue: Issue) -> Paragraph:
    if issue.of(KIND):
        return paragraph("本月报送的检查没有发现问题，或没有填发现问题数。", blank("主要问题"))
    return paragraph("本月没有单位报送督查检查的内容。", blank("主要问题"))


def _theme(name: str, rows: Sequence[StoredRow]) -> Paragraph:
    worst = sorted(rows, key=lambda row: -_found(row))
    units = list(dict.fromkeys(row.unit for row in worst))
    parts: list[Part] = [f"{name}：发现问题", _count(rows, FOUND, name)]
    if any(RECTIFIED in row.quantities for row in rows):
        parts += ["，已整改", _count(rows, RECTIFIED, name)]
    more = f"等{len(units)}家单位" if len(units) > 3 else ""
    return paragraph(*parts, f"，涉及{'、'.join(units[:3])}{more}。", level=3)


def _count(rows: Sequence[StoredRow], column: str, name: str) -> Part:
    quantity = total(rows, column) or Quantity("", 0, "exact", 0, 0)
    text = sized(quantity.value, "个", "count", approximate=quantity.precision != "exact")
    return from_cells(f"{name}：{column}", text, places(rows, column))


def _found(row: StoredRow) -> float:
    return row.quantities[FOUND].value if FOUND in row.quantities else 0.0


def _cases(issue: Issue) -> tuple[Paragraph, ...]:
    """The open cases of the 整改台账 by theme, with a few of each."""
    rows = issue.open_cases
    if not rows:
        return ()
    groups: dict[str, list[StoredRow]] = {}
    for row in rows:
        groups.setdefault(word(row, "标准类别", word(row, "点位类型", "未写类别")), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    count = from_cells("未完成整改的问题", f"{len(rows)}个", places(rows, "问题描述"))
    items = [
        paragraph(
            f"{name}{len(found)}个，如",
            close("；".join(case_words(row, named=True) for row in found[:MOST_CASES])),
            level=3,
        )
        for name, found in ordered[:MOST_THEMES]
    ]
    return (paragraph(f"截至{issue.month}月，{CASES}中未完成整改的问题", count, "："), *items)


def _gaps(issue: Issue) -> tuple[Paragraph, ...]:
    """The costliest gaps of the city by 测评项目."""
    evaluation = issue.evaluation
    groups: dict[str, list[Gap]] = {}
    for gap in evaluation.city_gaps(issue.month):
        groups.setdefault(gap.indicator.dimension, []).append(gap)
    if not groups:
        judged = evaluation.city("paced").scored.scored[0, issue.month - 1] > 0
        sentence = "有数据的计分指标都达到序时目标。" if judged else "没有可以计分的指标。"
        return (paragraph(sentence, "" if judged else blank("工作进度滞后的方面")),)
    return tuple(
        paragraph(
            f"{name or '未分项目'}：",
            *listed([_gap(gap, issue) for gap in found[:MOST_GAPS]], "；"),
            "。",
            level=3,
        )
        for name, found in groups.items()
    )


def _gap(gap: Gap, issue: Issue) -> list[Part]:
    lost = lost_points(gap, issue.evaluation.year, issue.month)
    return [f"{gap.indicator.name}失", lost, f"（对照全年目标{missing_words(gap)}）"]


def _silent(issue: Issue) -> tuple[Paragraph, ...]:
    """Who owes sheets of the month and who was late."""
    rows = issue.evaluation.completeness(issue.month).rows
    owing = list(dict.fromkeys(row.unit for row in rows if not row.reported))
    late = list(dict.fromkeys(row.unit for row in rows if row.late))
    if not owing and not late:
        return (paragraph("本月月报表全部按时报齐。" if rows else "本月没有应报的月报表。"),)
    came = {row.unit for row in rows if row.reported}
    nothing = [unit for unit in owing if unit not in came]
    said = []
    if owing:
        said.append(
            paragraph(f"有表未报的{len(owing)}家：{some(owing)}。", _sent_nothing(nothing, owing))
        )
    if late:
        said.append(paragraph(f"迟报的{len(late)}家：{some(late)}。"))
    return tuple(said)


def _sent_nothing(nothing: Sequence[str], owing: Sequence[str]) -> str:
    if not nothing:
        return ""
    if len(nothing) == len(owing):
        return "这些单位本月一张表都没有报。"
    return f"其中{some(nothing)}本月一张表都没有报。"
