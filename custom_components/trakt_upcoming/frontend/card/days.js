/** Which releases are shown on which day. Knows nothing of pages. */

import { daysAfter } from "./clock.js";
import { USUAL_DAYS } from "./options.js";

/** @import { Clock } from "./clock.js" */
/** @import { Day, LoadedMessage, Release } from "./types" */

/** Days with releases that are enough to see what a card looks like. */
const PREVIEW_DAYS = 2;

/**
 * Return the days of the window with their releases, in the user's time zone and in order; no day is empty.
 * @param {LoadedMessage} message
 * @param {Clock} clock
 * @returns {Day[]}
 */
export function daysOf(message, clock) {
  const first = clock.today();
  const end = daysAfter(first, message.window);
  /** @type {Map<string, Release[]>} */
  const days = new Map();
  for (const release of message.days.flatMap((day) => day.releases)) {
    const day = clock.dayOf(release);
    if (first <= day && day < end) {
      days.set(day, [...(days.get(day) ?? []), release]);
    }
  }
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Return those days that are shown at first where nobody has chosen how many.
 * @param {Day[]} days
 * @param {Clock} clock
 * @param {boolean} isPreview
 */
export function usualDays(days, clock, isPreview) {
  const end = daysAfter(clock.today(), USUAL_DAYS);
  return isPreview ? days.slice(0, PREVIEW_DAYS) : days.filter(([day]) => day < end);
}

/**
 * Return how many releases the days have.
 * @param {Day[]} days
 */
export function countOf(days) {
  return days.reduce((count, [, releases]) => count + releases.length, 0);
}

/**
 * Return what a day is called.
 * @param {string} day
 * @param {Clock} clock
 */
export function nameOf(day, clock) {
  const today = clock.today();
  if (day === today) {
    return clock.relativeDay(0);
  }
  return day === daysAfter(today, 1) ? clock.relativeDay(1) : clock.weekday(day);
}
