"""Inspections, the problems found and put right, marks and questionnaires."""

import re

from cityreport.narrative.figure import Figure, Verdict, background

_COUNTED = {"个", "条", "处", "项", "件", "起", "类", "例", "宗", "", "张", "份"}
_TIMES = {"次", "轮", "轮次", "批"}
_PROBLEM = re.compile(r"问题|隐患|短板|不足之处|薄弱环节")
_STEPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("上期未整改数", re.compile(r"上(?:期|月|季度?)[^,，]{0,4}(?:未整改|遗留|结转)|遗留问题")),
    ("逾期未整改数", re.compile(r"逾期|超期|未按期")),
    ("反复问题数", re.compile(r"反弹|回潮|反复|复发|回弹")),
    ("按期整改数", re.compile(r"按期(?:完成)?整改|按时(?:完成)?整改|限期内整改|如期整改")),
    (
        "已整改数",
        re.compile(
            r"(?<!未)(?:整改|销号|改正|已改|改了|办结|解决|纠正|完成|闭环|改)(?!措施|通知|台账|清单|建议|意见|方案|要求)"
        ),
    ),
    (
        "发现问题数",
        re.compile(
            r"发现|反馈|查出|查找|排查|查摆|梳理|提出|指出|交办|转办|查处|收集|存在|问题|隐患|曝光|通报"
        ),
    ),
)
_RELAPSED_BEHIND = re.compile(r"^(?:问题)?(?:又|再次|再度)?(?:出现)?(?:反弹|回潮|复发)")
_OPEN = re.compile(r"未整改|尚未|正在整改|未完成|整改中|剩余|其余|还有|尚有|仍有")
_MARK = re.compile(r"(?:得分|得|获|成绩|平均分|总分|评分|测评)[为达到了]{0,2}$")
_FULL_MARK = re.compile(r"(?:满分|总分为)$")


def judge_inspections(figure: Figure) -> Verdict | None:
    """督查检查.检查次数 by level; a total of levels named behind it is 背景."""
    if figure.phrase.measure not in _TIMES or not _inspected(figure):
        return None
    if _TOTAL_OF_LEVELS.search(figure.rest) and "其中" in figure.rest:
        return background("是各级次数的合计，下面分级已计")
    return Verdict("督查检查", "检查次数", texts=_level(figure))


_TOTAL_OF_LEVELS = re.compile(r"(?:国家|省|市|区|县|街道|镇)级?[^,，。]{0,6}\d")


def _inspected(figure: Figure) -> bool:
    if figure.says("检查", figure.near_left) or (
        re.match(r"^[^,，、。]{0,3}", figure.right) and figure.says("检查", figure.right[:6])
    ):
        return True
    level = figure.lexicon.last("检查级别", figure.near_left)
    ends_in_level = level is not None and level.end >= len(figure.near_left) - 1
    return ends_in_level and figure.says("检查", figure.left)


def _level(figure: Figure) -> dict[str, str]:
    """The level: named right before the figure, else nearest before it in the sentence."""
    for text in (figure.near_left, figure.right[:10], figure.clause_left, figure.left):
        own = figure.lexicon.find("检查级别", text)
        if any(cue.value == "自查" for cue in own):
            return {"检查级别": "自查"}
        ranked = [cue for cue in own if not _is_name(text, cue.end)]
        if ranked:
            return {"检查级别": ranked[-1].value}
    return {"检查级别": "自查"} if re.search(r"开展|组织", figure.clause_left) else {}


def _is_name(text: str, end: int) -> bool:
    """Whether the level is only part of a name: 文明城市, 街道两侧, 辖区."""
    return text[end : end + 1] in tuple("容场民政两面区") or text[max(0, end - 2) : end] in (
        "辖区",
        "城市",
        "社区",
        "小区",
    )


def judge_problems(figure: Figure) -> Verdict | None:
    """Problems found, put right, overdue, come back."""
    if figure.phrase.measure not in _COUNTED:
        return None
    if _RELAPSED_BEHIND.match(figure.right):
        return Verdict("督查检查", "反复问题数", texts=_level(figure))
    if not (_PROBLEM.search(figure.sentence.text) or _in_inspection(figure)):
        return None
    return _of_step(figure, figure.near_left, figure.right)


def _in_inspection(figure: Figure) -> bool:
    return any(verdict.kind == "督查检查" for _, verdict in figure.earlier)


def _of_step(figure: Figure, left: str, right: str) -> Verdict | None:
    behind = (
        right[:12]
        if _PROBLEM.match(right.lstrip("各类突出重点个"), 0) or right[:2] in ("问题", "隐患")
        else ""
    )
    named = bool(_PROBLEM.search(left) or behind)
    unfinished = re.match(r"^(?:问题)?(?:正在|尚在|仍在|尚未|仍未|暂未)", right)
    if unfinished or (_OPEN.search(left[-8:]) and "逾期" not in left):
        return background("是未整改的数，由发现数和整改数得出")
    said = f"{left}|{behind}"
    for column, pattern in _STEPS:
        if pattern.search(said) and (named or _in_inspection(figure)):
            return Verdict("督查检查", column, texts=_level(figure))
    return None


def judge_marks(figure: Figure) -> Verdict | None:
    """测评得分 and 测评满分; a change of marks is 背景."""
    if figure.family != "分":
        return None
    if _FULL_MARK.search(figure.clause_left):
        return Verdict("督查检查", "测评满分", texts=_level(figure))
    if _MARK.search(figure.clause_left) and (
        figure.says("检查", figure.left) or "测评" in figure.context
    ):
        return Verdict("督查检查", "测评得分", texts=_level(figure))
    return background("是分数的变化或别的分数")


def judge_survey(figure: Figure) -> Verdict | None:
    """问卷测评: valid sheets, and satisfied or aware answers; sheets sent out are 背景."""
    if figure.family not in ("份", "人", "户"):
        return None
    near = figure.near_left
    if not _about_a_survey(figure):
        return None
    if "有效" in near:
        return Verdict("问卷测评", "有效样本数")
    if re.search(r"满意|知晓|认可|支持", figure.near_left):
        return Verdict("问卷测评", "满意或知晓数")
    if re.search(r"问卷|发放|发出|回收|收回|样本", figure.near_left) or "问卷" in figure.right[:6]:
        return background("是发出或收回的问卷数，有效份数才登记")
    return None


def _about_a_survey(figure: Figure) -> bool:
    about = f"{figure.context[-90:]}{figure.sentence.text}"
    if not (figure.says("问卷", about) or re.search(r"测评表|民意|满意度|行风", about)):
        return False
    here = figure.says("问卷", figure.sentence.text)
    return here or re.search(r"有效|满意|知晓", figure.near_left) is not None


def judge_facilities(figure: Figure) -> Verdict | None:
    """阵地设施: what stands at the month's end."""
    near = figure.near_left
    if re.search(r"未[签装亮设]", near):
        return background("由应有数和已有数得出，不单独登记")
    beside = {verdict.column for _, verdict in figure.earlier}
    deed = figure.deed()
    about = figure.left if deed else figure.context[-60:]
    described = deed.value == "现状" if deed else "现有" in about
    listed = "现有" if described else ""
    if "公益广告处数" in beside:
        listed += "公益广告"
    if "应设志愿服务站数" in beside and re.search(r"已[设建]|建成", near):
        return Verdict("阵地设施", "志愿服务站数")
    for column, pattern in _STANDING:
        if pattern.search(near) or (listed and pattern.search(f"{listed}{near}")):
            return Verdict("阵地设施", column)
    if (
        figure.family == "份"
        and "门前三包" in figure.clause_left
        and re.search(r"签[订定了]", figure.clause_left)
    ):
        return Verdict("阵地设施", "已签数")
    if figure.family == "户" and "门前三包" in figure.sentence.text and "签" in near:
        return Verdict("阵地设施", "已签数")
    return None


_STANDING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("背街小巷应装灯数", re.compile(r"应装")),
    ("已装灯数", re.compile(r"已装(?!修)")),
    ("亮灯数", re.compile(r"亮灯(?!率)|亮着")),
    ("门前三包应签数", re.compile(r"应签")),
    ("已签数", re.compile(r"已签")),
    (
        "其中未成年人广告处数",
        re.compile(
            r"(?:现有|共有|其中)[^,，]{0,8}未成年人[^,，]{0,4}广告|公益广告[^,，]{0,4}(?:未成年人|儿童)"
        ),
    ),
    ("公益广告处数", re.compile(r"(?:现有|共有)[^,，]{0,10}公益广告[^,，]{0,2}$")),
    ("应设志愿服务站数", re.compile(r"应[设建][^,，]{0,6}志愿服务站")),
    ("志愿服务站数", re.compile(r"(?:现有|已[设建]|共有)[^,，]{0,8}志愿服务站")),
    ("心理咨询室数", re.compile(r"(?:现有|共有)[^,，]{0,12}心理(?:咨询|辅导)室")),
)
