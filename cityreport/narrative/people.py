"""People and hours: volunteers, those who take part, those who are served."""

import re

from cityreport.narrative.figure import Figure, Verdict, background

_EACH = re.compile(
    r"每(?:人|名|位|班|次|场|天|周|月|户|期|季|日|半)|人均|平均|户均|场均|次均|为期|历时|用时不|时限|以内完成"
)
_TEAM = re.compile(
    r"志愿(?:者|服务)?队伍[^,，。；;\d]{0,8}$|志愿者[^,，。；;\d]{0,4}[增发壮扩][加展大]到$"
)
_SOME = re.compile(r"个别|少数|部分|有的|有些")
_VOLUNTEER_BEHIND = re.compile(r"^[^,，。]{0,14}(?:志愿者|义工|志愿服务(?!理念))")
_GROWN = re.compile(
    r"(?:新增|净增|新注册|新发展|新招募|新吸纳|增加(?![到至])|增长(?![到至]))(?:(?!目前|现有|共有|总数|累计)[^,，。；;])*$"
)
"""An increase said of the figure behind it, not of another clause."""
_SERVED = re.compile(
    r"(?:解决|安置|办理|服务)(?:困难|贫困|残疾|下岗|失业|弱势|特困|群众|居民|老人|市民|村民|学生|患者|辖区|对象)|为[^,，]{2,10}(?:服务|解决|办实事|办理|提供)"
)
_SERVED_BEHIND = re.compile(
    r"^[^,，。]{0,10}(?:受益|享受|得到实惠|受惠|办实事|解决了|用上|喝上|住上|搬进|实现了?就业|再就业)"
)
_WITH_RECORD = "其中有服务记录人数"
_ATTENDING_BEHIND = re.compile(
    r"^[^,，。]{0,8}(?:参加|参与|到场|观看|聆听|参赛|出席|签名|参训|听讲|受教育|到会|观众|学习)"
)


def judge_hours(figure: Figure) -> Verdict | None:
    """服务时长 in hours; a duration or a norm per head is 背景."""
    if figure.family != "时长":
        return None
    if _EACH.search(figure.clause_left[-12:]):
        return background("是每人或每次的时间，不是合计")
    if _SOME.search(figure.clause_left):
        return background("是个别人的时间，不是合计")
    if (
        figure.says("志愿", figure.left)
        or figure.says("志愿", figure.right)
        or "服务" in figure.clause
    ):
        return Verdict("志愿服务", "服务时长", texts=_service(figure))
    if any(verdict.kind == "志愿服务" for _, verdict in figure.earlier):
        return Verdict("志愿服务", "服务时长", texts=_service(figure))
    return background("是时间长短，不是志愿服务时长")


def judge_volunteers(figure: Figure) -> Verdict | None:
    """Registered volunteers and those who took part."""
    if figure.family not in ("人", "人次"):
        return None
    if figure.says("业务", figure.near_left) and not figure.says("志愿", figure.near_left):
        return None
    if _is_growth(figure):
        return background("是新增的人数，不是期末总数")
    if figure.family == "人" and figure.says("服务记录", figure.near_left):
        return Verdict("志愿服务", _WITH_RECORD)
    return _registered(figure) or _of_a_team(figure) or _serving(figure)


def _of_a_team(figure: Figure) -> Verdict | None:
    """How many a body of volunteers has: they stand, they did not take part."""
    if figure.family != "人" or not _TEAM.search(figure.left):
        return None
    reason = "是志愿者队伍的人数，是不是注册的请核对"
    return Verdict("志愿服务", "期末注册志愿者数", reason, accept=False)


def _is_growth(figure: Figure) -> bool:
    """Whether the figure says by how many the volunteers have become more."""
    if figure.family != "人" or not _GROWN.search(figure.near_left):
        return False
    return figure.says("志愿", figure.near_left) or bool(_VOLUNTEER_BEHIND.match(figure.right))


def _registered(figure: Figure) -> Verdict | None:
    said = figure.says("志愿", figure.sentence.text) or figure.says("志愿", figure.context[-60:])
    if figure.family != "人" or not said:
        return None
    behind = re.match(r"^[^,，。]{0,6}(?:注册|实名)", figure.right)
    if not (
        figure.says("注册", figure.clause_left) or (behind and figure.says("志愿", figure.left))
    ):
        return None
    group = figure.lexicon.last("职工", figure.clause_left) or figure.lexicon.last(
        "学生", figure.clause_left
    )
    texts = {"活动名称": "志愿者注册"}
    if group is None:
        return Verdict("志愿服务", "期末注册志愿者数", texts=texts)
    staff = group.value == "职工"
    if staff and "其中" in figure.left:
        return Verdict("志愿服务", "其中职工志愿者数", texts=texts)
    return Verdict(
        "志愿服务", "期末注册志愿者数",
        "职工数同时记入“其中职工志愿者数”" if staff else "",
        texts=texts, reporter=group.word, further=("其中职工志愿者数",) if staff else (),
    )  # fmt: skip


def _serving(figure: Figure) -> Verdict | None:
    serving = Verdict("志愿服务", "参与人次", texts=_service(figure))
    if _SERVED.search(figure.near_left):
        return None
    if _VOLUNTEER_BEHIND.match(figure.right):
        registered = "注册为" in figure.right
        return background("是职工总数，注册人数请核对") if registered else serving
    cue = figure.lexicon.last("志愿", figure.left)
    if cue is None:
        if figure.family == "人次" and "服务" in figure.near_left and "志愿" in figure.context:
            return serving
        return None
    if figure.family == "人":
        return serving if figure.says("志愿", figure.near_left) else None
    audience = figure.lexicon.last("参加", figure.near_left)
    apart = (
        audience
        and not figure.says("志愿", figure.near_left)
        and audience.word not in ("参加", "参与", "组织")
    )
    return None if apart or figure.says("业务", figure.near_left) else serving


def _service(figure: Figure) -> dict[str, str]:
    category = figure.lexicon.value_in("服务类别", figure.sentence.text)
    return {"服务类别": category or "其他"}


def judge_served(figure: Figure) -> Verdict | None:
    """Households and people that something was done for: 实事项目."""
    if figure.family not in ("人", "户", "人次"):
        return None
    deed = figure.deed()
    near = deed is not None and deed.value == "受益" and deed.end >= len(figure.left) - 14
    wanted = near or _SERVED.search(figure.near_left) or _SERVED_BEHIND.match(figure.right)
    if figure.family != "户" and any(verdict.column == "场次" for _, verdict in figure.earlier):
        return None
    if not wanted or (figure.family == "人次" and not _SERVED_BEHIND.match(figure.right)):
        return None
    column = "受益户数" if figure.family == "户" else "受益人数"
    return Verdict("实事项目", column, texts={"类别": "民生服务"})


def judge_attending(figure: Figure) -> Verdict | None:
    """Those who took part, listened or were trained: 创建活动.参与人次."""
    if figure.family not in ("人", "人次"):
        return None
    if figure.says("业务", figure.near_left):
        return background("是人口、客流等基本情况，不是活动人次")
    attending = Verdict("创建活动", "参与人次")
    if _ATTENDING_BEHIND.match(figure.right) or figure.says("参加", figure.near_left):
        return attending
    if figure.family == "人次" or any(v.kind == "创建活动" for _, v in figure.earlier):
        known = figure.says("活动动词", figure.left) or bool(figure.earlier)
        return attending if known else background("看不出是哪项活动的人次")
    return None
