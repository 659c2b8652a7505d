// Follows work under way: asks for the page again and shows what it says, until the work is done.

const PAUSE = 1000;

export function attach(element) {
  setTimeout(() => look(element), PAUSE);
}

async function look(element) {
  const page = await fetchPage().catch(() => null);
  const next = page?.querySelector("[data-behaviour~=follow]");
  if (page && !next) {
    location.reload();
    return;
  }
  if (next) element.replaceChildren(...document.importNode(next, true).childNodes);
  setTimeout(() => look(element), PAUSE);
}

async function fetchPage() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
