// A table of fields that the keyboard walks as in a workbook, and whose cells say how they stand.
// Arrows and Enter go from cell to cell, F2 or a click into the text, Escape brings it back.
// Rows are `tr[data-row]`, cells `.figure-in`; without script each field is a plain one.

import { blocks } from "./block.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function attach(form) {
  const box = { form, cell: null, before: "", isInside: false, isRtl: getComputedStyle(form).direction === "rtl" };
  const block = blocks(box);
  form.addEventListener("focusin", ({ target }) => isField(target) && enter(box, target));
  form.addEventListener("pointerdown", ({ target }) => (box.isInside = target === document.activeElement));
  form.addEventListener("click", ({ target }) => isField(target) && !box.isInside && target.select?.());
  form.addEventListener("keydown", (event) => isField(event.target) && pressed(box, block, event));
  form.addEventListener("input", ({ target }) => isField(target) && tell(target, form.dataset.typed, "due"));
  form.addEventListener("athar:kept", ({ detail }) => stand(box, detail));
}

function isField(element) {
  return element.matches?.(".figure-in .in");
}

export function cells(form) {
  return [...form.querySelectorAll("tr[data-row]")].map((row) => [...row.querySelectorAll(".figure-in")]);
}

export function fieldOf(cell) {
  return cell?.querySelector(".in") ?? null;
}

export function placeOf(form, field) {
  const rows = cells(form);
  const row = rows.findIndex((one) => one.some((cell) => cell.contains(field)));
  return [row, rows[row].findIndex((cell) => cell.contains(field))];
}

function enter(box, field) {
  if (box.cell === field) return;
  Object.assign(box, { cell: field, before: field.value, isInside: false });
  field.select?.();
}

function pressed(box, block, event) {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const { key, target: field, shiftKey } = event;
  if (event.ctrlKey) return key === "z" && block.undo() ? event.preventDefault() : undefined;
  if (key === "F2" && !shiftKey) inside(box, field);
  else if (key === "Escape") back(box, block, field);
  else if (key === "Enter") go(box, field, shiftKey ? -1 : 1, 0);
  else if (key === "Delete" && block.empty()) event.preventDefault();
  else if (key in MOVES && !box.isInside) arrow(box, block, field, key, shiftKey);
  else return;
  event.preventDefault();
}

function inside(box, field) {
  box.isInside = true;
  field.setSelectionRange?.(field.value.length, field.value.length);
}

function back(box, block, field) {
  block.forget();
  if (block.undo()) return;
  box.isInside = false;
  if (field.value !== box.before) write(field, box.before);
  field.select?.();
}

export function write(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function arrow(box, block, field, key, isPicking) {
  const [down, side] = MOVES[key];
  const along = box.isRtl ? -side : side;
  if (isPicking) block.reach(field, down, along);
  else go(box, field, down, along);
}

// To the next cell that can be typed, over those that are locked.
function go(box, field, down, along) {
  const rows = cells(box.form);
  let [row, column] = placeOf(box.form, field);
  do {
    row += down;
    column += along;
  } while (rows[row]?.[column] && !fieldOf(rows[row][column]));
  fieldOf(rows[row]?.[column])?.focus();
}

function howOf(field) {
  return document.getElementById(`${field.id}-how`);
}

function tell(field, words, shape) {
  const mark = document.createElement("span");
  mark.className = `st s-${shape}`;
  mark.textContent = words;
  howOf(field).replaceChildren(mark);
}

// What was kept stands as the server says; what was typed since, or refused, does not stand yet.
function stand({ form }, { marks = {}, refused = {} }) {
  for (const [name, html] of Object.entries(marks)) {
    const field = form.elements[name];
    if (!field || field.value !== form.elements[`was.${name}`].value) continue;
    howOf(field).innerHTML = html.trim();
    if (howOf(field).querySelector(".wrong")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  for (const field of form.querySelectorAll(".figure-in .in")) {
    const words = refused[field.name.split(":")[0]];
    if (words && field.value !== form.elements[`was.${field.name}`].value) tell(field, words, "off");
  }
}
