// The dialog in which a user changes a value, adds a record, or confirms a deletion or a reset.

import { Lost } from "./page.api.js";

const dialog = document.querySelector("#editor");
const form = dialog.querySelector("form");
const [name, about, fields, wrong] = ["h2", ".dim", ".fields", ".wrong"].map((part) => form.querySelector(part));
const chief = form.querySelector(".chief");

let save = async () => {};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  chief.disabled = true;
  wrong.textContent = "";
  try {
    await save();
    dialog.close();
  } catch (error) {
    const lost = error instanceof Lost;
    wrong.textContent = lost ? "The server does not answer; nothing was saved." : `${error.message}. ${error.cure ?? ""}`;
  } finally {
    chief.disabled = false;
  }
});
form.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.tagName !== "TEXTAREA") return;
  event.preventDefault();
  form.requestSubmit();
});

function show(title, text, button, grave, near) {
  [name.textContent, about.textContent, chief.textContent, wrong.textContent] = [title, text, button, ""];
  chief.classList.toggle("grave", grave);
  dialog.classList.toggle("near", Boolean(near));
  dialog.showModal();
  if (near) {
    // Beside the edited value, yet never over the edge of the window.
    const [cell, own] = [near.getBoundingClientRect(), dialog.getBoundingClientRect()];
    dialog.style.left = `${Math.max(8, Math.min(cell.left - 9, innerWidth - own.width - 8))}px`;
    dialog.style.top = `${Math.max(8, Math.min(cell.top - 9, innerHeight - own.height - 8))}px`;
  } else {
    dialog.style.left = dialog.style.top = "";
  }
}

/** Changes one value: `done` is called with the new value, and may refuse. */
export function edit({ title, property, kind, value, near, done }) {
  const input = inputFor(kind, value);
  input.setAttribute("aria-label", property);
  fields.replaceChildren(input);
  save = async () => {
    const given = valueOf(input, kind);
    if (given !== value && !(given === "" && value === null)) await done(given);
  };
  show(title, hint(kind), "Save", false, near);
  input.focus();
  input.select?.();
}

/** Adds a record: an empty field is left out. */
export function add({ title, properties, done }) {
  const inputs = Object.entries(properties).map(([property, { kind, mandatory }]) => {
    const label = document.createElement("label");
    const input = inputFor(kind, null);
    input.name = property;
    input.required = mandatory;
    label.append(mandatory ? `${property} *` : property, input);
    return [property, kind, input, label];
  });
  fields.replaceChildren(...inputs.map(([, , , label]) => label));
  save = async () => {
    const given = inputs.map(([property, kind, input]) => [property, valueOf(input, kind)]);
    await done(Object.fromEntries(given.filter(([, value]) => value !== null && value !== "")));
  };
  show(title, "An empty field is left out. * must be filled in.", "Add", false);
  inputs[0][2].focus();
}

/** Shows inputs of the caller's; `done` is called when they are to be sent, and may refuse. */
export function fill({ title, text, button, inputs, done }) {
  fields.replaceChildren(...inputs);
  save = done;
  show(title, text, button, false);
  fields.querySelector("select, input").focus();
}

export function confirm({ title, text, button, done }) {
  fields.replaceChildren();
  save = done;
  show(title, text, button, true);
}

function inputFor(kind, value) {
  if (kind === "boolean") {
    const select = document.createElement("select");
    for (const [choice, label] of [["", "–"], ["true", "yes"], ["false", "no"]]) select.append(new Option(label, choice));
    select.value = value === null ? "" : String(value);
    return select;
  }
  const input = document.createElement(kind === "text" ? "textarea" : "input");
  if (kind === "text") input.rows = Math.min(8, Math.max(1, Math.ceil(String(value ?? "").length / 36)));
  if (kind === "number") Object.assign(input, { type: "number", step: "any" });
  if (kind === "moment") Object.assign(input, { type: "datetime-local", step: "1" });
  input.value = kind === "moment" ? (value ?? "").slice(0, 19) : value ?? "";
  return input;
}

function valueOf(input, kind) {
  const given = input.value;
  if (kind === "text") return given;
  if (given === "") return null;
  if (kind === "boolean") return given === "true";
  // The browser leaves out seconds that are nought; the ledger's moments have them all.
  return kind === "number" ? Number(given) : `${given.length === 16 ? `${given}:00` : given.slice(0, 19)}.000Z`;
}

function hint(kind) {
  return { text: "Enter saves, Shift+Enter begins a line.", moment: "In UTC." }[kind] ?? "";
}
