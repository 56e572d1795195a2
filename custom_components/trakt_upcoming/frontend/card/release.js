/** A release as a poster, and as a line of a list. */

import { episodeTitleOf, markOf, numberOf, spokenNumberOf, timeOf, titleOf } from "./agenda.js";
import { element } from "./dom.js";
import { picture } from "./pictures.js";

/** @import { Context, HomeAssistant, Release } from "./types" */
/** @typedef {{ title: string, number: string, episodeTitle?: string, mark?: string, time: string }} Texts */

/**
 * Return the button that shows a release and opens its details. It is no tab stop of its own.
 * @param {Release} release
 * @param {Context} context
 */
export function releaseButton(release, { clock, compact, hass, localize, spoilerFree }) {
  const texts = {
    title: titleOf(release),
    number: numberOf(release, localize),
    episodeTitle: episodeTitleOf(release, spoilerFree),
    mark: markOf(release, localize),
    time: timeOf(release, clock, localize),
  };
  const spoken = { ...texts, number: spokenNumberOf(release, localize) };
  return element(
    "button",
    {
      type: "button",
      class: compact ? "line" : "poster",
      tabindex: "-1",
      "aria-label": Object.values(spoken).filter(Boolean).join(", "),
      "aria-haspopup": "dialog",
    },
    ...(compact ? line(texts) : poster(texts, release, hass)),
  );
}

/**
 * Return the icon that stands for a release.
 * @param {Release} release
 */
export function iconOf(release) {
  return release.type === "episode" ? "mdi:television-classic" : "mdi:movie-open-outline";
}

/**
 * @param {Texts} texts
 * @param {Release} release
 * @param {HomeAssistant} hass
 */
function poster(texts, release, hass) {
  const place = picture(release.poster, hass, iconOf(release), texts.title);
  return [
    element("span", { class: "frame" }, place, mark(texts), element("span", { class: "time" }, texts.time)),
    ...names(texts),
  ];
}

/** @param {Texts} texts */
function line(texts) {
  return [
    element("span", { class: "time" }, texts.time),
    element("span", { class: "names" }, ...names(texts)),
    mark(texts),
  ];
}

/**
 * Return the title and what is below it. Each is cut at its own end, whatever direction the page has.
 * @param {Texts} texts
 */
function names({ title, number, episodeTitle }) {
  return [
    element("span", { class: "title", dir: "auto" }, title),
    element(
      "span",
      { class: "subtitle" },
      element("bdi", { class: episodeTitle && "number" }, number),
      ...(episodeTitle ? [" \u00b7 ", element("span", { class: "episode-title", dir: "auto" }, episodeTitle)] : []),
    ),
  ];
}

/** @param {Texts} texts */
function mark(texts) {
  return texts.mark ? element("span", { class: "mark" }, texts.mark) : undefined;
}
