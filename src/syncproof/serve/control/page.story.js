// The story of one record: who asked for it and changed it, in order, in words, and what went wrong.

import { ask, recordPath } from "./page.api.js";
import { clockOf, make } from "./page.dom.js";

const dialog = document.querySelector("#story");
const [name, about, acts] = ["h2", ".dim", "ol"].map((part) => dialog.querySelector(part));

let shown = null; // the record whose story is open, and what to do with an error

dialog.querySelector("button").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("close", () => (shown = null));

/** Opens the story of a record, or of one that was deleted. */
export async function tell(ref, title, failed) {
  shown = { ref, failed };
  name.textContent = `The story of ${title}`;
  await refresh();
  if (shown?.ref === ref && !dialog.open) dialog.showModal();
}

/** Looks again, where a story is open. */
export async function refresh() {
  if (!shown) return;
  const { ref, failed } = shown;
  try {
    const found = await ask("GET", `${recordPath(ref.system, ref.datatype, ref.record)}/story`);
    if (shown?.ref === ref) draw(ref, found);
  } catch (error) {
    failed(error);
  }
}

function draw({ system, datatype, record }, found) {
  const where = `${datatype} ${record} in ${system}, times in UTC`;
  about.textContent = found.first ? `${where}; lines before ${found.first} are forgotten` : where;
  acts.replaceChildren(...found.acts.map((act, place) => item(act, found.acts[place - 1])));
  if (!found.acts.length) acts.append(make("li", { className: "dim", textContent: "Nothing has happened to it yet." }));
}

function item(act, before) {
  const words = make("p", { className: "deed", textContent: act.times > 1 ? `${act.text}, ${act.times} times` : act.text });
  const element = make("li", {}, make("time", { dateTime: act.at, textContent: clockOf(act.at, before?.at) }), make("div", {}, words));
  element.dataset.by = act.by;
  const body = element.lastChild;
  if (act.changed.length) {
    const list = make("ul", {}, ...act.changed.map((change) => make("li", { textContent: change })));
    body.append(list);
  }
  if (act.trouble) body.append(make("p", { className: "trouble", textContent: act.trouble }));
  if (act.request) body.append(make("code", { textContent: act.request }));
  return element;
}
