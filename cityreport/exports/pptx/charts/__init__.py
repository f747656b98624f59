"""Native charts: a chart description becomes a chart with its workbook inside."""

from cityreport.exports.pptx.charts.drawing import add_chart

__all__ = ["add_chart"]
