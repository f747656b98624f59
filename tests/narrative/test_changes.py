"""What is now, what was before, by how much: each number once, none twice and none unnamed."""

import pytest

from cityreport.narrative import BACKGROUND, extract


def proposed(text):
    """The proposed figures of a text: column, words and name."""
    rows = [c for c in extract(text).candidates if c.accept and c.quantity is not None]
    return [(one.column, one.text, one.item) for one in rows]


def why_not(text):
    """The figures of a text that are not proposed, each with its reason."""
    left = [c for c in extract(text).candidates if not c.accept and c.quantity is not None]
    return {one.text: one.reason for one in left}


REPORT = "瀛东社区2026年8月文明创建工作汇报\n"
WAS, BY = "是原来的数，不是现在的数", "是增减数，不是本期的总数"
BY_PEOPLE = "是新增的人数，不是期末总数"
PAST = "是往年或上期的数，不是本期的"


@pytest.mark.parametrize(
    ("text", "now", "others"),
    [
        ("注册志愿者增加45人，达到860人。", ("期末注册志愿者数", "达到860人", "注册志愿者"), {"45人": BY}),
        ("注册志愿者新增45人，达到860人。", ("期末注册志愿者数", "达到860人", "注册志愿者"), {"45人": BY_PEOPLE}),
        ("注册志愿者比上月增加45人，累计达860人。", ("期末注册志愿者数", "达860人", "注册志愿者"), {"45人": BY}),
        ("注册志愿者由815人增加到860人。", ("期末注册志愿者数", "860人", "注册志愿者"), {"815人": WAS}),
        ("注册志愿者从去年底的815人增至860人。", ("期末注册志愿者数", "860人", "注册志愿者"), {"815人": WAS}),
        ("注册志愿者由年初的815人，发展到目前的860人。", ("期末注册志愿者数", "860人", "注册志愿者"), {"815人": WAS}),
        ("去年底注册志愿者815人，目前增加到860人。", ("期末注册志愿者数", "860人", "注册志愿者"), {"815人": WAS}),
        ("注册志愿者860人，比上年增加45人。", ("期末注册志愿者数", "860人", "注册志愿者"), {"45人": BY}),
        ("参与志愿服务由上月的300人次上升到420人次。", ("参与人次", "420人次", "参与志愿服务"), {"300人次": WAS}),
        ("志愿服务时长由去年的1200小时增加到1500小时。", ("服务时长", "1500小时", "志愿服务时长"), {"1200小时": WAS}),
        ("发现问题由45个下降到12个，减少33个。", ("发现问题数", "12个", "发现问题"), {"45个": WAS, "33个": BY}),
        ("测评得分由85.5分提高到92.3分。", ("测评得分", "92.3分", "测评"), {"85.5分": WAS}),
        ("投入资金由去年的20万元增加到35万元。", ("金额", "35万元", "投入资金"), {"20万元": WAS}),
        ("清运垃圾52车次，较上月增加12车次。", ("清运车次", "52车次", "清运垃圾"), {"12车次": BY}),
        ("清运垃圾较2025年8月增加12车次，共52车次。", ("清运车次", "52车次", "清运垃圾"), {"12车次": BY}),
        ("8月参与志愿服务420人次，比7月的365人次增加55人次。", ("参与人次", "420人次", "参与志愿服务"),
         {"365人次": PAST, "55人次": BY}),
        ("投入资金35万元（上月为28万元）。", ("金额", "35万元", "投入资金"), {"28万元": PAST}),
        ("较上季度，发现问题减少15个，达到30个。", ("发现问题数", "达到30个", "发现问题"), {"15个": BY}),
        ("与去年相比，注册志愿者人数净增200名，总数达1200名。", ("期末注册志愿者数", "达1200名", "注册志愿者人数"),
         {"200名": BY}),
        ("新建志愿服务站2个，总数达到8个。", ("数量", "2个", "志愿服务站"), {"达到8个": "是累计的总数，本期的数已列"}),
        ("去年开展讲座12场，今年开展讲座20场。", ("场次", "20场", "讲座"), {"12场": PAST}),
        ("新增志愿服务120小时，累计达1500小时。", ("服务时长", "120小时", "新增志愿服务"),
         {"达1500小时": "是累计的总数，本期的数已列"}),
        ("参与志愿者300人次，其中党员120人次。", ("参与人次", "300人次", "参与志愿者"),
         {"120人次": "是前面总数中的一部分，总数已计"}),
    ],
)  # fmt: skip
def test_the_number_that_holds_now_is_the_row_and_the_others_are_named(text, now, others):
    assert proposed(text) == [now]
    assert why_not(text) == others


def test_the_sum_of_figures_given_before_it_is_not_counted_again():
    text = "党员开展宣讲12场，青年开展宣讲8场，合计20场。"
    assert [figure for _, figure, _ in proposed(text)] == ["12场", "8场"]
    assert why_not(text) == {"20场": "是前面几项的合计，前面已计"}


def test_how_many_there_are_after_an_increase_is_not_how_many_were_put_up():
    text = "安装路灯从24盏增至40盏。"
    assert proposed(text) == []
    assert why_not(text)["40盏"] == "是增加以后的总数，本期新做多少没有写，请核对"
    assert proposed("垃圾投放点由6处增设到10处。") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("增加泊位2800个。", ["2800个"]), ("新增路灯24盏，清运垃圾12车次。", ["24盏", "12车次"]),
        ("较好解决出行难，安装路灯24盏。", ["24盏"]), ("开展评比3场。", ["3场"]),
        ("较短时间内新增停车位25个。", ["25个"]), (f"{REPORT}组织全年级学生开展讲座3场。", ["3场"]),
        ("今年比学赶超，开展讲座3场。", ["3场"]), ("自去年以来，开展讲座3场。", ["3场"]),
        ("由社区组织志愿者45人次清理楼道。", ["45人次"]), ("从8月开始组织志愿者45人次。", ["45人次"]),
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_change_is_still_a_row(text, figures):
    assert [figure for _, figure, _ in proposed(text)] == figures


def test_a_month_that_is_compared_with_dates_nothing():
    text = "8月参与志愿服务300人次，比7月增加45人次，组织劝导活动3场。"
    assert [c.month for c in extract(text).candidates if c.kind != BACKGROUND] == ["08", "08"]
    text = "参与志愿服务由7月的300人次上升到8月的420人次。"
    assert [c.month for c in extract(text).candidates if c.kind != BACKGROUND] == ["08"]


SEVERAL = "是几个月的累计数，材料只报一个月，要登记请核对"
PART = "是前面总数中的一部分，总数已计"


@pytest.mark.parametrize(
    ("text", "now", "others"),
    [
        ("1—8月累计投入资金86.5万元，其中8月投入12.5万元。", ["12.5万元"], {"86.5万元": SEVERAL}),
        ("1至8月开展讲座45场，其中本月12场。", ["12场"], {"45场": SEVERAL}),
        ("今年以来接受市级检查3次，本月接受区级检查2次。", ["2次"], {"3次": SEVERAL}),
        ("8月份以来清运垃圾12车次。", ["12车次"], {}),
    ],
)  # fmt: skip
def test_a_report_on_one_month_does_not_register_the_sum_of_several(text, now, others):
    assert [figure for _, figure, _ in proposed(REPORT + text)] == now
    assert why_not(REPORT + text) == others


def test_a_report_that_names_no_month_may_sum_several():
    text = "1—8月累计投入资金86.5万元，其中8月投入12.5万元。"
    assert [figure for _, figure, _ in proposed(text)] == ["86.5万元"]


def test_parts_in_a_sentence_of_their_own_are_parts():
    text = "8月开展志愿服务36场次，参与860人次；人均3小时。其中文明劝导12场次、240人次。"
    assert [figure for _, figure, _ in proposed(text)] == ["36场次", "860人次"]
    assert why_not(text)["12场次"] == why_not(text)["240人次"] == PART
    text = "开展志愿服务活动10次。其中，8月15日开展“清洁家园”活动，78名志愿者参加。"
    assert [figure for _, figure, _ in proposed(text)] == ["10次", "78名"]
    assert "是前面场次中的一场，总数已计" in why_not(text).values()
    text = text[:-1] + "；8月22日开展“关爱老人”活动，走访慰问独居老人32人。"
    assert proposed(text)[-1] == ("受益人数", "32人", "独居老人")
    assert list(why_not(text).values()).count("是前面场次中的一场，总数已计") == 2


@pytest.mark.parametrize(
    ("text", "figure", "reason"),
    [
        ("累计张贴标语300条。", "300条", "文中写的是累计数，请核对是不是只有这一个月的"),
        ("8月累计张贴标语300条。", "300条", ""), ("张贴标语300条。", "300条", ""),
        ("组织科普讲座、道德讲堂各6场。", "6场", "“各”是前面几项各有这么多，请核对合计"),
    ],
)  # fmt: skip
def test_what_is_proposed_says_what_to_look_at(text, figure, reason):
    [found] = [c for c in extract(REPORT + text).candidates if c.text == figure]
    assert (found.accept, found.reason) == (True, reason)


def test_members_of_a_group_among_the_registered_did_not_take_part():
    text = "注册志愿者860人，其中党员志愿者126人。"
    assert [figure for _, figure, _ in proposed(text)] == ["860人"]
    assert why_not(text) == {"126人": PART}
    text = "注册志愿者860人（其中党员120人）。"
    assert [figure for _, figure, _ in proposed(text)] == ["860人"]
    assert why_not(text) == {"120人": PART}


def test_how_many_a_body_of_volunteers_has_is_offered_and_a_person_decides():
    assert proposed("志愿者队伍壮大到860人。") == []
    assert "是不是注册的请核对" in why_not("志愿者队伍壮大到860人。")["860人"]
