"""The upload page in a test: files to drop, and the controls a person uses."""

from io import BytesIO

import openpyxl
from streamlit.testing.v1 import AppTest

from cityreport.period import Month
from cityreport.roster import Unit
from cityreport.settings import CHECKOUT
from cityreport.ui import registry

MARCH = Month(2023, 3)
EAST, WEST = Unit("S01", "城东社区", "社区"), Unit("S02", "城西社区", "社区")


def book(*rows, name="三月.xlsx", sheet="Sheet1"):
    """A workbook of one sheet with these rows."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    output = BytesIO()
    made.save(output)
    return name, output.getvalue()


def opened():
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=60)
    return app.switch_page(str(registry.page("upload").file)).run()


def drop(app, *files):
    app.file_uploader[0].set_value([(name, content, "") for name, content in files])
    return app.run()


def press(app, key):
    (button,) = [one for one in app.button if str(one.key).startswith(key)]
    assert not button.disabled, button.label
    return button.click().run()


def commit(app, by="小王"):
    app.text_input(key="upload-by").set_value(by).run()
    return press(app, "upload-commit")


def rows(app, *columns):
    """The rows of the first shown table that has these columns."""
    for element in app.dataframe:
        frame = element.value
        if set(columns) <= set(frame.columns):
            return frame[list(columns)].to_dict("split")["data"]
    raise AssertionError(f"no table with {columns}")


def titles(app):
    return [element.value for element in app.subheader]


def choose(app, label, value):
    """Pick a value in the select box with that label (its beginning)."""
    (box,) = [one for one in app.selectbox if one.label.startswith(label)]
    return box.set_value(value).run()
