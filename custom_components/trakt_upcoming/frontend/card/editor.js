/** The form in which the options of the card are chosen. */

import { loadTexts } from "./localize.js";
import { MAX_DAYS, MAX_PER_DAY, USUAL_DAYS, parseOptions } from "./options.js";

/** @typedef {{ name: string }} Field */

/**
 * Return the form for Home Assistant's editor.
 * @param {string} language
 */
export async function configForm(language) {
  const localize = await loadTexts(language);
  /** @type {Record<string, string>} */
  const labels = {
    config_entry_id: localize("account"),
    types: localize("types"),
    days: localize("days"),
    max_per_day: localize("max_per_day"),
    compact: localize("compact"),
    spoiler_free: localize("spoiler_free"),
  };
  /** @type {Record<string, string>} */
  const helpers = {
    config_entry_id: localize("account_helper"),
    types: localize("types_helper"),
    days: localize("days_helper", { days: USUAL_DAYS }),
    spoiler_free: localize("spoiler_free_helper"),
  };
  const types = [
    { value: "episode", label: localize("episodes") },
    { value: "movie", label: localize("movies") },
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
          { name: "days", selector: { number: { min: 1, max: MAX_DAYS, mode: "box" } } },
          { name: "max_per_day", selector: { number: { min: 1, max: MAX_PER_DAY, mode: "box" } } },
          { name: "compact", selector: { boolean: {} } },
          { name: "spoiler_free", selector: { boolean: {} } },
        ],
      },
    ],
    // Home Assistant has its own label for the title.
    computeLabel: (/** @type {Field} */ { name }) => labels[name],
    computeHelper: (/** @type {Field} */ { name }) => helpers[name],
    assertConfig: parseOptions,
  };
}
