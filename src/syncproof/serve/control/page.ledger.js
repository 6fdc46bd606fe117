// The ledger pane: its lines as they come, newest last, and the filters that hide some.

const KEPT = 5000; // so many that a filter still finds a change after many calls
const SHOWN = 500;
const CHANGES = new Set(["created", "updated", "deleted"]);

const list = document.querySelector("#lines");
const filters = document.querySelector("#filters");
const count = document.querySelector("#ledger-count");
const newest = document.querySelector("#newest");

let kept = [];
let shown = 0; // how many of the kept lines pass the filters
let follows = true;
let find = () => {};

export function systemOf(line) {
  return line.system ?? line.ref?.system;
}

export function isChange(line) {
  return CHANGES.has(line.event);
}

/** `jump` shows the record of a line. */
export function begin(systems, jump) {
  find = jump;
  kept = [];
  follows = true;
  const select = filters.elements.system;
  const chosen = select.value;
  select.replaceChildren(new Option("all", ""), ...systems.map((name) => new Option(name, name)));
  select.value = systems.includes(chosen) ? chosen : "";
  draw();
}

export function add(lines) {
  kept.push(...lines);
  if (kept.length > KEPT) kept = kept.slice(-KEPT);
  const passing = lines.filter(filter());
  shown += passing.length;
  list.append(...passing.slice(-SHOWN).map(item));
  while (list.childElementCount > SHOWN) list.firstElementChild.remove();
  settle(passing.length > 0);
}

/** Returns patterns for the paths that were asked for in a system, as a fault has them. */
export function pathsOf(system) {
  const asked = kept.filter((line) => line.event === "call" && line.system === system);
  const patterns = asked.map(({ path }) => path.split("?")[0].replace(/\/(\d+|[0-9a-f]{24})(?=\/|$)/g, "/*"));
  return [...new Set(patterns)].sort().slice(0, SHOWN);
}

/** Shows a line, whatever the filters hide. */
export function reveal(number) {
  if (!list.querySelector(`[data-line="${number}"]`)) {
    filters.reset();
    draw();
  }
  const line = list.querySelector(`[data-line="${number}"]`);
  if (!line) return;
  follows = false;
  line.scrollIntoView({ block: "center" });
  line.classList.add("found");
  setTimeout(() => line.classList.remove("found"), 4000);
  list.focus({ preventScroll: true });
}

function draw() {
  const passing = kept.filter(filter());
  shown = passing.length;
  list.replaceChildren(...passing.slice(-SHOWN).map(item));
  settle(false);
}

function settle(came) {
  const number = list.childElementCount.toLocaleString("en");
  count.textContent = shown > SHOWN ? `the last ${number} lines` : `${number} ${shown === 1 ? "line" : "lines"}`;
  if (follows) list.scrollTop = list.scrollHeight;
  else if (came) newest.hidden = false;
}

function filter() {
  const chosen = new FormData(filters);
  const [what, by, system] = [new Set(chosen.getAll("what")), new Set(chosen.getAll("by")), chosen.get("system")];
  return (line) =>
    what.has(isChange(line) ? "changes" : line.event === "call" ? "calls" : "other") &&
    by.has(line.by) &&
    (!system || !systemOf(line) || systemOf(line) === system);
}

function item(line) {
  const [, number, time, text] = /^(\d+) (\S+) (.*)$/s.exec(line.text);
  const element = document.createElement("li");
  element.dataset.by = line.by;
  element.dataset.event = line.event;
  element.dataset.line = line.line;
  if (line.fault || line.status === 0) element.classList.add("troubled");
  const sentence = document.createElement(line.ref?.record ? "button" : "span");
  sentence.className = "sentence";
  if (line.ref?.record) {
    sentence.type = "button";
    sentence.tabIndex = -1;
    sentence.title = "Show the record";
    sentence.addEventListener("click", () => find(line.ref));
  }
  sentence.textContent = text;
  element.append(part("number", number), " ", part("time", time), " ", sentence);
  return element;
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

filters.addEventListener("change", draw);
list.addEventListener("scroll", () => {
  follows = list.scrollTop + list.clientHeight > list.scrollHeight - 24;
  if (follows) newest.hidden = true;
});
newest.addEventListener("click", () => {
  follows = true;
  newest.hidden = true;
  list.scrollTop = list.scrollHeight;
  list.focus();
});
// One stop for the Tab key; from there the arrows go from line to line.
list.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const buttons = [...list.querySelectorAll("button")];
  const place = buttons.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? place + 1 : place < 0 ? buttons.length - 1 : place - 1;
  if (buttons[next]) {
    event.preventDefault();
    buttons[next].focus();
  }
});
