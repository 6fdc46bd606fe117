"use strict";
// The rules and stories, unpacked when they are first asked for: each text and each ledger line stands in the pack once.

let unpacking;

// Promises the rules of each sentence, by the sentence's place on the page.
function told() {
  unpacking ??= unpack(document.getElementById("packed").textContent);
  return unpacking;
}

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const pack = await new Response(inflated).json();
  let next = 0;
  const ruleOf = ({ stories, ...rule }) => ({ ...rule, stories: Array.from({ length: stories }, () => storyOf(pack, next++)) });
  return new Map(Object.entries(pack.sentences).map(([place, rules]) => [place, rules.map(ruleOf)]));
}

function storyOf({ table, texts, numbers }, i) {
  const text = (name) => table[texts[name][i]];
  return {
    name: text("name"), state: numbers.state[i], place: `${text("file")}:${numbers.line[i]}`, seconds: numbers.seconds[i],
    failure: text("failure"), note: text("note"), evidence: texts.evidence[i].map((each) => table[each]),
    get trace() { return traceOf({ table, texts, numbers }, i); },
  };
}

function traceOf({ table, texts, numbers }, i) {
  if (!texts.steps[i].length) return null;
  let at = 0;
  return {
    steps: texts.steps[i].map((each, k) => ({ text: table[each], line: numbers.begins[i][k] })),
    pairs: texts.pairs[i].map((each) => table[each]),
    ledger: texts.ledger[i].map((each, line) => event(line, at += numbers.times[i][line], table[each])),
  };
}

function event(line, at, [kind, by, first, ...rest]) {
  const same = { line, at, by, kind };
  if (kind === "call") {
    const [method, path, status] = rest;
    return { ...same, system: first, method, path, status };
  }
  if (kind === "marked") return { ...same, what: first };
  const [system, datatype, record] = first;
  const about = { ...same, system, datatype, record };
  switch (kind) {
    case "created": return { ...about, after: rest[0] };
    case "updated": return { ...about, before: rest[0], after: rest[1] };
    case "refused": return { ...about, property: rest[0], value: rest[1], reason: rest[2] };
    case "reported": return { ...about, property: rest[0], reason: rest[1] };
    case "lacked": return { ...about, property: rest[0], capability: rest[1] };
    default: return about;
  }
}

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children.filter((each) => each !== undefined && each !== null));
  return made;
}

function quoted(value, longest = 40) {
  const text = JSON.stringify(value);
  return text === undefined ? "nothing" : text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
