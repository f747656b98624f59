"""幻灯片母版 on 本市设置: kept, used, refused in words, dropped."""

from io import BytesIO
from pathlib import Path

from pptx import Presentation
from screen import opened, texts
from streamlit.testing.v1 import AppTest

from cityreport.exports.pptx.master import FILE_NAME
from cityreport.ui import registry


def office() -> AppTest:
    return opened(registry.page("office"))


def offered(at: AppTest, name: str, content: bytes) -> AppTest:
    at.file_uploader[0].set_value([(name, content, "")]).run()
    return at.button(key="master-keep").click().run()


def a_master() -> bytes:
    stream = BytesIO()
    Presentation().save(stream)
    return stream.getvalue()


def test_a_master_is_kept_and_dropped_again(home: Path):
    at = office()
    assert "现在用的是看板自带的样式。" in texts(at)
    at = offered(at, "母版.pptx", a_master())
    assert (home / FILE_NAME).exists()
    assert "现在用的是本单位的母版。" in texts(at)
    at = at.button(key="master-drop").click().run()
    assert not (home / FILE_NAME).exists()
    assert "现在用的是看板自带的样式。" in texts(at)


def test_what_is_no_master_is_refused_in_words(home: Path):
    at = offered(office(), "不是.pptx", b"no")
    assert "打不开" in at.error[0].value
    assert not (home / FILE_NAME).exists()
