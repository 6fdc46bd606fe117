// Requests of the page to the control API: the token, and the errors that answers become.

const KEPT = "syncproof-token";

/** The server refuses a request: `message` is what is wrong, `cure` what to do. */
export class Refused extends Error {
  constructor(status, { error, do: cure }) {
    super(error);
    this.status = status;
    this.cure = cure;
  }
}

/** The server does not answer. */
export class Lost extends Error {}

let token = sessionStorage.getItem(KEPT) ?? "";

export function keep(given) {
  token = given;
  sessionStorage.setItem(KEPT, given);
}

export function forget() {
  token = "";
  sessionStorage.removeItem(KEPT);
}

/** Takes the token out of the address, where a glance or a bookmark would find it. */
export function takeFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    keep(given);
    history.replaceState(null, "", location.pathname);
  }
  return token !== "";
}

export async function ask(method, path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer, content;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(15000) });
    content = await answer.json();
  } catch (error) {
    throw new Lost(String(error));
  }
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}

export function recordPath(system, datatype, record) {
  const path = `/records/${encodeURIComponent(system)}/${encodeURIComponent(datatype)}`;
  return record === undefined ? path : `${path}/${encodeURIComponent(record)}`;
}
