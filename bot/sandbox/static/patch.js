// Bring a piece of the page up to date without losing focus, scroll, open menus or a playing voice note.
// Children that all carry an id are matched by it; anything else is replaced when it differs.

function attributes(old, next) {
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name)) old.removeAttribute(name);
  }
}

export function patch(old, next) {
  attributes(old, next);
  const children = [...next.children];
  if (!children.length || children.some((child) => !child.id)) {
    if (old.innerHTML !== next.innerHTML) old.replaceChildren(...next.childNodes);
    return;
  }
  const wanted = new Set(children.map((child) => child.id));
  for (const child of [...old.childNodes]) {
    if (!wanted.has(child.id)) child.remove();
  }
  const known = new Map([...old.children].map((child) => [child.id, child]));
  let place = old.firstElementChild;
  for (const child of children) {
    const same = known.get(child.id);
    if (same) patch(same, child);
    if (same && same === place) place = place.nextElementSibling;
    else old.insertBefore(same ?? child, place);
  }
}
