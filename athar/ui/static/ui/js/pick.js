// A map on which the point of a row is picked by pointer or keyboard; without it points are typed.
// The map moves into the row that asked for it and writes into its inputs.

const NEAREST = 64;
const STEP = 0.02;
const HALF = 11;
const POINT = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 2, "=": 2, "-": 0.5, "\u2212": 0.5 };

export function attach(element) {
  const svg = element.querySelector("svg");
  const { x, y, width, height } = svg.viewBox.baseVal;
  const box = {
    element,
    svg,
    sheet: element.querySelector(".picking-map"),
    whole: { x, y, width, height },
    across: element.dataset.across.split(" ").map(Number),
    down: element.dataset.down.split(" ").map(Number),
    zoom: 1,
    row: null,
    at: null,
  };
  for (const button of element.parentElement.querySelectorAll("[data-pick]")) {
    button.hidden = false;
    button.addEventListener("click", () => open(box, button));
  }
  svg.addEventListener("click", (event) => put(box, spotUnder(box, event)));
  box.sheet.addEventListener("keydown", (event) => onKey(box, event));
  element.addEventListener("click", (event) => onButton(box, event.target.closest("button")));
}

function inputs(box) {
  const named = (name) => box.row.querySelector(`input[name="${name}"]`);
  return { place: named("place"), point: named("place_point") };
}

function open(box, button) {
  box.asked = button;
  box.row = button.closest(".edit-row");
  box.row.append(box.element);
  box.element.hidden = false;
  box.at = spotIn(box, inputs(box).point);
  box.zoom = 1;
  draw(box);
  box.sheet.focus();
  box.element.scrollIntoView({ block: "nearest" });
}

function spotIn({ across, down }, input) {
  const found = POINT.exec(input.value);
  return found && [Number(found[2]) * across[0] + across[1], Number(found[1]) * down[0] + down[1]];
}

function written(box, [x, y]) {
  const latitude = (y - box.down[1]) / box.down[0];
  return `${latitude.toFixed(6)}, ${((x - box.across[1]) / box.across[0]).toFixed(6)}`;
}

function spotUnder(box, event) {
  const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(box.svg.getScreenCTM().inverse());
  return [spot.x, spot.y];
}

function put(box, spot) {
  box.at = spot;
  const { place } = inputs(box);
  const area = areaAt(box, spot);
  // what is in no place yet lies in the one pointed at
  if (area && !place.value.trim()) place.value = `${area.dataset.name} · ${area.dataset.place}`;
  write(box, written(box, spot));
}

function write(box, text) {
  const { point } = inputs(box);
  point.value = text;
  point.dispatchEvent(new Event("input", { bubbles: true }));
  draw(box);
}

function areaAt(box, [x, y]) {
  const spot = new DOMPoint(x, y);
  return [...box.svg.querySelectorAll("[data-place]")].find((one) => one.isPointInFill(spot));
}

function draw(box) {
  const { whole, zoom } = box;
  const [x, y] = box.at ?? [whole.x + whole.width / 2, whole.y + whole.height / 2];
  const [width, height] = [whole.width / zoom, whole.height / zoom];
  const left = zoom === 1 ? whole.x : x - width / 2;
  const top = zoom === 1 ? whole.y : y - height / 2;
  box.svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  box.svg.classList.toggle("is-near", zoom > 2);
  // names keep their size on the screen
  for (const text of box.svg.querySelectorAll("text")) text.style.fontSize = zoom === 1 ? "" : `${23 / zoom}px`;
  box.svg.querySelectorAll(".spot").forEach((one) => one.remove());
  for (const other of box.row.parentElement.querySelectorAll('input[name="place_point"]')) {
    const spot = spotIn(box, other);
    if (spot && other !== inputs(box).point) dot(box, spot, "spot is-other");
  }
  if (box.at) dot(box, box.at, "spot");
  say(box);
}

function dot(box, [x, y], css) {
  const one = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of Object.entries({ class: css, cx: x, cy: y, r: HALF / box.zoom })) one.setAttribute(name, value);
  box.svg.append(one);
}

function say(box) {
  const area = box.at && areaAt(box, box.at);
  box.element.querySelector("[data-at]").textContent = box.at ? written(box, box.at) : "";
  box.element.querySelector("[data-where]").textContent = box.at ? (area?.dataset.name ?? box.element.dataset.outside) : "";
  box.svg.querySelectorAll(".here").forEach((one) => one.classList.remove("here"));
  area?.classList.add("here");
}

function leave(box) {
  box.element.hidden = true;
  box.asked.focus();
}

function onKey(box, event) {
  const { whole, zoom } = box;
  if (event.key in ARROWS) {
    const [x, y] = box.at ?? [whole.x + whole.width / 2, whole.y + whole.height / 2];
    const step = (whole.width / zoom) * STEP;
    put(box, [x + ARROWS[event.key][0] * step, y + ARROWS[event.key][1] * step]);
  } else if (event.key in ZOOMS) zoomBy(box, ZOOMS[event.key]);
  else if (event.key === "Enter" || event.key === "Escape") leave(box);
  else return;
  event.preventDefault();
}

function zoomBy(box, factor) {
  box.zoom = Math.min(Math.max(box.zoom * factor, 1), NEAREST);
  draw(box);
}

function onButton(box, button) {
  if (!button) return;
  if (button.dataset.zoom) zoomBy(box, Number(button.dataset.zoom));
  if ("close" in button.dataset) leave(box);
  if ("clear" in button.dataset) {
    box.at = null;
    write(box, "");
  }
}
