// What finds: rules drawn when their sentence is opened, filters and search that live in the address, keys.

const sections = [...document.querySelectorAll(".card")];
const sentences = [...document.querySelectorAll(".sentence")];
const controls = document.getElementById("controls");

// Draws the rules of a sentence in place of the text that says the same.
async function drawRules(sentence) {
  const list = sentence.querySelector(".rules");
  if (!list || sentence.dataset.drawn) return;
  sentence.dataset.drawn = "yes";
  const rules = (await told()).get(sentence.id);
  let at = 0;
  list.querySelector(".told").replaceWith(...rules.map((each) => drawRule(each, sentence, (at += each.stories.length) - each.stories.length)));
}

// `at` is the place of the rule's first story among all of the sentence.
function drawRule(rule, sentence, at) {
  const about = [rule.id, rule.level, rule.stories.length === 1 ? "1 story" : `${rule.stories.length} stories`, ...(rule.unplayed.length ? [`${rule.unplayed.length} not played`] : [])];
  const shown = el("details", { class: `rule ${rule.state}`, "data-rule": rule.id, "data-level": rule.level, "data-state": rule.state },
    el("summary", {}, mark(rule.state, rule.word), " ", el("span", { class: "meaning" }, rule.meaning), " ", el("small", {}, about.join(" · "))));
  // Draws the stories, and returns those whose places are asked for.
  shown.draw = (places = new Set()) => {
    if (shown.children.length === 1) {
      const one = rule.stories.length === 1;
      shown.append(el("div", { class: "stories" },
        ...rule.cells.map(([state, text]) => el("p", { class: "cells" }, mark(state, state), " trouble: ", text)),
        ...rule.stories.map((each) => drawStory(each, sentence.closest(".card"), one)),
        ...rule.unplayed.map((each) => el("p", { class: "reason" }, `not played: ${each}`))));
    }
    return [...shown.querySelectorAll(".story")].filter((_, i) => places.has(at + i));
  };
  shown.addEventListener("toggle", () => shown.open && shown.draw());
  return shown;
}

for (const sentence of sentences) {
  const list = sentence.querySelector(".rules");
  list?.addEventListener("toggle", () => list.open && drawRules(sentence));
}

// --- filters ---

const fields = {
  q: el("input", { type: "search", placeholder: "Search: press /", "aria-label": "Search sentences, rules and stories" }),
  verdict: choice("Verdict", "All verdicts", ["pass", "part", "fail", "inconclusive", "none", "error"]),
  level: choice("Level", "All levels", ["required", "implied", "robust"]),
  section: choice("Section", "All sections", sections.map((each) => [each.id, each.querySelector("h3").firstChild.textContent.trim()])),
  rule: choice("Rule", "All rules", JSON.parse(controls.dataset.rules)),
};
const count = el("output", {});
const reset = el("button", { type: "button" }, "Show all");
reset.addEventListener("click", () => { for (const field of Object.values(fields)) field.value = ""; ask(); });

function choice(name, all, values) {
  const select = el("select", { "aria-label": name }, el("option", { value: "" }, all));
  for (const each of values) {
    const [value, text] = Array.isArray(each) ? each : [each, each];
    select.append(el("option", { value }, text));
  }
  return select;
}

async function apply() {
  const asked = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
  const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
  const narrows = Boolean(asked.verdict || asked.level || asked.rule || words.length);
  const rules = narrows ? await told() : new Map();
  let shown = 0;
  for (const sentence of sentences) {
    const card = sentence.closest(".card");
    const own = has(words, `${card.querySelector("h3").textContent} ${sentence.querySelector(".text").textContent}`);
    const fitting = new Set((rules.get(sentence.id) ?? []).filter((each) => fits(each, asked, own ? [] : words)).map(({ id }) => id));
    const bare = own && !asked.level && !asked.rule && (!asked.verdict || sentence.dataset.state === asked.verdict);
    sentence.hidden = (asked.section && asked.section !== card.id) || (narrows && !fitting.size && !bare);
    shown += sentence.hidden ? 0 : 1;
    const list = sentence.querySelector(".rules");
    if (list && narrows && fitting.size && !sentence.hidden) {
      await drawRules(sentence);
      list.open = true;
    }
    for (const rule of sentence.querySelectorAll(".rule")) rule.hidden = narrows && fitting.size > 0 && !fitting.has(rule.dataset.rule);
  }
  const some = shown < sentences.length;
  for (const each of [...sections, ...document.querySelectorAll("article")]) each.hidden = some && !each.querySelector(".sentence:not([hidden])");
  const all = `${sentences.length} ${sentences.length === 1 ? "sentence" : "sentences"}`;
  count.textContent = some || narrows ? `${shown} of ${all}` : all;
  reset.hidden = !Object.values(asked).some(Boolean);
}

function fits(rule, asked, words) {
  const states = [rule.state, ...rule.stories.map(({ state }) => state)];
  return (!asked.level || rule.level === asked.level) && (!asked.rule || rule.id === asked.rule)
    && (!asked.verdict || (asked.verdict === "pass" ? rule.state === "pass" : states.includes(asked.verdict)))
    && (!words.length || has(words, [rule.id, rule.meaning, ...rule.stories.flatMap(({ name, evidence, failure }) => [name, ...evidence, failure])].join(" ")));
}

function has(words, text) {
  const low = text.toLowerCase();
  return words.every((each) => low.includes(each));
}

// Writes what is asked into the address, so that a link opens the same view.
function ask() {
  const asked = new URLSearchParams(Object.entries(fields).filter(([, { value }]) => value).map(([name, { value }]) => [name, value])).toString();
  history.replaceState(null, "", asked ? `#?${asked}` : `${location.pathname}${location.search}`);
  apply();
}

async function read() {
  const { hash } = location;
  if (hash.startsWith("#?")) {
    const asked = new URLSearchParams(hash.slice(2));
    for (const [name, field] of Object.entries(fields)) field.value = asked.get(name) ?? "";
  }
  await apply();
}

// A link to a rule opens the rule; without script the same link leads to the sentence.
document.addEventListener("click", async (event) => {
  const { rule } = event.target.closest?.("a[data-rule]")?.dataset ?? {};
  if (!rule) return;
  const sentence = document.getElementById(event.target.closest("a").hash.slice(1));
  await drawRules(sentence);
  sentence.querySelector(".rules").open = true;
  const place = [...sentence.querySelectorAll(".rule")].find((each) => each.dataset.rule === rule);
  place.open = true;
  place.scrollIntoView({ block: "start" });
});

// The number of stories beside the verdict of a cell opens them, and marks them among the others of their rules.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-stories]");
  if (!link) return;
  event.preventDefault();
  const sentence = link.closest(".sentence");
  const places = new Set(link.dataset.stories.split(" ").map(Number));
  await drawRules(sentence);
  sentence.querySelector(".rules").open = true;
  for (const each of document.querySelectorAll(".story[aria-current]")) each.removeAttribute("aria-current");
  for (const rule of sentence.querySelectorAll(".rule")) {
    const meant = rule.draw(places);
    rule.open = meant.length > 0;
    for (const each of meant) each.setAttribute("aria-current", "true");
  }
  sentence.querySelector(".story[aria-current]")?.scrollIntoView({ block: "center" });
});

// --- keys ---

let now = -1;

function go(step) {
  const there = sentences.filter((each) => !each.hidden && !each.closest("[hidden]"));
  if (!there.length) return;
  const next = there.indexOf(sentences[now]) + step;
  const to = there[Math.max(0, Math.min(there.length - 1, next))];
  sentences[now]?.classList.remove("now");
  now = sentences.indexOf(to);
  to.classList.add("now");
  to.scrollIntoView({ block: "nearest" });
  (to.querySelector(".rules > summary") ?? to).focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea");
  if (event.key === "Escape" && typing) { fields.q.value = ""; event.target.blur(); ask(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); fields.q.focus(); }
  else if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "o") { const list = sentences[now]?.querySelector(".rules"); if (list) list.open = !list.open; }
});

controls.append(...Object.values(fields), reset, count);
controls.hidden = false;
for (const [name, field] of Object.entries(fields)) field.addEventListener(name === "q" ? "input" : "change", ask);
addEventListener("hashchange", read);
read();
