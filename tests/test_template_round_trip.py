"""What we hand out comes back: blank workbook → filled by a unit → read → the same numbers."""

from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from cityreport.exports.xlsx import merged_workbook
from cityreport.intake import read
from cityreport.period import Month
from cityreport.roster.model import Roster, Unit
from cityreport.sheets import BY_NAME, FIRST_RING, KINDS
from cityreport.tables.ledger import FileReading
from cityreport.tables.stored import StoredQuantity, StoredRow
from cityreport.template import blank_workbook, file_name, kinds_for
from cityreport.workbook import read_files

MARCH = Month(2023, 3)
UNIT = Unit("S01", "城东社区", "社区", kinds=tuple(kind.name for kind in KINDS))
ROSTER = Roster((UNIT, Unit("S02", "城西社区", "社区")))

FILLED: dict[str, list[dict[str, object]]] = {
    "资金投入": [
        {"项目名称": "路灯改造", "投入类别": "基础设施", "资金来源": "财政拨款", "金额": 135000,
         "完成数量": 24, "计量单位": "盏", "完工状态": "完工", "备注": "已验收"},
        {"项目名称": "-绿化补种", "投入类别": "绿化美化", "资金来源": "单位自筹、社会捐赠", "金额": 3000.5},
    ],
    "志愿服务": [
        {"服务队伍": "红马甲", "活动名称": "清洁楼道", "服务类别": "清洁家园", "参与人次": 30,
         "服务时长": 61.25, "期末注册志愿者数": 310, "其中职工志愿者数": 12, "其中有服务记录人数": 200},
    ],
    "督查检查": [
        {"检查级别": "区县", "检查单位": "区创建办", "检查内容": "背街小巷", "检查次数": 2,
         "发现问题数": 5, "已整改数": 4, "按期整改数": 3, "逾期未整改数": 1, "反复问题数": 0,
         "测评得分": 92.5, "测评满分": 100},
    ],
    "创建活动": [
        {"活动名称": "邻里节", "活动类别": "文体活动", "场次": 1, "参与人次": 120, "宣传资料份数": 300},
        {"活动名称": "清运", "活动类别": "环境整治", "场次": 2, "清运车次": 7},
    ],
    "实事项目": [
        {"项目名称": "路灯改造", "类别": "设施建设", "成果名称": "路灯", "数量": 24, "计量单位": "盏",
         "受益户数": 210, "受益人数": 640, "关联资金项目": "路灯改造"},
    ],
    "申报材料": [
        {"指标编码": "A04", "材料名称": "志愿服务汇编", "责任单位": "团委", "是否已交": "是",
         "提交日期": "2023-03-08"},
        {"指标编码": "A05", "材料名称": "1.站点一览（含照片）", "是否已交": "否"},
    ],
    "点位台账": [
        {"点位名称": "东门菜场", "点位类型": "集贸市场", "所属单位": "城东社区", "责任人": "网格长",
         "应用标准": "集贸市场标准"},
    ],
    "需协调事项": [
        {"事项": "河岸违建", "需协调单位": "城管局", "提出日期": "2023-03-02", "进展": "已去函",
         "是否办结": "否"},
    ],
    "下步计划": [
        {"事项": "1.召开再动员会并部署迎检", "责任单位": "办公室", "完成时限": "4月底", "完成情况": "筹备"},
    ],
    "问题整改台账": [
        {"编号": "1", "发现日期": "2023-03-01", "检查级别": "市", "点位类型": "背街小巷", "点位名称": "河沿路",
         "问题描述": "小广告", "标准类别": "市容", "责任单位": "城东社区", "整改期限": "2023-03-10",
         "完成日期": "2023-03-08", "复查结果": "合格", "是否反复": "否"},
        {"编号": "2", "发现日期": "2023-03-20", "问题描述": "路灯不亮"},
    ],
    "阵地设施": [
        {"公益广告处数": 12, "其中未成年人广告处数": 5, "心理咨询室数": 1, "应设志愿服务站数": 4, "志愿服务站数": 3,
         "背街小巷应装灯数": 60, "已装灯数": 58, "亮灯数": 55, "门前三包应签数": 80, "已签数": 76},
    ],
    "问卷测评": [
        {"指标编码": "A04", "题目": "是否知晓志愿服务", "有效样本数": 200, "满意或知晓数": 180},
    ],
    "指标数据": [{"指标编码": "A12", "分子数": 45, "分母数": 50}],
    "工作机制": [
        {"机制项": "审核把关制度", "是否建立": "是", "建立日期": "2023-02-01", "佐证材料": "文件"},
        {"机制项": "领导小组", "是否建立": "否"},
    ],
    "荣誉表彰": [
        {"级别": "市", "名称": "文明家庭", "等次": "一等奖", "对象": "居民", "备注": "已公示"},
    ],
    "测评打分": [
        {"期次": "第1期", "测评内容": "环境卫生", "指标编码": "A20", "应得分": 20, "实得分": 17.5,
         "扣分原因": "死角", "是否测评": "是"},
    ],
}  # fmt: skip


def changed(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def read_back(content: bytes, name: str = file_name(UNIT, MARCH)) -> FileReading:
    (cells,) = read_files([(name, content)])
    return read(cells, ROSTER, date(2023, 4, 3))


def fill(book: openpyxl.Workbook, names: Iterable[str] = tuple(FILLED)) -> None:
    for kind_name in names:
        rows = FILLED[kind_name]
        columns = {c.name: place for place, c in enumerate(BY_NAME[kind_name].entered, start=1)}
        for line, cells in enumerate(rows, start=4):
            for name, value in cells.items():
                book[kind_name].cell(line, columns[name]).value = value


@pytest.fixture(scope="module")
def filled() -> FileReading:
    return read_back(changed(blank_workbook(UNIT, MARCH), fill))


def test_a_cleanly_filled_workbook_has_no_fault(filled: FileReading) -> None:
    assert [f for f in filled.findings if f.severity in ("error", "warning")] == []


def test_every_number_and_text_comes_back_for_the_unit_and_month(filled: FileReading) -> None:
    assert [table.kind for table in filled.tables] == [kind.name for kind in KINDS]
    for table in filled.tables:
        for row, cells in zip(table.rows, FILLED[table.kind], strict=True):
            assert (row.unit, row.month, row.reporter) == ("城东社区", MARCH, "")
            values = {
                name: cell.quantity.value
                for name, cell in row.quantities.items()
                if not BY_NAME[table.kind].column(name).derived_from
            }
            texts = {name: cell.text for name, cell in row.texts.items()}
            assert values | texts == cells


def test_totals_are_those_of_the_filled_cells(filled: FileReading) -> None:
    totals = {table.kind: table.totals for table in filled.tables}
    assert totals["资金投入"]["金额"] == 135000 + 3000.5
    assert totals["创建活动"]["场次"] == 1 + 2
    assert totals["志愿服务"]["服务时长"] == 61.25


def test_an_untouched_workbook_only_warns_that_its_sheets_are_not_registered() -> None:
    reading = read_back(blank_workbook(UNIT, MARCH))
    faults = [f for f in reading.findings if f.severity != "info"]
    assert [(f.severity, f.code, f.sheet) for f in faults] == [
        ("warning", "header-only", kind) for kind in FIRST_RING
    ]
    assert [f.sheet for f in reading.findings if f.code == "header-only-optional"] == [
        kind.name for kind in KINDS if not kind.first_ring
    ]
    assert reading.keys() == ()


def test_rows_with_only_unit_and_month_are_not_data() -> None:
    def name_rows(book: openpyxl.Workbook) -> None:
        for line in range(4, 8):
            book["资金投入"].cell(line, 1).value = "城东社区"
            book["资金投入"].cell(line, 2).value = "2023年3月"

    reading = read_back(changed(blank_workbook(UNIT, MARCH), name_rows))
    assert reading.keys() == ()
    assert {f.code for f in reading.findings if f.severity != "info"} == {"header-only"}


def test_the_nothing_cell_makes_every_sheet_an_empty_report() -> None:
    def say_nothing(book: openpyxl.Workbook) -> None:
        for kind in KINDS:
            label = next(c for c in book[kind.name][2] if str(c.value).startswith("本月无"))
            label.offset(column=1).value = "本月无"

    reading = read_back(changed(blank_workbook(UNIT, MARCH), say_nothing))
    assert [f for f in reading.findings if f.severity != "info"] == []
    empty = [report.key for table in reading.tables for report in table.empty_reports]
    assert [(key.unit, key.month, key.kind) for key in empty] == [
        ("城东社区", MARCH, kind.name) for kind in KINDS
    ]


def test_approximate_words_typed_over_the_hint_are_understood() -> None:
    def about(book: openpyxl.Workbook) -> None:
        fill(book)
        book["资金投入"]["F4"].value = "2万多"
        book["志愿服务"]["F4"].value = "约300"

    reading = read_back(changed(blank_workbook(UNIT, MARCH), about))
    rows = {table.kind: table.rows[0].quantities for table in reading.tables}
    assert (rows["资金投入"]["金额"].quantity.lower, rows["资金投入"]["金额"].quantity.upper) == (
        20000,
        30000,
    )
    assert rows["志愿服务"]["参与人次"].quantity.precision == "about"
    assert not reading.has_errors


def test_unit_month_and_reporter_may_be_written_into_the_captions() -> None:
    def sign(book: openpyxl.Workbook) -> None:
        fill(book, [kind.name for kind in kinds_for(None)])
        for kind in kinds_for(None):
            sheet = book[kind.name]
            written = {"填报单位：": "城西社区", "月份：": "2023年4月", "填报方：": "团委"}
            for cell in sheet[2]:
                if cell.value in written:
                    cell.value += written[cell.value]

    reading = read_back(changed(blank_workbook(None, None), sign), "月报.xlsx")
    assert [f for f in reading.findings if f.severity in ("error", "warning")] == []
    reported = reading.keys()
    keys = {(key.unit, key.month, key.reporter) for key in reported}
    assert keys == {("城西社区", Month(2023, 4), "团委")}


def test_the_merged_workbook_reads_back_with_the_same_totals(filled: FileReading) -> None:
    rows = {BY_NAME[table.kind]: [stored(row) for row in table.rows] for table in filled.tables}
    again = read_back(merged_workbook(rows, "2023年3月汇总表"), "汇总表.xlsx")
    assert [f for f in again.findings if f.severity in ("error", "warning")] == []
    first_ring = {table.kind: table.totals for table in filled.tables}
    assert {table.kind: table.totals for table in again.tables} == first_ring
    assert sum(table.rows_read for table in again.tables) == sum(map(len, FILLED.values()))


def stored(row) -> StoredRow:
    quantities = {
        name: StoredQuantity(
            cell.quantity.raw, cell.quantity.value, cell.quantity.lower, cell.quantity.upper,
            cell.quantity.precision, cell.cell,
        )
        for name, cell in row.quantities.items()
    }  # fmt: skip
    return StoredRow(
        row.kind, row.unit, row.month, row.reporter, 1, "城东社区.xlsx", "0", row.sheet, row.row,
        quantities, row.texts,
    )  # fmt: skip
