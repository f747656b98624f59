// 投屏: which sheet is seen, the keys, and the picture of a sheet. Everything else is on the page.
const WIDE = 1280, HIGH = 720, SHARP = 2, SAID_MS = 1500, CALM_MS = 200, MOST_TRIES = 5;
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1, Home: -Infinity, End: Infinity,
};

const wall = () => document.querySelector(".st-key-wall");
const number = (sheet) => Number(/st-key-sheet-(\d+)/.exec(sheet.className)[1]);
const sheets = () =>
  [...document.querySelectorAll('[class*="st-key-sheet-"]')].sort((a, b) => number(a) - number(b));
const asked = () => Number(/^#(\d+)$/.exec(location.hash)?.[1] ?? 1);

function say(text) {
  document.querySelector(".sheet-said")?.remove();
  const said = document.createElement("div");
  said.className = "sheet-said";
  said.textContent = text;
  wall()?.append(said);
  setTimeout(() => said.remove(), SAID_MS);
}

function show(wanted) {
  const all = sheets();
  const at = Math.min(Math.max(wanted, 1), Math.max(all.length, 1));
  all.forEach((sheet, place) => (sheet.style.visibility = place + 1 === at ? "visible" : "hidden"));
  if (asked() !== at) history.replaceState(history.state, "", `#${at}`);
}

// Streamlit measures the frame of a figure as it is seen, scaled or not, and draws it that wide.
// So a sheet is scaled only once its figures stand in it as wide as their frames are.
const drawn = (frame) => Number(frame.querySelector(".main-svg")?.getAttribute("width"));
const complete = (sheet) =>
  sheet.querySelector(".sheet-foot") && !sheet.querySelector('[data-testid="stSkeleton"]');
const fits = (frame) => Math.abs(drawn(frame) - frame.offsetWidth) < 1;

function fit() {
  const scale = Math.min(innerWidth / WIDE, innerHeight / HIGH);
  for (const sheet of sheets()) {
    const frames = [...sheet.querySelectorAll(".stPlotlyChart")];
    const tries = Number(sheet.dataset.tries ?? 0);
    const ready = complete(sheet) && (frames.every(fits) || tries >= MOST_TRIES);
    sheet.style.setProperty("--wall-fit", String(ready ? scale : 1));
    if (ready || !frames.every(drawn)) continue;
    // Measured while it was scaled. A pixel more or less of room has it measured again.
    sheet.style.paddingRight = sheet.style.paddingRight ? "" : "49px";
    sheet.dataset.tries = String(tries + 1);
  }
}

function rules() {
  const found = [];
  for (const sheet of document.styleSheets) {
    try {
      for (const rule of sheet.cssRules)
        if (rule instanceof CSSStyleRule && !/url\(|@font-face/.test(rule.cssText)) found.push(rule.cssText);
    } catch { /* a style of a browser extension */ }
  }
  return found.join("\n");
}

// The sheet as an SVG with the page inside, drawn on a canvas: nothing leaves the browser.
async function picture() {
  const sheet = sheets().find((one) => one.style.visibility === "visible");
  const copy = sheet.cloneNode(true);
  copy.style.cssText = "position:static;transform:none;visibility:visible";
  const root = document.createElement("div");
  root.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const style = document.createElement("style");
  style.textContent = rules();
  root.append(style, copy);
  const page = new XMLSerializer().serializeToString(root);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}">`
    + `<foreignObject width="100%" height="100%">${page}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDE * SHARP, HIGH * SHARP];
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#ffffff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("empty"))), "image/png"));
}

async function copyPicture() {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture() })]);
    say("图片已复制，可直接粘贴到文档或群里");
  } catch {
    say("浏览器不允许复制图片，请用截图键，画面不用裁剪");
  }
}

export default function ({ setTriggerValue }) {
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    history.replaceState(history.state, "", location.pathname + location.search);
    setTriggerValue("left", true);
  };
  const onKey = (event) => {
    if (!wall()) return;
    const copies = event.key.toLowerCase() === "c" && !event.altKey && !event.shiftKey;
    if (!copies && (event.ctrlKey || event.metaKey || event.altKey)) return;
    if (event.key === "Escape") leave();
    else if (copies) copyPicture();
    else if (event.key in STEPS) show(asked() + STEPS[event.key]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onFull = () => { if (!document.fullscreenElement) leave(); };
  const onClick = (event) => {
    if (event.target.closest(".st-key-wall")) show(asked() + (event.clientX < innerWidth / 4 ? -1 : 1));
  };
  // Not before all is calm, and what was to be measured in the next frames has been.
  let calm = 0;
  const settle = () => {
    clearTimeout(calm);
    calm = setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(fit)), CALM_MS);
  };
  const arrived = new MutationObserver(() => { show(asked()); settle(); });
  fit();
  show(asked());
  const drawing = { childList: true, subtree: true, attributes: true, attributeFilter: ["width"] };
  if (wall()) arrived.observe(wall(), drawing);
  document.documentElement.requestFullscreen?.().catch(() => {});
  const heard = [[window, "keydown", onKey, true], [window, "resize", fit], [window, "click", onClick],
    [document, "fullscreenchange", onFull]];
  for (const [on, name, does, first] of heard) on.addEventListener(name, does, first);
  return () => {
    arrived.disconnect();
    clearTimeout(calm);
    for (const [on, name, does, first] of heard) on.removeEventListener(name, does, first);
  };
}
