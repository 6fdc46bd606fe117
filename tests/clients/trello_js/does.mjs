// The library, led to the served fake by its own setting, and what tells of each of its operations in a line of JSON.

import { createTrelloClient } from 'trello.js';

const { TRELLO_URL: host, TRELLO_KEY: apiKey, TRELLO_TOKEN: apiToken } = process.env;

export const trello = createTrelloClient({ host, apiKey, apiToken });

// The name is looked up in the library, so that no line speaks of an operation that was not its own.
export async function does(operation, act) {
  const [group, method] = operation.split('.');
  try {
    await act(trello[group][method]);
    say({ operation, ok: true });
  } catch (error) {
    // Zod's own errors have issues: there the library refused an answer, and where in it.
    const refused = error.issues?.map(issue => issue.path.join('.'));
    say({ operation, ok: false, refused, what: refused ? error.issues[0].message : String(error.message) });
  }
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export const names = found => found.map(one => one.name);
export const ids = found => found.map(one => one.id);
