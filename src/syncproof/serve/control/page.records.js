// A system's panel: its datatypes, a table of records, and marks of recent changes.

import { ask, recordPath } from "./page.api.js";
import { shares, shownAs, stop, textOf, walk } from "./page.cells.js";
import { make } from "./page.dom.js";
import { add, confirm, edit } from "./page.editing.js";
import * as story from "./page.story.js";

const SHOWN = 200;
const COLUMNS = 3; // a system declares its most important properties first
const FRESH = 8000; // milliseconds for which a change is highlighted
const MARKED = 60000; // milliseconds for which its cell shows the value before
const WHO = { user: "a user", sut: "the sync", harness: "the harness" };

export class Panel {
  /** `changed` is called after a user has acted here, `failed` with an error that no dialog shows. */
  constructor(system, { changed, failed }) {
    this.name = system.system;
    this.changed = changed;
    this.failed = failed;
    this.datatypes = new Map(system.datatypes.map((each) => [each.datatype, each]));
    this.marks = new Map(); // by datatype and record: { at, by, created, cells }
    this.rows = new Map(); // by record: { body, cells, values }
    this.element = make("section", { className: "system" });
    this.element.setAttribute("aria-labelledby", `name-${this.name}`);
    this.tabs = make("div", { className: "tabs", role: "tablist" });
    this.tabs.setAttribute("aria-label", `Datatypes of ${this.name}`);
    this.table = make("table", { role: "grid" });
    this.total = make("span", { className: "dim" });
    const plus = make("button", { type: "button", textContent: "Add a record…" });
    plus.addEventListener("click", () => this.add());
    const bar = make("div", { className: "bar" });
    bar.append(
      make("h2", { id: `name-${this.name}`, textContent: this.name }),
      make("code", { textContent: system.url, title: "Where its API is" }),
    );
    this.sheet = make("div", { className: "scroll", role: "tabpanel", id: `sheet-${this.name}` });
    this.sheet.append(this.table);
    const foot = make("div", { className: "foot" });
    foot.append(this.total, plus);
    this.element.append(bar, this.tabs, this.sheet, foot);
    for (const each of system.datatypes) this.tabs.append(this.tab(each));
    this.tabs.addEventListener("keydown", (event) => this.steer(event));
    this.table.addEventListener("keydown", walk);
    this.table.addEventListener("focusin", (event) => stop(this.table, event.target));
    const last = sessionStorage.getItem(`syncproof-${this.name}`);
    this.choose(this.datatypes.has(last) ? last : system.datatypes[0].datatype);
  }

  // Datatypes.

  tab({ datatype, records }) {
    const tab = make("button", { type: "button", role: "tab", id: `tab-${this.name}-${datatype}` });
    tab.dataset.datatype = datatype;
    tab.setAttribute("aria-controls", this.sheet.id);
    tab.append(datatype, " ", make("span", { className: "count", textContent: records.toLocaleString("en") }));
    tab.addEventListener("click", () => this.open(datatype).catch(this.failed));
    return tab;
  }

  choose(datatype) {
    this.datatype = datatype;
    sessionStorage.setItem(`syncproof-${this.name}`, datatype);
    for (const tab of this.tabs.children) {
      const chosen = tab.dataset.datatype === datatype;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) {
        delete tab.dataset.by;
        this.sheet.setAttribute("aria-labelledby", tab.id);
      }
    }
    const properties = Object.keys(this.info.properties);
    this.columns = properties.slice(0, COLUMNS);
    this.rest = properties.slice(COLUMNS);
    const head = make("thead");
    const row = head.insertRow();
    row.append(make("th", { scope: "col" }));
    row.firstChild.append(make("span", { className: "unseen", textContent: "More" }));
    for (const name of this.columns) {
      row.append(make("th", { scope: "col", textContent: name, className: this.info.properties[name].kind }));
    }
    this.rows.clear();
    this.table.setAttribute("aria-label", `${datatype} in ${this.name}`);
    this.table.replaceChildren(head);
    this.sheet.scrollTop = 0;
  }

  get info() {
    return this.datatypes.get(this.datatype);
  }

  async open(datatype) {
    this.choose(datatype);
    await this.refresh();
  }

  steer(event) {
    const tabs = [...this.tabs.children];
    const place = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  }

  counted(system) {
    for (const each of system.datatypes) {
      this.datatypes.get(each.datatype).records = each.records;
      const tab = [...this.tabs.children].find((one) => one.dataset.datatype === each.datatype);
      tab.querySelector(".count").textContent = each.records.toLocaleString("en");
    }
  }

  // Marks of recent changes.

  /** Notes a line of the ledger: its record is marked when it is shown next. */
  note({ event, by, ref, before, after, text }) {
    const info = this.datatypes.get(ref.datatype);
    if (!info || (info.place && ref.place && ref.place !== info.place)) return;
    const key = `${ref.datatype}/${ref.record}`;
    const mark = this.marks.get(key) ?? { cells: {} };
    Object.assign(mark, { at: performance.now(), by, created: event === "created" || mark.created });
    const when = / (\S+):/.exec(text)[1];
    for (const [property, value] of Object.entries(after ?? {})) {
      mark.cells[property] = { by, change: `${textOf(before[property])} → ${textOf(value)}   (${WHO[by]}, ${when})` };
    }
    this.marks.set(key, mark);
    if (ref.datatype === this.datatype) return;
    const tab = [...this.tabs.children].find((one) => one.dataset.datatype === ref.datatype);
    tab.dataset.by = by;
    tab.title = `Changed by ${WHO[by]}`;
  }

  fade() {
    const now = performance.now();
    for (const [key, mark] of this.marks) {
      const age = now - mark.at;
      if (age < FRESH || (mark.faded && age < MARKED)) continue;
      mark.faded = true;
      if (age >= MARKED) this.marks.delete(key);
      const [datatype, record] = split(key);
      const row = datatype === this.datatype && this.rows.get(record);
      if (row) this.paint(record, row);
    }
  }

  // Records.

  async refresh() {
    const datatype = this.datatype;
    const found = await ask("GET", `${recordPath(this.name, datatype)}?limit=${SHOWN}`);
    if (datatype !== this.datatype) return; // the user has opened another datatype meanwhile
    const records = Object.entries(found.records).reverse();
    const ids = new Set(records.map(([id]) => id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      row.body.remove();
      this.rows.delete(id);
    }
    this.measure(records.map(([, values]) => values));
    let place = this.table.tHead;
    for (const [id, values] of records) {
      const row = this.rows.get(id) ?? this.row(id);
      row.values = values;
      this.paint(id, row);
      if (place.nextElementSibling !== row.body) place.after(row.body);
      place = row.body;
    }
    if (!this.table.querySelector("tbody [tabindex='0']")) stop(this.table, this.table.querySelector("tbody button"));
    const total = found.total.toLocaleString("en");
    this.total.textContent =
      found.total > SHOWN ? `the newest ${SHOWN} of ${total}` : `${total} ${found.total === 1 ? "record" : "records"}, newest first`;
    this.tabs.querySelector("[aria-selected=true] .count").textContent = total;
  }

  /** Gives each column its share of the width. */
  measure(records) {
    const texts = this.columns.map((name) => [name, ...records.map((values) => shownAs(values[name], this.info.properties[name].kind))]);
    const [first, ...heads] = this.table.tHead.rows[0].cells;
    shares(texts, this.table.clientWidth - first.clientWidth).forEach((share, place) => (heads[place].style.width = `${100 * share}%`));
  }

  row(id) {
    const body = make("tbody");
    const tr = body.insertRow();
    const more = make("button", { type: "button", className: "more", textContent: "›", tabIndex: -1 });
    more.setAttribute("aria-expanded", "false");
    more.addEventListener("click", () => this.unfold(id));
    tr.insertCell().append(more);
    const cells = new Map();
    for (const property of this.columns) tr.insertCell().append(this.cell(id, property, cells));
    const row = { body, cells, more, values: {} };
    this.rows.set(id, row);
    return row;
  }

  cell(id, property, cells) {
    const button = make("button", { type: "button", className: "cell", tabIndex: -1 }, make("span"));
    button.dataset.property = property;
    button.dataset.kind = this.info.properties[property].kind;
    button.addEventListener("click", () => this.edit(id, property, button));
    cells.set(property, button);
    return button;
  }

  paint(id, { body, cells, more, values }) {
    const mark = this.marks.get(`${this.datatype}/${id}`);
    const fresh = mark && performance.now() - mark.at < FRESH;
    body.dataset.record = id;
    body.dataset.by = mark?.by ?? "";
    body.classList.toggle("fresh", Boolean(fresh));
    body.classList.toggle("new", Boolean(fresh && mark.created));
    const name = shownAs(values[this.columns[0]], "text");
    more.title = id;
    more.setAttribute("aria-label", `All of ${name}`);
    for (const [property, button] of cells) {
      const { kind } = this.info.properties[property];
      const text = shownAs(values[property], kind);
      const change = mark?.cells[property];
      if (button.textContent !== text) button.firstChild.textContent = text;
      button.classList.toggle("empty", text === "–");
      button.dataset.by = change?.by ?? "";
      button.title = change?.change ?? textOf(values[property]);
      button.setAttribute("aria-label", `${property}: ${text}${change ? `, was ${change.change}` : ""}`);
    }
  }

  unfold(id) {
    const row = this.rows.get(id);
    const open = row.more.getAttribute("aria-expanded") === "false";
    row.more.setAttribute("aria-expanded", open);
    if (!open) {
      row.details.remove();
      for (const property of this.rest) row.cells.delete(property);
      return;
    }
    row.details = row.body.insertRow();
    row.details.className = "details";
    const cell = row.details.insertCell();
    cell.colSpan = this.columns.length + 1;
    const list = make("dl");
    list.append(make("dt", { textContent: "id" }), make("dd", { className: "id", textContent: id }));
    for (const property of this.rest) {
      const value = make("dd");
      value.append(this.cell(id, property, row.cells));
      list.append(make("dt", { textContent: property }), value);
    }
    const bin = make("button", { type: "button", className: "grave", textContent: "Delete…", tabIndex: -1 });
    bin.addEventListener("click", () => this.remove(id));
    const tale = make("button", { type: "button", textContent: "Story…", tabIndex: -1 });
    tale.addEventListener("click", () => this.tell(id));
    cell.append(list, tale, " ", bin);
    this.paint(id, row);
  }

  /** Shows a record, wherever it is. */
  async find(datatype, id) {
    if (datatype !== this.datatype) await this.open(datatype);
    const row = this.rows.get(id);
    if (!row) return this.tell(id); // deleted since, or not among the newest
    row.body.scrollIntoView({ block: "nearest" });
    row.more.focus();
  }

  /** Tells the story of a record, also of one that is not there any more. */
  tell(id) {
    const row = this.rows.get(id);
    const title = row ? shownAs(row.values[this.columns[0]], "text") : `${this.datatype} ${id}`;
    return story.tell({ system: this.name, datatype: this.datatype, record: id }, title, this.failed);
  }

  // What a user does.

  edit(id, property, near) {
    const datatype = this.datatype;
    edit({
      title: `${property} of ${shownAs(this.rows.get(id).values[this.columns[0]], "text")}`,
      property,
      kind: this.info.properties[property].kind,
      value: this.rows.get(id).values[property] ?? null,
      near,
      done: async (value) => {
        await ask("PATCH", recordPath(this.name, datatype, id), { values: { [property]: value } });
        await this.after();
      },
    });
  }

  add() {
    const datatype = this.datatype;
    add({
      title: `A new ${datatype} in ${this.name}`,
      properties: this.info.properties,
      done: async (values) => {
        await ask("POST", recordPath(this.name, datatype), { values });
        await this.after();
      },
    });
  }

  remove(id) {
    const datatype = this.datatype;
    const name = shownAs(this.rows.get(id).values[this.columns[0]], "text");
    confirm({
      title: `Delete ${name} in ${this.name}?`,
      text: "As a user does, in the system's own screens.",
      button: "Delete",
      done: async () => {
        await ask("DELETE", recordPath(this.name, datatype, id));
        await this.after();
      },
    });
  }

  async after() {
    this.changed();
    await this.refresh(); // also where the view is paused
  }
}

function split(key) {
  const place = key.indexOf("/");
  return [key.slice(0, place), key.slice(place + 1)];
}
