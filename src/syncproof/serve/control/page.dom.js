// Elements of the page.

export function make(tag, { role, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

/** Returns the moment of a line as a person reads it: the day only where it is another than before. */
export function clockOf(at, before = "") {
  const [day, time] = [at.slice(0, 10), at.slice(11, 19)];
  return before.slice(0, 10) === day ? time : `${day} ${time}`;
}
