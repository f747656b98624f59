"""What a figure is taken for, and why not: an accepting and a refusing example of each rule."""

import time

import pytest

from cityreport import narrative
from cityreport.errors import UserError
from cityreport.narrative import BACKGROUND, extract, normalise, read_lexicon


def only(text):
    """The one candidate with a figure in the text."""
    [found] = [c for c in extract(text).candidates if c.quantity is not None]
    return found


def kind_of(text, figure):
    """Kind, column and reason of the figure written so."""
    [found] = [c for c in extract(text).candidates if c.text == figure]
    return found.kind, found.column, found.reason


def said(text, kind):
    return [c.text for c in extract(text).candidates if c.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "社区投入5万元。", "5万元用于改造。", "居民集资5万元。", "区财政安排5万元修路。", "花5万元给楼院装灯。",
        "上述宣传经费5万元由街道列支。", "斥资5万元打造长廊。",
    ],
)  # fmt: skip
def test_money_put_into_the_work(text):
    found = only(text)
    assert (found.kind, found.column, found.accept) == ("资金投入", "金额", True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("小区积欠水费5万元。", "欠款"), ("依法罚款5万元。", "罚没"), ("发放职工工资5万元。", "工资"),
        ("收取摊位费5万元。", "收费"), ("年营业额5万元。", "经济"), ("为群众挽回损失5万元。", "挽回"),
        ("去年投入创建经费5万元。", "往年"), ("较上年增加5万元。", "增减"), ("计划投入5万元。", "计划"),
        ("约需资金5万元。", "计划"), ("仍需投入5万元。", "计划"), ("偿还贷款5万元。", "欠款"), ("历史遗留的5万元物业欠费。", "往年"),
    ],
)  # fmt: skip
def test_money_that_is_no_investment(text, why):
    found = only(text)
    assert (found.kind, found.accept) == (BACKGROUND, False)
    assert why in found.reason


def test_of_a_total_and_its_parts_only_the_total_counts():
    text = "共投入26万元,其中上级奖补15万元、村集体出资11万元,修路3公里。"
    assert [c.text for c in extract(text).candidates if c.kind == "资金投入"] == ["26万元"]
    text = "财政拨款15万元,居民集资11万元,共计26万元。"
    assert [c.text for c in extract(text).candidates if c.kind == "资金投入"] == ["26万元"]


def test_sources_are_those_of_the_amount():
    text = "居民集资3万元,社区补贴2万元,修复扶手120米。"
    money = [c for c in extract(text).candidates if c.kind == "资金投入"]
    assert [c.texts["资金来源"] for c in money] == ["居民集资", "单位自筹"]


@pytest.mark.parametrize(
    ("text", "figure", "kind", "column"),
    [
        ("组织志愿者210人次清理楼道。", "210人次", "志愿服务", "参与人次"),
        ("志愿服务时间合计630小时。", "630小时", "志愿服务", "服务时长"),
        ("社区在册注册志愿者1350人。", "1350人", "志愿服务", "期末注册志愿者数"),
        ("开展讲座3场,听众800人。", "800人", "创建活动", "参与人次"),
        ("发放宣传手册5000份。", "5000份", "创建活动", "宣传资料份数"),
        ("清运垃圾52车次。", "52车次", "创建活动", "清运车次"),
        ("开展除四害消杀6次。", "6次", "创建活动", "场次"),
        ("接受市级检查2次。", "2次", "督查检查", "检查次数"),
        ("检查发现问题35个。", "35个", "督查检查", "发现问题数"),
        ("问题已整改33个。", "33个", "督查检查", "已整改数"),
        ("有3个问题出现反弹。", "3个", "督查检查", "反复问题数"),
        ("问卷有效样本350份。", "350份", "问卷测评", "有效样本数"),
        ("背街小巷应装路灯210盏。", "210盏", "阵地设施", "背街小巷应装灯数"),
        ("安装路灯24盏。", "24盏", "实事项目", "数量"),
        ("张贴标语300条，发放倡议书1.2万份。", "1.2万份", "创建活动", "宣传资料份数"),
        ("召开全体大会2次，师德专题学习3次。", "3次", "创建活动", "场次"),
        ("流动摊点有3处出现回潮。", "3处", "督查检查", "反复问题数"),
        ("总投资860万元的广场已完成投资320万元。", "320万元", "资金投入", "金额"),
        ("惠及村民300多户。", "300多户", "实事项目", "受益户数"),
    ],
)
def test_where_a_figure_goes(text, figure, kind, column):
    assert kind_of(text, figure)[:2] == (kind, column)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("8月组织志愿者三百余人次。", "组织志愿者"), ("八月组织志愿者300人次。", "组织志愿者"),
        ("志愿者到5路公交沿线劝导256人次。", "志愿者到5路公交沿线劝导"), ("社区讲座、道德讲堂各6场。", "道德讲堂"),
        ("清运垃圾累计52车次。", "清运垃圾"), ("先后组织3次大清扫。", "大清扫"), ("活动场次增至12场。", "活动场次"),
        ("流动摊点反弹，本月有3处出现回潮。", "流动摊点反弹"), ("3.补植绿化约300平方米。", "补植绿化"),
        ("2026年8月份组织志愿者300人次。", "组织志愿者"), ("8月16日组织志愿者300人次。", "组织志愿者"),
        ("另争取共建单位赞助1.5万元。", "共建单位赞助"), ("另外共建单位赞助1.5万元。", "共建单位赞助"),
        ("8月接受市级检查2次。", "接受市级检查"),
        ("截至8月底组织清洁家园行动12场。", "清洁家园行动"), ("截至目前，共组织清洁家园行动12场。", "清洁家园行动"),
        ("截止2026年8月底，组织文明劝导6次。", "文明劝导"), ("今年以来累计接受市级检查2次。", "接受市级检查"),
        ("1—8月累计投入资金86.5万元。", "投入资金"), ("上半年共开展讲座4场。", "讲座"), ("五月花社区开展讲座4场。", "讲座"),
        ("8月上旬组织灭蟑消杀3次。", "灭蟑消杀"), ("8月15日至20日接受市级检查2次。", "接受市级检查"),
        ("开展“学雷锋、见行动”主题队会3场。", "“学雷锋、见行动”主题队会"), ("本月之星评选3场。", "本月之星评选"),
        ("组织志愿者210人次清理楼道。", "清理楼道"), ("共建单位联合讲座3场。", "共建单位联合讲座"),
    ],
)  # fmt: skip
def test_a_name_has_neither_the_date_nor_the_words_that_lead_to_it(text, name):
    [found] = [c for c in extract(text).candidates if c.kind != BACKGROUND]
    assert found.item == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("投入6万余元粉刷教室12间、更换桌椅80套。", ["粉刷教室", "教室", "桌椅"]),
        ("近2万元投入设置了新式垃圾桶70个。", ["新式垃圾桶", "新式垃圾桶"]),
        ("总投资860万元的广场项目已完成投资320万元。", ["广场项目已完成投资"]),
    ],
)
def test_money_is_named_by_what_was_done_with_it(text, names):
    assert [c.item for c in extract(text).candidates if c.accept] == names


def test_the_number_of_an_item_is_no_figure():
    assert [c.text for c in extract("3.组建“天使之翼”志愿服务队8支。").candidates] == ["8支"]


def test_a_figure_without_a_name_of_its_own_has_the_activity_before_it():
    text = "截至8月底组织志愿活动12场，参与360人次，服务720小时。"
    assert [c.item for c in extract(text).candidates if c.accept] == ["志愿活动"] * 3


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("常住人口6000多人。", "6000多人"), ("现有居民楼20座。", "20座"), ("辖区面积1.8平方公里。", "1.8平方公里"),
        ("为6栋老楼加装扶手。", "6栋"), ("每周开展巡查两次。", "两次"), ("每人服务2小时。", "2小时"),
        ("个别教师志愿服务时长不足5小时。", "不足5小时"), ("公众号阅读量5600人次。", "5600人次"),
        ("公众号推送信息12条。", "12条"), ("下设宣传教育、环境整治3个工作组。", "3个"),
        ("总投资860万元的广场已完成投资320万元。", "860万元"), ("举办第36届运动会。", "36届"), ("历时5天。", "5天"), ("比上季度提高2.4分。", "2.4分"),
    ],
)  # fmt: skip
def test_what_is_only_described(text, figure):
    kind, _, reason = kind_of(text, figure)
    assert kind == BACKGROUND
    assert reason


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("新增注册志愿者45人，目前注册志愿者达860人。", ["达860人"]), ("本月新增志愿者45人，注册总数860人。", ["860人"]),
        ("新增45名注册志愿者，累计注册860人。", ["860人"]), ("注册志愿者860人，较上月增加45人。", ["860人"]),
        ("净增注册志愿者45人。", []), ("新注册志愿者45人。", []), ("新注册职工志愿者45人。", []), ("注册志愿者增加45人。", []),
        ("新发展志愿者45人。", []), ("注册志愿者增加到860人。", ["860人"]), ("新增后共有注册志愿者860人。", ["860人"]),
        ("新增公益广告牌12处，注册志愿者860人。", ["860人"]),
    ],
)  # fmt: skip
def test_an_increase_of_volunteers_is_not_their_number(text, stock):
    offered = [c for c in extract(text).candidates if c.kind == "志愿服务"]
    assert [(c.text, c.column) for c in offered] == [(one, "期末注册志愿者数") for one in stock]
    grown = [c.reason for c in extract(text).candidates if c.text in ("45人", "45名")]
    assert all("新增的人数" in why or "较上月" in text for why in grown)


def test_inspections_of_each_level_count_and_their_total_does_not():
    text = "今年接受检查14次,其中省级1次、市级5次、区级8次。"
    found = [c for c in extract(text).candidates if c.kind == "督查检查"]
    assert [(c.texts["检查级别"], c.quantity.value) for c in found] == [
        ("省", 1),
        ("市", 5),
        ("区县", 8),
    ]
    assert kind_of(text, "14次")[0] == BACKGROUND


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("举办“邻里节”文艺汇演。", "“邻里节”文艺汇演"), ("召开创建推进会。", "创建推进会"),
        ("举办第12届校园艺术节。", "第12届校园艺术节"), ("开展创建知识进万家活动。", "创建知识进万家活动"),
    ],
)  # fmt: skip
def test_a_named_event_is_one_session_by_assumption(text, name):
    [event] = [c for c in extract(text).candidates if c.kind == "创建活动"]
    assert (event.item, event.quantity.value, event.assumed, event.accept) == (name, 1, True, True)
    assert "推定" in event.reason


@pytest.mark.parametrize(
    "text",
    [
        "开展各类活动。",
        "积极开展志愿服务活动。",
        "加强巡查。",
        "开展了丰富多彩的教育教学活动。",
        "每月召开推进会。",
    ],
)
def test_activity_without_a_name_is_nothing(text):
    assert said(text, "创建活动") == []


def test_an_event_with_its_own_sessions_is_not_counted_twice():
    held = [c for c in extract("举办“道德讲堂”讲座4场。").candidates if c.kind == "创建活动"]
    assert [c.quantity.value for c in held] == [4]


def test_mechanisms_of_a_list_are_apart_and_said_once():
    text = "制定首问负责制和投诉限时办结制度。\n成立创建工作领导小组。\n通过成立创建工作领导小组,形成合力。"
    assert said(text, "工作机制") == ["制定首问负责制", "投诉限时办结制度", "成立创建工作领导小组"]
    assert said("完善制度,落实责任。", "工作机制") == []
    assert said("完善了中学生守则宣传版面。", "工作机制") == []


def test_awards_and_what_only_sounds_like_one():
    assert said("街道荣获“全省文明单位标兵”称号。", "荣誉表彰") == ["荣获“全省文明单位标兵”称号"]
    assert said("学校通过市文明单位验收。", "荣誉表彰") == ["通过市文明单位验收"]
    assert said("活动获得了居民的一致好评。", "荣誉表彰") == []
    assert said("三、获得荣誉", "荣誉表彰") == []
    assert said("获得了创建全国文明城市的“入场券”。", "荣誉表彰") == []


def test_next_steps_are_plans_and_their_figures_background():
    text = "下一步打算:\n1、计划投入15万元改造市场。\n2、注册志愿者新增800名。"
    assert said(text, "下步计划") == ["计划投入15万元改造市场", "注册志愿者新增800名"]
    assert {c.kind for c in extract(text).candidates if c.quantity} == {BACKGROUND}


@pytest.mark.parametrize(
    "items",
    [
        "1.9月底前完成整改。\n2.再安装路灯100盏，投入资金约35万元。",
        "我们将投入10万元改造道路。\n再安装路灯100盏。",
    ],
)
def test_every_item_of_the_next_steps_is_a_plan_and_the_signature_is_none(items):
    text = f"五、下步打算\n{items}\n瀛东社区居民委员会\n2026年9月2日"
    found = extract(text).candidates
    assert {c.kind for c in found if c.accept} == {"下步计划"}
    assert len([c for c in found if c.accept]) == 2


def test_months_hold_for_their_paragraph():
    text = "三月份,召开创建推进会。\n8月16日至25日,举办“国防”夏令营。本月接受市级检查2次。\n召开年度表彰大会。"
    found = [c for c in extract(text).candidates if c.kind != BACKGROUND]
    assert [c.month for c in found] == ["03", "08", "08", None]
    assert only("2023年5月,接受市级检查2次。\n").month == "2023-05"


def test_what_stands_is_dated_by_the_day_it_was_counted():
    assert only("截至八月底,现有公益广告64处。").month == "08"
    assert only("截至八月底,共安装路灯64盏。").month is None


@pytest.mark.parametrize(
    ("text", "hole"),
    [
        ("共为名居民申请了低保。", "名"), ("解决名下岗居民就业。", "名"), ("为户无房户申请补贴。", "户"),
        ("共投入资金万元。", "万元"), ("筹资__万元新建广场。", "__万元"), ("组织几百人参加劳动。", "几百人"),
        ("带队检查若干次。", "若干次"), ("每月检查3至5次。", "3至5次"), ("不断吸纳“”人员。", "“”"), ("发放倡议书份。", "份"),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_there_is_a_hole(text, hole):
    assert [h.text for h in extract(text).holes] == [hole]


@pytest.mark.parametrize(
    "text",
    [
        "为人民服务。",
        "以雷锋为名的活动。",
        "慕名而来。",
        "家家户户。",
        "三月份、身份。",
        "办实事进万家。",
    ],
)
def test_words_that_look_like_a_hole_are_none(text):
    assert extract(text).holes == ()


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("金宝社区2026年8月文明创建工作汇报", "2026-08"), ("金宝社区八月份创建工作总结", "08"),
        ("创建工作汇报（2026年12月）", "2026-12"), ("2026年度8月工作情况汇报", "2026-08"),
        ("附件1\n金宝社区2026年8月文明创建工作汇报", "2026-08"), ("金宝社区2026年8月份", "2026-08"),
        ("创建工作汇报\n（2026年8月）", "2026-08"), ("金宝社区2026年8月—创建工作汇报", "2026-08"),
        ("创建工作汇报", None), ("2026年创建工作汇报", None), ("2026年1-8月创建工作汇报", None),
        ("2026年1—8月份创建工作汇报", None), ("2026年1－8月创建工作汇报", None), ("一至八月创建工作汇报", None),
        ("2026年1月至8月创建工作汇报", None), ("2025年12月至2026年8月创建工作汇报", None),
        ("7、8月份创建工作汇报", None), ("8月和9月创建工作汇报", None), ("2026年上半年创建工作汇报", None),
        ("第三季度（8月报送）创建工作汇报", None), ("截至2026年8月创建工作汇报", None), ("8月以来创建工作汇报", None),
        ("前8个月创建工作汇报", None), ("8月底创建工作汇报", None), ("创建工作汇报（2026年9月2日）", None),
        ("五月花社区创建工作汇报", None), ("8月16日至25日，举办夏令营", None), ("三月份投入3万元。", None),
    ],
)  # fmt: skip
def test_a_title_that_names_one_month_dates_the_report(title, month):
    [report] = extract(f"{title}\n社区接受市级检查2次。").reports
    assert report.month == month


def test_each_report_of_a_file_has_the_month_of_its_own_title():
    body = "我们做了很多工作。" * 12
    text = f"东园社区2026年8月创建工作汇报\n{body}\n西园社区2026年9月创建工作总结\n{body}"
    assert [one.month for one in extract(text).reports] == ["2026-08", "2026-09"]


# --- no number is lost -----------------------------------------------------------------------


def test_the_numbers_of_a_table_are_named_and_its_headings_are_no_holes():
    text = "主要数据见下表：\n项目|7月|8月|备注\n志愿服务人次|365|420|其中党员5人次\n投入资金（万元）|12.3|1,860|增长15%"
    found = extract(text)
    assert [c.text for c in found.candidates] == ["365", "420", "5", "12.3", "1,860", "15%"]
    assert {(c.kind, c.reason) for c in found.candidates} == {
        (BACKGROUND, "是表格里的数，要登记的请核对后用“上传月报”登记")
    }
    assert found.holes == ()


def test_a_note_is_offered_and_a_person_decides():
    text = "备注：东门村另投入6500元修路，参与群众30人次，2.4万元为物业垫付款。"
    found = extract(text).candidates
    assert [(c.text, c.kind, c.accept) for c in found] == [
        ("6500元", "资金投入", False),
        ("30人次", "创建活动", False),
        ("2.4万元", BACKGROUND, False),
    ]
    assert found[0].reason == found[1].reason == "是注里的数，是否已计在内请核对"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("全年共受理12345热线。", {"12345": "没有写计量单位，看不出是什么数，请核对"}),
        ("志愿服务站编号（88）。", {"88": "没有写计量单位，看不出是什么数，请核对"}),
        ("填报日期：2026.8.31，会议9:30开始。", {"2026.8.31": "是日期", "9:30": "是时刻"}),
        ("1.现将7、8月份和1—8月工作汇报如下。", {}), ("每月检查3—5次。", {}),
    ],
)  # fmt: skip
def test_a_number_that_nothing_takes_up_is_named(text, named):
    assert {c.text: c.reason for c in extract(text).candidates} == named


# --- texts as they come ----------------------------------------------------------------------


def test_reports_are_split_at_their_headings():
    body = "我们做了很多工作。" * 12
    text = f"东园社区创建工作汇报\n{body}\n西园社区创建工作总结\n{body}投入3万元。"
    found = extract(text)
    assert [one.title for one in found.reports] == ["东园社区创建工作汇报", "西园社区创建工作总结"]
    assert [one.unit for one in found.reports] == ["东园社区", "西园社区"]
    assert [c.report for c in found.candidates] == [1]


def test_spans_count_in_the_normalised_text():
    text = "\ufeff甲社区\r\n\u200b投入\u00a03万元。"
    found = extract(text)
    assert found.text == normalise(text) == "甲社区\n投入 3万元。"
    [money] = found.candidates
    assert found.text[money.start : money.end] == "3万元"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "。。。", "“《（", "投入" * 20_000, "1" * 20_000, "，" * 20_000, "一二三四" * 5_000, "（" * 5_000 + "3万元",
     "近近近约约约达达达" * 500, "第__届" * 3_000, "<script>投入3万元</script>", "=HYPERLINK(\"x\")投入3万元"],
)  # fmt: skip
def test_hostile_text_is_read_in_bounded_time(text):
    begun = time.perf_counter()
    found = extract(text)
    assert time.perf_counter() - begun < 20
    for one in found.candidates:
        assert found.text[one.start : one.end] == one.text


# --- the office's own words ------------------------------------------------------------------


def test_the_office_adds_words_and_takes_some_away():
    own = read_lexicon(
        [("程序.csv", "用途,词,归为\n资金来源,党费,单位自筹\n投入,投入,\n计量单位,元,钱\n"),
         ("本单位.csv", "用途,词,归为\n资金来源,爱心超市,社会捐赠\n资金来源,党费,不用\n")]
    )  # fmt: skip
    assert own.words["资金来源"] == {"爱心超市": "社会捐赠"}
    [money] = extract("爱心超市投入3万元。", own).candidates
    assert money.texts["资金来源"] == "社会捐赠"


def test_a_word_list_without_its_columns_is_refused_in_words():
    with pytest.raises(UserError, match="用途、词、归为"):
        read_lexicon([("坏.csv", "a,b\n1,2\n")])


def test_a_gap_in_a_word_is_short():
    own = read_lexicon([("x.csv", "用途,词,归为\n来源,居民…集资,居民\n")])
    assert own.value_in("来源", "居民积极集资") == ""
    assert [cue.value for cue in own.find("来源", "居民积极集资")] == ["居民"]
    assert own.find("来源", "居民同意。另行集资") == []


def test_the_shipped_lists_name_every_purpose_the_rules_ask_for():
    known = narrative.shipped_lexicon().words
    for purpose in (
        "计量单位",
        "投入",
        "非投入",
        "资金来源",
        "动作",
        "志愿",
        "检查",
        "检查级别",
        "机制",
        "荣誉",
        "下步",
    ):
        assert known[purpose]
