// The exchanges of a story as a sequence diagram: a lane for whoever takes part, a row for each request, act or mark.

const SVG = "http://www.w3.org/2000/svg";
const MOST_ROWS = 150;
const WIDE = 560;

function draw(trace, source, target, whole) {
  const width = whole - (whole < WIDE ? 0 : 64); // the times stand beside the lanes
  const systems = [...new Set([source, target, ...trace.ledger.map((each) => each.system).filter(Boolean)])];
  const lanes = ["user", source, "sync", ...systems.filter((each) => each !== source)];
  const at = new Map(lanes.map((each, i) => [each, ((i + 0.5) * width) / lanes.length]));
  const all = rowsOf(trace);
  const rows = all.slice(0, MOST_ROWS);
  if (all.length > rows.length) rows.push({ kind: "step", text: `… and ${all.length - rows.length} rows more, in the text below` });
  const parts = [];
  let y = 44;
  const works = [];
  let began;
  for (const row of rows) {
    if (row.kind === "begins") began = y - 4;
    const height = ROWS[row.kind](parts, row, y, at, width);
    y += height;
    if (row.kind === "ends" || row.kind === "cut") { if (began !== undefined) works.push([began, y - 6]); began = undefined; }
  }
  const bottom = y + 6;
  const root = svg("svg", { viewBox: `0 0 ${whole} ${bottom}`, class: "exchange", role: "img",
    "aria-label": `The exchanges between ${lanes.join(", ")}; the same as text follows` });
  for (const [name, x] of at) {
    root.append(svg("line", { class: "lane", x1: x, x2: x, y1: 24, y2: bottom }),
      svg("text", { class: "head", x, y: 16 }, cutTo(name === "user" ? "a user" : name === "sync" ? "the sync" : name, width / lanes.length, 7)));
  }
  for (const [from, to] of works) root.append(svg("rect", { class: "works", x: at.get("sync") - 4, y: from, width: 8, height: Math.max(8, to - from), rx: 2 }));
  root.append(...parts);
  return root;
}

// Idle passes, in which nothing was written, are one row; changes by the sync stand after the request that made them.
function rowsOf(trace) {
  const rows = [];
  const steps = trace.steps.map((each) => ({ ...each }));
  const { ledger } = trace;
  let held = [];
  for (let i = 0; i <= ledger.length; i += 1) {
    while (steps.length && steps[0].line <= i) rows.push({ kind: "step", text: steps.shift().text });
    const each = ledger[i];
    if (!each) break;
    if (each.kind === "marked") {
      if (each.what === "pass begins") {
        const end = idle(ledger, i, steps);
        if (end) {
          const before = rows.at(-1);
          const requests = end - i - 1;
          if (before?.kind === "idle") { before.passes += 1; before.requests += requests; } else rows.push({ kind: "idle", passes: 1, requests, at: each.at });
          i = end;
        } else rows.push({ kind: "begins", at: each.at });
      } else if (each.what === "pass ends" || each.what === "pass given up") rows.push({ kind: "ends", text: each.what === "pass ends" ? "" : "the pass ended early", at: each.at });
      else if (each.what === "restarted") rows.push({ kind: "cut", text: "killed and started again", at: each.at });
      else rows.push({ kind: "mark", text: each.what, at: each.at });
    } else if (each.kind === "call") {
      rows.push({ ...each, kind: "call" }, ...held);
      held = [];
    } else if (each.by === "sut" && ["created", "updated", "deleted"].includes(each.kind)) {
      held.push({ kind: "note", lane: each.system, text: changed(each) });
    } else if (each.by === "user" && each.system && ["created", "updated", "deleted"].includes(each.kind)) {
      rows.push({ kind: "act", system: each.system, text: changed(each), at: each.at });
    } else if (each.kind === "refused") held.push({ kind: "note", lane: each.system, bad: true, text: `refuses ${each.property}: ${each.reason}` });
    else if (each.kind === "reported") rows.push({ kind: "note", lane: "sync", bad: true, text: `reports ${each.property || each.datatype}: ${each.reason}` });
    else if (each.kind === "lacked") held.push({ kind: "note", lane: each.system, bad: true, text: `withholds ${each.property || each.datatype}: no ${each.capability}` });
  }
  return [...rows, ...held];
}

// The line at which a pass ends in which nothing happened but reads that were answered, and during which no step began.
function idle(ledger, from, steps) {
  for (let i = from + 1; i < ledger.length; i += 1) {
    const { kind, what, method, status } = ledger[i];
    if (steps.length && steps[0].line <= i) return 0;
    if (kind === "marked") return what === "pass ends" ? i : 0;
    if (kind !== "call" || method !== "GET" || status < 200 || status > 399) return 0;
  }
  return 0;
}

function changed({ kind, datatype, before, after }) {
  if (kind === "deleted") return `deletes a ${datatype}`;
  const names = Object.keys(after).filter((each) => kind === "updated" || (after[each] !== null && after[each] !== ""));
  const shown = names.slice(0, 3).map((each) => (kind === "updated" ? `${each} ${quoted(before[each], 24)} → ${quoted(after[each], 24)}` : `${each} ${quoted(after[each], 24)}`));
  return `${kind === "created" ? `new ${datatype}: ` : ""}${shown.join(", ")}${names.length > 3 ? ", …" : ""}`;
}

const ROWS = {
  step(parts, row, y, at, width) {
    parts.push(svg("rect", { class: "band", x: 0, y: y - 2, width, height: 20, rx: 3 }), svg("text", { class: "step", x: 6, y: y + 12 }, cutTo(row.text, width - 12, 6)));
    return 28;
  },
  begins: () => 8,
  ends(parts, row, y, at, width) {
    if (!row.text) return 10;
    label(parts, row.text, at.get("sync"), y + 8, width, "bad");
    return 20;
  },
  idle(parts, row, y, at, width) {
    const x = at.get("sync");
    parts.push(svg("rect", { class: "works", x: x - 4, y: y - 2, width: 8, height: 16, rx: 2 }));
    const passes = row.passes === 1 ? "a pass" : `${row.passes} passes`;
    label(parts, `${passes}, ${row.requests} ${row.requests === 1 ? "read" : "reads"}, nothing written`, x, y + 10, width, "quiet");
    time(parts, row.at, y + 10, width);
    return 26;
  },
  call(parts, row, y, at, width) {
    const from = at.get("sync") + (at.get(row.system) < at.get("sync") ? -4 : 4);
    const to = at.get(row.system);
    const path = readable(row.path.split("?")[0].replace(/^\/v?\d+\//, "")).replace(/[A-Za-z0-9_-]{16,}/g, (each) => `…${each.slice(-4)}`);
    label(parts, `${row.method} ${path}`, (from + to) / 2, y + 9, width, "");
    arrow(parts, from, to, y + 14);
    if (row.status === 0) {
      const middle = (from + to) / 2;
      parts.push(svg("line", { class: "reply", x1: to, x2: middle, y1: y + 23, y2: y + 23 }), svg("path", { class: "lost", d: `M${middle - 5} ${y + 18}l10 10m0 -10l-10 10` }));
      label(parts, "the answer is lost", middle, y + 40, width, "bad");
      return 48;
    }
    const bad = row.status >= 400;
    parts.push(svg("line", { class: "reply", x1: to, x2: from, y1: y + 23, y2: y + 23 }));
    label(parts, String(row.status), (from + to) / 2, y + 33, width, bad ? "bad" : "quiet");
    time(parts, row.at, y + 9, width);
    return 42;
  },
  act(parts, row, y, at, width) {
    label(parts, row.text, (at.get("user") + at.get(row.system)) / 2, y + 9, width, "");
    arrow(parts, at.get("user"), at.get(row.system), y + 14);
    time(parts, row.at, y + 9, width);
    return 30;
  },
  note(parts, row, y, at, width) {
    label(parts, row.text, at.get(row.lane), y + 7, width, row.bad ? "bad" : "");
    return 20;
  },
  mark(parts, row, y, at, width) {
    parts.push(svg("line", { class: "reply", x1: 0, x2: width, y1: y + 6, y2: y + 6 }));
    label(parts, row.text, at.get("sync"), y + 10, width, row.text === "never at rest" ? "bad" : "quiet");
    return 24;
  },
  cut(parts, row, y, at, width) {
    const x = at.get("sync");
    parts.push(svg("path", { class: "cut", d: `M${x - 14} ${y + 6}l7 -7l7 7l7 -7l7 7` }));
    label(parts, row.text, x, y + 20, width, "bad");
    return 32;
  },
};

function svg(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function arrow(parts, from, to, y) {
  const way = Math.sign(to - from);
  parts.push(svg("line", { class: "arrow", x1: from, x2: to - way * 5, y1: y, y2: y }), svg("path", { class: "tip", d: `M${to} ${y}l${-7 * way} -3.5v7z` }));
}

// A text around a point, moved where it would cross an edge.
function label(parts, text, x, y, width, how) {
  const per = 6.3;
  const shown = cutTo(text, width - 8, per);
  const half = (shown.length * per) / 2;
  const middle = Math.min(Math.max(x, half + 4), width - half - 4);
  const made = svg("text", { x: middle, y, "text-anchor": "middle", class: how }, shown);
  if (shown !== text) made.append(svg("title", {}, text));
  parts.push(made);
}

function time(parts, at, y, width) {
  if (width < WIDE - 64) return;
  parts.push(svg("text", { class: "time", x: width + 60, y, "text-anchor": "end" }, new Date(at).toISOString().slice(11, 19)));
}

function cutTo(text, room, per) {
  const most = Math.max(3, Math.floor(room / per));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function readable(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
