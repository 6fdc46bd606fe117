// Keeps Customerp's projects and the comments on a Trello card in sync, and its customers and Trello's workspaces.
// Style: an event log. What it knows is a fold over it: an edit is due on the other side from the line that saw it to
// the line that wrote it there. Webhooks tell when to read Trello; after a start or a failure it does so unasked.
// Run: syncproof run --section "Customerp Project" --sut 'node docs/adapters/node/sync.mjs' --sut-daemon (Node 20)
import { createHmac } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createLock } from 'node:net';

const KINDS = {
  'Customerp Project to Trello Actions': {
    source: '/projects', target: '/actions', home: '/cards/{card}/actions/comments',
    list: '/cards/{card}/actions?filter=commentCard&limit=1000' }, // the latest: Trello gives no more at once
  'Customerp Customer to Trello Organizations': {
    source: '/customers', target: '/organizations', home: '/organizations', list: '/members/me/organizations' },
};
const JSON_TYPE = { 'content-type': 'application/json' };
const stampOf = (one) => one.updated_at ?? one.data?.dateLastEdited ?? ''; // an organization has none
const valuesOf = ({ properties }, on, one) => properties.map((row) => (one.data ?? one)[row[on]] || null);
const inTurn = async (all, deed) => { // who sends all at once heeds no answer
  for (const one of all) await deed(one).catch(({ message }) => problems.push(message));
};
const sleep = (seconds) => (env.SYNCPROOF_CLOCK_URL // where there is none, time passes by itself
  ? fetch(env.SYNCPROOF_CLOCK_URL, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ sleep: seconds }) })
  : new Promise((done) => { setTimeout(done, seconds * 1000); }));
let env, checklist, sections, callback, watched, hasNews, pause, reports, problems, shut, forbidden;

function begin(order) {
  ({ environment: env, checklist } = order);
  [watched, hasNews, problems] = [new Set(), true, []];
  sections = checklist.sections.filter(({ title }) => KINDS[title]);
  for (const section of sections) {
    section.log = `${env.SYNCPROOF_STATE_DIR}/${section.id}.jsonl`;
    Object.assign(section, { kind: KINDS[section.title], pairs: new Map(), read: ['1970-01-01T00:00:00Z'] });
    String(readFileSync(section.log, { flag: 'a+' })).match(/.+/g)?.forEach((line) => fold(section, JSON.parse(line)));
  }
}

function note(section, event) {
  appendFileSync(section.log, `${JSON.stringify(event)}\n`);
  fold(section, event);
}

function fold({ pairs }, { did, id, on, values = {}, ...more }) { // nothing is learned elsewhere
  const pair = pairs.get(id) ?? { id, due: {}, source: { values: [] }, target: { values: [] } };
  const { [on]: side, due, source, target } = pairs.set(id, pair).get(id);
  Object.assign(side, more);
  const winner = checklist.policy === 'target-wins' ? 'target' : 'source'; // Trello does not tell who was the latest
  for (const [row, value] of Object.entries(values)) {
    if (value !== (side.values[row] ?? null)) due[row] = (due[row] ?? on) === on ? on : winner;
    side.values[row] = value;
    if (did !== 'seen' || source.values[row] === target.values[row]) delete due[row];
  }
}

async function ask(system, method, path, body, etag) {
  const [url, key, token] = ['URL', 'KEY', 'TOKEN'].map((name) => env[`SYNCPROOF_${system}_${name}`]);
  const headers = { ...JSON_TYPE, ...(etag && { 'if-match': etag }), 'x-trello-client-identifier': callback };
  headers.authorization = key ? `OAuth oauth_consumer_key="${key}", oauth_token="${token}"` : `Bearer ${token}`;
  await pause; // what one request is told, all heed
  if (shut[system]) throw new Error(`${system}: ${shut[system]}`);
  const signal = AbortSignal.timeout(20_000);
  const answer = await fetch(url + path, { method, headers, signal, body: JSON.stringify(body), redirect: 'manual' });
  const text = await answer.text();
  forbidden = answer.status === 403 ? forbidden + 1 : 0; // one may be of a record, many in a row are of us
  if (answer.ok) return JSON.parse(text);
  if (answer.status === 401 || forbidden > 5) shut[system] = text; // whom nobody lets in stops asking
  if (answer.status !== 429) throw new Error(`${system}: ${answer.status} ${text}`, { cause: answer.status });
  pause ??= sleep(Number(answer.headers.get('retry-after')) || 10).finally(() => { pause = null; }); // Trello has none
  return ask(system, method, path, body, etag);
}

function see(section, on, id, one) {
  const { record, etag, at, values } = section.pairs.get(id)?.[on] ?? {};
  if (stampOf(one) < at) return; // a list may be behind our own write
  const now = { record: one.id, etag: one.etag, at: stampOf(one), values: valuesOf(section, on, one) };
  const isNews = JSON.stringify(now) !== JSON.stringify({ record, etag, at, values });
  if (isNews) note(section, { did: 'seen', id, on, ...now });
}

async function readSource(section, since = section.read[0], cursor = '') { // from three reads ago: a list may be late
  const page = await ask('CUSTOMERP', 'GET', `${section.kind.source}?updated_since=${since}${cursor}`);
  page.data.forEach((one) => see(section, 'source', one.id, one));
  if (page.next_cursor) await readSource(section, since, `&cursor=${page.next_cursor}`);
  else section.read = [...section.read, page.data.at(-1)?.updated_at ?? since].slice(-3);
}

async function readTarget(section, pairs) { // as a whole: a list costs Trello no more than one of its records
  const list = await ask('TRELLO', 'GET', section.kind.list.replace('{card}', section.place.card));
  const isThere = ({ target }) => !target.record || list.some(({ id }) => id === target.record);
  if (!pairs.every(isThere)) hasNews = true; // a list may come short once: what is missing is looked for again
  section.newest = list.map(({ id }) => id).sort().at(-1) ?? '';
  for (const one of list) { // what a create made whose answer got lost is known by its name
    const [name] = valuesOf(section, 'target', one);
    const isLost = ({ target }) => !target.record && target.sent === name && target.after < one.id;
    const pair = pairs.find(({ target }) => target.record === one.id) ?? pairs.find(isLost);
    if (pair) see(section, 'target', pair.id, one);
  }
}

async function write(section, pair, row) { // a property by itself, so that a refusal is of it alone
  const on = pair.due[row] === 'source' ? 'target' : 'source';
  const { record, etag, values } = pair[on];
  const value = pair[pair.due[row]].values[row];
  const { [on]: name, source: property } = section.properties[row];
  const tell = (did, more) => note(section, { did, id: pair.id, on, ...more });
  if (!record) tell('intends', { sent: value, after: pair.target.after ?? section.newest });
  const way = on === 'source' ? ['CUSTOMERP', 'PATCH'] : ['TRELLO', record ? 'PUT' : 'POST'];
  const path = record ? `${section.kind[on]}/${record}` : section.kind.home.replace('{card}', section.place.card);
  const text = name === 'website' && value === 'null' ? 'http://null' : value ?? ''; // `null` would clear it
  try {
    const one = await ask(...way, path, { [name]: text }, etag);
    if (!one.id) throw new Error(`no record: ${JSON.stringify(one)}`);
    const stored = valuesOf(section, on, one)[row];
    tell('wrote', { record: one.id, etag: one.etag, at: stampOf(one), missed: false, values: { [row]: stored } });
  } catch (trouble) {
    const did = { 400: 'refused', 404: 'gone', 413: 'refused', 422: 'refused' }[trouble.cause];
    const isDoubtful = did === 'gone' && !pair[on].missed; // until the next pass misses it, too
    if (isDoubtful) tell('missed', { missed: true });
    if (!did || isDoubtful) throw trouble; // also where somebody was faster (412): the next pass decides anew
    tell(did, { gone: did === 'gone', values: { [row]: values[row] ?? null } });
    reports.push({ report: did, ...section.source, record: pair.id, property, reason: trouble.message });
  }
}

async function sync(section, all) { // webhooks come before reading; what takes none is read in every pass
  await readSource(section);
  const isOurs = ({ target }) => target.record || section.promises.includes('every');
  const pairs = [...section.pairs.values()].filter((one) => isOurs(one) && !one.source.gone && !one.target.gone);
  const there = pairs.flatMap(({ target }) => target.record ?? []);
  const deaf = (section.place.card ? [section.place.card] : there).filter((model) => !watched.has(model));
  const hook = (idModel) => ask('TRELLO', 'POST', '/webhooks', { callbackURL: callback, idModel });
  for (const model of deaf) await hook(model).then(({ idModel }) => watched.add(idModel), () => {});
  if (all || deaf.length || there.length < pairs.length) await readTarget(section, pairs);
  await inTurn(pairs, async (pair) => {
    for (const row of section.properties.keys()) // the name first: nothing is made without it
      if (pair.due[row] && (pair.target.record || row === 0)) await write(section, pair, row);
  });
}

async function pass() {
  const all = hasNews || problems.length > 0;
  [hasNews, problems, shut, forbidden] = [false, [], {}, 0]; // what is told from now on is for the next pass
  const others = checklist.sections.filter((one) => !sections.includes(one));
  reports = others.map(({ id }) => ({ report: 'declined', section: id, reason: 'not done here' }));
  await inTurn(sections, (section) => sync(section, all));
  return { complete: !problems.length, problem: [...new Set(problems)].join('; '), reports };
}

function hear(body, headers) { // a delivery may be late, doubled, out of order: it says no more than that there is news
  const proof = createHmac('sha1', env.SYNCPROOF_TRELLO_SECRET).update(body).update(callback).digest('base64');
  if (headers['x-trello-webhook'] === proof) hasNews ||= headers['x-trello-client-identifier'] !== callback;
}

const DEEDS = { '/pass': pass, '/reset': (body) => begin(JSON.parse(body)), '/trello': hear };
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  response.end(JSON.stringify(await DEEDS[request.url]?.(body, request.headers) ?? {}));
});
const start = () => server.listen(0, '127.0.0.1', () => {
  callback = `http://127.0.0.1:${server.address().port}/trello`;
  console.log(JSON.stringify({ schema: 'syncproof-sut/1', url: new URL(callback).origin, offers: ['reset'] }));
});
begin({ environment: process.env, checklist: JSON.parse(readFileSync(process.env.SYNCPROOF_CHECKLIST, 'utf8')) });
// One sync at a time has this name: Linux gives the name back when the process ends, however the process ends.
createLock().on('error', () => { console.error('another sync is at work here'); process.exit(1); })
  .listen(`\0${env.SYNCPROOF_STATE_DIR}`, start);
