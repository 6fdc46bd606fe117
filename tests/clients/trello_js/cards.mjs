// Cards, and who is on them.

import assert from 'node:assert/strict';
import { does, ids, trello } from './does.mjs';
import { board, doing, me, todo } from './places.mjs';

const { cards } = trello;

export let card, other;

await does('cards.createCard', async createCard => {
  const due = '2027-01-31T12:00:00.000Z';
  card = await createCard({ idList: todo.id, name: 'Fence', desc: 'The long one', due, idMembers: [me.id] });
  assert.equal(card.due.toISOString(), due);
  assert.deepEqual(card.idMembers, [me.id]);
  other = await createCard({ idList: todo.id, name: 'Gate' });
});
await does('cards.getCard', async getCard => {
  const found = await getCard({ id: card.shortLink, customFieldItems: true });
  assert.equal(found.id, card.id);
  assert.deepEqual(found.customFieldItems, []);
});
await does('cards.updateCard', async updateCard => {
  const changed = await updateCard({ id: card.id, name: 'Long fence', dueComplete: true, pos: 'bottom' });
  assert.deepEqual([changed.name, changed.dueComplete], ['Long fence', true]);
  assert.ok(changed.pos > other.pos);
});
await does('cards.getCardField', async getCardField => {
  assert.deepEqual(await getCardField({ id: card.id, field: 'name' }), { _value: 'Long fence' });
});
await does('cards.getCardBoard', async getCardBoard => {
  assert.equal((await getCardBoard({ id: card.id })).id, board.id);
});
await does('cards.getCardList', async getCardList => {
  assert.equal((await getCardList({ id: card.id })).id, todo.id);
});
await does('cards.getCardMembers', async getCardMembers => {
  assert.deepEqual(await getCardMembers({ id: card.id, fields: 'username' }), [{ id: me.id, username: me.username }]);
});
await does('cards.addCardMember', async addCardMember => {
  await addCardMember({ id: other.id, value: me.id });
});
await does('cards.removeCardMember', async removeCardMember => {
  await removeCardMember({ id: card.id, idMember: me.id });
  assert.deepEqual((await cards.getCard(card)).idMembers, []);
});
await does('members.getMemberCards', async getMemberCards => {
  assert.ok(ids(await getMemberCards({ id: 'me' })).includes(other.id));
});
await does('boards.getBoardCards', async getBoardCards => {
  assert.equal((await getBoardCards({ id: board.id })).length, 2);
});
await does('boards.getBoardCardsByFilter', async getBoardCardsByFilter => {
  assert.deepEqual(await getBoardCardsByFilter({ id: board.id, filter: 'closed' }), []);
});
await does('lists.moveAllListCards', async moveAllListCards => {
  await moveAllListCards({ id: todo.id, idBoard: board.id, idList: doing.id });
  assert.equal((await cards.getCard(card)).idList, doing.id);
});
await does('lists.getListCards', async getListCards => {
  assert.deepEqual(await getListCards({ id: todo.id }), []);
});
await does('cards.getCardCheckItemStates', async getCardCheckItemStates => {
  assert.deepEqual(await getCardCheckItemStates({ id: card.id }), []);
});
await does('cards.getCardPluginData', async getCardPluginData => {
  assert.deepEqual(await getCardPluginData({ id: card.id }), []);
});
await does('cards.getCardCustomFieldItems', async getCardCustomFieldItems => {
  assert.deepEqual(await getCardCustomFieldItems({ id: card.id }), []);
});
await does('boards.getBoardCustomFields', async getBoardCustomFields => {
  assert.deepEqual(await getBoardCustomFields({ id: board.id }), []);
});
