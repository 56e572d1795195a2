/** The options of the card, and what they may be. */

/** @import { Options } from "./types" */

/** Days that a card shows at first, unless another number was chosen. */
export const USUAL_DAYS = 7;
export const MAX_DAYS = 90;
export const MAX_PER_DAY = 100;
const TYPES = ["episode", "movie"];

/**
 * Return the options of a configuration, with what holds where nothing was chosen. Throws where one makes no sense.
 * @param {Record<string, any>} config
 * @returns {Options}
 */
export function parseOptions(config) {
  const types = config.types ?? [];
  const options = {
    title: config.title ?? undefined,
    account: config.config_entry_id || undefined,
    types: Array.isArray(types) ? types : [types],
    days: config.days ?? undefined,
    maxPerDay: config.max_per_day ?? Infinity,
    compact: config.compact ?? false,
    spoilerFree: config.spoiler_free ?? false,
  };
  expect(isTextOrNothing(options.title), "title: a text");
  expect(isTextOrNothing(options.account), "config_entry_id: the id of an account");
  expect(options.types.every((type) => TYPES.includes(type)), "types: episode, movie, or both");
  expect(options.days === undefined || isCount(options.days, MAX_DAYS), `days: 1 to ${MAX_DAYS}`);
  expect(options.maxPerDay === Infinity || isCount(options.maxPerDay, MAX_PER_DAY), `max_per_day: 1 to ${MAX_PER_DAY}`);
  expect(typeof options.compact === "boolean", "compact: true or false");
  expect(typeof options.spoilerFree === "boolean", "spoiler_free: true or false");
  return options;
}

/**
 * Return the request for the agenda that these options want.
 * @param {Options} options
 */
export function requestFor(options) {
  return {
    type: "trakt_upcoming/agenda/subscribe",
    ...(options.account !== undefined && { config_entry_id: options.account }),
    ...(options.days !== undefined && { days: options.days }),
    ...(options.types.length > 0 && { types: options.types }),
  };
}

/** @param {unknown} value */
function isTextOrNothing(value) {
  return value === undefined || typeof value === "string";
}

/**
 * @param {unknown} value
 * @param {number} most
 */
function isCount(value, most) {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

/**
 * @param {boolean} holds
 * @param {string} expected
 */
function expect(holds, expected) {
  if (!holds) {
    throw new Error(`Trakt Upcoming: expected ${expected}`);
  }
}
