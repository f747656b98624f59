"""The catalogue: expressions, rules, targets, and every way a sheet is refused (details.md A)."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.framework import (
    COLUMNS,
    Filter,
    Framework,
    Indicator,
    Measure,
    parse_framework,
    parse_measure,
)
from cityreport.roster import Roster, Unit
from cityreport.sheets import KINDS
from cityreport.tables.named import CellError
from cityreport.tables.workbook import Finding, SheetCells, column_letters

ROSTER = Roster((Unit("1", "瀛东社区", "社区", aliases=("瀛东",)), Unit("2", "客运站", "交通站点")))
HEADERS = tuple(COLUMNS)
GOOD = {
    "编码": "X1",
    "测评项目": "人文环境",
    "指标名称": "服务时长",
    "计量单位": "小时",
    "方向": "越高越好",
    "计分规则": "完成率",
    "年度目标": 24,
    "分值": 100,
    "分子": "志愿服务.服务时长",
}


def sheet(
    *rows: dict[str, object], title: str | None = "测评标准目录（2024版）", **more
) -> SheetCells:
    """A catalogue sheet: title in row 1, header in row 2, the indicators from row 3."""
    width = len(HEADERS)
    head = [(title, *[None] * (width - 1))] if title else []
    body = [tuple(row.get(name) for name in HEADERS) for row in rows]
    return SheetCells("目录", (*head, HEADERS, *body), **more)


def read(*rows: dict[str, object], **more) -> tuple[Framework | None, list[Finding]]:
    return parse_framework(sheet(*rows, **more), "标准2025.xlsx", ROSTER)


def indicator(**cells: object) -> Indicator:
    """The one indicator of a catalogue that must be accepted; its 分值 is filled up to 100."""
    row = GOOD | cells
    rows = (
        [row] if row["分值"] == 100 else [row, GOOD | {"编码": "REST", "分值": 100 - row["分值"]}]
    )
    framework, findings = read(*rows)
    assert framework is not None, findings
    return framework.indicators[0]


def faults(*rows: dict[str, object], **more) -> list[tuple[str, str | None]]:
    """Code and cell of every error; the catalogue is refused."""
    framework, findings = read(*rows, **more)
    assert framework is None
    return [(f.code, f.cell) for f in findings if f.severity == "error"]


def cell(column: str, row: int = 3) -> str:
    return f"{column_letters(HEADERS.index(column))}{row}"


class TestMeasures:
    @pytest.mark.parametrize(
        ("text", "source", "column", "behaviour"),
        [
            ("督查检查.已整改数", "督查检查", "已整改数", "flow"),
            ("志愿服务.期末注册志愿者数", "志愿服务", "期末注册志愿者数", "stock"),
            ("名册.常住人口", "名册", "常住人口", "base"),
            ("户数", "名册", "户数", "base"),
            ("报送.按时数", "报送", "按时数", "flow"),
            ("数据.合格行数", "数据", "合格行数", "flow"),
            ("服务时长", "志愿服务", "服务时长", "flow"),
            ("资金投入.金额(元)", "资金投入", "金额", "flow"),
            ("督查检查．反复问题数", "督查检查", "反复问题数", "flow"),
        ],
    )
    def test_names_a_column_of_a_source(self, text, source, column, behaviour):
        assert parse_measure(text) == Measure(source, column, behaviour)

    def test_filters_by_listed_values_and_by_exclusion(self):
        measure = parse_measure("资金投入.金额[资金来源=单位自筹、居民集资；完工状态≠计划]")
        assert measure.filters == (
            Filter("资金来源", ("单位自筹", "居民集资")),
            Filter("完工状态", ("计划",), negated=True),
        )

    @pytest.mark.parametrize("sign", ["≠", "!=", "<>"])
    def test_reads_every_way_of_writing_unequal(self, sign):
        assert parse_measure(f"资金投入.金额[完工状态{sign}计划]").filters[0].negated

    def test_full_width_brackets_and_spaces_do_not_matter(self):
        plain = parse_measure("创建活动.场次[活动类别=病媒消杀]")
        assert parse_measure(" 创建活动 . 场次【活动类别 ＝ 病媒消杀】 ") == plain

    def test_bare_column_in_two_sheets_is_refused_and_both_are_named(self):
        with pytest.raises(CellError) as fault:
            parse_measure("参与人次")
        assert "志愿服务.参与人次" in fault.value.suggestion
        assert "创建活动.参与人次" in fault.value.suggestion

    @pytest.mark.parametrize(
        "text",
        ["", "不存在.金额", "资金投入.不存在", "资金投入.项目名称", "资金投入.金额[项目名称=a]",
         "资金投入.金额[]", "资金投入.金额[资金来源]", "资金投入.金额[资金来源=、]", "名册.常住人口[a=b]",
         "资金投入.金额[资金来源=a；资金来源=b]", "名册.面积",
         "志愿服务.期末注册志愿者数[服务类别=其他]"],
    )  # fmt: skip
    def test_anything_else_is_refused(self, text):
        with pytest.raises(CellError):
            parse_measure(text)

    @given(st.sampled_from([(kind, column) for kind in KINDS for column in kind.measures]))
    def test_every_declared_quantity_is_a_valid_expression(self, place):
        kind, column = place
        measure = parse_measure(f"{kind.name}.{column.name}")
        assert (measure.source, measure.column) == (kind.name, column.name)
        assert measure.behaviour == column.role

    @given(st.text(max_size=30))
    def test_any_text_is_a_measure_or_a_named_fault(self, text):
        with suppress(CellError):
            assert parse_measure(text).column


class TestAccepted:
    def test_a_plain_row_with_defaults(self):
        found = indicator()
        assert (found.rule, found.direction, found.accrual, found.rollup) == (
            "rate", "up", "even", "mean",
        )  # fmt: skip
        assert (found.target.default, found.weight, found.unit_types) == (24.0, 100.0, ())

    def test_defaults_of_a_ratio_and_of_money(self):
        ratio = indicator(分母="志愿服务.期末注册志愿者数")
        assert (ratio.accrual, ratio.rollup) == ("level", "pooled")
        money = indicator(分子="资金投入.金额", 计量单位="万元")
        assert (money.accrual, money.rollup, money.scale) == ("even", "pooled", 1e-4)

    def test_accrual_of_a_ratio_is_read_as_written(self):
        assert indicator(分母="志愿服务.期末注册志愿者数", 目标性质="逐月累计").accrual == "even"

    def test_english_rule_names_are_aliases(self):
        assert indicator(计分规则="rate").rule == "rate"

    def test_weight_column_has_an_older_name(self):
        headers = tuple("权重" if name == "分值" else name for name in HEADERS)
        body = tuple(GOOD.get(name) for name in HEADERS)
        framework, _ = parse_framework(SheetCells("s", (headers, body)), "标准2025.xlsx", ROSTER)
        assert framework is not None
        assert framework.indicators[0].weight == 100

    def test_edition_is_the_title_else_the_file_name(self):
        assert read(GOOD)[0].edition == "测评标准目录（2024版）"
        assert read(GOOD, title=None)[0].edition == "标准2025"

    def test_header_is_found_in_row_ten_and_not_in_row_eleven(self):
        body = (HEADERS, tuple(GOOD.get(name) for name in HEADERS))
        blank = (None,) * len(HEADERS)
        tenth = SheetCells("s", (*[blank] * 9, *body))
        assert parse_framework(tenth, "f.xlsx", ROSTER)[0] is not None
        eleventh = SheetCells("s", (*[blank] * 10, *body))
        framework, findings = parse_framework(eleventh, "f.xlsx", ROSTER)
        assert framework is None
        assert [f.code for f in findings] == ["no-header"]

    def test_zero_line_base_challenge_tiers_deduct_bonus(self):
        assert indicator(规则参数="零线=10").parameters.zero_line == 10
        pair = indicator(计分规则="基准挑战", 规则参数="基准值=60； 挑战值＝90", 年度目标=None)
        assert (pair.parameters.base, pair.parameters.challenge, pair.target.default) == (
            60,
            90,
            90,
        )
        tiers = indicator(计分规则="分档", 规则参数="95=1,80=0.66，70=0.33", 年度目标=None)
        assert tiers.parameters.tiers == ((95, 1), (80, 0.66), (70, 0.33))
        assert tiers.target.default == 95
        deduct = indicator(计分规则="扣分", 方向=None, 规则参数="每例=0.5", 年度目标=None, 分值=3)
        assert (deduct.direction, deduct.parameters.per_case, deduct.parameters.cap) == (
            "down",
            0.5,
            3,
        )
        assert deduct.target.default == 0
        bonus = indicator(
            计分规则="加分", 方向=None, 规则参数="每例=1；上限=5", 年度目标=None, 分值=0
        )
        assert (bonus.weight, bonus.parameters.cap, bonus.scored) == (0, 5, False)
        assert indicator(计分规则="有无", 方向=None, 年度目标=None).target.default == 1

    def test_target_exceptions_by_type_and_unit(self):
        target = indicator(年度目标="24；学校=12；瀛东=30").target
        assert target.default == 24
        assert target.by_type == {"学校": 12}
        assert target.by_unit == {"瀛东社区": 30}

    def test_base_figure_as_target(self):
        assert (
            indicator(分子="资金投入.金额", 年度目标="年度资金计划").target.default
            == "年度资金计划"
        )

    def test_a_cell_formatted_as_percent_means_percent(self):
        place = (2, HEADERS.index("年度目标"))
        row = GOOD | {"计量单位": "%", "年度目标": 0.95, "分母": "名册.职工数"}
        framework, _ = read(row, number_formats={place: "0%"})
        assert framework.indicators[0].target.default == pytest.approx(95)

    def test_shown_only_by_direction_or_by_rule(self):
        by_direction = indicator(编码="S", 方向="仅展示", 计分规则="", 年度目标=None, 分值=0)
        assert (by_direction.rule, by_direction.direction) == ("info", "none")
        by_rule = indicator(编码="S", 计分规则="仅展示", 年度目标=None, 分值=0)
        assert (by_rule.rule, by_rule.direction) == ("info", "up")

    def test_unit_types_of_the_list_and_of_the_roster(self):
        assert indicator(适用单位类型="社区/街道，交通站点").unit_types == (
            "社区",
            "街道",
            "交通站点",
        )
        assert indicator(适用单位类型="全部").unit_types == ()

    def test_totals_and_notes_below_are_no_indicators(self):
        framework, _ = read(GOOD, {"测评项目": "合计", "分值": 100}, {"测评项目": "注：分值自定"})
        assert len(framework.indicators) == 1

    def test_merged_dimension_cells_count_for_every_row_they_cover(self):
        second = GOOD | {"编码": "X2", "测评项目": None, "分值": 40}
        place = HEADERS.index("测评项目")
        framework, _ = read(GOOD | {"分值": 60}, second, merged=((2, place, 3, place),))
        assert [i.dimension for i in framework.indicators] == ["人文环境", "人文环境"]

    def test_bonus_and_shown_rows_do_not_count_to_100(self):
        bonus = GOOD | {
            "编码": "B",
            "计分规则": "加分",
            "规则参数": "每例=1；上限=5",
            "分值": 0,
            "年度目标": None,
        }
        assert read(GOOD, bonus)[0] is not None

    def test_sum_of_100_within_a_thousandth(self):
        third = 100 / 3
        rows = [GOOD | {"编码": f"T{i}", "分值": round(third, 4)} for i in range(3)]
        assert read(*rows)[0] is not None


class TestRefused:
    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"计分规则": "百分比"}, "计分规则"),
            ({"计分规则": None}, "计分规则"),
            ({"方向": "上"}, "方向"),
            ({"方向": None}, "方向"),
            ({"方向": "越高越好", "计分规则": "扣分", "规则参数": "每例=1", "年度目标": None}, "方向"),
            ({"计分规则": "扣分", "方向": "越低越好", "规则参数": "每例=1"}, "年度目标"),
            ({"计分规则": "扣分", "方向": "越低越好", "年度目标": None}, "规则参数"),
            ({"规则参数": "零线"}, "规则参数"),
            ({"规则参数": "底线=5"}, "规则参数"),
            ({"规则参数": "零线=5；零线=6"}, "规则参数"),
            ({"规则参数": "零线=24"}, "规则参数"),
            ({"方向": "越低越好", "规则参数": "零线=20"}, "规则参数"),
            ({"计分规则": "基准挑战", "规则参数": "基准值=90；挑战值=60"}, "规则参数"),
            ({"计分规则": "基准挑战", "规则参数": "基准值=90"}, "规则参数"),
            ({"计分规则": "分档", "规则参数": "70=1；80=0.66"}, "规则参数"),
            ({"计分规则": "分档", "规则参数": "95=0.3；80=0.66"}, "规则参数"),
            ({"计分规则": "分档", "规则参数": "95=2"}, "规则参数"),
            ({"计分规则": "分档"}, "规则参数"),
            ({"计分规则": "有无", "年度目标": 5}, "年度目标"),
            ({"年度目标": None}, "年度目标"),
            ({"年度目标": 0}, "年度目标"),
            ({"年度目标": "24；学校=0"}, "年度目标"),
            ({"年度目标": "24；火星=3"}, "年度目标"),
            ({"年度目标": "24；学校=3；学校=4"}, "年度目标"),
            ({"年度目标": "很多"}, "年度目标"),
            ({"计分规则": "基准挑战", "规则参数": "基准值=6；挑战值=9", "年度目标": "9；学校=3"}, "年度目标"),
            ({"目标性质": "每月"}, "目标性质"),
            ({"分子": "志愿服务.期末注册志愿者数", "目标性质": "逐月累计"}, "目标性质"),
            ({"汇总方式": "平均"}, "汇总方式"),
            ({"计分规则": "有无", "年度目标": None, "汇总方式": "合并计算"}, "汇总方式"),
            ({"适用单位类型": "社区、星球"}, "适用单位类型"),
            ({"分子": None}, "分子"),
            ({"分子": "志愿服务.微笑"}, "分子"),
            ({"分母": "参与人次"}, "分母"),
            ({"编码": None}, "编码"),
            ({"测评项目": None}, "测评项目"),
            ({"计量单位": None}, "计量单位"),
        ],
    )  # fmt: skip
    def test_a_faulty_cell_is_named_alone(self, cells, column):
        assert [place for _, place in faults(GOOD | cells)] == [cell(column)]

    @pytest.mark.parametrize(
        "cells",
        [
            {"分值": "若干"},
            {"分值": -5},
            {"分值": None},
            {"方向": "仅展示", "年度目标": None},
            {"计分规则": "加分", "规则参数": "每例=1；上限=5", "年度目标": None},
        ],
    )
    def test_a_faulty_weight_is_named_without_a_word_on_the_sum(self, cells):
        assert [place for _, place in faults(GOOD | cells)] == [cell("分值")]

    def test_weights_that_do_not_add_up_name_the_header(self):
        assert faults(GOOD | {"分值": 99.9}) == [("weight-sum", cell("分值", 2))]

    def test_every_fault_of_every_row_in_one_run(self):
        second = GOOD | {"方向": "上", "年度目标": "很多", "汇总方式": "平均", "分值": 1}
        assert set(faults(GOOD, second)) == {
            ("doubled-code", cell("编码", 4)),
            ("bad-direction", cell("方向", 4)),
            ("bad-target", cell("年度目标", 4)),
            ("bad-rollup", cell("汇总方式", 4)),
            ("weight-sum", cell("分值", 2)),
        }

    def test_missing_column(self):
        headers = tuple(name for name in HEADERS if name != "分子")
        table = SheetCells("s", (headers, tuple(GOOD.get(name) for name in headers)))
        framework, findings = parse_framework(table, "f.xlsx", ROSTER)
        assert framework is None
        assert [(f.code, f.cell) for f in findings] == [("missing-column", "A1")]
        assert "分子" in findings[0].message

    def test_error_cell_and_formula_without_value_are_named_once(self):
        place = (2, HEADERS.index("年度目标"))
        assert faults(GOOD | {"年度目标": None}, error_cells={place: "#REF!"}) == [
            ("no-value", cell("年度目标"))
        ]
        assert faults(GOOD | {"年度目标": None}, uncached=frozenset({place})) == [
            ("no-value", cell("年度目标"))
        ]

    def test_messages_and_suggestions_are_chinese_sentences(self):
        _, findings = read(GOOD | {"计分规则": "百分比", "年度目标": "很多"})
        assert findings
        for finding in findings:
            assert finding.message.endswith("。")
            assert finding.suggestion.endswith("。")
            assert finding.sheet == "目录"

    def test_filter_value_outside_the_choices_is_a_warning(self):
        framework, findings = read(GOOD | {"分子": "创建活动.场次[活动类别=消杀]"})
        assert framework is not None
        assert [(f.severity, f.code, f.cell) for f in findings] == [
            ("warning", "unlisted-filter", cell("分子"))
        ]


@given(st.permutations(range(4)), st.floats(0.1, 10))
def test_row_order_does_not_change_what_an_indicator_is(order, share):
    weights = [25.0, 25.0, 25.0 + share, 25.0 - share]
    rows = [GOOD | {"编码": f"P{i}", "分值": weights[i]} for i in range(4)]
    straight, _ = read(*rows)
    mixed, _ = read(*[rows[i] for i in order])
    assert straight is not None
    assert mixed is not None
    for one in straight.indicators:
        assert mixed.indicator(one.code) == replace(one)
