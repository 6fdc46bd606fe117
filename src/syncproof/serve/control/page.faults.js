// Faults: planted by hand, seen to wait for their requests, and seen to strike.

import { ask } from "./page.api.js";
import { clockOf, make } from "./page.dom.js";
import { fill } from "./page.editing.js";
import { pathsOf, reveal } from "./page.ledger.js";

const FOREVER = 1_000_000; // as the control API has it: until the faults are removed
const SHOWN = 20;

const section = document.querySelector("#faults");
const list = section.querySelector("ul");
const heal = section.querySelector("button");
const button = document.querySelector("#plant");

let systems = [];
let kinds = null;
let operations = null; // of each system's API
let failed = () => {};
let changed = () => {};
let dismissed = new Set(); // strikes that the user has seen

export function begin(names, handlers) {
  systems = names;
  ({ failed, changed } = handlers);
  dismissed = new Set();
  section.hidden = true;
  list.replaceChildren();
}

/** Shows what waits and what has struck. */
export async function refresh() {
  const [waiting, struck] = await Promise.all([ask("GET", "/faults"), ask("GET", "/faults/struck")]);
  const seen = struck.filter((strike) => !dismissed.has(keyOf(strike))).slice(-SHOWN);
  list.replaceChildren(...waiting.map(wait), ...seen.reverse().map(hit));
  section.hidden = !list.childElementCount;
  heal.textContent = waiting.length ? "Remove all" : "Dismiss";
}

function keyOf({ system, number, at, line }) {
  return `${system} ${number} ${at} ${line}`;
}

function wait({ system, kind, method, path, times, skip, number }) {
  const element = make("li", { className: "waits" });
  const after = skip ? `, after ${skip} more` : "";
  const often = times === FOREVER ? ", until removed" : times > 1 ? `, ${times} times` : "";
  element.append(
    make("span", { className: "state", textContent: "waits" }),
    make("b", { textContent: `${system}: ${kind}` }),
    make("span", { textContent: `for ${method || "any request"} ${path === "*" ? "" : path}`.trim() + after + often }),
  );
  element.title = `Fault ${number} of ${system}`;
  return element;
}

function hit({ system, kind, method, path, at, line }) {
  const element = make("li", { className: "struck" });
  element.append(
    make("span", { className: "state", textContent: "struck" }),
    make("b", { textContent: `${system}: ${kind}` }),
    make("span", { textContent: `${method} ${path} at ${clockOf(at, at)}` }),
  );
  if (line === null) element.append(make("span", { className: "dim", textContent: "its answer is still to come" }));
  else {
    const show = make("button", { type: "button", textContent: `line ${line}`, title: "Show it in the ledger" });
    show.addEventListener("click", () => reveal(line));
    element.append(show);
  }
  return element;
}

heal.addEventListener("click", async () => {
  try {
    const struck = await ask("GET", "/faults/struck");
    for (const strike of struck) dismissed.add(keyOf(strike));
    await ask("DELETE", "/faults");
    await refresh();
    button.focus();
  } catch (error) {
    failed(error);
  }
});

// The dialog.

button.addEventListener("click", async () => {
  try {
    kinds ??= await ask("GET", "/faults/kinds");
    operations ??= await ask("GET", "/faults/paths");
    open();
  } catch (error) {
    failed(error);
  }
});

function open() {
  const system = select("system", systems.map((each) => [each, each]));
  const kind = select("kind", kinds.map((each) => [each.kind, each.kind]));
  const method = select("method", []);
  const path = make("input", { name: "path", value: "*", spellcheck: false, autocomplete: "off" });
  const paths = make("datalist", { id: "paths" });
  path.setAttribute("list", "paths");
  const does = make("p", { className: "dim", id: "does" });
  kind.setAttribute("aria-describedby", "does");
  const skip = number("skip", 0, 0);
  const times = number("times", 1, 1);
  const chosen = make("div", { className: "fields" });
  const of = () => kinds.find((each) => each.kind === kind.value);

  // What was asked for comes first.
  const known = () => {
    const fitting = operations[system.value].filter(({ methods }) => !method.value || methods.includes(method.value));
    const offered = new Set([...pathsOf(system.value), ...fitting.map((each) => each.path)]);
    paths.replaceChildren(...[...offered].map((each) => new Option(each, each)));
  };
  const about = () => {
    const { does: text, methods, parameters } = of();
    does.textContent = text;
    const before = method.value;
    method.replaceChildren(new Option("any", ""), ...methods.map((each) => new Option(each, each)));
    method.value = methods.includes(before) ? before : "";
    known();
    const inputs = Object.entries(parameters).filter(([, { type }]) => type !== "texts");
    chosen.replaceChildren(
      ...inputs.map(([name, { type, default: value }]) =>
        labelled(name, type === "number" ? number(name, value, 0) : make("input", { name, value: value ?? "" })),
      ),
    );
  };
  system.addEventListener("change", known);
  method.addEventListener("change", known);
  kind.addEventListener("change", about);
  about();
  fill({
    title: "Plant a fault",
    text: "It meets the next requests that it fits.",
    button: "Plant",
    inputs: [
      labelled("System", system),
      labelled("Fault", kind),
      does,
      labelled("Requests with the method", method),
      labelled("and the path, * for anything", path),
      paths,
      labelled("Let so many pass first", skip),
      labelled(`Then strike so many; ${FOREVER} for all`, times),
      chosen,
    ],
    done: async () => {
      const body = { system: system.value, kind: kind.value, path: path.value || "*" };
      if (method.value) body.method = method.value;
      [body.skip, body.times] = [Number(skip.value), Number(times.value)];
      for (const input of chosen.querySelectorAll("input")) {
        body[input.name] = input.type === "number" ? Number(input.value) : input.value;
      }
      await ask("POST", "/faults", body);
      await refresh();
      changed();
    },
  });
}

function labelled(text, input) {
  return make("label", {}, text, input);
}

function select(name, options) {
  return make("select", { name }, ...options.map(([value, text]) => new Option(text, value)));
}

function number(name, value, least) {
  return make("input", { name, value, type: "number", min: least, step: name === "seconds" ? "any" : 1, required: true });
}
