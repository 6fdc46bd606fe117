// What a token finds, reads at once and is told of; and in the end all is taken away again.

import assert from 'node:assert/strict';
import { card } from './cards.mjs';
import { does, ids, trello } from './does.mjs';
import { board, doing, me, organization, todo } from './places.mjs';

const { boards, cards, organizations, tokens, webhooks } = trello;
const { CALLBACK_URL: callbackURL, TRELLO_TOKEN: apiToken } = process.env;
const gone = call => assert.rejects(call, /404/);

// --- search, batch, tokens, webhooks ---

let hook;

await does('search.search', async search => {
  const found = await search({ query: 'fence', modelTypes: 'cards', idBoards: board.id });
  assert.deepEqual(ids(found.cards), [card.id]);
});
await does('batch.run', async run => {
  const [one, two] = await run(client => [client.boards.getBoard({ id: board.id }), client.lists.getList({ id: todo.id })]);
  assert.deepEqual([one.id, two.id], [board.id, todo.id]);
});
await does('tokens.getToken', async getToken => {
  assert.equal((await getToken({ token: apiToken })).idMember, me.id);
});
await does('tokens.getTokenMember', async getTokenMember => {
  assert.equal((await getTokenMember({ token: apiToken, fields: 'username' })).username, 'syncservice');
});
await does('members.getMemberTokens', async getMemberTokens => {
  assert.deepEqual((await getMemberTokens({ id: 'me' })).map(one => one.idMember), [me.id]);
});
await does('webhooks.createWebhook', async createWebhook => {
  hook = await createWebhook({ callbackURL, idModel: board.id, description: 'changes of a board' });
  assert.equal(hook.active, true);
});
await does('webhooks.getWebhook', async getWebhook => {
  assert.equal((await getWebhook({ id: hook.id })).callbackURL, callbackURL);
});
await does('webhooks.getWebhookField', async getWebhookField => {
  assert.deepEqual(await getWebhookField({ id: hook.id, field: 'idModel' }), { _value: board.id });
});
await does('webhooks.updateWebhook', async updateWebhook => {
  await updateWebhook({ id: hook.id, active: false });
  assert.equal((await webhooks.getWebhook({ id: hook.id })).active, false);
});
await does('tokens.getTokenWebhooks', async getTokenWebhooks => {
  assert.ok(ids(await getTokenWebhooks({ token: apiToken })).includes(hook.id));
});
await does('tokens.getTokenWebhook', async getTokenWebhook => {
  assert.equal((await getTokenWebhook({ token: apiToken, idWebhook: hook.id })).id, hook.id);
});
await does('webhooks.deleteWebhook', async deleteWebhook => {
  await deleteWebhook({ id: hook.id });
  await gone(webhooks.getWebhook({ id: hook.id }));
});
await does('tokens.createTokenWebhook', async createTokenWebhook => {
  hook = await createTokenWebhook({ token: apiToken, callbackURL, idModel: board.id });
  assert.equal(hook.idModel, board.id);
});
await does('tokens.deleteTokenWebhook', async deleteTokenWebhook => {
  await deleteTokenWebhook({ token: apiToken, idWebhook: hook.id });
  assert.ok(!ids(await tokens.getTokenWebhooks({ token: apiToken })).includes(hook.id));
});

// --- the end ---

await does('lists.archiveAllListCards', async archiveAllListCards => {
  await archiveAllListCards({ id: doing.id });
  assert.equal((await cards.getCard(card)).closed, true);
});
await does('cards.deleteCard', async deleteCard => {
  await deleteCard({ id: card.id });
  await gone(cards.getCard({ id: card.id }));
});
await does('boards.deleteBoard', async deleteBoard => {
  await deleteBoard({ id: board.id });
  await gone(boards.getBoard({ id: board.id }));
});
await does('organizations.deleteOrganization', async deleteOrganization => {
  await deleteOrganization({ id: organization.id });
  await gone(organizations.getOrganization({ id: organization.id }));
});
