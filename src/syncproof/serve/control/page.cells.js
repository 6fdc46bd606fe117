// A cell of the table: the text of its value, and how the keyboard moves from cell to cell.

export function textOf(value) {
  return value === null || value === undefined || value === "" ? "nothing" : typeof value === "string" ? `“${value}”` : String(value);
}

export function shownAs(value, kind) {
  if (value === null || value === undefined || value === "") return "–";
  if (kind === "boolean") return value ? "yes" : "no";
  if (kind === "moment") return String(value).replace("T", " ").replace(/(:00)?\.000Z$/, "").replace(/ 00:00$/, "");
  return String(value);
}

const SHORTEST = 10; // characters for which a column has room at least, and at most: others are broken into lines
const LONGEST = 30;
const WORD = 14; // a longer word, such as an address, is broken
const LETTER = 8; // pixels, and those around the value of a cell
const AROUND = 20;

// Returns the share of the width of each column, by its longest text, and no smaller than its words need.
export function shares(texts, width) {
  const lengths = texts.map((column) => Math.min(LONGEST, Math.max(SHORTEST, ...column.map((text) => text.length))));
  const words = texts.map((column) => Math.max(0, ...column.flatMap((text) => text.split(/\s+/)).map((word) => (word.length > WORD ? 0 : word.length))));
  const needs = words.map((length) => (length * LETTER + AROUND) / width);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const small = lengths.map((length, place) => length / whole < needs[place]);
  const fixed = needs.reduce((sum, need, place) => sum + (small[place] ? need : 0), 0);
  const rest = lengths.reduce((sum, length, place) => sum + (small[place] ? 0 : length), 0);
  if (!(fixed < 1) || !rest) return lengths.map((length) => length / whole);
  return lengths.map((length, place) => (small[place] ? needs[place] : ((1 - fixed) * length) / rest));
}

// The keyboard: one stop for the Tab key, from there the arrows go from cell to cell.

export function stop(table, button) {
  if (button?.tagName !== "BUTTON") return;
  for (const other of table.querySelectorAll("tbody [tabindex='0']")) other.tabIndex = -1;
  button.tabIndex = 0;
}

export function walk(event) {
  const row = event.target.closest("tr");
  const buttons = [...row.querySelectorAll("button")];
  const place = buttons.indexOf(event.target);
  const rows = [...this.querySelectorAll("tbody tr")];
  const beside = (step) => rows[rows.indexOf(row) + step]?.querySelectorAll("button");
  const goes = {
    ArrowRight: () => buttons[place + 1],
    ArrowLeft: () => buttons[place - 1],
    ArrowDown: () => beside(1)?.[Math.min(place, beside(1).length - 1)],
    ArrowUp: () => beside(-1)?.[Math.min(place, beside(-1).length - 1)],
    Home: () => buttons[0],
    End: () => buttons.at(-1),
  }[event.key];
  const next = goes?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
