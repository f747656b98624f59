"""The office's own master: slides stand on it, and what is none is refused in words."""

import zipfile
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.util import Inches

from cityreport.errors import UnreadableInputError, UserError
from cityreport.exports.pptx import presentation
from cityreport.exports.pptx.master import FILE_NAME, check_master, keep_master, master_for
from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Section


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def master() -> bytes:
    """The library's own template, 4:3, with two slides of the office's in it."""
    document = Presentation()
    for text in ("去年的会", "去年的数"):
        document.slides.add_slide(document.slide_layouts[0]).shapes.title.text = text
    return saved(document)


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return stream.getvalue()


def test_slides_stand_on_the_master_at_its_size_without_its_own_slides(master):
    slide = Slide(AgendaItem("x"), "一项", Section("x", "题", empty="没有"))
    deck = Deck("会", "2023年7月", "创建办", "2023年8月8日", (slide,))
    document = Presentation(BytesIO(presentation(deck, master)))
    assert document.slide_width == Inches(10)
    assert [page.shapes.title.text_frame.text for page in document.slides] == ["会", "目录", "题"]
    names = [layout.name for layout in document.slide_layouts]
    assert "Title Only" in names
    content = presentation(deck, master)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not any("去年".encode() in archive.read(name) for name in archive.namelist())


def test_the_asked_one_comes_before_the_kept_one(master, tmp_path):
    home = tmp_path / "home"
    assert master_for(None, home) is None
    keep_master(master, "母版.pptx", home)
    assert (home / FILE_NAME).read_bytes() == master_for(None, home) == master
    other = tmp_path / "别的.pptx"
    other.write_bytes(with_part(master, "docProps/app.xml", b"<Properties/>"))
    assert master_for(other, home) == other.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 pptx 文件"),
        (b"%PDF-1.4", "不是 pptx 文件"),
        (b"x" * (31 << 20), "超过 30 MB"),
    ],
)
def test_other_files_are_refused_in_words(content, said):
    with pytest.raises(UserError, match=said):
        check_master(content, "母版.pptx")


def test_a_workbook_or_a_file_with_macros_is_refused(master):
    kinds = zipfile.ZipFile(BytesIO(master)).read("[Content_Types].xml")
    other = kinds.replace(b"presentationml.presentation.main", b"presentationml.slideshow.main")
    with pytest.raises(UserError, match="不是普通的 pptx"):
        check_master(with_part(master, "[Content_Types].xml", other), "母版.pptm")


def test_a_declared_entity_is_refused_before_anything_is_parsed(master):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(UserError, match="打不开"):
        check_master(with_part(master, "ppt/presentation.xml", bomb), "母版.pptx")


def test_what_the_confined_process_cannot_open_is_refused(master):
    with pytest.raises(UserError, match="不能用来做幻灯片"):
        check_master(with_part(master, "ppt/presentation.xml", b"<p/>"), "母版.pptx")
    assert check_master(master, "母版.pptx") is None


def test_a_master_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableInputError, match=r"没有\.pptx"):
        master_for(tmp_path / "没有.pptx", tmp_path)
