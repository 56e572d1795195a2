/** What is said where there is no agenda to show. */

import { element, icon } from "./dom.js";

/** @import { AgendaMessage, Localize } from "./types" */

/** @type {Record<AgendaMessage["state"], string>} */
const ICONS = {
  loaded: "mdi:television-off",
  failed: "mdi:alert-circle-outline",
  gone: "mdi:account-off-outline",
  loading: "mdi:timer-sand",
  several: "mdi:account-multiple-outline",
  unknown: "mdi:cloud-question-outline",
};

/**
 * Return why there is nothing to show.
 * @param {AgendaMessage} message
 * @param {number} days in which nothing comes, where that is why
 * @param {Localize} localize
 */
export function reasonOf({ state }, days, localize) {
  if (state !== "loaded") {
    return localize(state);
  }
  return days === 1 ? localize("empty_today") : localize("empty", { days });
}

/**
 * Return what shows a reason.
 * @param {AgendaMessage} message
 * @param {string} reason
 */
export function messageElement({ state }, reason) {
  return element("div", { class: "message", role: "status" }, icon(ICONS[state]), element("p", {}, reason));
}
