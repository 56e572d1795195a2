/** How posters share the width of the card, so that they fill it and stand below each other. */

/** Pixels between two posters. */
export const GAP = 12;

/** From which width on a card counts as a wide phone, as a tablet, and as a large screen. */
const WIDE_PHONE = 368;
const TABLET = 448;
const LARGE = 868;

/** The least width of a poster on the latter two. */
const LEAST_ON_TABLET = 120;
const LEAST_ON_LARGE = 140;

/** A long day shares a line with the day before only if at least so many of its posters are seen. */
const LEAST_SHARE = 3;

/** The browser counts in sixty-fourths of a pixel; posters of other widths would not fit into their line. */
const STEPS = 64;

/**
 * Return how many posters are beside each other.
 *
 * On a phone part of the next one is seen, so that people find out that rows can be scrolled.
 * @param {number} width of the card without its padding, in pixels
 */
export function columnsFor(width) {
  if (width < TABLET) {
    return width < WIDE_PHONE ? 2.75 : 3.75;
  }
  const least = width < LARGE ? LEAST_ON_TABLET : LEAST_ON_LARGE;
  return Math.floor((width + GAP) / (least + GAP));
}

/**
 * Return the width of a poster, in pixels.
 * @param {number} width of the card without its padding, in pixels
 * @param {number} columns
 */
export function posterWidth(width, columns) {
  return Math.floor((STEPS * (width - (columns - 1) * GAP)) / columns) / STEPS;
}

/**
 * Return how many columns each day takes: one for each release; a day that is longer than a line takes what the day
 * before has left of its line, or a whole one.
 * @param {number[]} counts of the releases of each day
 * @param {number} columns
 */
export function spansOf(counts, columns) {
  let left = 0;
  return counts.map((count) => {
    if (count > left && (count <= columns || left < LEAST_SHARE)) {
      left = columns;
    }
    const span = Math.min(count, left);
    left -= span;
    return span;
  });
}
