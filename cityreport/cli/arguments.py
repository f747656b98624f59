"""The commands and their options (interface.md)."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from cityreport.period import Month
from cityreport.tables.people import ROLE_WORDS

Command = Callable[[argparse.Namespace], int]
FORMATS = ("table", "json", "csv", "xlsx")


def parser() -> argparse.ArgumentParser:
    """The parser of ``python -m cityreport``; each command carries its function as ``run``."""
    root = argparse.ArgumentParser(prog="python -m cityreport", description="文明城市创建工作看板")
    commands = root.add_subparsers(dest="command", required=True, metavar="命令")
    _loading(commands)
    _figures(commands)
    _outputs(commands)
    _documents(commands)
    _office_tables(commands)
    _keeping(commands)
    _people(commands)
    return root


def _loading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = _command(commands, "check", "loading", "检查文件，不写入")
    check.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
    check.add_argument("--json", action="store_true")
    load = _command(commands, "load", "loading", "检查并登记文件")
    load.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
    load.add_argument("--json", action="store_true")
    load.add_argument("--skip-bad-rows", action="store_true", help="舍去有错误的行，其余登记")
    load.add_argument("--by", default="命令行", help="登记人")
    load.add_argument("--received", type=_day, help="收到日期 YYYY-MM-DD，默认今天")
    load.add_argument("--add", action="store_true", help="补充到已有数据，不替换")
    history = _command(commands, "history", "loading", "上传记录")
    history.add_argument("--json", action="store_true")
    undo = _command(commands, "undo", "loading", "撤回一次登记")
    undo.add_argument("id", type=int, metavar="编号")
    undo.add_argument("--by", default="命令行", help="操作人")
    undo.add_argument("--reason", default="", help="原因")
    demo = _command(commands, "demo", "loading", "载入或清空示例数据")
    demo.add_argument("--clear", action="store_true", help="清空示例数据")


def _figures(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    score = _command(commands, "score", "figures", "得分、名次和指标值")
    score.add_argument("--view", choices=("paced", "annual"), default="paced")
    score.add_argument("--strict", action="store_true", help="未报按0分计")
    gaps = _command(commands, "gaps", "figures", "差距清单")
    gaps.add_argument("--view", choices=("paced", "annual"), default="paced")
    completeness = _command(commands, "completeness", "figures", "谁报了、谁没报、谁迟了")
    for command in (score, gaps, completeness):
        command.add_argument("--month", type=_month, metavar="YYYY-MM")
        command.add_argument("--unit", metavar="单位")
        command.add_argument("--format", choices=FORMATS, default="table")
        command.add_argument("--json", dest="format", action="store_const", const="json")
        command.add_argument("-o", "--output", type=Path, metavar="文件")
    trace = _command(commands, "trace", "figures", "一个数来自哪些单元格")
    trace.add_argument("--unit", metavar="单位")
    trace.add_argument("--indicator", metavar="指标编码")
    trace.add_argument(
        "--code", metavar="出处码", help="页面或材料备注里的出处码，代替单位、指标和月份"
    )
    trace.add_argument("--month", type=_month, metavar="YYYY-MM")
    trace.add_argument("--json", action="store_true")


def _outputs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    template = _command(commands, "template", "outputs", "空白月报模板")
    template.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    template.add_argument("--unit", metavar="单位")
    template.add_argument("--all", action="store_true", help="每家单位一份，打成压缩包")
    template.add_argument("--month", type=_month, metavar="YYYY-MM")
    merged = _command(commands, "merged", "outputs", "汇总表")
    period = merged.add_mutually_exclusive_group(required=True)
    period.add_argument("--month", type=_month, metavar="YYYY-MM")
    period.add_argument("--year", type=int, metavar="YYYY")
    merged.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    returns = _command(commands, "returns", "outputs", "退回单：在单位自己的表里标出问题")
    returns.add_argument("file", type=Path, metavar="文件")
    returns.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    returns.add_argument("--until", type=_day, help="请单位在哪天前改好，默认按月报截止日")
    extract = _command(commands, "extract", "extracting", "从汇报材料提取数据，不写入")
    extract.add_argument("file", type=Path, metavar="文件")
    extract.add_argument("--json", action="store_true")


def _documents(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    deck = _command(commands, "deck", "documents", "会议幻灯片（PPT）")
    deck.add_argument("--month", type=_month, metavar="YYYY-MM")
    deck.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    deck.add_argument("--master", type=Path, metavar="母版文件", help="用本单位的 PPT 母版")
    tables = _command(commands, "tables", "documents", "表格：总体情况、得分、差距、整改台账")
    tables.add_argument("--month", type=_month, metavar="YYYY-MM")
    tables.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    bulletin = _command(commands, "bulletin", "documents", "督查通报（Word）")
    bulletin.add_argument("--month", type=_month, metavar="YYYY-MM")
    bulletin.add_argument("--number", default="", metavar="文号", help="发文字号，不写则留空待填")
    report = _command(commands, "report", "documents", "工作汇报（Word），不写单位则为全市")
    report.add_argument("--unit", metavar="单位")
    report.add_argument("--year", type=int, required=True, metavar="YYYY")
    for paper in (bulletin, report):
        paper.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
        paper.add_argument(
            "--no-sources", dest="sources", action="store_false", help="不附文中数字出处"
        )


def _office_tables(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, words in (("catalogue", "测评标准目录"), ("roster", "单位名册")):
        table = commands.add_parser(name, help=words)
        actions = table.add_subparsers(dest="action", required=True, metavar="动作")
        for action, verb in (("check", "检查"), ("load", "载入")):
            command = _command(
                actions, action, "office_tables", f"{verb}{words}", f"{name}_{action}"
            )
            command.add_argument("file", type=Path, metavar="文件")
            command.add_argument("--json", action="store_true")
            command.add_argument("--by", default="命令行", help="操作人")
        if name == "roster":
            suggest = _command(
                actions, "suggest", "office_tables", "从文件中的单位名建立初稿", "roster_suggest"
            )
            suggest.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
            suggest.add_argument("-o", "--output", type=Path, required=True, metavar="文件")


def _keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = _command(commands, "backup", "keeping", "把全部数据备份成一个文件")
    backup.add_argument("file", type=Path, metavar="文件")
    restore = _command(commands, "restore", "keeping", "用备份文件恢复全部数据")
    restore.add_argument("file", type=Path, metavar="文件")
    restore.add_argument("--by", default="命令行", help="操作人")
    copy_to = _command(
        commands, "copy-to", "keeping", "把全部数据复制到另一个空的数据库，复制后核对", "copy_to"
    )
    copy_to.add_argument("url", metavar="数据库地址", help="postgresql://… 或 sqlite:///文件")
    _command(commands, "doctor", "keeping", "自检：数据库、文件夹、测评标准")
    support = _command(commands, "support", "keeping", "诊断包：版本、自检、日志，不含单位和人名")
    support.add_argument("file", type=Path, metavar="文件")


def _people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    account = commands.add_parser("account", help="用户账号：谁能登录，能做什么")
    actions = account.add_subparsers(dest="action", required=True, metavar="动作")
    listed = _command(actions, "list", "people", "列出账号", "account_list")
    listed.add_argument("--json", action="store_true")
    for action, words in (
        ("add", "新建账号"), ("role", "改变权限"), ("password", "重设密码"),
        ("disable", "停用"), ("enable", "重新启用"), ("unlock", "解除锁定"),
    ):  # fmt: skip
        command = _command(actions, action, "people", words, f"account_{action}")
        command.add_argument("name", metavar="姓名")
        if action == "role":
            command.add_argument(
                "role", choices=ROLE_WORDS, metavar="权限", help="查看、录入或管理"
            )
        if action == "add":
            command.add_argument(
                "--role", choices=ROLE_WORDS, required=True, help="查看、录入或管理"
            )
            command.add_argument("--no-password", action="store_true", help="只用单位统一账号登录")
        if action in {"add", "password"}:
            command.add_argument(
                "--password-stdin", action="store_true", help="从标准输入的第一行读密码"
            )


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str, room: str, words: str, function: str = "",
) -> argparse.ArgumentParser:  # fmt: skip
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=_later(room, function or name))
    return command


def _later(room: str, function: str) -> Command:
    """The command's function, imported when it is run."""

    def run(options: argparse.Namespace) -> int:
        module = import_module(f"cityreport.cli.{room}")
        command: Command = getattr(module, function)
        return command(options)

    return run


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"月份要写成 YYYY-MM，如 2023-07：{text}") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期要写成 YYYY-MM-DD，如 2023-08-05：{text}") from None
