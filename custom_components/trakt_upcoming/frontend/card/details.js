/** What the panel tells about a release. */

import { episodeTitleOf, markOf, numberOf, padded, timeOf, titleOf } from "./agenda.js";
import { nameOf } from "./days.js";
import { element, icon, webAddress } from "./dom.js";

/** @import { Context, Localize, Release } from "./types" */
/** @import { Clock } from "./clock.js" */

/**
 * Return everything that is known of a release.
 * @param {Release} release
 * @param {Context} context
 * @param {string} attribution
 */
export function detailsOf(release, { clock, localize, spoilerFree }, attribution) {
  return element(
    "div",
    { class: "details" },
    heading(release, spoilerFree, localize),
    when(release, clock, localize),
    facts(release, clock, localize),
    !spoilerFree && release.overview ? paragraph("overview", release.overview) : undefined,
    episodes(release, spoilerFree),
    links(release, localize),
    element("p", { class: "attribution", lang: "en", dir: "auto" }, attribution),
  );
}

/**
 * @param {Release} release
 * @param {boolean} spoilerFree
 * @param {Localize} localize
 */
function heading(release, spoilerFree, localize) {
  const mark = markOf(release, localize);
  const number = numberOf(release, localize);
  const episodeTitle = episodeTitleOf(release, spoilerFree);
  return element(
    "div",
    { class: "title-block" },
    mark ? element("span", { class: "mark" }, mark) : undefined,
    element("h2", { id: "panel-title", dir: "auto" }, titleOf(release)),
    element(
      "p",
      { class: "subtitle" },
      element("bdi", {}, number),
      episodeTitle ? " \u00b7 " : undefined,
      episodeTitle ? element("bdi", {}, episodeTitle) : undefined,
    ),
  );
}

/**
 * Return the day and the time, each a text of its own: their languages may be written in other directions.
 * @param {Release} release
 * @param {Clock} clock
 * @param {Localize} localize
 */
function when(release, clock, localize) {
  const day = clock.dayOf(release);
  const parts = [nameOf(day, clock), clock.date(day), timeOf(release, clock, localize)];
  return element(
    "p",
    { class: "when" },
    ...parts.flatMap((part, position) => [position > 0 ? " \u00b7 " : undefined, element("bdi", {}, part)]),
  );
}

/**
 * @param {Release} release
 * @param {Clock} clock
 * @param {Localize} localize
 */
function facts(release, clock, localize) {
  const rating = release.rating ? clock.decimal(release.rating) : undefined;
  const known = [
    release.type === "episode" ? fact("mdi:access-point", release.network) : undefined,
    fact("mdi:clock-outline", release.runtime ? clock.duration(release.runtime) : undefined),
    rating ? fact("mdi:star", `${rating}/10`, localize("rating", { rating })) : undefined,
  ].filter((each) => each !== undefined);
  return known.length > 0 ? element("ul", { class: "facts", role: "list" }, ...known) : undefined;
}

/**
 * @param {string} iconName
 * @param {string | null | undefined} text
 * @param {string} [label] what is said instead
 */
function fact(iconName, text, label) {
  if (!text) {
    return undefined;
  }
  const attributes = label ? { role: "img", "aria-label": label } : { dir: "auto" };
  return element("li", {}, icon(iconName), element("span", attributes, text));
}

/**
 * @param {Release} release
 * @param {boolean} spoilerFree
 */
function episodes(release, spoilerFree) {
  if (release.type === "movie" || !release.episodes || spoilerFree) {
    return undefined;
  }
  const lines = release.episodes.map(({ episode, episode_title }) =>
    element(
      "li",
      {},
      element("span", { class: "number" }, `E${padded(episode)}`),
      element("span", { dir: "auto" }, episode_title ?? ""),
    ),
  );
  return element("ol", { class: "episodes", role: "list" }, ...lines);
}

/**
 * @param {Release} release
 * @param {Localize} localize
 */
function links(release, localize) {
  const known = [
    link(release.url, "mdi:open-in-new", localize("open_on_trakt")),
    link(release.trailer, "mdi:play-circle-outline", localize("watch_trailer")),
  ].filter((each) => each !== undefined);
  return known.length > 0 ? element("div", { class: "links" }, ...known) : undefined;
}

/**
 * @param {string | null | undefined} address
 * @param {string} iconName
 * @param {string} text
 */
function link(address, iconName, text) {
  const href = webAddress(address);
  if (href === undefined) {
    return undefined;
  }
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, icon(iconName), element("span", {}, text));
}

/**
 * @param {string} name
 * @param {string} text
 */
function paragraph(name, text) {
  return element("p", { class: name, dir: "auto" }, text);
}
