// The page: starts, polls the ledger twice a second, and drives the buttons on top.

import { Lost, Refused, ask, forget, keep, takeFromAddress } from "./page.api.js";
import { confirm } from "./page.editing.js";
import * as faults from "./page.faults.js";
import * as ledger from "./page.ledger.js";
import { Panel } from "./page.records.js";
import * as story from "./page.story.js";

const EVERY = 500;
const AGAIN = 2000;
const READ = 10000;
const FIRST_LINES = 500;
const MOST_LINES = 1000;

const at = (selector) => document.querySelector(selector);
const panels = new Map();
let known; // the last answer with the state
let since = 0;
let paused = false;
let lostSince = null;
let wake = () => {};

// The systems and their records.

async function begin() {
  const found = await ask("GET", "/systems");
  // First the ledger, then the records: a change in between is read again with the next lines.
  since = Math.max(0, found.ledger - FIRST_LINES);
  const { lines } = await ask("GET", `/ledger?since=${since}&limit=${FIRST_LINES}`);
  const past = lines.filter(({ line }) => line < found.ledger);
  panels.clear();
  for (const each of found.systems) panels.set(each.system, new Panel(each, { failed, changed: () => wake() }));
  at("#systems").replaceChildren(...[...panels.values()].map((panel) => panel.element));
  ledger.begin([...panels.keys()], (ref) => panels.get(ref.system)?.find(ref.datatype, ref.record).catch(failed));
  ledger.add(past);
  faults.begin([...panels.keys()], { failed, changed: () => wake() });
  since = found.ledger;
  await Promise.all([faults.refresh(), ...[...panels.values()].map((panel) => panel.refresh())]);
  stand(found);
}

async function look() {
  if (!known) return begin();
  let lines = [];
  let answer;
  do {
    answer = await ask("GET", `/ledger?since=${since}&limit=${MOST_LINES}`);
    if (answer.resets !== known.resets) return begin();
    lines = lines.concat(answer.lines);
    since = answer.next;
  } while (answer.next < answer.ledger && answer.lines.length);
  const troubled = answer.faults !== known.faults;
  stand(answer);
  if (lines.length) await tell(lines);
  if (troubled) await faults.refresh();
  for (const panel of panels.values()) panel.fade();
}

async function tell(lines) {
  ledger.add(lines);
  await story.refresh();
  const changes = lines.filter(ledger.isChange);
  for (const line of changes) panels.get(line.ref.system)?.note(line);
  // A restore changes everything, and is one line of the ledger.
  const restored = lines.some((line) => line.event === "marked");
  const touched = restored ? [...panels.keys()] : [...new Set(changes.map(ledger.systemOf))];
  await Promise.all(touched.map((system) => panels.get(system).refresh()));
  if (touched.length) {
    const found = await ask("GET", "/systems");
    for (const each of found.systems) panels.get(each.system).counted(each);
  }
  if (changes.length) at("#happened").textContent = summary(changes);
}

function summary(changes) {
  const who = { user: "a user", sut: "the sync", harness: "the harness" };
  const counts = new Map();
  for (const line of changes) {
    const kind = `${who[line.by]} ${line.event} ${line.ref.system} ${line.ref.datatype}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind}, ${count}`).join("; ");
}

// The state: clock, snapshots, connection.

function stand(answer) {
  const { now, runs } = answer.clock;
  at("#time").textContent = `${now.slice(0, 10)} ${now.slice(11, 19)}`;
  at("#time").dateTime = now;
  at("#runs").textContent = runs ? "UTC, runs" : "UTC, stands still";
  at("#ahead").hidden = runs;
  if (answer.snapshots !== known?.snapshots) offer(answer.snapshots);
  known = answer;
}

function offer(snapshots) {
  const numbers = Array.from({ length: snapshots }, (_, place) => new Option(`snapshot ${place + 1}`, place + 1));
  at("#snapshots").replaceChildren(...(snapshots ? numbers : [new Option("none yet")]));
  at("#snapshots").selectedIndex = Math.max(0, snapshots - 1);
  at("#snapshots").disabled = at("#restore").disabled = !snapshots;
}

let silence;

function say(text, milliseconds = 0) {
  clearTimeout(silence);
  if (at("#notice").textContent !== text) at("#notice").textContent = text;
  if (milliseconds) silence = setTimeout(() => say(""), milliseconds);
}

function failed(error) {
  if (error instanceof Refused && error.status === 401) return askForToken("That is not the token of this server.");
  if (error instanceof Refused) return say(`${error.message}. ${error.cure ?? ""}`, READ);
  if (!(error instanceof Lost)) throw error;
  known = undefined; // an answer under way may be from before
  lostSince ??= new Date().toLocaleTimeString("en-GB");
  document.body.classList.add("lost");
  say(`No answer from ${location.host} since ${lostSince}. What you see is from before; trying again…`);
}

function found() {
  if (lostSince) say("");
  lostSince = null;
  document.body.classList.remove("lost");
}

// Buttons on top.

/** Shows the effect of a button even while the view is paused; lines of the ledger wait. */
async function hold() {
  const answer = await ask("GET", `/ledger?since=${since}&limit=1`);
  if (answer.resets === known?.resets) stand(answer);
}

async function act(action) {
  say("");
  try {
    await action();
    if (paused) await hold();
  } catch (error) {
    failed(error);
  }
  wake();
}

at("#snapshot").addEventListener("click", () => act(() => ask("POST", "/snapshots")));
at("#restore").addEventListener("click", () =>
  act(() => ask("POST", "/restore", { snapshot: Number(at("#snapshots").value) })),
);
at("#reset").addEventListener("click", () =>
  confirm({
    title: "Make everything as it was at the start?",
    text: "All changes, snapshots, faults and the ledger are gone then. A sync that runs meanwhile keeps its own links.",
    button: "Reset",
    done: async () => {
      await ask("POST", "/reset");
      if (paused) at("#pause").click();
      wake();
    },
  }),
);
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => act(() => ask("POST", "/clock", { advance: Number(button.dataset.advance) })));
}
at("#pause").addEventListener("click", () => {
  paused = !paused;
  at("#pause").setAttribute("aria-pressed", paused);
  at("#pause").textContent = paused ? "Go on" : "Pause view";
  document.body.classList.toggle("paused", paused);
  wake();
});

// The token.

let asking = null;
let answered = () => {};

function askForToken(why = "") {
  forget();
  known = undefined;
  at("#ask .wrong").textContent = why;
  if (!at("#ask").open) at("#ask").showModal();
  // Other requests that need the token meanwhile wait for the same answer.
  asking ??= new Promise((resolve) => {
    answered = () => {
      asking = null;
      at("#ask").close();
      resolve();
    };
  });
  return asking;
}

at("#ask").addEventListener("cancel", (event) => event.preventDefault());
at("#ask form").addEventListener("submit", (event) => {
  event.preventDefault();
  keep(at("#token").value.trim());
  at("#token").value = "";
  answered();
});
addEventListener("hashchange", () => {
  if (!location.hash.includes("token=") || !takeFromAddress()) return;
  known = undefined;
  answered();
});

// The page begins, and polls.

async function live() {
  if (!takeFromAddress()) await askForToken();
  for (;;) {
    try {
      if (!paused || !known) await look();
      found();
    } catch (error) {
      await failed(error);
    }
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, lostSince ? AGAIN : EVERY);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

live();
