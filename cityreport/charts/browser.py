"""What the browser is told beside the figure: Chinese words and dates, the picture button."""

from typing import Any

import plotly.graph_objects as go

from cityreport.style import PICTURE_SIZE

_DICTIONARY = {
    "Download plot as a PNG": "下载图片",
    "Download plot as a png": "下载图片",
    "Download plot": "下载图片",
    "Preparing image - this may take a few seconds": "正在生成图片……",
    "Image download succeeded": "图片已保存",
    "Sorry, there was a problem downloading your image!": "图片没有保存成功，请再试一次。",
    "Zoom": "放大",
    "Pan": "平移",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    "Autoscale": "自动缩放",
    "Reset axes": "还原",
    "Box Select": "框选",
    "Lasso Select": "圈选",
    "Double-click to zoom back out": "双击还原",
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "trace": "系列",
}
_MONTHS = [f"{number}月" for number in range(1, 13)]
_DAYS = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
_FORMAT = {
    "days": _DAYS,
    "shortDays": [day[-1] for day in _DAYS],
    "months": _MONTHS,
    "shortMonths": _MONTHS,
    "date": "%Y-%m-%d",
    "dateTime": "%Y-%m-%d %H:%M",
    "time": "%H:%M",
    "year": "%Y年",
    "month": "%Y年%-m月",
    "dayMonth": "%-m月%-d日",
    "dayMonthYear": "%Y年%-m月%-d日",
}


def clickable(figure: go.Figure) -> go.Figure:
    """The figure with what Streamlit would set where its marks are clicked.

    Said beforehand, for what Streamlit adds to a figure is drawn a second time.
    """
    figure.update_layout(clickmode="event+select", hovermode="closest", dragmode="pan")
    return figure


def config(
    *, download: bool = False, file_name: str = "图表", height: int = PICTURE_SIZE[1]
) -> dict[str, Any]:
    """The ``config`` of ``st.plotly_chart``: zh-CN, no zooming by accident, nothing sent away.

    With ``download`` the one button left saves a PNG 1280 pixels wide at twice the resolution.
    """
    return {
        "locale": "zh-CN",
        "locales": {"zh-CN": {"dictionary": _DICTIONARY, "format": _FORMAT}},
        "displayModeBar": download,  # always there or never: nothing that comes and goes
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": "png",
            "filename": file_name,
            "width": PICTURE_SIZE[0],
            "height": height,
            "scale": 2,
        },
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "responsive": True,
    }
