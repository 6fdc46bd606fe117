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
