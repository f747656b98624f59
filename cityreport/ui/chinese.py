"""Streamlit's own English, turned into Chinese in the browser (details.md E6).

Streamlit has no translation of its uploader, table menus and hints. One script watches the page
and replaces texts and labels before they are painted; beside ``ui/wall`` this is the only place with
script or style.
The script also makes a click on a figure one step of the browser's history (``drill``).
"""

import json

import streamlit as st

from cityreport.ui.words import PATTERNS, WORDS

_ONE_STEP_MS = 4000
"""So long after a figure was opened, what a page writes into its address is no step of its own."""

_STYLE = """<style>
.st-key-drill-link { visibility: hidden; }
.st-key-language { display: none; }
.stMainBlockContainer { padding-top: 4.2rem; padding-bottom: 2rem; }
.st-key-headlines h3 { font-size: 24px; padding: 0 0 1.1rem; font-variant-numeric: tabular-nums; }
.st-key-headlines button { min-height: 1.4rem; padding: 0; text-align: left; justify-content: start; }
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
  // What was clicked on a figure opens by a link of its own; the choices that the page then
  // writes into its address belong to the same step of the history.
  let opening = null, opened = 0, shown = location.pathname;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    if (!url) return push(state, title, url);
    const wanted = new URL(url, location.href);
    const recent = Date.now() - opened < %d;
    const waiting = recent && opening;
    if (waiting && wanted.pathname !== opening.pathname) return;
    // Streamlit forgets the choices of the link when the page before takes its own out meanwhile.
    const whole = waiting && !wanted.search ? opening : wanted;
    shown = whole.pathname;
    opening = null;
    const more = recent && !waiting && whole.pathname === location.pathname;
    return more ? history.replaceState(state, title, whole) : push(state, title, whole);
  };
  // Going back between pages that share choices, Streamlit 1.67 loses them: the address is read anew.
  addEventListener("popstate", (event) => {
    if (location.search && location.pathname !== shown) {
      event.stopImmediatePropagation();
      location.reload();
    }
    shown = location.pathname;
  }, true);
  const follow = (node) => {
    const link = node.nodeType === Node.ELEMENT_NODE
      && (node.closest(".st-key-drill-link a") || node.querySelector(".st-key-drill-link a"));
    if (!link || link.dataset.followed) return;
    link.dataset.followed = "yes";
    opening = new URL(link.href);
    opened = Date.now();
    link.click();
  };
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "childList") {
        // What Plotly draws is thousands of marks, and none of them is Streamlit's English.
        if (!change.target.closest(".js-plotly-plot"))
          change.addedNodes.forEach((node) => (walk(node), follow(node)));
      }
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
        _ONE_STEP_MS,
    )
