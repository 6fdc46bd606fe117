// Workspaces, boards, stars and lists: what each operation does, and what must have come of it.

import assert from 'node:assert/strict';
import { does, ids, names, trello } from './does.mjs';

const { boards, lists, members, organizations } = trello;

export let organization, board, todo, doing, me;

// --- workspaces and boards ---

await does('members.getMember', async getMember => {
  me = await getMember({ id: 'me', fields: 'username,fullName' });
  assert.equal(me.username, 'syncservice');
});
await does('organizations.createOrganization', async createOrganization => {
  organization = await createOrganization({ displayName: 'Our gardeners', desc: 'Who gardens' });
  assert.equal(organization.displayName, 'Our gardeners');
});
await does('organizations.getOrganization', async getOrganization => {
  const found = await getOrganization({ id: organization.name });
  assert.equal(found.id, organization.id);
  assert.equal(found.desc, 'Who gardens');
});
await does('organizations.updateOrganization', async updateOrganization => {
  await updateOrganization({ id: organization.id, website: 'https://example.com' });
  assert.equal((await organizations.getOrganization(organization)).website, 'https://example.com');
});
await does('organizations.getOrganizationField', async getOrganizationField => {
  assert.deepEqual(await getOrganizationField({ id: organization.id, field: 'displayName' }), { _value: 'Our gardeners' });
});
await does('organizations.getOrganizationMemberships', async getOrganizationMemberships => {
  const [one] = await getOrganizationMemberships({ id: organization.id });
  assert.equal(one.idMember, me.id);
  assert.equal(one.memberType, 'admin');
});
await does('organizations.getOrganizationMembership', async getOrganizationMembership => {
  const [one] = await organizations.getOrganizationMemberships({ id: organization.id });
  assert.equal((await getOrganizationMembership({ id: organization.id, idMembership: one.id })).idMember, me.id);
});
await does('organizations.updateOrganizationMembers', async updateOrganizationMembers => {
  await updateOrganizationMembers({ id: organization.id, email: 'ada@example.com', fullName: 'Ada' });
  assert.equal((await organizations.getOrganizationMembers(organization)).length, 2);
});
await does('organizations.getOrganizationMembers', async getOrganizationMembers => {
  const found = await getOrganizationMembers({ id: organization.id });
  assert.deepEqual(found.map(one => one.fullName).sort(), ['Ada', 'Sync Service']);
});
await does('organizations.getOrganizationActions', async getOrganizationActions => {
  const found = await getOrganizationActions({ id: organization.id, member: false, memberCreator: false });
  assert.ok(found.some(one => one.type === 'createOrganization'));
});
await does('boards.createBoard', async createBoard => {
  board = await createBoard({ name: 'Garden', idOrganization: organization.id, prefsPermissionLevel: 'org' });
  assert.equal(board.prefs.permissionLevel, 'org');
});
await does('organizations.getOrganizationBoards', async getOrganizationBoards => {
  assert.deepEqual(ids(await getOrganizationBoards({ id: organization.id })), [board.id]);
});
await does('boards.getBoard', async getBoard => {
  assert.equal((await getBoard({ id: board.shortLink ?? board.id })).name, 'Garden');
});
await does('boards.updateBoard', async updateBoard => {
  await updateBoard({ id: board.id, desc: 'Apples, pears', 'prefs/comments': 'members' });
  assert.equal((await boards.getBoard(board)).desc, 'Apples, pears');
});
await does('boards.getBoardField', async getBoardField => {
  assert.deepEqual(await getBoardField({ id: board.id, field: 'closed' }), { _value: false });
});
await does('boards.getBoardMembers', async getBoardMembers => {
  assert.deepEqual(ids(await getBoardMembers({ id: board.id })), [me.id]);
});
await does('boards.getBoardMemberships', async getBoardMemberships => {
  const found = await getBoardMemberships({ id: board.id, filter: 'admins' });
  assert.deepEqual(found.map(one => one.idMember), [me.id]);
});
await does('boards.inviteBoardMember', async inviteBoardMember => {
  await inviteBoardMember({ id: board.id, email: 'bob@example.com', fullName: 'Bob', type: 'normal' });
});
await does('boards.updateBoardMembership', async updateBoardMembership => {
  const other = (await boards.getBoardMemberships({ id: board.id })).find(one => one.idMember !== me.id);
  const changed = await updateBoardMembership({ id: board.id, idMembership: other.id, type: 'admin' });
  assert.equal(changed.memberType, 'admin');
});
await does('boards.removeBoardMember', async removeBoardMember => {
  const other = (await boards.getBoardMemberships({ id: board.id })).find(one => one.idMember !== me.id);
  await removeBoardMember({ id: board.id, idMember: other.idMember });
  assert.deepEqual(ids(await boards.getBoardMembers({ id: board.id })), [me.id]);
});
await does('members.getMemberBoards', async getMemberBoards => {
  const found = await getMemberBoards({ id: 'me', filter: 'open', fields: 'name' });
  assert.ok(ids(found).includes(board.id));
});
await does('members.getMemberOrganizations', async getMemberOrganizations => {
  assert.ok(ids(await getMemberOrganizations({ id: 'me' })).includes(organization.id));
});
await does('members.getMemberField', async getMemberField => {
  assert.deepEqual(await getMemberField({ id: 'me', field: 'username' }), { _value: 'syncservice' });
});

// --- stars ---

let star;

await does('members.starBoard', async starBoard => {
  star = await starBoard({ id: 'me', idBoard: board.id, pos: 'top' });
  assert.equal(star.idBoard, board.id);
});
await does('members.getMemberBoardStars', async getMemberBoardStars => {
  assert.deepEqual((await getMemberBoardStars({ id: 'me' }))[0], star);
});
await does('members.getMemberBoardStar', async getMemberBoardStar => {
  assert.deepEqual(await getMemberBoardStar({ id: 'me', idStar: star.id }), star);
});
await does('members.updateMemberBoardStar', async updateMemberBoardStar => {
  await updateMemberBoardStar({ id: 'me', idStar: star.id, pos: 7 });
  assert.equal((await members.getMemberBoardStar({ id: 'me', idStar: star.id })).pos, 7);
});
await does('members.unstarBoard', async unstarBoard => {
  await unstarBoard({ id: 'me', idStar: star.id });
  assert.ok(!ids(await members.getMemberBoardStars({ id: 'me' })).includes(star.id));
});

// --- lists ---

await does('boards.getBoardLists', async getBoardLists => {
  const found = await getBoardLists({ id: board.id });
  [todo, doing] = found;
  assert.deepEqual(names(found), ['To Do', 'Doing', 'Done']);
});
await does('boards.createBoardList', async createBoardList => {
  const made = await createBoardList({ id: board.id, name: 'Later', pos: 'bottom' });
  assert.equal(names(await boards.getBoardLists({ id: board.id })).at(-1), made.name);
});
await does('lists.createList', async createList => {
  const made = await createList({ name: 'Sand', idBoard: board.id });
  assert.equal((await boards.getBoardLists({ id: board.id }))[0].id, made.id);
});
await does('lists.getList', async getList => {
  assert.equal((await getList({ id: todo.id })).idBoard, board.id);
});
await does('lists.updateList', async updateList => {
  const changed = await updateList({ id: todo.id, name: 'To be done', subscribed: true });
  assert.equal((await lists.getList({ id: todo.id })).name, changed.name);
});
await does('lists.updateListField', async updateListField => {
  await updateListField({ id: todo.id, field: 'name', value: 'To do' });
  assert.equal((await lists.getList({ id: todo.id })).name, 'To do');
});
await does('lists.archiveList', async archiveList => {
  const [first] = await boards.getBoardLists({ id: board.id });
  assert.equal((await archiveList({ id: first.id, value: true })).closed, true);
});
await does('boards.getBoardListsByFilter', async getBoardListsByFilter => {
  assert.deepEqual(names(await getBoardListsByFilter({ id: board.id, filter: 'closed' })), ['Sand']);
});
await does('lists.moveListToBoard', async moveListToBoard => {
  const other = await boards.createBoard({ name: 'Shed', idOrganization: organization.id, defaultLists: false });
  const moved = await lists.createList({ name: 'Moves', idBoard: board.id });
  await moveListToBoard({ id: moved.id, value: other.id });
  assert.deepEqual(ids(await boards.getBoardLists({ id: other.id })), [moved.id]);
});
await does('lists.getListBoard', async getListBoard => {
  assert.equal((await getListBoard({ id: todo.id })).id, board.id);
});
await does('lists.getListActions', async getListActions => {
  const found = await getListActions({ id: todo.id, filter: 'updateList:name', memberCreator: false });
  assert.deepEqual(found.map(one => one.data.old.name), ['To be done', 'To Do']);
});
