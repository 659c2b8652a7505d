// Filters send themselves when a choice changes; htmx swaps the list, the address stays the state.

import htmx from "htmx.org/dist/htmx.esm.js";

let shown = here();

export function attach(form) {
  form.addEventListener("formdata", dropEmpty);
  form.addEventListener("submit", () => remember(addressOf(form)));
  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=search], input[type=text]")) form.requestSubmit();
  });
  htmx.process(form);
  announcer();
}

// An empty choice is no filter: it does not belong in the address.
function dropEmpty(event) {
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
}

function addressOf(form) {
  const query = new URLSearchParams(new FormData(form)).toString();
  return new URL(form.action).pathname + (query && `?${query}`);
}

function remember(address) {
  if (address === shown) return;
  history.pushState({ filters: true }, "", address);
  shown = address;
}

function here() {
  return location.pathname + location.search;
}

// What stood at an address before is asked again; closing a panel comes back to what is shown.
addEventListener("popstate", () => {
  if (here() !== shown) location.reload();
});

function announcer() {
  if (document.getElementById("announcer")) return;
  const region = document.createElement("p");
  region.id = "announcer";
  region.className = "vh";
  region.setAttribute("role", "status");
  document.body.append(region);
}

document.addEventListener("htmx:after:swap", () => {
  const summary = document.querySelector("[data-summary]");
  const region = document.getElementById("announcer");
  if (summary && region) region.textContent = summary.textContent;
  document.body.dispatchEvent(new CustomEvent("athar:changed", { bubbles: true }));
});
