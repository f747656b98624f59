"""Files that only an office program writes (xls, ods as saved), made once and kept in ``files/``.

Run ``PYTHONPATH=tests:. python -m corpus.authored`` with LibreOffice at hand to make them again.
"""

import subprocess
import tempfile
from pathlib import Path

from intake.book import ACTIVITY, MONEY

from corpus.case import OWN
from corpus.formats import KEPT, page, rows, xlsx

PLAIN = ACTIVITY[2:]
TABLE = (ACTIVITY, [*OWN, "讲堂", 1, 30], [*OWN, "义诊", 2, 50])
ADDED_UP = ["合计", None, None, "=SUM(D2:D3)", "=SUM(E2:E3)"]
CONSOLIDATED = rows(
    ["2023年3月创建活动汇总表"], ["单位", *PLAIN], ["东河社区", "讲堂", 1, 30], [None, "义诊", 2, 50],
    ["小计", None, 3, 80], ["西河社区", "宣讲", 4, 20], ["小计", None, 4, 20], ["合计", None, 7, 100],
    merged=("A3:A4",),
)  # fmt: skip
SOURCES = {
    "plain.xls": rows(*TABLE, ADDED_UP),
    "consolidated.xls": CONSOLIDATED,
    "consolidated.ods": CONSOLIDATED,
    "consolidated.html": CONSOLIDATED,
    "wrong_total.xls": rows(*TABLE, ["合计", None, None, 3, 81]),
    "unknown_unit.ods": rows(ACTIVITY, ["东湖社区", "2023年3月", "讲堂", 1, 30]),
    "hidden.xls": xlsx(
        page(*TABLE, name="创建活动", hidden_rows=(3,)),
        page(MONEY, [*OWN, "路灯", "财政拨款", 900], name="资金投入", hidden=True),
    ),
    "error_cell.xls": rows(*TABLE[:2], [*OWN, "义诊", 2, "=1/0"]),
    "formulas.xlsx": rows(*TABLE, [*OWN, "宣讲", "=1+3", "=20*1"], ["合计", None, None, "=SUM(D2:D4)", "=SUM(E2:E4)"]),
    "wrong_total.et": rows(*TABLE, ["合计", None, None, 3, 81]),
    "plain.et": rows(*TABLE, ADDED_UP),
}  # fmt: skip
"""An et file is an xls by another name: WPS writes the same records."""
_FORMATS = {".et": "xls", ".html": "html:HTML (StarCalc)"}


def make() -> None:
    """Every kept file once more, through LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        for name, source in SOURCES.items():
            made = Path(folder) / "made"
            start = Path(folder) / f"{Path(name).stem}.xlsx"
            start.write_bytes(source())
            form = _FORMATS.get(Path(name).suffix, Path(name).suffix[1:])
            office = ["soffice", "--headless", "--convert-to", form, "--outdir", made, start]
            subprocess.run([*map(str, office)], check=True, capture_output=True)
            written = made / f"{Path(name).stem}.{form.split(':')[0]}"
            (KEPT / name).write_bytes(written.read_bytes())


if __name__ == "__main__":
    make()
