"""PNG files of an agenda's charts: drawn offline by a Chromium, or the reason in words."""

import zipfile
from dataclasses import replace
from io import BytesIO

import plotly.graph_objects as go
import pytest
from PIL import Image

from cityreport.errors import UserError
from cityreport.exports.pictures import NO_BROWSER, archive, fonts, missing_font, pictures_zip
from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Chart, Section, Series, Table

HOSTILE = "</script><script>document.body.innerHTML=''</script>甲\u202e社区"
CHART = Chart("bar", ("1月", HOSTILE), (Series("投入", (1.5, 2.5)),), "number", "万元")
SECTION = Section("money", HOSTILE, "万元", None, CHART, source="来源：各单位1月月报（1/2家）")


def deck(*sections: Section) -> Deck:
    slides = tuple(Slide(AgendaItem(one.key), f"投入/{HOSTILE}", one) for one in sections)
    return Deck("例会", "2023年1月", "创建办", "2023年2月5日", slides, sample=True)


def test_every_chart_becomes_a_picture_twice_as_large_as_the_screen(
    chromium: str, monkeypatch: pytest.MonkeyPatch
):
    """Two charts among three slides; hostile names break neither the page nor the zip."""
    monkeypatch.setattr(archive, "find_browser", lambda: chromium)
    table = Section("table", "表", table=Table((), ()))
    content = pictures_zip(deck(SECTION, table, replace(SECTION, title="第二张")))
    with zipfile.ZipFile(BytesIO(content)) as made:
        names = made.namelist()
        pictures = [Image.open(BytesIO(made.read(name))) for name in names]
    assert [name[:2] for name in names] == ["02", "04"]
    assert not any(sign in name for name in names for sign in '<>/:"\u202e')
    assert [picture.size for picture in pictures] == [(2560, 1440)] * 2
    assert all(len(picture.convert("L").getcolors() or []) > 20 for picture in pictures)


def test_title_source_and_the_mark_of_samples_are_in_the_picture(monkeypatch: pytest.MonkeyPatch):
    drawn: dict[int, go.Figure] = {}

    def render(_browser: str, figures: dict[int, go.Figure]) -> dict[int, bytes]:
        drawn.update(figures)
        return dict.fromkeys(figures, b"png")

    monkeypatch.setattr(archive, "find_browser", lambda: "chromium")
    monkeypatch.setattr(archive, "render", render)
    pictures_zip(deck(replace(SECTION, title="1月投入 1.50 万元")))
    assert "1月投入 1.50 万元" in drawn[2].layout.title.text
    assert drawn[2].data[-1].name == "示例数据 来源：各单位1月月报（1/2家）".replace(
        "数据 来", "数据　来"
    )


def test_without_a_browser_or_a_chart_the_reason_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "find_browser", lambda: None)
    with pytest.raises(UserError) as refused:
        pictures_zip(deck(SECTION))
    assert str(refused.value) == NO_BROWSER
    with pytest.raises(UserError, match="没有图"):
        pictures_zip(deck(Section("t", "表", table=Table((), ()))))


def test_a_browser_that_draws_nothing_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "find_browser", lambda: "chromium")
    monkeypatch.setattr(archive, "page_after_scripts", lambda _browser, _page: "<html></html>")
    with pytest.raises(UserError, match="有 1 张图没有画出来"):
        pictures_zip(deck(SECTION))


def test_a_browser_that_does_not_start_is_said(tmp_path):
    from cityreport.exports.pictures.browser import page_after_scripts

    with pytest.raises(UserError, match="没有画出图片"):
        page_after_scripts(str(tmp_path / "none"), "<p>")


@pytest.mark.parametrize(("present", "said"), [(True, ""), (False, fonts.NO_FONT)])
def test_a_missing_chinese_font_is_named(monkeypatch: pytest.MonkeyPatch, present: bool, said: str):
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    monkeypatch.setattr(fonts, "_listed_by_fontconfig", lambda: present)
    assert missing_font() == said


def test_on_windows_the_font_files_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(fonts.sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert missing_font() == fonts.NO_FONT
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "msyh.ttc").touch()
    assert missing_font() == ""
