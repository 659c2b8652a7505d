// Beside a cell: its history, its limits and the remarks on it, from the page its link leads to.
// On a wide screen they stand in the aside and follow the keyboard: Shift and F2 go there, Escape
// comes back, and Tab need not stop at the links. On a phone they open below their cell.

const WAIT = 300;

export function attach(form) {
  const box = { form, aside: document.querySelector("[data-beside]"), wide: matchMedia("(min-width: 62rem)"), address: "", timer: 0 };
  form.addEventListener("focusin", ({ target }) => box.wide.matches && later(box, linkOf(target)));
  form.addEventListener("click", (event) => clicked(box, event));
  form.addEventListener("keydown", (event) => event.key === "F2" && event.shiftKey && into(box, event));
  box.aside.addEventListener("keydown", ({ key }) => key === "Escape" && box.field?.focus());
  for (const link of form.querySelectorAll("a[data-opens]")) link.tabIndex = box.wide.matches ? -1 : 0;
  box.aside.addEventListener("submit", (event) => send(box, event));
}

function linkOf(field) {
  return field.closest("td")?.querySelector("a[data-opens]");
}

function later(box, link) {
  clearTimeout(box.timer);
  if (link && link.href !== box.address) box.timer = setTimeout(() => show(box, link), WAIT);
}

function clicked(box, event) {
  const link = event.target.closest("a[data-opens]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  clearTimeout(box.timer);
  if (link.href === box.address && !box.wide.matches) close(box, link);
  else show(box, link, true);
}

function into(box, event) {
  const link = linkOf(event.target);
  if (!link) return;
  event.preventDefault();
  box.field = event.target;
  show(box, link, true);
}

async function show(box, link, isAsked) {
  box.address = link.href;
  box.link = link;
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return isAsked ? location.assign(link.href) : undefined;
  if (box.address !== link.href) return;
  if (!box.wide.matches) below(box, link);
  fill(box.aside, await answer.text());
  if (isAsked) (box.aside.querySelector("textarea") ?? box.aside.querySelector("h2"))?.focus();
}

// The aside itself moves below the cell, so that there is never more than one of them.
function below(box, link) {
  box.form.querySelector("[data-opens][aria-expanded]")?.removeAttribute("aria-expanded");
  link.setAttribute("aria-expanded", "true");
  link.closest("td").append(box.aside);
}

function close(box, link) {
  box.address = "";
  link.removeAttribute("aria-expanded");
  box.aside.replaceChildren();
}

function fill(aside, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const sheet = page.querySelector("[data-panel]");
  if (!sheet) return;
  const title = document.createElement("h2");
  title.className = "side-h";
  title.tabIndex = -1;
  title.append(...page.querySelector("h1").childNodes);
  aside.replaceChildren(title, document.importNode(sheet, true));
}

async function send(box, event) {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer || !(answer.ok || answer.status === 422)) return form.submit();
  fill(box.aside, await answer.text());
  count(box);
  box.aside.querySelector("h2")?.focus();
}

// The link below the cell says how many remarks there are, as the sheet does.
function count({ aside, link }) {
  const said = aside.querySelector("[data-remarks]");
  if (!said) return;
  const words = document.createElement("b");
  words.append(...said.cloneNode(true).childNodes);
  link.firstChild.replaceWith(words);
}
