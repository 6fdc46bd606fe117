// trello.js, as it is on npm, against the served fake: all operations in their order, one line of JSON for each.

for (const part of ['places', 'cards', 'content', 'account']) {
  await import(`./${part}.mjs`);
}
