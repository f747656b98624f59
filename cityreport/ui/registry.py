"""Every page in one place: its file, title, menu and address, in the order of the work."""

from dataclasses import dataclass
from pathlib import Path

from cityreport.settings import CHECKOUT
from cityreport.tables.people import Role

PAGES = CHECKOUT / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``section`` is the menu it stands in; "" makes it a tab of its own.

    ``path`` is the file below ``pages/``, ``address`` its part of the URL.
    """

    key: str
    title: str
    section: str
    path: str
    address: str
    icon: str
    role: Role = Role.VIEW
    """The least role that may open it."""

    @property
    def file(self) -> Path:
        """Where the page's script lies."""
        return PAGES / self.path

    @property
    def exists(self) -> bool:
        """Whether the page is built: none is shown before."""
        return self.file.exists()


_COLLECT, _PROGRESS, _UNITS = "月报收集", "进度与差距", "单位"
_TOPICS, _OUTPUT, _SETTINGS = "专题", "材料输出", "设置"

ALL: tuple[Page, ...] = (
    Page("overview", "总览", "", "home/overview.py", "", "dashboard"),
    Page("present", "投屏", "", "home/present.py", "present", "slideshow"),
    Page("upload", "上传月报", _COLLECT, "collect/upload.py", "upload", "upload_file", Role.ENTER),
    Page("reporting", "报送情况", _COLLECT, "collect/reporting.py", "reporting", "fact_check"),
    Page(
        "narrative",
        "从汇报材料提取",
        _COLLECT,
        "collect/narrative.py",
        "narrative",
        "article",
        Role.ENTER,
    ),
    Page("doubts", "待核实数据", _COLLECT, "collect/doubts.py", "doubts", "rule"),
    Page("merged", "汇总表", _COLLECT, "collect/merged.py", "merged", "table_view"),
    Page("history", "上传记录", _COLLECT, "collect/history.py", "history", "history"),
    Page("criteria", "测评进度", _PROGRESS, "progress/criteria.py", "criteria", "checklist"),
    Page("gaps", "差距清单", _PROGRESS, "progress/gaps.py", "gaps", "troubleshoot"),
    Page("whatif", "测算", _PROGRESS, "progress/whatif.py", "whatif", "science"),
    Page("forecast", "年底预计", _PROGRESS, "progress/forecast.py", "forecast", "query_stats"),
    Page(
        "provenance", "查看出处", _PROGRESS, "progress/provenance.py", "provenance", "manage_search"
    ),
    Page("ranking", "单位排名", _UNITS, "units/ranking.py", "ranking", "leaderboard"),
    Page("unit", "一单位一表", _UNITS, "units/unit.py", "unit", "assignment_ind"),
    Page("investments", "资金投入", _TOPICS, "topics/investments.py", "investments", "payments"),
    Page("volunteers", "志愿服务", _TOPICS, "topics/volunteers.py", "volunteers", "handshake"),
    Page(
        "inspections", "督查整改", _TOPICS, "topics/inspections.py", "inspections", "search_check"
    ),
    Page("assessments", "模拟测评", _TOPICS, "topics/assessments.py", "assessments", "grading"),
    Page("activities", "创建活动", _TOPICS, "topics/activities.py", "activities", "event"),
    Page("materials", "申报材料与机制", _TOPICS, "topics/materials.py", "materials", "inventory_2"),
    Page("documents", "材料输出", _OUTPUT, "output/documents.py", "documents", "description"),
    Page("archive", "会议留档", _OUTPUT, "output/archive.py", "archive", "inventory"),
    Page("office", "本市设置", _SETTINGS, "settings/office.py", "office", "tune", Role.MANAGE),
    Page("roster", "单位名册", _SETTINGS, "settings/roster.py", "roster", "groups"),
    Page(
        "catalogue", "测评标准与任务分解", _SETTINGS, "settings/catalogue.py", "catalogue", "rule"
    ),
    Page("method", "计分办法", _SETTINGS, "settings/method.py", "method", "calculate"),
    Page("vetoes", "负面清单", _SETTINGS, "settings/vetoes.py", "vetoes", "block"),
    Page(
        "people",
        "人员与备份",
        _SETTINGS,
        "settings/people.py",
        "people",
        "shield_person",
        Role.MANAGE,
    ),
)


def page(key: str) -> Page:
    """The page of that key; KeyError if there is none."""
    return {entry.key: entry for entry in ALL}[key]


def built() -> tuple[Page, ...]:
    """The pages whose file exists."""
    return tuple(entry for entry in ALL if entry.exists)


def menus() -> dict[str, tuple[Page, ...]]:
    """The built pages by menu, in order; "" holds the direct tabs."""
    shown = built()
    sections = dict.fromkeys(entry.section for entry in shown)
    return {
        section: tuple(entry for entry in shown if entry.section == section) for section in sections
    }
