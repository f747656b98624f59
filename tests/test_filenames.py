"""Names to save under: whatever somebody calls a file, it stays one name of one file."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.tables.filenames import saved_name


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("城东社区_2023年3月_月报.xlsx", "城东社区_2023年3月_月报.xlsx"),
        ("三月.zip/墨舟/墨舟社区.xls", "墨舟社区.xls"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\evil.xlsx", "evil.xlsx"),
        ("C:\\报表.xlsx", "报表.xlsx"),
        ("=cmd|' /C calc'!A0.xlsx", "C calc'!A0.xlsx"),
        ("报表\u202excod.xlsx", "报表xcod.xlsx"),
        ("a\r\nSet-Cookie: x=1.xlsx", "aSet-Cookie_ x=1.xlsx"),
        ('<script>"x".xlsx', "_script__x_.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("lpt1", "_lpt1"),
        ("报表. . ", "报表"),
        ("...", "文件"),
        ("", "文件"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_a_name_to_save_under(name: str, saved: str):
    assert saved_name(name) == saved


@given(st.text(max_size=300))
def test_it_is_always_one_name_of_one_file_on_every_system(name: str):
    saved = saved_name(name)
    assert 0 < len(saved) <= 120
    assert PurePosixPath(saved).name == PureWindowsPath(saved).name == saved
    assert not PureWindowsPath(saved).is_reserved()
    assert saved == saved.strip(" .")
    assert not {unicodedata.category(sign) for sign in saved} & {"Cc", "Cf", "Cs"}
    assert saved_name(saved) == saved
