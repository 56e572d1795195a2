/** The panel with everything that is known of a release, and the ways to the releases before and after it. */

import { closeOnBack } from "./back-key.js";
import { detailsOf } from "./details.js";
import { arrange, element, icon } from "./dom.js";
import { picture } from "./pictures.js";
import { iconOf } from "./release.js";

/** @import { Context, Localize, Release, TextKey } from "./types" */

/**
 * Open the panel of one of these releases.
 * @param {ParentNode} root where to add it
 * @param {Release[]} releases
 * @param {Release} first
 * @param {Context} context
 * @param {string} attribution
 * @param {(release: Release) => void} onClose is given the release that was shown last
 */
export function openPanel(root, releases, first, context, attribution, onClose) {
  const { localize } = context;
  const content = element("div", { class: "content" });
  const close = button("close", "mdi:close", localize);
  const previous = button("previous", "mdi:chevron-left", localize);
  const next = button("next", "mdi:chevron-right", localize);
  const dialog = element(
    "dialog",
    { "aria-labelledby": "panel-title" },
    element("div", { class: "panel" }, close, previous, next, content),
  );
  let position = releases.indexOf(first);

  function show() {
    const release = releases[position];
    arrange(content, [
      picture(backdropOf(release, context.spoilerFree), context.hass, iconOf(release), ""),
      detailsOf(release, context, attribution),
    ]);
    dialog.scrollTop = 0;
    previous.disabled = position === 0;
    next.disabled = position === releases.length - 1;
  }

  /** @param {number} steps */
  function move(steps) {
    position = Math.max(0, Math.min(releases.length - 1, position + steps));
    show();
  }

  previous.addEventListener("click", () => move(-1));
  next.addEventListener("click", () => move(1));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(dialog).direction === "rtl" ? -1 : 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -forward, ArrowRight: forward };
    if (event.key in steps) {
      move(steps[event.key]);
    }
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose(releases[position]);
  });

  show();
  root.append(dialog);
  dialog.showModal();
  close.focus();
  closeOnBack(dialog);
}

/**
 * @param {TextKey & ("close" | "previous" | "next")} name
 * @param {string} iconName
 * @param {Localize} localize
 */
function button(name, iconName, localize) {
  return element("button", { type: "button", class: `round ${name}`, "aria-label": localize(name) }, icon(iconName));
}

/**
 * Return what is shown above the details; an episode's may be a scene of it, where its show has none.
 * @param {Release} release
 * @param {boolean} spoilerFree
 */
function backdropOf(release, spoilerFree) {
  return spoilerFree && release.type === "episode" ? release.poster : (release.fanart ?? release.poster);
}
