"""What can be made of the chosen month: what each document holds, and what is missing for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cityreport.exports.pictures import NO_BROWSER, find_browser
from cityreport.exports.pictures.archive import names_of
from cityreport.pipeline import CITY
from cityreport.report.deck import Deck
from cityreport.report.wording import count
from cityreport.ui import cache
from cityreport.ui.documents import making
from cityreport.ui.documents.making import Chosen

__all__ = ["Chosen", "Offer", "makers", "offers"]

_SHOWN_NAMES = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One document: its name, what it holds, what is missing (""), its file and how it is made.

    With ``refused`` it cannot be made, and that says why.
    """

    key: str
    title: str
    holds: str
    lacks: str
    file: str
    make: Callable[[], bytes]
    refused: str = ""


def offers(chosen: Chosen, deck: Deck) -> tuple[Offer, ...]:
    """Every document of the month, in the order of the page: two of a kind side by side."""
    return (
        _slides(chosen, deck), _notice(chosen), _account(chosen), _tables(chosen), _ledger(chosen),
        _pictures(chosen, deck),
    )  # fmt: skip


def makers(found: tuple[Offer, ...]) -> dict[str, Callable[[], bytes]]:
    """The documents that can be made, by file name."""
    return {one.file: one.make for one in found if not one.refused}


def _slides(chosen: Chosen, deck: Deck) -> Offer:
    empty = [slide.name for slide in deck.slides if slide.section.empty]
    return Offer(
        "slides", "会议幻灯片（PPT）",
        f"议程“{deck.title}”的 {len(deck.slides)} 项，每项一页，另有封面和目录；图可以在 PPT 里改，备注页写有出处。",
        f"{len(empty)} 页还没有数据：{_named(empty)}。" if empty else "",
        f"{chosen.month.label}{deck.title}.pptx", partial(making.slides, chosen),
        refused="" if deck.slides else "这份议程还没有内容。请在“投屏”页添加。",
    )  # fmt: skip


def _notice(chosen: Chosen) -> Offer:
    return Offer(
        "notice", "督查通报（Word）",
        f"{chosen.month.label}的报送情况、工作进度、各类单位排名、主要问题和要求，公文版式。",
        "发文字号要自己填，文中标“待补充”的地方也要补。",
        f"{chosen.month.label}督查通报.docx", partial(making.notice, chosen),
    )  # fmt: skip


def _account(chosen: Chosen) -> Offer:
    who, year, month = chosen.unit or CITY, chosen.month.year, chosen.month.number
    span = f"{year}年1—{month}月" if month > 1 else chosen.month.label
    return Offer(
        "account", f"工作汇报（Word）：{who}",
        f"{who}{span}的工作开展情况、成效、存在问题和下一步，每个数都来自报表，原文是约数的写“约”。",
        "没有报过的内容会写明没有报，并标“待补充”，不会编写。",
        f"{who}{span}工作汇报.docx", partial(making.account, chosen),
    )  # fmt: skip


def _tables(chosen: Chosen) -> Offer:
    return Offer(
        "tables", "成套表格（Excel）",
        "总体情况、按测评项目、各项指标、各类单位得分、单位×测评项目、差距清单、各单位差距、整改台账、报送情况，各一张工作表。",
        "", f"{chosen.month.label}文明城市创建工作表.xlsx", partial(making.tables, chosen),
    )  # fmt: skip


def _ledger(chosen: Chosen) -> Offer:
    totals = cache.ledger_totals(chosen.month, chosen.month, chosen.unit_type)
    rows = sum(found.rows for found in totals.values())
    who = chosen.unit_type or "各单位"
    return Offer(
        "ledger", "汇总表（Excel）",
        f"{who}{chosen.month.label}报来的 {count(rows)} 行，分 {len(totals)} 张工作表（{_named(list(totals))}），每行写明出处。",
        "", f"{chosen.month.label}{who}月报汇总表.xlsx", partial(making.ledger, chosen),
        refused="" if totals else f"{chosen.month.label}{who}没有数据行，没有可汇总的内容。",
    )  # fmt: skip


def _pictures(chosen: Chosen, deck: Deck) -> Offer:
    names = names_of(deck.slides)
    why = "" if names else "这份议程里没有图。请在“投屏”页添加有图的内容。"
    return Offer(
        "pictures", "图片（PNG，打成一个压缩包）",
        f"议程“{deck.title}”里的 {len(names)} 张图，宽 2560 像素，图上有标题、日期和来源：{_named(list(names))}。",
        "", f"{chosen.month.label}{deck.title}图片.zip", partial(making.pictures, chosen),
        refused=why or ("" if find_browser() else NO_BROWSER),
    )  # fmt: skip


def _named(names: list[str]) -> str:
    shown = "、".join(names[:_SHOWN_NAMES])
    return f"{shown}等" if len(names) > _SHOWN_NAMES else shown
