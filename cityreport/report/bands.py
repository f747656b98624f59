"""单位排名: the rank of each unit with its band, the places it could as well have (method.md 11)."""

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report.ranking import CAUTION, MOST_ROWS, band_words
from cityreport.report.wording import VIEW_WORDS, source_line
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Column, Section, Series, Table


def bands(evaluation: Evaluation, month: int, unit_type: str, view: View) -> Section:
    """One dot a unit at its rank, the band behind it; units without rank are left out."""
    ranks = evaluation.ranking(month, view)
    found = sorted(
        (int(ranks.rank[n]), unit.name, *ranks.band(n), n)
        for n, unit in enumerate(evaluation.values.units)
        if unit.unit_type == unit_type and ranks.rank[n]
    )
    figures = {
        name: Figure(evaluation.year, month, unit=name, view=view) for _, name, _, _, _ in found
    }
    firm = sum(low == high for _, _, low, high, _ in found)
    shown = found[:MOST_ROWS]
    more = f" · 只画前 {MOST_ROWS} 家，全部见表" if len(found) > MOST_ROWS else ""
    return Section(
        key="rank-bands",
        title=f"{unit_type} {len(found)} 家中，{firm} 家名次确定，{len(found) - firm} 家与邻近名次难分高下"
        if found
        else "名次带",
        lead=f"{VIEW_WORDS[view]} · 点为名次，浅色线为名次带，线重叠的单位不宜断言优劣{more}",
        chart=Chart(
            "dot", tuple(name for _, name, _, _, _ in shown),
            (
                Series("名次", tuple(float(rank) for rank, *_ in shown)),
                Series("最前", tuple(float(low) for _, _, low, _, _ in shown), "lower"),
                Series("最后", tuple(float(high) for _, _, _, high, _ in shown), "upper"),
            ),
            format="count", measure_unit="名", horizontal=True,
            keys=tuple(name for _, name, _, _, _ in shown),
            figures=tuple(figures[name] for _, name, _, _, _ in shown),
        ) if found else None,
        table=Table(
            (Column("单位"), Column("名次", "count"), Column("名次带")),
            tuple((name, rank, band_words(ranks.band(n))) for rank, name, _, _, n in found),
            tuple((figures[name],) for _, name, _, _, _ in found),
        ),
        notes=(CAUTION,),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if found else f"本月{unit_type}都没有名次：数据完整度不足。",
    )  # fmt: skip
