// A form that is kept while it is typed; without script its button keeps it.
// The form holds `version` and, beside each field, what stood there as `was.<name>`. A form of
// many records names its fields "<record>:<field>", and holds "<record>:version" for each.

const WAIT = 1200;
const AGAIN = 8000;
const SILENT = new Set(["file", "hidden", "submit", "button", "fieldset"]);

export function attach(form) {
  const box = { form, kept: typed(form), timer: 0, isSending: false, said: form.querySelector("[data-saved]") };
  form.addEventListener("input", () => later(box, WAIT));
  form.addEventListener("change", () => later(box, WAIT / 4));
  form.addEventListener("submit", () => {
    clearTimeout(box.timer);
    box.isLeaving = true;
  });
  addEventListener("online", () => later(box, 0));
  addEventListener("pageshow", () => (box.isLeaving = false));
  addEventListener("beforeunload", (event) => {
    if (!box.isLeaving && changed(box).size) event.preventDefault();
  });
}

function typed(form) {
  const found = new Map();
  for (const field of form.elements) {
    if (!field.name || "onlyShows" in field.dataset || SILENT.has(field.type)) continue;
    if (!found.has(field.name)) found.set(field.name, []);
    if ((field.type !== "radio" && field.type !== "checkbox") || field.checked) found.get(field.name).push(field.value);
  }
  return found;
}

// A name may stand in several rows; all that stand under it are compared and sent together.
function isSame(before, now) {
  return before?.length === now.length && now.every((text, n) => text === before[n]);
}

function changed(box) {
  const now = typed(box.form);
  return new Map([...now].filter(([name, texts]) => !isSame(box.kept.get(name), texts)));
}

function later(box, wait) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => save(box), wait);
}

async function save(box) {
  const changes = changed(box);
  if (!changes.size || box.isLeaving) return;
  if (box.isSending) return later(box, WAIT);
  box.isSending = true;
  try {
    const answer = await fetch(box.form.action, { method: "POST", body: sent(box, changes), headers: { Accept: "application/json" } });
    if (answer.ok) take(box, changes, await answer.json());
    else tell(box, answer.status === 429 ? box.form.dataset.failed : ((await words(answer)) ?? box.form.dataset.failed), true);
    if (answer.status === 429 || answer.status >= 500) later(box, AGAIN);
  } catch {
    tell(box, box.form.dataset.failed, true);
    later(box, AGAIN);
  } finally {
    box.isSending = false;
  }
}

async function words(answer) {
  if (!answer.headers.get("Content-Type")?.includes("json")) return null;
  return (await answer.json()).words;
}

function sent(box, changes) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", ...[...changes.keys()].map(versionOf)]) body.set(name, box.form.elements[name].value);
  body.set("do", "save");
  for (const [name, texts] of changes) for (const text of texts.length ? texts : [""]) body.append(name, text);
  return body;
}

function versionOf(name) {
  return `${name.slice(0, name.indexOf(":") + 1)}version`;
}

// What only others touched is shown as theirs; where both typed, theirs is told and ours stays.
// A record that was refused stays as it is typed, and is sent again with the next change.
function take(box, changes, answer) {
  const { version, versions = { version }, words: said, merged, collided, refused = {} } = answer;
  for (const [name, number] of Object.entries(versions)) box.form.elements[name].value = number;
  for (const [name, texts] of changes) if (!(name.split(":")[0] in refused)) settle(box, name, texts);
  for (const [name, one] of Object.entries(merged)) {
    settle(box, name, [one.text]);
    show(box.form, name, one.text);
  }
  for (const [name, one] of Object.entries({ ...merged, ...collided })) note(box.form, name, one.words);
  tell(box, said, Object.keys(refused).length > 0);
  box.form.dispatchEvent(new CustomEvent("athar:kept", { detail: answer }));
}

function settle(box, name, texts) {
  box.kept.set(name, texts);
  const was = box.form.elements[`was.${name}`];
  if (was) was.value = texts[0] ?? "";
}

function show(form, name, text) {
  const field = form.elements[name];
  if (field && field !== document.activeElement) field.value = text;
}

function note(form, name, said) {
  const one = form.elements[name];
  const field = (one instanceof RadioNodeList ? one[0] : one)?.closest(".field");
  if (!field || field.lastElementChild.textContent === said) return;
  const words = document.createElement("p");
  words.className = "note s-risk";
  words.setAttribute("role", "status");
  words.textContent = said;
  field.append(words);
}

function tell(box, said, isWrong) {
  if (!box.said) return;
  box.said.textContent = said;
  box.said.classList.toggle("is-wrong", isWrong);
}
