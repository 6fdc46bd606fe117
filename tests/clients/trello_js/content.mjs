// What lies on a card: labels, checklists, attachments, custom fields and comments.

import assert from 'node:assert/strict';
import { card } from './cards.mjs';
import { does, ids, names, trello } from './does.mjs';
import { board, doing, organization } from './places.mjs';

const { actions, boards, cards, checklists, customFields, labels } = trello;
const gone = call => assert.rejects(call, /404/);

// --- labels ---

let label;

await does('labels.createLabel', async createLabel => {
  label = await createLabel({ name: 'Urgent', color: 'red_dark', idBoard: board.id });
  assert.equal(label.color, 'red_dark');
});
await does('boards.createBoardLabel', async createBoardLabel => {
  assert.equal((await createBoardLabel({ id: board.id, name: 'Later', color: 'sky' })).idBoard, board.id);
});
await does('boards.getBoardLabels', async getBoardLabels => {
  const found = await getBoardLabels({ id: board.id, limit: 100 });
  assert.deepEqual(names(found).filter(Boolean).sort(), ['Later', 'Urgent']);
});
await does('labels.getLabel', async getLabel => {
  assert.equal((await getLabel({ id: label.id })).name, 'Urgent');
});
await does('labels.updateLabel', async updateLabel => {
  await updateLabel({ id: label.id, name: 'Now' });
  assert.equal((await labels.getLabel({ id: label.id })).name, 'Now');
});
await does('labels.updateLabelField', async updateLabelField => {
  await updateLabelField({ id: label.id, field: 'color', value: 'lime' });
  assert.equal((await labels.getLabel({ id: label.id })).color, 'lime');
});
await does('cards.addCardLabel', async addCardLabel => {
  assert.deepEqual(await addCardLabel({ id: card.id, value: label.id }), [label.id]);
});
await does('cards.removeCardLabel', async removeCardLabel => {
  await removeCardLabel({ id: card.id, idLabel: label.id });
  assert.deepEqual((await cards.getCard(card)).idLabels, []);
});
await does('cards.createCardLabel', async createCardLabel => {
  const made = await createCardLabel({ id: card.id, color: 'pink', name: 'Made here' });
  assert.deepEqual((await cards.getCard(card)).idLabels, [made.id]);
});
await does('labels.deleteLabel', async deleteLabel => {
  await deleteLabel({ id: label.id });
  await gone(labels.getLabel({ id: label.id }));
});

// --- checklists ---

let checklist, item;

await does('checklists.createChecklist', async createChecklist => {
  checklist = await createChecklist({ idCard: card.id, name: 'Tools' });
  assert.deepEqual((await cards.getCard(card)).idChecklists, [checklist.id]);
});
await does('cards.createCardChecklist', async createCardChecklist => {
  assert.equal((await createCardChecklist({ id: card.id, name: 'Steps', pos: 'top' })).idCard, card.id);
});
await does('cards.getCardChecklists', async getCardChecklists => {
  assert.deepEqual(names(await getCardChecklists({ id: card.id })), ['Steps', 'Tools']);
});
await does('checklists.getChecklist', async getChecklist => {
  assert.equal((await getChecklist({ id: checklist.id })).name, 'Tools');
});
await does('checklists.updateChecklist', async updateChecklist => {
  await updateChecklist({ id: checklist.id, name: 'Things' });
  assert.equal((await checklists.getChecklist(checklist)).name, 'Things');
});
await does('checklists.updateChecklistField', async updateChecklistField => {
  await updateChecklistField({ id: checklist.id, field: 'name', value: 'Tools' });
  assert.equal((await checklists.getChecklist(checklist)).name, 'Tools');
});
await does('checklists.getChecklistField', async getChecklistField => {
  assert.deepEqual(await getChecklistField({ id: checklist.id, field: 'name' }), { _value: 'Tools' });
});
await does('checklists.createChecklistItem', async createChecklistItem => {
  item = await createChecklistItem({ id: checklist.id, name: 'Brush', checked: true });
  assert.equal(item.state, 'complete');
});
await does('checklists.getChecklistItem', async getChecklistItem => {
  assert.equal((await getChecklistItem({ id: checklist.id, idCheckItem: item.id })).name, 'Brush');
});
await does('checklists.getChecklistItems', async getChecklistItems => {
  assert.deepEqual(names(await getChecklistItems({ id: checklist.id })), ['Brush']);
});
await does('cards.getCardCheckItem', async getCardCheckItem => {
  assert.equal((await getCardCheckItem({ id: card.id, idCheckItem: item.id })).idChecklist, checklist.id);
});
await does('cards.updateCardCheckItem', async updateCardCheckItem => {
  await updateCardCheckItem({ id: card.id, idCheckItem: item.id, state: 'incomplete', name: 'Broad brush' });
  const found = await checklists.getChecklistItem({ id: checklist.id, idCheckItem: item.id });
  assert.deepEqual([found.state, found.name], ['incomplete', 'Broad brush']);
});
await does('checklists.getChecklistBoard', async getChecklistBoard => {
  assert.equal((await getChecklistBoard({ id: checklist.id })).id, board.id);
});
await does('checklists.getChecklistCards', async getChecklistCards => {
  assert.deepEqual(ids([await getChecklistCards({ id: checklist.id })].flat()), [card.id]);
});
await does('boards.getBoardChecklists', async getBoardChecklists => {
  assert.deepEqual(names(await getBoardChecklists({ id: board.id })).sort(), ['Steps', 'Tools']);
});
await does('cards.deleteCardCheckItem', async deleteCardCheckItem => {
  await deleteCardCheckItem({ id: card.id, idCheckItem: item.id });
  assert.deepEqual(await checklists.getChecklistItems({ id: checklist.id }), []);
});
await does('checklists.deleteChecklistItem', async deleteChecklistItem => {
  const made = await checklists.createChecklistItem({ id: checklist.id, name: 'Ladder' });
  await deleteChecklistItem({ id: checklist.id, idCheckItem: made.id });
  assert.deepEqual(await checklists.getChecklistItems({ id: checklist.id }), []);
});
await does('cards.removeCardChecklist', async removeCardChecklist => {
  const steps = (await cards.getCardChecklists({ id: card.id })).find(one => one.name === 'Steps');
  await removeCardChecklist({ id: card.id, idChecklist: steps.id });
  assert.deepEqual((await cards.getCard(card)).idChecklists, [checklist.id]);
});
await does('checklists.deleteChecklist', async deleteChecklist => {
  await deleteChecklist({ id: checklist.id });
  await gone(checklists.getChecklist({ id: checklist.id }));
});

// --- attachments ---

let attachment;

await does('cards.createCardAttachment', async createCardAttachment => {
  attachment = await createCardAttachment({ id: card.id, url: 'https://example.com/colours', name: 'Colours' });
  assert.equal(attachment.isUpload, false);
});
await does('cards.getCardAttachments', async getCardAttachments => {
  assert.deepEqual(names(await getCardAttachments({ id: card.id })), ['Colours']);
});
await does('cards.getCardAttachment', async getCardAttachment => {
  assert.equal((await getCardAttachment({ id: card.id, idAttachment: attachment.id })).url, attachment.url);
});
await does('cards.deleteCardAttachment', async deleteCardAttachment => {
  await deleteCardAttachment({ id: card.id, idAttachment: attachment.id });
  assert.deepEqual(await cards.getCardAttachments({ id: card.id }), []);
});

// --- custom fields ---

const field = { idModel: board.id, modelType: 'board', pos: 'bottom' };
let wood, note, oak;

await does('customFields.createCustomField', async createCustomField => {
  wood = await createCustomField({ ...field, name: 'Wood', type: 'list' });
  note = await createCustomField({ ...field, name: 'Note', type: 'text', display_cardFront: false });
  assert.deepEqual([wood.idModel, wood.type, note.display.cardFront], [board.id, 'list', false]);
});
await does('boards.getBoardCustomFields', async getBoardCustomFields => {
  assert.deepEqual(ids(await getBoardCustomFields({ id: board.id })), [wood.id, note.id]);
});
await does('customFields.getCustomField', async getCustomField => {
  assert.equal((await getCustomField({ id: note.id })).type, 'text');
});
await does('customFields.updateCustomField', async updateCustomField => {
  await updateCustomField({ id: note.id, pos: 'top', 'display/cardFront': true });
  assert.deepEqual(ids(await boards.getBoardCustomFields({ id: board.id })), [note.id, wood.id]);
});
await does('customFields.createCustomFieldOption', async createCustomFieldOption => {
  oak = await createCustomFieldOption({ id: wood.id, value: { text: 'Oak' }, color: 'green', pos: 'top' });
  assert.deepEqual([oak.value.text, oak.color], ['Oak', 'green']);
});
await does('customFields.getCustomFieldOptions', async getCustomFieldOptions => {
  assert.deepEqual(await getCustomFieldOptions({ id: wood.id }), [oak]);
});
await does('customFields.getCustomFieldOption', async getCustomFieldOption => {
  assert.deepEqual(await getCustomFieldOption({ id: wood.id, idCustomFieldOption: oak._id }), oak);
});
await does('cards.updateCardCustomFieldItem', async updateCardCustomFieldItem => {
  const item = { idCard: card.id, idCustomField: wood.id };
  await updateCardCustomFieldItem({ ...item, body: { idValue: oak._id } });
  const { customFieldItems } = await cards.getCard({ id: card.id, customFieldItems: true });
  assert.deepEqual(customFieldItems.map(one => one.idValue), [oak._id]);
});
await does('customFields.deleteCustomFieldOption', async deleteCustomFieldOption => {
  await deleteCustomFieldOption({ id: wood.id, idCustomFieldOption: oak._id });
  assert.deepEqual(await customFields.getCustomFieldOptions({ id: wood.id }), []);
});
await does('cards.updateCardCustomFields', async updateCardCustomFields => {
  const customFieldItems = [{ idCustomField: note.id, value: { text: 'Mind the rain' } }];
  await updateCardCustomFields({ idCard: card.id, customFieldItems });
  assert.deepEqual((await cards.getCard({ id: card.id, customFieldItems: true })).customFieldItems[0].value, {
    text: 'Mind the rain',
  });
});
await does('cards.getCardCustomFieldItems', async getCardCustomFieldItems => {
  const found = await getCardCustomFieldItems({ id: card.id });
  assert.deepEqual(found.map(one => one.idCustomField), [note.id]);
});
await does('customFields.deleteCustomField', async deleteCustomField => {
  await deleteCustomField({ id: note.id });
  assert.deepEqual(await cards.getCardCustomFieldItems({ id: card.id }), []);
});

// --- comments and what happened ---

const bare = { memberCreator: false };
let comment;

await does('cards.createCardComment', async createCardComment => {
  await createCardComment({ id: card.id, text: 'Which colour?' });
});
await does('cards.getCardActions', async getCardActions => {
  [comment] = await getCardActions({ id: card.id, filter: 'commentCard', ...bare });
  assert.equal(comment.data.text, 'Which colour?');
});
await does('actions.getAction', async getAction => {
  assert.equal((await getAction({ id: comment.id, ...bare })).type, 'commentCard');
});
await does('actions.getActionField', async getActionField => {
  assert.deepEqual(await getActionField({ id: comment.id, field: 'type' }), { _value: 'commentCard' });
});
await does('actions.getActionBoard', async getActionBoard => {
  assert.equal((await getActionBoard({ id: comment.id, fields: 'name' })).id, board.id);
});
await does('actions.getActionCard', async getActionCard => {
  assert.equal((await getActionCard({ id: comment.id })).id, card.id);
});
await does('actions.getActionList', async getActionList => {
  assert.equal((await getActionList({ id: comment.id })).id, doing.id);
});
await does('actions.getActionCreator', async getActionCreator => {
  assert.equal((await getActionCreator({ id: comment.id, fields: 'username' })).username, 'syncservice');
});
await does('actions.getActionOrganization', async getActionOrganization => {
  assert.equal((await getActionOrganization({ id: comment.id })).id, organization.id);
});
await does('boards.getBoardActions', async getBoardActions => {
  const first = await getBoardActions({ boardId: board.id, limit: 2, ...bare });
  const next = await getBoardActions({ boardId: board.id, limit: 2, before: first[1].id, ...bare });
  assert.equal(new Set(ids([...first, ...next])).size, 4);
});
await does('members.getMemberActions', async getMemberActions => {
  const found = await getMemberActions({ id: 'me', filter: 'commentCard', ...bare });
  assert.equal(found[0].id, comment.id);
});
await does('cards.deleteCardComment', async deleteCardComment => {
  await deleteCardComment({ id: card.id, idAction: comment.id });
  await gone(actions.getAction({ id: comment.id }));
});
