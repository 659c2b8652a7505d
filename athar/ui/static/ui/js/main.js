// Attaches behaviours to elements that ask for them with data-behaviour="name other".
// Every page works without them; each is fetched only where it is used.

const behaviours = {
  beside: () => import("./beside.js"),
  copy: () => import("./copy.js"),
  drop: () => import("./drop.js"),
  explore: () => import("./explore.js"),
  filters: () => import("./filters.js"),
  focus: () => import("./focus.js"),
  follow: () => import("./follow.js"),
  grid: () => import("./grid.js"),
  panel: () => import("./panel.js"),
  passkey: () => import("./passkey.js"),
  pick: () => import("./pick.js"),
  suggest: () => import("./suggest.js"),
  typing: () => import("./typing.js"),
};

const attached = new WeakMap();

export async function attach(root) {
  const elements = [...root.querySelectorAll("[data-behaviour]")];
  if (root.matches?.("[data-behaviour]")) elements.unshift(root);
  await Promise.all(elements.flatMap((element) => names(element).map((name) => start(element, name))));
}

function names(element) {
  return element.dataset.behaviour.split(/\s+/).filter((name) => name in behaviours);
}

async function start(element, name) {
  const known = attached.get(element) ?? new Set();
  if (known.has(name)) return;
  attached.set(element, known.add(name));
  const behaviour = await behaviours[name]();
  behaviour.attach(element);
}

document.addEventListener("athar:changed", (event) => attach(event.target));
attach(document);
