"""The terms of the pages, each explained once, in one sentence (details.md E1).

Titles, labels and column heads that use a term get its sentence as their help; 计分办法 lists all
of them, and the guide's page 名词解释 has the same sentences (a test compares them).
"""

import re
from collections.abc import Collection

from cityreport.tables.section import Column, Headline, Section, Table

TERMS: dict[str, str] = {
    "分值": "一项指标占多少分，全部加起来 100。",
    "得分率": "得了分值的几成，0 到 100%，超额不超过 100%。",
    "序时": "按月份该到的进度。7 月底，逐月累计的目标应完成全年的 7/12。",
    "序时得分": "按全年目标×已过月份折算后的目标计分。",
    "按全年目标得分": "直接用全年目标计分，年初自然偏低。",
    "未达序时": "得分率（按序时）不到 100%。",
    "参考得分": "分值还没有经本市确认时，得分的叫法。",
    "失分": "这项指标的分值里没有得到的那部分。",
    "缺口": "到全年目标还差多少。",
    "需提速": "余下每月要做的，是近三月月均的几倍。",
    "数据完整度": "有数据的分值占应有数据的分值的多少。低于规定的线写“数据不足”，不出得分和名次。",
    "报送率": "已报的张数除以应报的张数。一家单位一张表一个月算一张。",
    "及时率": "到期那天（含当天）以前收到的张数除以应报的张数。看的是收到日期，不是提交日期。",
    "未报": "这张表这个月没有收到。不当成 0。",
    "未报按0分计": "从严的算法：没有报送的指标按 0 分算进得分。",
    "未填": "表收到了，这个格子空着，或写了“若干”这样没有数的话。",
    "缺基数": "少了做分母的数，如名册里没填常住人口。不计分。",
    "未纳入监测": "要用的那张表不在这家单位的应报表里，今年到这个月为止也没报过。不计分。",
    "约数": "原文不是准数（多、近、约、余、左右）。合计里有一个约数，合计就写“约”，并注明最少到最多。",
    "合并计算": "全市怎么算的一种：各单位的数先加再算。",
    "单位平均": "全市怎么算的一种：各单位先算再平均。",
    "名次带": "分值稍有变动时，名次可能落在的范围。",
    "位次升降": "和上月相比名次升了几位、降了几位。",
    "测算": "设想一个数或一个目标，用同样的办法重新计分；不改动已登记的数据。",
    "计算说明": "这个数一步一步怎么算出来的。",
    "计分办法": "现在用的计分规则，写在“设置”里。",
    "查看出处": "这个数是由哪些文件的哪些单元格相加得到的。",
    "出处码": "一个数的短编号，在“查看出处”页输入就能找回它。",
    "待核实数据": "报上来的数里看着不对的地方，由单位核实后答复，不直接改动。",
    "反弹": "整改过的问题，同一地点又出现。也叫回潮。",
    "反弹率": "整改后又反弹的问题，占满了 30、60、90 天的已整改问题的多少。",
    "年底预计": "按今年和上年各月的快慢推算到 12 月，给出最可能的数和八成把握的范围。",
    "一单位一表": "一家单位的全部情况，放在一页上。",
    "投屏": "按会议议程一页一页放大显示，用方向键翻页。",
    "会议留档": "会上用过的一套材料，照当时的样子存下来，以后能和现在的数比。",
    "从汇报材料提取": "在文字材料里找数，逐条核对、打勾后才登记。",
}
"""Every term with its sentence."""

_LONGEST_FIRST = re.compile("|".join(sorted(TERMS, key=len, reverse=True)))
_MORE = "更多见“设置 → 计分办法”。"


def named_in(text: str) -> tuple[str, ...]:
    """The terms a text uses, once each, in its order; a longer term hides the shorter one in it."""
    return tuple(dict.fromkeys(_LONGEST_FIRST.findall(text)))


def explained(*texts: str, known: str = "", without: Collection[str] = ()) -> str:
    """The help beside texts: what is known already, then a line for each further term they use.

    "" when there is nothing to explain.
    """
    wanted = [one for one in named_in("\n".join(texts)) if one not in without]
    lines = [f"{one}：{TERMS[one]}" for one in wanted if not _says(known, one)]
    return "\n\n".join([*filter(None, [known]), *lines, *([_MORE] if lines else [])])


def help_for(section: Section) -> str:
    """The help of a figure block: the terms of its title and of the grey line."""
    return explained(section.title, section.lead, known=section.help)


def help_of(headline: Headline) -> str:
    """The help of a headline figure: the terms of its label and of its note."""
    return explained(headline.label, headline.note, known=headline.help)


def listed() -> Section:
    """All terms as a table, for 计分办法."""
    return Section(
        key="terms",
        title=f"名词解释：{len(TERMS)} 个",
        lead="各页标题旁的问号里是同样的话",
        table=Table((Column("词"), Column("意思")), tuple(TERMS.items())),
    )


def _says(known: str, term: str) -> bool:
    return f"{term}：" in known or f"{term}＝" in known
