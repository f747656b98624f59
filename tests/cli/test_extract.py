"""``extract``: the JSON of interface.md, exit statuses, and that nothing is written."""

import json

from cityreport.cli import main

TEXT = "东园社区创建汇报\n积欠水费贰百万元。投入九万多元安装路灯24盏。为名居民申请低保。召开创建推进会。\n"


def test_the_json_is_that_of_the_interface(home, tmp_path, capsys):
    file = tmp_path / "汇报.txt"
    file.write_bytes(TEXT.encode("gbk"))
    assert main(["extract", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    keys = {"kind", "text", "start", "end", "quantity", "lower", "upper", "precision", "measure", "item",
            "month", "accept", "reason"}  # fmt: skip
    assert all(keys <= set(one) for one in said["candidates"])
    by_text = {one["text"]: one for one in said["candidates"]}
    debt, money = by_text["贰百万元"], by_text["九万多元"]
    assert (debt["kind"], debt["accept"]) == ("背景", False)
    assert (money["kind"], money["quantity"], money["lower"], money["upper"]) == (
        "资金投入",
        90000,
        90000,
        100000,
    )
    assert (money["precision"], money["measure"], money["month"], money["accept"]) == (
        "at_least",
        "元",
        None,
        True,
    )
    assert by_text["24盏"]["kind"] == "实事项目"
    assert said["text"][money["start"] : money["end"]] == "九万多元"
    assert [hole["text"] for hole in said["holes"]] == ["名"]


def test_without_json_it_is_a_table_and_the_holes_go_to_stderr(home, tmp_path, capsys):
    file = tmp_path / "汇报.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["extract", str(file)]) == 0
    out, err = capsys.readouterr()
    assert "资金投入" in out
    assert "贰百万元" not in out
    assert "缺数 1 处" in err


def test_what_cannot_be_read_is_status_two(home, tmp_path, capsys):
    file = tmp_path / "图.docx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    assert main(["extract", str(file)]) == 2
    assert "不是文字材料" in capsys.readouterr().err
    assert main(["extract", str(tmp_path / "没有.txt")]) == 2
