/** The options of the card: what they may be, and the form in which they are chosen. */

const MOST_DAYS = 90;
const MOST_PER_DAY = 100;
const TYPES = ["episode", "movie"];

/** Return the options of a configuration, with what holds where nothing was chosen. Throws where one makes no sense. */
export function optionsOf(config) {
  const types = config.types ?? [];
  const options = {
    title: config.title,
    account: config.config_entry_id || undefined,
    types: Array.isArray(types) ? types : [types],
    days: config.days ?? undefined,
    maxPerDay: config.max_per_day ?? Infinity,
    compact: config.compact ?? false,
    spoilerFree: config.spoiler_free ?? false,
  };
  expect(["undefined", "string"].includes(typeof options.title), "title: a text");
  expect(["undefined", "string"].includes(typeof options.account), "config_entry_id: the id of an account");
  expect(options.types.every((type) => TYPES.includes(type)), "types: episode, movie, or both");
  expect(options.days === undefined || isCount(options.days, MOST_DAYS), `days: 1 to ${MOST_DAYS}`);
  expect(options.maxPerDay === Infinity || isCount(options.maxPerDay, MOST_PER_DAY), `max_per_day: 1 to ${MOST_PER_DAY}`);
  expect(typeof options.compact === "boolean", "compact: true or false");
  expect(typeof options.spoilerFree === "boolean", "spoiler_free: true or false");
  return options;
}

/** Return the question for the agenda that these options want. */
export function requestFor(options) {
  return {
    type: "trakt_upcoming/agenda/subscribe",
    ...(options.account !== undefined && { config_entry_id: options.account }),
    ...(options.days !== undefined && { days: options.days }),
    ...(options.types.length > 0 && { types: options.types }),
  };
}

/** Return the form for Home Assistant's editor. */
export function optionsForm(words) {
  const labels = {
    config_entry_id: words("card_account"),
    types: words("card_types"),
    days: words("card_days"),
    max_per_day: words("card_max_per_day"),
    compact: words("card_compact"),
    spoiler_free: words("card_spoiler_free"),
  };
  const helpers = {
    config_entry_id: words("card_account_helper"),
    types: words("card_types_helper"),
    spoiler_free: words("card_spoiler_free_helper"),
  };
  const types = [
    { value: "episode", label: words("card_episodes") },
    { value: "movie", label: words("card_movies") },
  ];
  return {
    schema: [
      { name: "title", selector: { text: {} } },
      { name: "config_entry_id", selector: { config_entry: { integration: "trakt_upcoming" } } },
      { name: "types", selector: { select: { multiple: true, mode: "list", options: types } } },
      {
        name: "",
        type: "grid",
        schema: [
          { name: "days", selector: { number: { min: 1, max: MOST_DAYS, mode: "box" } } },
          { name: "max_per_day", selector: { number: { min: 1, max: MOST_PER_DAY, mode: "box" } } },
          { name: "compact", selector: { boolean: {} } },
          { name: "spoiler_free", selector: { boolean: {} } },
        ],
      },
    ],
    // Home Assistant has its own label for the title.
    computeLabel: ({ name }) => labels[name],
    computeHelper: ({ name }) => helpers[name],
    assertConfig: optionsOf,
  };
}

function isCount(value, most) {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function expect(holds, expected) {
  if (!holds) {
    throw new Error(`Trakt Upcoming: expected ${expected}`);
  }
}
