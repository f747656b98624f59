"""Activities with a figure, what was built and cleared, and what is only described."""

import re

from cityreport.narrative.figure import Figure, Verdict, background

_OFTEN = re.compile(
    r"每(?:个)?(?:月|周|天|日|季度?|年|学期|半年|两|双|逢|人|班|场|次|户|隔|栋|间|亩|车)[^,，。]{0,12}$|人均$|平均$|户均$|日均|至少$"
)
_OBJECT = re.compile(
    r"(?:对|为|给|向|针对|围绕|涉及|辖区|全市|全镇|全区|在|走访|覆盖|联合|分)(?:全部|所有|的|了|辖区|各)?$"
)
_EVENTS = {"场", "场次", "期", "次", "轮", "轮次", "班次", "批"}
_SIDE_NOUN = re.compile(
    r"^[的]?(?:行政村|自然村|村民小组|社区|小区|部门|窗口|单位|工作组|小组|班子|方面|环节|重点|班级|年级|党支部|网格(?!员))"
)
_ORGANS = re.compile(r"^的?(?:专项)?(?:工作组|小组|专班|科室|办公室|工作专班)")
_IDIOM = re.compile(
    r"^(?:文明|一|意识|自信|坚持|确保|到位|方面|环节|层面|维度|专项行动|统一|结合|问题导向|重点|关键|工程|体系|阶段|步骤|要求|不让|不放过)"
)
_DONE_BEHIND = re.compile(
    r"^[^,，。、\d]{0,14}(?:完成(?!率)|投入使用|投用|改造(?:完成|到位)|得到(?:清理|整治|修复)|安装到位|全部(?:安装|更换|清理|拆除))"
)


def judge_repeats(figure: Figure) -> Verdict | None:
    """每周一次 and the like."""
    if _OFTEN.search(figure.clause_left):
        return background("是频次或人均数，不是合计")
    return None


def judge_lone_one(figure: Figure) -> Verdict | None:
    """A lone 一 counts only where something was held, inspected or put up once."""
    if not figure.phrase.bare or figure.phrase.raw.strip() != f"一{figure.phrase.measure}":
        return None
    deed = figure.deed()
    near = deed is not None and deed.value == "成果" and deed.end >= len(figure.left) - 1
    issue = figure.phrase.measure == "期" and re.search(r"出了?$", figure.left)
    if (near and figure.family == "物") or issue:
        return None
    held = (
        figure.family == "次"
        and figure.phrase.measure != "次"
        and figure.says("活动动词", figure.clause_left[-5:])
    )
    inspected = figure.phrase.measure == "次" and figure.says("检查", figure.near_left[-6:])
    return None if held or inspected else Verdict("")


def judge_sessions(figure: Figure) -> Verdict | None:
    """创建活动.场次; a 场 of something else is left to the other rules."""
    if figure.phrase.measure not in _EVENTS:
        return None
    held = (
        figure.phrase.measure in ("场", "场次", "期", "班次")
        or figure.says("活动动词", figure.clause_left)
        or figure.says("活动", figure.clause)
        or any(cue.value == "成果" for cue in figure.lexicon.find("动作", figure.clause_left))
        or re.search(
            r"消杀|灭鼠|灭蟑|整治|行动|培训|演练|集中|宣传|劝导|义诊|走访|学习|会议|例会|座谈",
            figure.clause,
        )
    )
    if not held:
        return background("看不出是什么活动的次数")
    category = figure.lexicon.value_in("活动类别", figure.clause) or "其他"
    reason = "“各”是前面几项各有这么多，请核对合计" if figure.left.endswith("各") else ""
    return Verdict("创建活动", "场次", reason, texts={"活动类别": category})


def judge_papers(figure: Figure) -> Verdict | None:
    """创建活动.宣传资料份数 and 清运车次."""
    if figure.family == "车次":
        if figure.phrase.measure == "车" and not re.search(r"清|运|垃圾|拉走", figure.clause):
            return None
        return Verdict("创建活动", "清运车次", texts={"活动类别": "环境整治"})
    if figure.family != "份":
        return None
    handed = Verdict("创建活动", "宣传资料份数", texts={"活动类别": "宣传宣讲"})
    return handed if _is_handed_out(figure) else None


def _is_handed_out(figure: Figure) -> bool:
    """Whether papers were given out for publicity, not sent in the course of business."""
    said = f"{figure.near_left}{figure.right[:8]}"
    deed, giving = figure.deed(), figure.lexicon.last("发放", figure.left)
    hung = deed is not None and deed.word in ("张贴", "粘贴", "悬挂", "喷绘", "挂", "贴")
    if hung and deed is not None and (giving is None or giving.start < deed.start):
        return False
    named, given = figure.says("宣传品", said), giving is not None
    if figure.says("弱宣传品", said) and not named:
        return False
    if named and (given or figure.phrase.measure in ("份", "册")):
        return True
    if given and ("《" in said or figure.phrase.measure in ("份", "册")):
        return True
    inherits = figure.earlier and figure.earlier[-1][1].column == "宣传资料份数"
    return bool(inherits)


def judge_works(figure: Figure) -> Verdict | None:
    """实事项目.数量: the nearest deed before the figure says whether something was done."""
    if figure.family not in ("物", "户", "份", "人") or _IDIOM.match(figure.right):
        return None
    if _ORGANS.match(figure.right):
        return None
    deed = figure.deed()
    if _OBJECT.search(figure.left) and not (deed and deed.end == len(figure.left)):
        return background("是工作的对象，不是做成的数量")
    if figure.value == 0:
        return background("是零，没有可登记的数量")
    done = deed is not None and deed.value == "成果" and not _is_object(figure, deed.end)
    behind = (deed is None or deed.value == "现状") and _DONE_BEHIND.match(figure.right)
    return _result(figure) if figure.family != "人" and (done or behind) else None


def _is_object(figure: Figure, since: int) -> bool:
    """Whether a preposition between deed and figure makes it an object: 为6栋老楼加装."""
    between = figure.left[since:]
    found = figure.lexicon.last("对象", between)
    return found is not None and found.end == len(between)


def _result(figure: Figure) -> Verdict:
    category = figure.lexicon.value_in("项目类别", figure.clause) or "其他"
    return Verdict("实事项目", "数量", texts={"类别": category, "计量单位": figure.phrase.measure})


def judge_rest(figure: Figure) -> Verdict:
    """What no rule knew: described, not done."""
    if figure.phrase.measure == "支" and figure.says("志愿", figure.clause):
        reason = "表中没有队伍数一栏，需要时写入服务队伍"
        return Verdict("志愿服务", "服务队伍", reason, accept=False)
    if _SIDE_NOUN.match(figure.right) or figure.family in ("人", "户"):
        return background("是人口、户数、人员等基本情况")
    deed = figure.deed()
    reasons = {"现状": "是现有情况，不是做成的数量", "过程": "是工作过程中的数，没有对应的栏目"}
    return background(reasons.get(deed.value if deed else "", "看不出属于哪张表，请核对"))
