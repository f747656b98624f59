"""The wording of every finding of intake, in one place so that the language stays one."""

from collections.abc import Mapping
from dataclasses import dataclass

from cityreport.tables.workbook import Finding, Severity


@dataclass(frozen=True, slots=True)
class Wording:
    """Severity (details.md C8), Chinese sentence and suggestion of one code."""

    severity: Severity
    message: str
    suggestion: str = ""


_UNREADABLE_MONTH = "请写成“2023年3月”这样的月份"

_ERRORS = {
    "empty-roster": (
        "名册为空，无法核对单位",
        "请先在“设置 › 单位名册”建立名册，或用这批文件建立名册",
    ),
    "nothing-recognised": (
        "没有认出任何报表{near}",
        "请使用本系统的月报模板，或检查表头是否写明列名{way}",
    ),
    "unknown-unit": ("单位“{value}”不在单位名册中", "{nearest}"),
    "missing-unit": ("没有写明是哪个单位的数据", "请加一列“单位”，或在表头上方写“填报单位：××”"),
    "missing-unit-cell": ("这一行没有写单位", "请填写单位名称"),
    "missing-month": ("没有写明是哪个月的数据", "请加一列“月份”，或在表头上方写明“2023年3月”"),
    "missing-month-cell": ("这一行没有写月份", _UNREADABLE_MONTH),
    "missing-year": (
        "“{value}”没有写年份，标题、工作表名和文件名里也没有",
        "请写明年份，如“2023年3月”",
    ),
    "unreadable-month": ("“{value}”不是能认出的月份", _UNREADABLE_MONTH),
    "month-outside": ("“{value}”里的月份不在 1 到 12 之间", _UNREADABLE_MONTH),
    "several-months": ("“{value}”是几个月合在一起报的", "请把数据分到每个月分别填报"),
    "future-month": ("{month}还没有到（今天是{today}）", "请核对月份"),
    "unreadable-number": ("{column}“{value}”不是能认出的数", "请改成数字，如 1200 或 1.2万元"),
    "error-cell": ("{column}是错误值 {value}", "请修正公式，或直接填写数字"),
    "uncached-formula": (
        "{column}是没有计算结果的公式",
        "请用 Excel 或 WPS 打开文件、保存后再上传，或直接填写数字",
    ),
    "negative-count": ("{column}是负数：{value}", "数量不能小于 0，请核对"),
    "wrong-total": (
        "{label}行的{column}写的是 {written}，按各行相加是 {computed}",
        "请核对{label}和明细，改正后再上传",
    ),
    "wrong-subtotal-column": (
        "{column}写的是 {written}，按同组各列相加是 {computed}",
        "请核对这一行的各列和小计",
    ),
    "header-not-fitting": (
        "第 {value} 行作为表头，认不出是哪一种报表",
        "请选定表种，并说明每一列是什么，或改选表头所在的行",
    ),
    "ambiguous-kind": (
        "表头同时符合{kinds}，分不出是哪一种报表",
        "请在标题或工作表名里写明报表名称，如“志愿服务月报表”",
    ),
    "duplicate-column": ("有两列都像是“{column}”", "请只保留一列，或写清两列各是什么"),
    "unknown-measure-unit": ("表头的计量单位“{value}”不认识", "{column}请用 {known}"),
}
_WARNINGS = {
    "empty-file": ("文件里没有任何内容", "请核对是否传错了文件"),
    "header-only": (
        "空表未登记；确无此项工作请填“本月无”",
        "有数据请补填；没有请在表头下第一行（模板里有专门的一格）填“本月无”",
    ),
    "blank-required": ("{column}没有填，按“未填”登记", "请补填；确实没有请填 0"),
    "vague-quantity": ("{column}“{value}”没有具体的数，按“未填”登记", "请填写具体数字"),
    "covered-number": (
        "{column}里的 {value} 被从 {home} 开始的合并单元格遮住，打开表格看不到，已经计入",
        "请取消合并后核对：确有这个数就让它看得见，没有就清除",
    ),
    "missing-column": ("表里没有“{column}”一列，本月按“未填”登记", "请按模板补上这一列"),
    "fractional-count": ("{column}填的是 {value}，不是整数，先照原样登记", "这一列是个数，请核对"),
    "negative-money": ("{column}是负数：{value}，按冲减登记", "如果不是冲减，请改正"),
    "unknown-answer": ("{column}“{value}”看不明白，先照原样登记", "请填“是”或“否”"),
    "blank-text": ("{column}没有填，这一行照样登记", "请补填{column}"),
    "day-to-come": ("{column}“{value}”还没有到，整改用时和已完成数没有计入", "没改完的请留空"),
    "days-reversed": ("{column}“{value}”早于{other}，整改用时和已完成数没有计入", "请核对两个日期"),
    "days-unknown": (
        "{column}“{value}”或{other}不是能认出的日期，整改用时和已完成数没有计入",
        "请把两个日期都写成“2023-07-03”",
    ),
    "no-code": ("没有写{column}，这一行不能算进任何指标", "请填测评标准目录的编码，如 A12"),
    "unknown-category": ("{column}“{value}”不在可选项里，先照原样登记", "可选：{choices}"),
    "title-unit-conflict": (
        "表头上方写的是“{title}”，各行写的都是“{rows}”，按各行登记",
        "请核对标题和单位",
    ),
    "title-month-conflict": (
        "表头上方写的是{title}，这一行写的是{rows}，按这一行登记",
        "请核对标题和月份",
    ),
    "name-month-conflict": (
        "文件名（工作表名）写的是{name}，表里是{rows}，按表里登记",
        "请核对是否忘了改月份",
    ),
    "date-month-conflict": ("月份写的是{month}，{column}却在{other}，按月份登记", "请核对日期和月份"),
    "dropped-zero": (
        "月份是数字 {value}，按{month}登记；如果原来是10月，末尾的 0 被软件省掉了",
        "请写成“2023年10月”这样的文字",
    ),
    "filled-down": ("这一行没有写单位，按上面一行的“{unit}”登记", "请逐行填写单位，或合并单元格"),
    "inactive-unit": ("“{unit}”在{month}不在报送范围（名册的启用、停用月份）", "请核对月份或单位名册"),
    "unlabelled-total": (
        "这一行没有名称，数字正好等于上面各行相加，按合计处理，没有计入",
        "如果是单独一项，请写上名称",
    ),
    "unreadable-total": ("{label}行的{column}“{value}”不是数，没有核对", "请改成数字"),
    "stock-total": (
        "{label}行的{column}写的是 {written}，和各行对不上（各行相加 {computed}）",
        "月末数不逐行相加，请核对",
    ),
    "unit-caption-conflict": (
        "表头写的计量单位是“{header}”，表上方写的是“{caption}”，按表头换算",
        "请核对计量单位",
    ),
    "hours-per-person": (
        "平均每人次服务 {hours} 小时，超过 12 小时",
        "请核对服务时长和参与人次；服务时长按小时填，不按分钟",
    ),
    "hours-beyond-day": (
        "平均每人次服务 {hours} 小时，一天只有 24 小时，多半填错了",
        "请核对服务时长和参与人次；服务时长按小时填，不按分钟",
    ),
    "hours-without-people": ("有服务时长，参与人次却是 0", "请核对参与人次"),
    "more-than-whole": ("{part}（{part_value}）大于{whole}（{whole_value}）", "请核对这两个数"),
    "more-than-population": ("注册志愿者（{value}）多于常住人口（{population}）", "请核对这个数"),
    "overdue-beyond-open": ("逾期未整改数（{value}）大于还没有整改的问题数（{open}）", "请核对这几个数"),
    "half-filled": ("只填了{present}，没有填{absent}", "请补填，否则不能计算比率"),
    "duplicate-row": ("和第 {other} 行完全一样，两行都已登记", "如果是重复填写，请删去一行"),
    "differing-stock": ("{column}在各行不一样（{values}），按最后一个 {last} 登记", "月末数每行应当相同，请核对"),
    "sums-of-sheets": ("{unit}{month}的{kind}在本文件里有 {count} 张表，相加登记", "如果是同一份数据，请删去一张"),
    "empty-and-rows": ("{unit}{month}的{kind}既填了“本月无”，又有数据，按有数据登记", "请删去“本月无”或数据"),
    "unclear-empty-mark": ("“本月无此项工作”一栏填的是“{value}”，看不明白", "没有此项工作请填“本月无”，否则留空"),
    "ignored-column": ("“{value}”和另一列重复，这一列没有计入", "请核对是否需要这一列"),
    "sum-of-children": (
        "{unit}{month}的数字正好等于下属单位相加，是否为下属单位汇总数？",
        "每张表只填本单位自己的工作，请核对",
    ),
    "unsplit-subtotal": ("各来源都没有填，只填了{column}，按未分列登记", "请按来源分列填写"),
}  # fmt: skip
_INFOS = {
    "learnt-header": ("“{value}”按以前的选择（{since}）认作“{column}”", "选得不对，请在“表头怎么认的”里改"),
    "learnt-unused": ("“{value}”一列按以前的选择（{since}）不用", "选得不对，请在“表头怎么认的”里改"),
    "said-header": ("“{value}”按登记人的更正认作“{column}”", ""),
    "said-unused": ("“{value}”一列按登记人的更正不用", ""),
    "corrected-header": ("按登记人的更正，表头是第 {value} 行", ""),
    "corrected-kind": ("按登记人的更正，这张表是“{value}”", ""),
    "corrected-unit": ("按登记人的更正，整张表是“{value}”的数据", ""),
    "corrected-month": ("按登记人的更正，整张表是{value}的数据", ""),
    "edited-cell": ("这一格原为“{raw}”，登记时改为“{value}”", ""),
    "header-only-optional": ("空表未登记；这张表不要求每月都报", ""),
    "unrecognised-sheet": ("这张工作表不是认得的月报，没有读取", "如果是月报，请检查表头，或使用模板"),
    "approximate": ("{column}“{value}”不是准确数，按{shown}登记", "有准确数时请改填准确数"),
    "time-value": ("{column}是时间格式，按 {hours} 小时登记", ""),
    "not-assessed": ("这一行没有测评，分数不计入（不按 0 分算）", ""),
    "implied-one": ("没有“{column}”一列，按每行 1 登记", "一行不止一次的，请加上这一列"),
    "unknown-column": ("“{value}”一列不在报表里，没有登记", ""),
    "stray-cell": ("表格之外还有内容，没有登记", "如果是数据，请移到表格里"),
    "hidden-sheet": ("这张工作表是隐藏的，照样读取了", "请核对是否应当上报"),
    "hidden-rows": ("第 {rows} 行是隐藏的，照样读取了", "请核对这些行是否应当上报"),
    "rectified-beyond-found": (
        "本月已整改数（{rectified}）大于本月发现问题数（{found}）",
        "如果包括以前发现的问题，请填上期未整改数",
    ),
}  # fmt: skip


def _wordings() -> dict[str, Wording]:
    groups: tuple[tuple[Severity, dict[str, tuple[str, str]]], ...] = (
        ("error", _ERRORS),
        ("warning", _WARNINGS),
        ("info", _INFOS),
    )
    return {
        code: Wording(severity, *texts)
        for severity, group in groups
        for code, texts in group.items()
    }


WORDINGS: Mapping[str, Wording] = _wordings()
"""Every finding of intake by its stable code."""


def say(code: str, cell: str | None = None, value: str | None = None, **words: object) -> Finding:
    """The finding of that code at a cell, its sentence filled with the value met and other words."""
    wording = WORDINGS[code]
    filled = {"value": value or "", **words}
    return Finding(
        severity=wording.severity,
        code=code,
        message=_sentence(wording.message.format(**filled)),
        suggestion=_sentence(wording.suggestion.format(**filled)),
        cell=cell,
        value=value,
    )


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "？")) else text + "。"


def number(value: float) -> str:
    """A number for a sentence: at most six decimals, no needless zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
