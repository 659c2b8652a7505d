// Brings the keyboard to what must be read first, such as a summary of errors.

export function attach(element) {
  element.focus();
}
