// A search box that offers what one may be about to type (ARIA combobox with a list).
// Without it the form asks the same question by itself.

const WAIT = 140;
const LEAST = 2;

export function attach(form) {
  const input = form.querySelector("input[type=search]");
  const box = { form, input, list: listFor(input), said: sayer(form), at: -1, asking: null, timer: 0 };
  input.addEventListener("input", (event) => {
    if (!event.isComposing) later(box);
  });
  input.addEventListener("compositionend", () => later(box));
  input.addEventListener("keydown", (event) => onKey(box, event));
  input.addEventListener("blur", () => close(box));
  // the box keeps the keyboard while an option is pressed
  box.list.addEventListener("pointerdown", (event) => event.preventDefault());
  box.list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  form.addEventListener("submit", () => forget(box));
}

function listFor(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggested`;
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  input.after(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }
  return list;
}

function sayer(form) {
  const region = document.createElement("p");
  region.className = "vh";
  region.setAttribute("role", "status");
  form.append(region);
  return region;
}

function later(box) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), WAIT);
}

function forget(box) {
  clearTimeout(box.timer);
  box.asking?.abort();
  close(box);
}

async function ask(box) {
  box.asking?.abort();
  const text = box.input.value.trim();
  if (text.length < LEAST) {
    close(box);
    return;
  }
  box.asking = new AbortController();
  const address = `${box.form.dataset.suggestions}?${new URLSearchParams({ q: text })}`;
  try {
    const answer = await fetch(address, { signal: box.asking.signal });
    if (answer.ok) show(box, (await answer.json()).options);
  } catch (error) {
    if (error.name !== "AbortError") close(box);
  }
}

function show(box, options) {
  if (document.activeElement !== box.input) return;
  box.list.replaceChildren(...options.map((option, number) => optionOf(box, option, number)));
  box.at = -1;
  box.input.removeAttribute("aria-activedescendant");
  setOpen(box, options.length > 0);
  const { count, none } = box.form.dataset;
  box.said.textContent = options.length ? count.replace("{n}", options.length) : none;
}

function optionOf(box, option, number) {
  const item = document.createElement("li");
  item.id = `${box.list.id}-${number}`;
  item.dataset.url = option.url;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const words = document.createElement("span");
  words.lang = option.lang;
  words.dir = "auto";
  for (const [text, isMatch] of option.pieces) {
    const piece = document.createElement(isMatch ? "mark" : "span");
    piece.textContent = text;
    words.append(piece);
  }
  const beside = document.createElement("span");
  beside.textContent = option.beside;
  item.append(words, beside);
  return item;
}

function onKey(box, event) {
  if (event.isComposing) return;
  const isOpen = !box.list.hidden;
  if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    close(box);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (isOpen) move(box, event.key === "ArrowDown" ? 1 : -1);
    else ask(box);
  } else if (event.key === "Enter" && isOpen && box.at >= 0) {
    event.preventDefault();
    location.assign(box.list.children[box.at].dataset.url);
  }
}

// One step beyond the last option comes back to what was typed.
function move(box, step) {
  const n = box.list.children.length;
  box.list.children[box.at]?.setAttribute("aria-selected", "false");
  box.at = ((box.at + 1 + step + n + 1) % (n + 1)) - 1;
  const chosen = box.list.children[box.at];
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) box.input.setAttribute("aria-activedescendant", chosen.id);
  else box.input.removeAttribute("aria-activedescendant");
}

function close(box) {
  box.at = -1;
  box.input.removeAttribute("aria-activedescendant");
  setOpen(box, false);
}

function setOpen(box, isOpen) {
  box.list.hidden = !isOpen;
  box.input.setAttribute("aria-expanded", String(isOpen));
}
