/** The panel with everything that is known of a release. */

import { episodeTitleOf, markOf, nameOf, numberOf, padded, timeOf, titleOf } from "./agenda.js";
import { element, webAddress } from "./dom.js";
import { picture } from "./pictures.js";
import { iconOf } from "./release.js";

/** Return the panel of a release, to be added to a page and opened there. */
export function panel(release, attribution, { clock, hass, spoilerFree, words }) {
  const close = element(
    "button",
    { type: "button", class: "close", "aria-label": words("card_close"), autofocus: "" },
    element("ha-icon", { icon: "mdi:close" }),
  );
  const dialog = element(
    "dialog",
    { "aria-labelledby": "panel-title" },
    element(
      "div",
      { class: "panel" },
      picture(backdropOf(release, spoilerFree), hass, iconOf(release), ""),
      close,
      element(
        "div",
        { class: "details" },
        heading(release, { spoilerFree, words }),
        paragraph("when", when(release, clock, words)),
        facts(release, clock, words),
        !spoilerFree && release.overview ? paragraph("overview", release.overview) : undefined,
        episodes(release, spoilerFree),
        links(release, words),
        paragraph("attribution", attribution),
      ),
    ),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  return dialog;
}

/** Return what is shown above the details; an episode's may be a scene of it, where its show has none. */
function backdropOf(release, spoilerFree) {
  return spoilerFree && release.type === "episode" ? release.poster : (release.fanart ?? release.poster);
}

function heading(release, { spoilerFree, words }) {
  const mark = markOf(release, words);
  const subtitle = [numberOf(release, words), episodeTitleOf(release, spoilerFree)].filter(Boolean).join(" · ");
  return element(
    "header",
    {},
    mark && element("span", { class: "mark" }, mark),
    element("h2", { id: "panel-title", dir: "auto" }, titleOf(release)),
    paragraph("subtitle", subtitle),
  );
}

function when(release, clock, words) {
  const day = clock.dayOf(release);
  return [nameOf(day, clock, words), clock.date(day), timeOf(release, clock, words)].join(" · ");
}

function facts(release, clock, words) {
  const rating = release.rating ? clock.decimal(release.rating) : undefined;
  const known = [
    fact("mdi:access-point", release.network),
    fact("mdi:clock-outline", release.runtime ? clock.duration(release.runtime) : undefined),
    fact("mdi:star", rating, rating && words("rating", { rating })),
  ].filter(Boolean);
  return known.length > 0 ? element("ul", { class: "facts" }, ...known) : undefined;
}

function fact(icon, text, label) {
  return text
    ? element(
        "li",
        {},
        element("ha-icon", { icon, "aria-hidden": "true" }),
        element("span", label ? { role: "img", "aria-label": label } : { dir: "auto" }, text),
      )
    : undefined;
}

function episodes(release, spoilerFree) {
  return release.episodes && !spoilerFree
    ? element(
        "ol",
        { class: "episodes", role: "list" },
        ...release.episodes.map(({ episode, episode_title: title }) =>
          element(
            "li",
            {},
            element("span", { class: "number" }, `E${padded(episode)}`),
            element("span", { dir: "auto" }, title ?? ""),
          ),
        ),
      )
    : undefined;
}

function links(release, words) {
  const there = [
    link(release.url, "mdi:open-in-new", words("card_open_trakt")),
    link(release.trailer, "mdi:play-circle-outline", words("card_trailer")),
  ].filter(Boolean);
  return there.length > 0 ? element("div", { class: "links" }, ...there) : undefined;
}

function link(address, icon, text) {
  const href = webAddress(address);
  return href === undefined
    ? undefined
    : element(
        "a",
        { href, target: "_blank", rel: "noopener noreferrer" },
        element("ha-icon", { icon, "aria-hidden": "true" }),
        element("span", {}, text),
      );
}

function paragraph(name, text) {
  return element("p", { class: name, dir: "auto" }, text);
}
