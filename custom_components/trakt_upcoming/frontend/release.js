/** A release as a poster, and as a line of a list. */

import { episodeTitleOf, markOf, numberOf, timeOf, titleOf } from "./agenda.js";
import { element } from "./dom.js";
import { picture } from "./pictures.js";

/** Return the button that shows a release and opens its details. */
export function releaseButton(release, { clock, compact, hass, spoilerFree, words }) {
  const said = {
    title: titleOf(release),
    number: numberOf(release, words),
    episodeTitle: episodeTitleOf(release, spoilerFree),
    mark: markOf(release, words),
    time: timeOf(release, clock, words),
  };
  const label = [said.title, said.number, said.episodeTitle, said.mark, said.time].filter(Boolean).join(", ");
  return element(
    "button",
    { type: "button", class: compact ? "line" : "poster", "aria-label": label, "aria-haspopup": "dialog" },
    ...(compact ? line(said) : poster(said, release, hass)),
  );
}

/** Return the icon that stands for a release. */
export function iconOf(release) {
  return release.type === "episode" ? "mdi:television-classic" : "mdi:movie-open-outline";
}

function poster(said, release, hass) {
  const place = picture(release.poster, hass, iconOf(release), said.title);
  return [
    element("span", { class: "frame" }, place, mark(said), element("span", { class: "time" }, said.time)),
    ...names(said),
  ];
}

function line(said) {
  return [
    element("span", { class: "time" }, said.time),
    element("span", { class: "names" }, ...names(said)),
    mark(said),
  ];
}

function names({ title, number, episodeTitle }) {
  return [
    element("span", { class: "title" }, element("bdi", {}, title)),
    element(
      "span",
      { class: "subtitle" },
      element("bdi", {}, number),
      ...(episodeTitle ? [" · ", element("bdi", {}, episodeTitle)] : []),
    ),
  ];
}

function mark(said) {
  return said.mark && element("span", { class: "mark" }, said.mark);
}
