// Several cells at once: picked with Shift and arrows, copied to a workbook, pasted from one.
// What does not fit is shown before anything is written, and an own paste can be taken back.

import { cells, fieldOf, placeOf, write } from "./grid.js";

export function blocks(box) {
  const one = { ...box, from: null, to: null, written: [] };
  box.form.addEventListener("paste", (event) => paste(one, event));
  box.form.addEventListener("copy", (event) => copy(one, event));
  box.form.addEventListener("focusin", () => forget(one));
  box.form.addEventListener("input", ({ isTrusted }) => isTrusted && (one.written = []));
  return {
    reach: (field, down, along) => reach(one, field, down, along),
    forget: () => forget(one),
    empty: () => empty(one),
    undo: () => undo(one),
  };
}

function reach(one, field, down, along) {
  const rows = cells(one.form);
  one.from ??= placeOf(one.form, field);
  const [row, column] = one.to ?? one.from;
  if (rows[row + down]?.[column + along]) one.to = [row + down, column + along];
  for (const cell of rows.flat()) cell.classList.remove("is-picked");
  for (const cell of picked(one).flat()) cell.classList.add("is-picked");
}

function picked({ form, from, to }) {
  if (!from || !to) return [];
  const [top, bottom] = [from[0], to[0]].sort((a, b) => a - b);
  const [first, last] = [from[1], to[1]].sort((a, b) => a - b);
  return cells(form).slice(top, bottom + 1).map((row) => row.slice(first, last + 1));
}

function forget(one) {
  for (const cell of one.form.querySelectorAll(".is-picked")) cell.classList.remove("is-picked");
  one.from = one.to = null;
}

function empty(one) {
  const fields = picked(one).flat().map(fieldOf).filter(Boolean);
  if (fields.length) put(one, fields.map((field) => ({ field, text: "" })));
  return fields.length > 0;
}

function copy(one, event) {
  const rows = picked(one);
  if (!rows.length) return;
  const lines = rows.map((row) => row.map((cell) => shown(cell)).join("\t"));
  event.clipboardData.setData("text/plain", lines.join("\n"));
  event.preventDefault();
}

function shown(cell) {
  const field = fieldOf(cell);
  if (!field) return cell.textContent.trim();
  return field.selectedOptions ? (field.value && field.selectedOptions[0].label) : field.value;
}

function paste(one, event) {
  const field = event.target.closest?.(".figure-in .in");
  const rows = read(event.clipboardData?.getData("text/plain") ?? "");
  if (!field || rows.length * (rows[0]?.length ?? 0) < 2) return;
  event.preventDefault();
  const targets = aim(one, field, rows);
  if (targets.every((target) => target.fits)) put(one, targets);
  else ask(one, targets);
}

// Rows as a workbook copies them: tabs between cells, quotes around what holds a tab or a line.
function read(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/g)) {
    rows.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  if (rows.at(-1).every((cell) => !cell)) rows.pop();
  return rows;
}

function aim({ form }, field, rows) {
  const [top, first] = placeOf(form, field);
  const all = cells(form);
  return rows.flatMap((row, down) => row.map((text, along) => target(form, all[top + down]?.[first + along], text)));
}

function target(form, cell, typed) {
  const field = fieldOf(cell);
  const words = form.dataset;
  if (!field) return { text: typed, fits: !typed, where: cell ? words.locked : words.nowhere };
  const text = field.options ? choice(field, typed) : typed;
  if (text === null) return { text: typed, fits: false, where: words.unknown };
  return { field, text, fits: true, where: field.getAttribute("aria-label") };
}

function choice(field, typed) {
  const found = [...field.options].find((option) => [option.value, option.label].some((known) => plain(known) === plain(typed)));
  return found?.value ?? (typed ? null : "");
}

function plain(text) {
  return text.normalize("NFKC").trim().toLowerCase();
}

function put(one, targets) {
  const wanted = targets.filter((target) => target.fits && target.field);
  one.written = wanted.map(({ field }) => ({ field, text: field.value }));
  for (const { field, text } of wanted) write(field, text);
}

function undo(one) {
  const { written } = one;
  one.written = [];
  for (const { field, text } of written) write(field, text);
  return written.length > 0;
}

// The dialog stands in the page, empty; its rows are what was pasted, where it goes, or why not.
function ask(one, targets) {
  const dialog = document.querySelector("[data-paste]");
  dialog.querySelector("tbody").replaceChildren(...targets.filter(({ text }) => text).map(line));
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "put" && put(one, targets), { once: true });
  dialog.showModal();
}

function line({ text, fits, where }) {
  const row = document.createElement("tr");
  for (const [words, name] of [[text, "bdi"], [where, fits ? "span" : "b"]]) {
    const said = document.createElement(name);
    said.textContent = words;
    row.append(document.createElement("td"));
    row.lastChild.append(said);
  }
  row.lastChild.firstChild.className = fits ? "" : "st s-off";
  return row;
}
