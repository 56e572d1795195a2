/** The card by keyboard: each row is one tab stop, and the arrow keys go on from there. */

const BUTTONS = "li > button";

/**
 * Let exactly one button of a row be a tab stop: the one that was, else the first.
 * @param {Element} row
 */
export function keepOneTabStop(row) {
  const buttons = buttonsOf(row);
  const stop = buttons.find((button) => button.tabIndex === 0) ?? buttons[0];
  buttons.forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
}

/**
 * Make a button the tab stop of its row, because it has the focus.
 * @param {HTMLElement} button
 */
export function moveTabStop(button) {
  const row = button.closest("ul");
  if (row && button.matches(BUTTONS)) {
    buttonsOf(row).forEach((each) => (each.tabIndex = each === button ? 0 : -1));
  }
}

/**
 * Return the button to which a key leads from another one, undefined where it leads nowhere.
 * @param {HTMLElement} button
 * @param {string} key
 * @param {{ isList: boolean, isRightToLeft: boolean }} look
 */
export function neighbour(button, key, { isList, isRightToLeft }) {
  const day = button.closest("section");
  if (!day?.parentElement) {
    return undefined;
  }
  const ofDay = buttonsOf(day);
  const all = buttonsOf(day.parentElement);
  const position = ofDay.indexOf(button);
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowRight":
      return ofDay[position + forward];
    case "ArrowLeft":
      return ofDay[position - forward];
    case "ArrowUp":
      return isList ? all[all.indexOf(button) - 1] : firstOf(day.previousElementSibling);
    case "ArrowDown":
      return isList ? all[all.indexOf(button) + 1] : firstOf(day.nextElementSibling);
    case "Home":
      return ofDay[0];
    case "End":
      return ofDay.at(-1);
    default:
      return undefined;
  }
}

/** @param {Element | null} day */
function firstOf(day) {
  return day ? buttonsOf(day)[0] : undefined;
}

/** @param {Element} parent */
function buttonsOf(parent) {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = parent.querySelectorAll(BUTTONS);
  return [...buttons];
}
