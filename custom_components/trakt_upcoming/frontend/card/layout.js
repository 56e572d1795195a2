/** How posters share the width of the card, so that they fill it and stand below each other. */

/** Pixels between two posters. */
export const GAP = 12;

/** From which width on a card counts as a wide phone, and as a tablet. */
const WIDE_PHONE = 368;
const TABLET = 448;

/** How wide a poster may be on a tablet and on larger screens. */
const LEAST_WIDTH = 120;
const MOST_WIDTH = 190;

/** Days that are seen at first; those that come below them do not change how wide a poster is. */
const FIRST_DAYS = 7;

/** A long day shares a line with the day before only if at least so many of its posters are seen. */
const LEAST_SHARE = 3;

/** The browser counts in sixty-fourths of a pixel; posters of other widths would not fit into their line. */
const STEPS = 64;

/**
 * Return how many posters are beside each other: as many as leave the least room at the ends of lines.
 *
 * On a phone part of the next one is seen, so that people find out that rows can be scrolled.
 * @param {number} width of the card without its padding, in pixels
 * @param {number[]} counts of the releases of each day
 */
export function columnsFor(width, counts) {
  if (width < TABLET) {
    return width < WIDE_PHONE ? 2.75 : 3.75;
  }
  const most = Math.floor((width + GAP) / (LEAST_WIDTH + GAP));
  const least = Math.min(most, Math.ceil((width + GAP) / (MOST_WIDTH + GAP)));
  const possible = Array.from({ length: most - least + 1 }, (_, fewer) => most - fewer);
  const firstDays = counts.slice(0, FIRST_DAYS);
  const emptiness = possible.map((columns) => emptyShare(firstDays, columns));
  return possible[emptiness.indexOf(Math.min(...emptiness))];
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
  return linesOf(counts, columns).flat();
}

/**
 * Return the columns that each day takes, by line.
 * @param {number[]} counts
 * @param {number} columns
 */
function linesOf(counts, columns) {
  /** @type {number[][]} */
  const lines = [];
  let left = 0;
  for (const count of counts) {
    if (count > left && (count <= columns || left < LEAST_SHARE)) {
      lines.push([]);
      left = columns;
    }
    const span = Math.min(count, left);
    lines.at(-1)?.push(span);
    left -= span;
  }
  return lines;
}

/**
 * Return which share of all lines but the last one is empty.
 * @param {number[]} counts
 * @param {number} columns
 */
function emptyShare(counts, columns) {
  const lines = linesOf(counts, columns).slice(0, -1);
  const used = lines.flat().reduce((sum, span) => sum + span, 0);
  return lines.length > 0 ? 1 - used / (lines.length * columns) : 0;
}
