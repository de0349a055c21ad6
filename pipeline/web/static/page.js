// Selection, keys and progress. Everything else is HTML that the server writes.
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// ------------------------------------------------------------------ rows

const rows = () => all("[data-rows] .row");
const current = () => one("[data-rows] .row[aria-current]") || document.activeElement?.closest?.(".row") || null;

function select(row, focus = true) {
  if (!row || row.classList.contains("editing")) return;
  all("[data-rows] .row[aria-current]").forEach((other) => other !== row && other.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  if (row.dataset.key) {
    const address = new URL(location.href);
    address.searchParams.set("tab", row.dataset.table);
    address.searchParams.set("row", row.dataset.key);
    history.replaceState(null, "", address);
  }
  row.dispatchEvent(new CustomEvent("place"));
}

function step(by) {
  const list = rows();
  const at = list.indexOf(current());
  select(list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)]);
}

function selectPlace(mark) {
  const row = one(`[data-rows] .row[data-key="${CSS.escape(mark.dataset.row)}"]`);
  if (row && row.dataset.table === mark.dataset.table) return select(row, false);
  const address = new URL(location.href);
  address.searchParams.set("tab", mark.dataset.table);
  address.searchParams.set("row", mark.dataset.row);
  location.assign(address);
}

document.addEventListener("click", (event) => {
  const target = event.target;
  const opener = target.closest("[data-open]");
  if (opener) return document.getElementById(opener.dataset.open).showModal();
  if (target.closest("[data-close]")) return target.closest("dialog").close();
  if (target.id === "add-row") return addRow();
  const mark = target.closest("[data-row]");
  if (mark && !hasSelection()) return selectPlace(mark);
  if (target.closest("button, input, select, textarea, label, summary, form.edit")) return;
  const place = target.closest("a.place");
  if (target.closest("a") && !place) return;
  const row = target.closest("[data-rows] .row");
  if (!row || hasSelection()) return;
  if (place && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
  if (row.dataset.link) return location.assign(row.dataset.link);
  event.preventDefault();
  select(row);
});

// ------------------------------------------------------------- selection

const hasSelection = () => String(getSelection()).trim().length > 0;

// Offsets count characters of the text of the document, as the server does, not UTF-16 units.
function offset(node, within) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
  if (!holder || !holder.closest("#text")) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, within) : "";
  return Number(holder.dataset.s) + [...before].length;
}

function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !one("#text")) return null;
  const range = chosen.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  let end = offset(range.endContainer, range.endOffset);
  if (end === null || (range.endContainer.nodeType !== Node.TEXT_NODE && range.endOffset === 0)) {
    const inside = all("#text [data-s]").filter((part) => chosen.containsNode(part, true) && part.textContent);
    const last = inside[inside.length - 1];
    if (last && range.endContainer.nodeType !== Node.TEXT_NODE) end = Number(last.dataset.s) + [...last.textContent].length;
  }
  return start === null || end === null || end <= start ? null : { start, end };
}

document.addEventListener("selectionchange", () => {
  const button = one("#add-row");
  if (button) button.disabled = !selected();
});

function addRow() {
  const button = one("#add-row");
  const place = selected();
  if (!button || !place) return;
  htmx.ajax("GET", `/plans/${button.dataset.plan}/add?start=${place.start}&end=${place.end}&table=${button.dataset.tab}`, "#dialog");
}

// ------------------------------------------------------------------ keys

const press = (name) => {
  const row = current();
  const button = one(`[data-do="${name}"]`, row?.closest(".group") || row || one(".group") || document.body);
  if (button) button.click();
};

const turnTab = (by) => {
  const tabs = all(".tabs a");
  const at = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
  if (at >= 0) location.assign(tabs[(at + by + tabs.length) % tabs.length].href);
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  e: () => press("edit"),
  x: () => press("reject"),
  u: () => press("withdraw"),
  c: () => one("[data-comment]")?.focus(),
  t: () => one('.switch [aria-pressed="false"][data-view]')?.click(),
  i: addRow,
  n: () => location.assign("/queue/next"),
  "[": () => turnTab(-1),
  "]": () => turnTab(1),
  "/": () => (one("[data-search]") ? one("[data-search]").focus() : location.assign("/")),
  "?": () => one("#keys").showModal(),
  Enter: () => {
    const row = document.activeElement?.closest?.("[data-rows] .row");
    if (row?.dataset.link) location.assign(row.dataset.link);
    else if (row) select(row);
  },
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (one("dialog[open]")) return;
    const cancel = one("[data-cancel]");
    if (cancel) cancel.click();
    else if (field) field.blur();
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// ------------------------------------------------------------ after swaps

function showPlace(root) {
  const mark = one(".box.selected, .m.selected", root);
  if (mark) mark.scrollIntoView({ block: "center" });
}

document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target.id === "dialog") {
    if (!target.open) target.showModal();
    one("input:not([type=hidden]), textarea, select", target)?.focus();
  }
  if (target.id === "source") showPlace(target);
});

document.addEventListener("htmx:load", (event) => {
  const row = event.detail.elt;
  if (!row.classList?.contains("row") && !row.classList?.contains("group")) return;
  if (row.classList.contains("editing")) {
    one("input, textarea, select", row)?.focus();
  } else if (row.dataset.key && row.closest("[data-rows]")) {
    row.setAttribute("aria-current", "true");
    row.focus({ preventScroll: true });
  }
});

document.addEventListener("htmx:responseError", (event) => {
  let text = "";
  try {
    text = one("main p", new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html"))?.textContent || "";
  } catch { /* the status alone */ }
  one("#said").textContent = text || `${event.detail.xhr.status}`;
});
document.addEventListener("htmx:beforeRequest", () => { one("#said").textContent = ""; });

// ---------------------------------------------------------------- readings

function follow(job) {
  const events = new EventSource(job.dataset.events);
  const show = (event) => {
    job.innerHTML = event.data;
    htmx.process(job);
  };
  events.addEventListener("step", show);
  events.addEventListener("over", (event) => { show(event); events.close(); });
  events.onerror = () => { if (events.readyState === EventSource.CLOSED) events.close(); };
}

document.addEventListener("DOMContentLoaded", () => {
  const job = one("[data-events]");
  if (job) follow(job);
  const chosen = one("[data-rows] .row[aria-current]");
  if (chosen) {
    chosen.scrollIntoView({ block: "nearest" });
    chosen.focus({ preventScroll: true });
  }
  const source = one("#source");
  if (source) requestAnimationFrame(() => showPlace(source));
});
