"""``deck`` and ``tables`` as a person types them."""

from datetime import UTC, datetime
from io import BytesIO

import docx
import openpyxl
import pytest
from pptx import Presentation

from cityreport.cli import main
from cityreport.cli.session import open_store
from cityreport.period import Month
from cityreport.tables.remarks import AddRemark, Place

AT = datetime(2023, 8, 3, 9, tzinfo=UTC)


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_deck_writes_the_slides_of_a_month(reading_samples, tmp_path, run):
    file = tmp_path / "会.pptx"
    assert run("deck", "--month", "2023-07", "-o", file) == (0, "", f"已写入 {file}\n")
    pages = Presentation(BytesIO(file.read_bytes())).slides
    assert len(pages) >= 15
    assert pages[2].shapes.title.text_frame.text.startswith("与6月相比：")
    assert "下步计划" in pages[len(pages) - 1].shapes.title.text_frame.text


def test_deck_takes_a_master_and_refuses_what_is_none(reading_samples, tmp_path, run):
    no_master = tmp_path / "母版.pptx"
    no_master.write_bytes(b"no")
    status, _, said = run("deck", "--master", no_master, "-o", tmp_path / "会.pptx")
    assert status == 1
    assert "母版“母版.pptx”打不开" in said
    assert run("deck", "--master", tmp_path / "无.pptx", "-o", tmp_path / "会.pptx")[0] == 2


def test_tables_writes_the_table_set_of_a_month(reading_samples, tmp_path, run):
    file = tmp_path / "表.xlsx"
    assert run("tables", "--month", "2023-12", "-o", file)[0] == 0
    book = openpyxl.load_workbook(file)
    assert "家参加排名" in book["各类单位得分"]["A1"].value
    assert book.properties.title == "2023年12月文明城市创建工作表"


@pytest.mark.parametrize("command", ["deck", "tables"])
def test_an_empty_store_and_a_month_without_reports_are_said(
    home, tmp_path, run, command, sample_city, monkeypatch
):
    file = tmp_path / "x"
    status, _, said = run(command, "-o", file)
    assert (status, said) == (1, "还没有登记任何月报。请先登记（load），或载入示例（demo）。\n")
    monkeypatch.setenv("CITYREPORT_HOME", str(sample_city))
    status, _, said = run(command, "--month", "2031-01", "-o", file)
    assert (status, said) == (
        1, "2031年1月还没有登记任何月报。请先登记（load），或换一个月份。\n",
    )  # fmt: skip
    assert not file.exists()


@pytest.mark.parametrize(
    "command", [("bulletin", "--month", "2023-07"), ("report", "--year", "2023")]
)
def test_remarks_to_figures_stand_in_an_annex_of_the_word_documents(
    sample_home, tmp_path, run, command
):
    store = open_store()
    place = Place("standing", Month(2023, 7))
    store.change_remarks(AddRemark(place, "七月有两家单位合并"), "李敏", AT)
    store.close()
    file = tmp_path / "文.docx"
    assert run(*command, "--no-sources", "-o", file)[0] == 0
    written = "\n".join(
        one.text for one in docx.Document(str(file)).element.body.iter() if one.text
    )
    assert "七月有两家单位合并" in written
