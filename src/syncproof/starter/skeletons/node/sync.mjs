// A sync to be: tasks of Custompms become cards of Trello. One start is one pass.
//
// It reads where the systems are from the environment, and what to sync from the checklist. It finds the tasks and
// keeps who is whom in the state directory; what it does not do yet is to make the cards: see `create`.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const told = process.env;
if (!told.SYNCPROOF_STATE_DIR) {
  console.error(`start me with: syncproof smoke --sut 'node ${process.argv[1]}'`);
  process.exit(2);
}

const MINE = "task-to-cards"; // the section that this sync does; it declines all others
const LINKS = `${told.SYNCPROOF_STATE_DIR}/links.json`;

const custompms = (method, path, body) =>
  ask(told.SYNCPROOF_CUSTOMPMS_URL + path, method, { "X-Api-Key": told.SYNCPROOF_CUSTOMPMS_KEY }, body);

const signed = `OAuth oauth_consumer_key="${told.SYNCPROOF_TRELLO_KEY}", oauth_token="${told.SYNCPROOF_TRELLO_TOKEN}"`;
const trello = (method, path, body) => ask(told.SYNCPROOF_TRELLO_URL + path, method, { Authorization: signed }, body);

// What a system answers; an error ends the pass, and the next one tries again.
async function ask(url, method, headers, body) {
  const sent = body && JSON.stringify(body);
  const answer = await fetch(url, { method, headers: { ...headers, "Content-Type": "application/json" }, body: sent });
  if (answer.status === 429) {
    await new Promise((done) => setTimeout(done, 10_000)); // Trello takes 100 requests in 10 seconds
    return ask(url, method, headers, body);
  }
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

// Every task, page by page.
async function* tasks() {
  for (let page = 1, total = 1; (page - 1) * 50 < total; page++) {
    const answer = await custompms("GET", `/tasks?page=${page}&pageSize=50`);
    yield* answer.items;
    total = answer.total;
  }
}

// As Trello writes it, what Custompms counts in milliseconds since 1970.
const moment = (milliseconds) => milliseconds && new Date(milliseconds).toISOString();

// Make a card for a task in the list place.list, and return its id. Until then: nothing.
async function create(task, place) {
  return undefined;
}

const links = existsSync(LINKS) ? JSON.parse(readFileSync(LINKS, "utf8")) : {};
for (const section of JSON.parse(readFileSync(told.SYNCPROOF_CHECKLIST, "utf8")).sections) {
  if (section.id !== MINE) {
    console.log(JSON.stringify({ report: "declined", section: section.id, reason: "not built yet" }));
    continue;
  }
  for await (const task of tasks()) {
    if (links[task.id]) continue;
    const card = await create(task, section.place);
    if (!card) continue;
    links[task.id] = card;
    writeFileSync(LINKS, JSON.stringify(links));
  }
}
