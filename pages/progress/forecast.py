"""年底预计: median, interval and chance per indicator, and the fan of one of them."""

import streamlit as st

from cityreport.report import forecast
from cityreport.ui import blocks, cache, enter, selection

enter("forecast")
chosen = selection.bar()
year, at = chosen.year, (chosen.month.number, chosen.unit_type)
blocks.show(cache.build_with_previous(forecast.year_end, year, *at))
codes = cache.build_with_previous(forecast.foreseeable, year, *at)
if codes:
    code = st.selectbox(
        "看哪个指标的走势", list(codes), format_func=lambda key: codes.get(key, key),
        key="forecast-indicator", width=520,
    )  # fmt: skip
    blocks.show(cache.build_with_previous(forecast.fan, year, *at, str(code)))
