// Opens the page a link leads to in a panel at the inline end of the window.
// The address changes with it, the back button and Escape close it, the keyboard returns.

let open = null;

export function attach(link) {
  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.href);
  });
}

async function show(address) {
  const sheet = await fetchSheet(address).catch(() => null);
  if (!sheet) {
    location.assign(address);
    return;
  }
  const alreadyOpen = open !== null;
  const dialog = open ?? createPanel();
  dialog.lang = sheet.lang;
  dialog.dir = sheet.dir;
  fill(dialog, sheet);
  if (alreadyOpen) history.replaceState({ panel: true }, "", address);
  else history.pushState({ panel: true }, "", address);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2").focus();
}

async function fetchSheet(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.querySelector("[data-panel]");
  if (!found) return null;
  const sheet = document.importNode(found, true);
  sheet.lang = page.documentElement.lang;
  sheet.dir = page.documentElement.dir;
  return sheet;
}

function createPanel() {
  const dialog = document.createElement("dialog");
  dialog.className = "panel";
  dialog.addEventListener("close", () => {
    dialog.remove();
    open = null;
    document.documentElement.classList.remove("has-panel");
    if (history.state?.panel) history.back();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  document.documentElement.classList.add("has-panel");
  open = dialog;
  return dialog;
}

function fill(dialog, sheet) {
  const title = sheet.querySelector("h1");
  dialog.replaceChildren(top(dialog, title), sheet);
  dialog.setAttribute("aria-labelledby", "panel-title");
  dialog.scrollTop = 0;
  sheet.dispatchEvent(new CustomEvent("athar:changed", { bubbles: true }));
}

function top(dialog, name) {
  const header = document.createElement("header");
  header.className = "panel-top";
  const title = document.createElement("h2");
  title.id = "panel-title";
  title.tabIndex = -1;
  title.append(...name.cloneNode(true).childNodes);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", document.body.dataset.close);
  const cross = document.createElement("span");
  cross.className = "x";
  close.append(cross);
  close.addEventListener("click", () => dialog.close());
  header.append(title, close);
  return header;
}

addEventListener("popstate", () => {
  if (open && !history.state?.panel) open.close();
  // forward again to a panel that is gone: its address is a page of its own
  else if (!open && history.state?.panel) location.reload();
});
