// A story, opened: its steps, the records before and after on both sides, the exchanges, the evidence, the failure.

const SIGNS = { pass: "✓", fail: "✕", inconclusive: "?", none: "○", error: "!", part: "◐", known: "✕" };

function mark(state, word) {
  return el("span", { class: `mark ${state}` }, el("span", { "aria-hidden": "true" }, SIGNS[state]), " ", el("b", {}, word));
}

function drawStory(story, section, open) {
  const shown = el("details", { class: `story ${story.state}` }, el("summary", {}, mark(story.state, story.state === "known" ? "known failure" : story.state), " ", story.name));
  shown.addEventListener("toggle", () => { if (shown.open && shown.children.length === 1) shown.append(inside(story, section, shown.clientWidth)); });
  if (open) shown.open = true;
  return shown;
}

function inside(story, section, width) {
  const { trace } = story;
  const body = el("div", {}, el("p", { class: "place" }, `${story.place} · ${story.seconds.toFixed(3)} s`));
  if (story.note) body.append(el("p", { class: "reason" }, story.note));
  if (trace) body.append(el("h4", {}, "Steps"), stepsOf(trace, story.state !== "pass"));
  if (story.failure) {
    body.append(el("h4", {}, "What broke"), failureOf(story.failure));
    const again = /^ {2}again {5}(.+)$/m.exec(story.failure)?.[1];
    if (again) body.append(el("h4", {}, "Play it again"), el("div", { class: "again" }, el("pre", { tabindex: "0" }, again), copier(again)));
  }
  const records = trace && recordsOf(trace, section);
  if (records) body.append(el("h4", {}, "Records before and after"), records);
  if (story.evidence.length) body.append(el("h4", {}, "Seen"), el("ul", { class: "evidence" }, ...story.evidence.map((each) => el("li", {}, each))));
  if (trace) {
    const drawing = draw(trace, section.dataset.source, section.dataset.target, Math.max(320, Math.min(860, width - 12)));
    const lines = el("details", {}, el("summary", {}, `The ledger as text, ${trace.ledger.length} lines`));
    lines.addEventListener("toggle", () => { if (lines.children.length === 1) lines.append(el("pre", { tabindex: "0" }, trace.ledger.map(asText).join("\n"))); });
    body.append(el("h4", {}, "Exchanges"), drawing, lines);
  }
  return body;
}

// The text of a failure has its fields in columns: a name of ten characters, then what there is to say.
function failureOf(text) {
  const fields = [];
  for (const line of text.split("\n").filter(Boolean)) {
    const [whole, name] = /^ {2}(\w*) +/.exec(line.slice(0, 12)) ?? ["", ""];
    if (whole.length === 12 && name) fields.push([name, [line.slice(12)]]);
    else if (whole.length === 12 && fields.length) fields.at(-1)[1].push(line.slice(12));
    else if (fields.length && !fields.at(-1)[0]) fields.at(-1)[1].push(line.trim());
    else fields.push(["", [line.trim()]]);
  }
  return el("dl", { class: "failure" }, ...fields.filter(([name]) => !["story", "again"].includes(name))
    .map(([name, lines]) => el("div", { "data-field": name }, el("dt", {}, name || "what"), el("dd", {}, lines.join("\n")))));
}

function stepsOf(trace, failed) {
  return el("ol", { class: "steps" }, ...trace.steps.map(({ text }, i) => {
    const [word, ...rest] = text.split(" ");
    const broke = failed && i === trace.steps.length - 1;
    return el("li", broke ? { class: "broke" } : {}, el("b", {}, word), ` ${rest.join(" ")}`, broke ? "  ← it broke here" : "");
  }));
}

// What each pair held when the first deed of the story began, and in the end.
function recordsOf(trace, section) {
  const rows = JSON.parse(section.dataset.rows);
  const deed = trace.steps.find((each) => each.text.startsWith("When "));
  const before = heldAt(trace.ledger, deed ? deed.line : 0);
  const after = heldAt(trace.ledger, trace.ledger.length);
  const { source, sourceType, target, targetType } = section.dataset;
  const pairs = trace.pairs.filter(([from, to]) => from[0] === source && from[1] === sourceType && to[0] === target && to[1] === targetType);
  if (!pairs.length || !rows.length) return null;
  const body = el("tbody", {});
  for (const [[, , from], [, , to]] of pairs) {
    const ends = [[source, from, 0], [target, to, 1]].map(([system, record, side]) => ({ side, old: before.get(`${system} ${record}`), now: after.get(`${system} ${record}`) }));
    const known = rows.filter(([a, b]) => ends.some(({ side, old, now }) => (side ? b : a) in { ...old, ...now }));
    for (const row of known) {
      const cells = ends.flatMap(({ side, old, now }) => {
        const [was, is] = [valueOf(old, row[side]), valueOf(now, row[side])];
        const end = side ? `${target} ${targetType}` : `${source} ${sourceType}`;
        return [el("td", { "data-head": `${end} before` }, was), el("td", { "data-head": `${end} after`, ...(was === is ? {} : { class: "changed" }) }, is)];
      });
      body.append(el("tr", {}, el("th", { scope: "row" }, row[0] === row[1] ? row[0] : `${row[0]} → ${row[1]}`), ...cells));
    }
  }
  const heads = ["Property", `${source} before`, `${source} after`, `${target} before`, `${target} after`];
  return el("table", { class: "records" }, el("thead", {}, el("tr", {}, ...heads.map((each) => el("th", { scope: "col" }, each)))), body);
}

function heldAt(ledger, line) {
  const held = new Map();
  for (const each of ledger.slice(0, line)) {
    const key = `${each.system} ${each.record}`;
    if (each.kind === "created" || each.kind === "updated") held.set(key, { ...held.get(key), ...each.after });
    else if (each.kind === "deleted") held.delete(key);
  }
  return held;
}

function valueOf(record, name) {
  if (!record) return "no record";
  return name in record ? quoted(record[name], 120) : "–";
}

function copier(text) {
  const button = el("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("pre"));
      button.textContent = "Selected";
    }
  });
  return button;
}

const ACTORS = { user: "a user", sut: "the sync", harness: "the harness" };

function asText(each) {
  const actor = ACTORS[each.by];
  const time = new Date(each.at).toISOString().slice(11, 19);
  const record = `${each.system} ${each.datatype} ${each.record}`;
  const said = () => {
    switch (each.kind) {
      case "call": return `${actor}: ${each.method} ${each.path} to ${each.system}, answered ${each.status || "never"}`;
      case "created": return `${actor} created ${record}: ${Object.entries(each.after).map(([name, value]) => `${name} ${quoted(value, 60)}`).join(", ")}`;
      case "updated": return `${actor} changed ${record}: ${Object.entries(each.after).map(([name, value]) => `${name} ${quoted(each.before[name], 60)} → ${quoted(value, 60)}`).join(", ")}`;
      case "deleted": return `${actor} deleted ${record}`;
      case "refused": return `${record} refused ${each.property} ${quoted(each.value, 60)} from ${actor}: ${each.reason}`;
      case "reported": return `${actor} reported ${record}, ${each.property || "as a whole"}: ${each.reason}`;
      case "lacked": return `${record} withheld ${each.property || "a place"} from ${actor}: ${each.capability} is off`;
      default: return each.what;
    }
  };
  return `${each.line} ${time}: ${said()}`;
}
