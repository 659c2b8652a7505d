// A form that is kept while it is typed; without script its button keeps it.
// The form holds `version` and, beside each field, what stood there as `was.<name>`.

const WAIT = 1200;
const AGAIN = 8000;

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
    if (!field.name || field.type === "file" || field.type === "hidden" || field.tagName === "BUTTON") continue;
    if (field.type !== "radio" && field.type !== "checkbox") found.set(field.name, field.value);
    else if (field.checked) found.set(field.name, field.value);
    else if (!found.has(field.name)) found.set(field.name, "");
  }
  return found;
}

function changed(box) {
  const now = typed(box.form);
  return new Map([...now].filter(([name, text]) => box.kept.get(name) !== text));
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
  for (const name of ["csrfmiddlewaretoken", "version"]) body.set(name, box.form.elements[name].value);
  body.set("do", "save");
  for (const [name, text] of changes) body.set(name, text);
  return body;
}

// What only others touched is shown as theirs; where both typed, theirs is told and ours stays.
function take(box, changes, { version, words: said, merged, collided }) {
  box.form.elements.version.value = version;
  for (const [name, text] of changes) settle(box, name, text);
  for (const [name, one] of Object.entries(merged)) {
    settle(box, name, one.text);
    show(box.form, name, one.text);
  }
  for (const [name, one] of Object.entries({ ...merged, ...collided })) note(box.form, name, one.words);
  tell(box, said, false);
}

function settle(box, name, text) {
  box.kept.set(name, text);
  const was = box.form.elements[`was.${name}`];
  if (was) was.value = text;
}

function show(form, name, text) {
  const field = form.elements[name];
  if (field && field !== document.activeElement) field.value = text;
}

function note(form, name, said) {
  const one = form.elements[name];
  const field = (one instanceof RadioNodeList ? one[0] : one)?.closest(".field");
  if (!field) return;
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
