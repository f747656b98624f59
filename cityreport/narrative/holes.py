"""Places where a figure dropped out or is masked, and what is left over from a web page."""

import re
from collections.abc import Iterator

from cityreport.narrative.layout import Sentence
from cityreport.narrative.lexicon import Lexicon

_PEOPLE = "居民下岗失业困难残疾贫低党群职学教干志老少儿妇退军农市村医义热爱青团代"
_VERBS = (
    "解决|安置|帮助|帮扶|救助|发动|组织|招募|培训|清理|清运|拆除|安装|更换|新建|修建|改造|设置|发放|开展|举办|召开|"
    "检查|发现|整改|投入|投入资金|资金|筹资|自筹|拨付|拨款|募集|经费|现有|共有|有|共|约|近|达|为|共为|共计|计|慰问|走访|"
    "惠及|受益|参加|志愿者|在校生|学生|教师|职工|栽植|种植|铺设|疏通|清掏|硬化|粉刷|增设|新增|购置|添置|印发|张贴|"
    "悬挂|服务|处理|调解|化解|出动|动员|完成|申请了?|吸纳|安放|摆放|河道|居民|群众|时长|登记|注册|配备|接受|迎接|反馈|"
    "排查|劝导|制作|修补|修复|补植"
)
_MEASURE = (
    "万余元|余万元|万多元|多万元|万元|亿元|余元|多元|元|余人次|人次|余名|多名|名|余户|多户|户|余份|多份|份|余个|多个|个|"
    "场次|场|次|处|盏|条|块|车次|小时|公里|平方米|棵|株|吨|台|套|件|支|栋|余处|多处|余次|多次"
)
_DROPPED = re.compile(
    rf"(?:{_VERBS})(?:了)?(?P<hole>(?:{_MEASURE}))(?=[,，。；;、]|$|[{_PEOPLE}]|(?:的)?(?:创建|无房|贫困|特困|低收入|资金|问题|路灯|垃圾|宣传|标语|"
    r"小区|活动|培训|讲座|赴|前往|参|改造|新建|用于|小广告|违|隐患|树|倡议|手册|资料|服务|清扫|打扫|上路|走上))"
)
_LEFT_OVER = re.compile(
    r"(?<![\d.一二两三四五六七八九十百千万亿多余几数半每月身股年省个参与按〇零方])"
    r"(?:余万元|万元|人次|车次|场次|平方米|公里|盏|份|余名|余人|余户|余元)(?=[,，。；;、）)]|$)"
)
"""A measure word that nothing but its figure can stand before."""
_HOUSEHOLDS = re.compile(r"(?<=为)户(?=[^外籍型主口,，。])[^,，。]{2,6}")
_MASKED = re.compile(
    r"第?(?:\d{2})?[_＿]{2,}(?:年|届|万元|元|人次|人|名|户|个|次|场|同学|老师|校长|书记|主任)?|[×ＸX]{2,}(?=万?[元人名户个次场年届])"
)
_EMPTY_QUOTES = re.compile(r"“[ ]*”|‘[ ]*’|《[ ]*》")
_CASES = re.compile(r"无一例(?=[、,，])")
_NOT = re.compile(
    r"(?:各|每|多|数|那|这|哪|某|逐|首|全|整|单|同|再|末|层|专|著|出|知|署|匿|实|挂|更|命|别|签|点|报|罪|美|冠|提|题|定|排|联|落|用|住|商|农|客|开|过)$"
)

_RESIDUE = re.compile(r"^[ ]*\d{4,}[ ]*$")
_BACKGROUND: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?<![\d-])(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)"),
        "是电话号码",
    ),
    (
        re.compile(
            r"(?<!\d)\d{1,2}(?:日|号)[至到—–\-]\d{1,2}[日号]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,3}|[一二三四五六七八九十]{1,3})[日号](?:[至到—–\-](?:\d{1,2}月)?\d{1,2}[日号])?"
        ),
        "是日期",
    ),
    (
        re.compile(r"第[\d一二三四五六七八九十百]+(?:届|期|季度|次|批|轮|名|个)"),
        "是届次、期次，不是数量",
    ),
    (re.compile(r"(?<=[路街巷道区])\d{1,4}(?:弄\d+)?号(?:楼|院)?|\d{1,3}号楼"), "是门牌号"),
    (re.compile(r"(?<![\d.])\d{1,3}路(?!段)|G\d{3}"), "是线路编号"),
    (
        re.compile(
            r"[\d.]+\s?[%％‰](?:以上|左右)?|百分之[一二三四五六七八九十百点零]+|[一二三四五六七八九十]分之[一二三四五六七八九十]"
        ),
        "是比率，由分子分母算出",
    ),
    (re.compile(r"\d{2}年代|(?:19|20)\d{2}年"), "是年份"),
)


def holes(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where in a sentence a figure is missing."""
    text = sentence.text
    taken: list[tuple[int, int]] = []
    for match in _MASKED.finditer(text):
        taken.append(match.span())
    for match in _DROPPED.finditer(text):
        before = text[max(0, match.start("hole") - 2) : match.start("hole")]
        named = match["hole"] == "名" and text[match.end("hole") :][:1] == "的"  # 以…为名的活动
        if not named and not _NOT.search(before):
            taken.append(match.span("hole"))
    for pattern in (_LEFT_OVER, _HOUSEHOLDS, _EMPTY_QUOTES, _CASES):
        taken += [match.span() for match in pattern.finditer(text)]
    yield from _apart(taken)


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    for span in sorted(spans):
        if span[0] >= end:
            yield span
            end = span[1]


def background_marks(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Figures without a measure word that are no row: dates, addresses, rates, page numbers."""
    text = sentence.text
    if _RESIDUE.match(text):
        start = len(text) - len(text.lstrip())
        yield start, len(text.rstrip()), "是网页留下的编号"
        return
    for pattern, reason in _BACKGROUND:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), reason
