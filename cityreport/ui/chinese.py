"""Streamlit's own English, turned into Chinese in the browser (details.md E6).

Streamlit has no translation of its uploader, table menus and hints. One script watches the page
and replaces texts and labels before they are painted; this is the only file with script or style.
"""

import json

import streamlit as st

WORDS: dict[str, str] = {
    # uploader
    "Upload": "选择文件",
    "Upload directories": "选择文件夹",
    "Browse files": "选择文件",
    "Add files": "继续添加文件",
    "Drag and drop a file here": "把文件拖到这里",
    "Drag and drop files here": "把文件拖到这里，可一次多个",
    "Drag and drop directories here": "把文件夹拖到这里",
    "file upload": "上传文件",
    "add icon": "添加",
    "Error:": "有误：",
    # selection
    "Choose an option": "请选择",
    "Choose options": "请选择",
    "Choose or add an option": "选择或输入",
    "Select...": "请选择",
    "No results": "没有符合的选项",
    "No options to select": "没有可选项",
    "Clear value": "清除",
    "Clear all": "全部清除",
    "Clear entry": "清除",
    "Select all": "全选",
    "Selected values": "已选",
    "Selectbox options": "选项",
    "Multiselect options": "选项",
    "Open": "展开",
    # tables
    "Sort ascending": "升序",
    "Sort descending": "降序",
    "Autosize": "自动列宽",
    "Pin column": "固定此列",
    "Unpin column": "取消固定",
    "Hide column": "隐藏此列",
    "Format": "数字格式",
    "Column statistics": "本列统计",
    "Statistics": "统计",
    "Copy column name": "复制列名",
    "Show/hide columns": "显示或隐藏列",
    "Show columns": "显示列",
    "Download as CSV": "下载 CSV",
    "Search": "查找",
    "Close Search": "关闭查找",
    "Previous Result": "上一个",
    "Next Result": "下一个",
    "Type to search": "输入要找的字",
    "Add row": "添加一行",
    "Delete row(s)": "删除所选行",
    "Clear selection": "取消选择",
    "Dataframe column menu": "列菜单",
    "Cancel (Escape)": "取消",
    "Automatic": "自动",
    "Localized": "按地区",
    "Plain": "不分节",
    "Compact": "简写",
    "Dollar": "美元",
    "Euro": "欧元",
    "Yen": "日元",
    "Percent": "百分数",
    "Scientific": "科学计数",
    "Accounting": "会计",
    "Duration": "时长",
    "Distance": "距今",
    "Calendar": "日历",
    "Count": "个数",
    "Empty": "空",
    "Distinct": "不同值",
    "Sum": "合计",
    "Average": "平均",
    "Median": "中位数",
    "Minimum": "最小",
    "Maximum": "最大",
    "Range": "范围",
    "Standard deviation": "标准差",
    "25th percentile": "25% 分位",
    "75th percentile": "75% 分位",
    "Average length": "平均字数",
    "Minimum length": "最短",
    "Maximum length": "最长",
    "Based on sample": "按部分数据",
    "No data": "没有数据",
    "Values": "取值",
    "Edit": "编辑",
    "Rename": "改名",
    "text": "文本",
    "number": "数字",
    # an empty date
    "yyyy": "年",
    "mm": "月",
    "dd": "日",
    # around the page
    "Help": "说明",
    "Link to heading": "本节链接",
    "Dismiss": "关闭",
    "Next month": "下一月",
    "Previous month": "上一月",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": (
        "用方向键移动，回车选定，Esc 关闭。"
    ),
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Running...": "正在处理……",
    "Stop": "停止",
    "Stopping...": "正在停止……",
    "Rerun": "重新载入",
    "Always rerun": "总是重新载入",
    "File change.": "程序文件有变化。",
    "Settings": "设置",
    "Print": "打印",
    "Record screen": "录屏",
    "Record a screencast": "录屏",
    "Clear cache": "清除缓存",
    "About": "关于",
    "Main menu": "主菜单",
    "More": "更多",
    "Close": "关闭",
    "Cancel": "取消",
    "Copy": "复制",
    "Copied": "已复制",
    "Copy to clipboard": "复制",
    "Connecting": "正在连接……",
    "Connecting to Streamlit server": "正在连接看板",
    "Unable to connect to Streamlit server": "连不上看板",
    "Connection error": "连接中断",
    "Connection failed": "连接失败",
    "Connection timed out.": "连接超时。",
    "Please wait...": "请稍候……",
    "Page not found": "没有这个页面",
    "Skip to main content": "跳到正文",
    "App pages": "页面",
    "Navigate to home page": "回到首页",
    "Expand sidebar": "展开侧栏",
    "Collapse sidebar": "收起侧栏",
    "Scroll tabs left": "向左",
    "Scroll tabs right": "向右",
    "Notifications": "通知",
    "Previous page": "上一页",
    "Next page": "下一页",
    "Show password": "显示密码",
    "Hide password": "隐藏密码",
    "Invalid input.": "填写不正确。",
    "Download failed": "下载失败",
    "Increment": "加",
    "Decrement": "减",
    "Choose date": "选择日期",
    "Choose date range": "选择起止日期",
    "Clear date": "清除日期",
    "Press Enter to apply": "按回车确认",
    "Press Enter to submit form": "按回车提交",
    "Press Ctrl+Enter to apply": "按 Ctrl+回车确认",
    "Press ⌘+Enter to apply": "按 ⌘+回车确认",
    "(opens in new tab)": "（新窗口打开）",
}
"""Whole texts, as Streamlit 1.67 writes them."""

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^Preparing image.*$", "正在生成图片……"),
    (r"^Image download succeeded(?: - )?(.*)$", "图片已保存：$1"),
    (r"^Sorry, there was a problem downloading.*$", "图片没有保存成功，请再试一次。"),
    (r"^(\d+(?:\.\d+)?) ?(KB|MB|GB) per file$", "每个文件不超过 $1 $2"),
    (r"^(\d+(?:\.\d+)?) ?(KB|MB|GB) per file • (.+)$", "每个文件不超过 $1 $2 · $3"),
    (r"^(.*) files are not allowed\.$", "不接受这种类型的文件。"),
    (r"^day, (.+)$", "日，$1"),
    (r"^month, (.+)$", "月，$1"),
    (r"^year, (.+)$", "年，$1"),
    (r"^Choose date, (.+)$", "选择日期，$1"),
    (r"^Selected Date: .*$", "已选日期"),
    (r"^(\d+) options? available\.$", "有 $1 个选项。"),
    (r"^File must be (.+) or smaller\.$", "文件不能超过 $1。"),
    (r"^Remove (.+)$", "移除 $1"),
    (r"^Select (\d+) matches$", "选择这 $1 项"),
    (r"^View (\d+) more$", "再看 $1 项"),
    (r"^Page (\d+)$", "第 $1 页"),
    (r"^Help for (.+)$", "$1的说明"),
    (r"^Selected (.+)\. .*$", "已选 $1"),
    (r"^(\d+) results?$", "$1 处"),
    (r"^(\d+) of (\d+) results?$", "第 $1 处，共 $2 处"),
    (r"^Number is below the allowed range\..*$", "数值太小。"),
    (r"^Number is above the allowed range\..*$", "数值太大。"),
    (r"^Number is outside the allowed range\..*$", "数值超出范围。"),
    (r"^You can only select up to (\d+) options?\..*$", "最多选 $1 项。"),
    (r"^The page that you have requested does not seem to exist.*$", "没有这个页面，已回到总览。"),
    (r"^Is Streamlit still running\?.*$", "看板程序没有在运行。请重新启动看板，再刷新本页。"),
    (
        r"^Streamlit server is not responding\..*$",
        "看板没有回应。请确认程序仍在运行，再刷新本页。",
    ),
)
"""Texts with a changing part: JavaScript pattern and replacement."""

_STYLE = """<style>
.st-key-language { display: none; }
.stMainBlockContainer { padding-top: 4.2rem; padding-bottom: 2rem; }
.st-key-headlines h3 { font-size: 24px; padding: 0 0 1.1rem; font-variant-numeric: tabular-nums; }
</style>"""

_SCRIPT = """<script>
(() => {
  if (window.cityreportChinese) return;
  window.cityreportChinese = true;
  document.documentElement.lang = "zh-CN";
  const words = new Map(Object.entries(%s));
  const patterns = %s.map(([pattern, text]) => [new RegExp(pattern, "s"), text]);
  const labels = ["aria-label", "title", "placeholder", "alt"];
  const skipped = "input, textarea, code, pre, .js-plotly-plot, "
    + "[contenteditable=true]:not([role=spinbutton])";
  const translate = (text) => {
    const bare = text.trim();
    if (!/[A-Za-z]/.test(bare) || bare.length > 300) return null;
    if (words.has(bare)) return words.get(bare);
    for (const [pattern, wanted] of patterns)
      if (pattern.test(bare)) return bare.replace(pattern, wanted);
    return null;
  };
  const say = (node) => {
    if (!node.parentElement || node.parentElement.closest(skipped)) return;
    const wanted = translate(node.data);
    if (wanted !== null && wanted !== node.data) node.data = wanted;
  };
  const label = (element, name) => {
    const text = element.getAttribute(name);
    const wanted = text && translate(text);
    if (wanted && wanted !== text) element.setAttribute(name, wanted);
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return say(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode())
      if (node.nodeType === Node.TEXT_NODE) say(node);
      else for (const name of labels) if (node.hasAttribute(name)) label(node, name);
  };
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else if (change.type === "characterData") say(change.target);
      else label(change.target, change.attributeName);
  }).observe(document.body, {
    childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: labels,
  });
  walk(document.body);
})();
</script>"""


def install() -> None:
    """Send the style and the translating script to the page; the script starts once a page load."""
    st.html(_STYLE)
    with st.container(key="language"):
        st.html(script(), unsafe_allow_javascript=True)


def script() -> str:
    """The script with its words: a mutation observer runs before the change is painted."""
    return _SCRIPT % (
        json.dumps(WORDS, ensure_ascii=False),
        json.dumps(PATTERNS, ensure_ascii=False),
    )
