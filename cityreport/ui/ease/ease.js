// Reach by keyboard, the contrast switch, print. Once a page load; nothing of a sheet passes through.
(() => {
  if (window.cityreportEase) return;
  window.cityreportEase = true;
  const root = document.documentElement, KEPT = "cityreport-contrast";
  // Pixels of an A4 sheet on its side within its margins, and the smallest that a block is made.
  const PAPER_WIDE = 1030, PAPER_HIGH = 690, SMALLEST = 0.6;
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  const keep = (high) => { try { high ? localStorage.setItem(KEPT, "high") : localStorage.removeItem(KEPT); } catch { /* not kept */ } };

  // Contrast: on the root element, which Streamlit never draws anew, so that no page flickers.
  const high = () => root.dataset.contrast === "high";
  const press = () => document.querySelectorAll(".ease-contrast").forEach((button) => {
    if (button.getAttribute("aria-pressed") !== String(high())) button.setAttribute("aria-pressed", String(high()));
  });
  const contrast = (wanted) => { wanted ? (root.dataset.contrast = "high") : delete root.dataset.contrast; press(); };
  contrast(kept() === "high");
  addEventListener("click", (event) => {
    if (!event.target.closest?.(".ease-contrast")) return;
    keep(!high());
    contrast(!high());
  }, true);
  addEventListener("storage", (event) => event.key === KEPT && contrast(event.newValue === "high"));

  // Tables are drawn on a canvas, which no colour of a style reaches: this darkens all but white.
  const draw = (name, features, ...inside) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, text] of Object.entries(features)) one.setAttribute(key, text);
    one.append(...inside);
    return one;
  };
  const gammas = ["R", "G", "B"].map((one) => draw(`feFunc${one}`, { type: "gamma", exponent: "2" }));
  const darker = draw("filter", { id: "ease-darker", "color-interpolation-filters": "sRGB" }, draw("feComponentTransfer", {}, ...gammas));
  document.body.append(draw("svg", { "aria-hidden": "true", width: "0", height: "0", style: "position:absolute" }, darker));

  // A table whose rows lead on would pick its first cell as soon as Tab reaches it, and the page
  // would be gone: there the keys scroll; the links in its dialogs lead on.
  const leading = (node) => node instanceof HTMLCanvasElement && node.closest('[class*="st-key-leads-"]');
  const SCROLLED = { ArrowDown: 35, ArrowUp: -35, PageDown: 350, PageUp: -350, Home: -1e6, End: 1e6 };
  const ASIDE = { ArrowRight: 120, ArrowLeft: -120 };
  let pointed = 0;
  addEventListener("pointerdown", () => (pointed = Date.now()), true);
  const hush = (event) => { if (leading(event.target) && Date.now() - pointed > 1000) event.stopImmediatePropagation(); };
  addEventListener("focus", hush, true);
  addEventListener("focusin", hush, true);
  addEventListener("keydown", (event) => {
    const table = leading(event.target);
    if (!table || event.key === "Tab" || event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    const inner = table.querySelector(".dvn-scroller");
    const down = SCROLLED[event.key] ?? 0, aside = ASIDE[event.key] ?? 0;
    if (!down && !aside) return;
    event.preventDefault();
    const [top, left] = [inner?.scrollTop, inner?.scrollLeft];
    inner?.scrollBy(aside, down);
    if (inner?.scrollTop === top && inner?.scrollLeft === left) document.querySelector("[data-testid=stMain]")?.scrollBy(0, down);
  }, true);

  // The blocks of a page come right under its title: headings without a missing level.
  const level = () => document.querySelectorAll("[data-testid=stMain] h3:not([aria-level])").forEach((one) => one.setAttribute("aria-level", "2"));
  new MutationObserver(() => { level(); press(); }).observe(document.body, { childList: true, subtree: true });
  level();

  // Print: the layout of the screen, as a whole made as wide as the paper; a block that is
  // higher than a page is made smaller, so that it is not torn.
  const blocks = () => document.querySelectorAll("[data-testid=stMainBlockContainer] > [data-testid=stVerticalBlock] > [data-testid=stLayoutWrapper]");
  addEventListener("beforeprint", () => {
    const wide = document.querySelector("[data-testid=stMainBlockContainer] > [data-testid=stVerticalBlock]")?.clientWidth;
    if (!wide) return;
    const fit = PAPER_WIDE / wide;
    root.style.setProperty("--print-width", `${wide}px`);
    root.style.setProperty("--print-zoom", String(fit));
    for (const block of blocks()) {
      const left = PAPER_HIGH / (block.offsetHeight * fit);
      if (left >= SMALLEST && 1 >= left) block.style.zoom = String(left);
    }
  });
  addEventListener("afterprint", () => blocks().forEach((block) => (block.style.zoom = "")));
})();
