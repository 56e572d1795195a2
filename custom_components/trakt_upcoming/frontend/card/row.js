/** A row of posters that may be longer than the card is wide: with a count, and with arrows for those who use a mouse. */

import { element, icon } from "./dom.js";

/** What arrows leave of what is seen, so that nobody loses their place. */
const PAGE = 0.9;

/**
 * Return the arrows of a row. Keyboards have their own way, and screen readers need none.
 * @param {HTMLElement} list
 */
export function arrows(list) {
  return [arrow(list, "back", -1, "mdi:chevron-left"), arrow(list, "forward", 1, "mdi:chevron-right")];
}

/**
 * Show where there is more in a row than is seen.
 * @param {HTMLElement} list
 */
export function markEnds(list) {
  // Scrolling to the left counts below zero in languages that are written from right to left.
  const before = Math.abs(list.scrollLeft);
  const after = list.scrollWidth - list.clientWidth - before;
  list.parentElement?.classList.toggle("more-before", before > 1);
  list.parentElement?.classList.toggle("more-after", after > 1);
}

/**
 * @param {HTMLElement} list
 * @param {string} name
 * @param {number} direction
 * @param {string} iconName
 */
function arrow(list, name, direction, iconName) {
  const made = element("span", { class: `arrow ${name}`, "aria-hidden": "true" }, icon(iconName));
  made.addEventListener("click", () => {
    const forward = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    list.scrollBy({ left: direction * forward * PAGE * list.clientWidth });
  });
  return made;
}
