/** The days with their releases, changed in place: what stays the same keeps its picture, the focus and its scrolling. */

import { isSame } from "./agenda.js";
import { nameOf } from "./days.js";
import { arrange, element } from "./dom.js";
import { keepOneTabStop, moveTabStop, neighbour } from "./keyboard.js";
import { columnsFor, posterWidth, spansOf } from "./layout.js";
import { releaseButton } from "./release.js";
import { arrows, markEnds } from "./row.js";

/** @import { Context, Day, Release } from "./types" */
/**
 * @typedef {object} Section
 * @property {HTMLElement} root
 * @property {HTMLElement} name
 * @property {HTMLElement} date
 * @property {HTMLElement} count
 * @property {HTMLElement} list
 * @property {HTMLElement} item with the button that shows the rest of a long day
 * @property {HTMLButtonElement} more
 * @property {boolean} isOpen whether the rest is shown
 * @property {number} shown how many releases are shown
 */

export class DayList {
  #place;
  /** @type {Day[]} */
  #days = [];
  /** @type {Context | undefined} */
  #context;
  #signature = "";
  /** @type {Map<string, Section>} */
  #sections = new Map();
  /**
   * What shows a release, by all that is known of it.
   * @type {Map<string, HTMLElement>}
   */
  #items = new Map();
  /** @type {Map<string, HTMLElement>} */
  #previousItems = new Map();
  /** @type {Map<Element, Release>} */
  #releases = new Map();

  /** @param {HTMLElement} place where the days are */
  constructor(place) {
    this.#place = place;
    place.addEventListener("focusin", (event) => moveTabStop(/** @type {HTMLElement} */ (event.target)));
    place.addEventListener("keydown", (event) => this.#handleKey(event));
    place.addEventListener("scroll", (event) => markEnds(/** @type {HTMLElement} */ (event.target)), true);
    new ResizeObserver(() => this.#layOut()).observe(place);
  }

  /** All releases that are shown, in their order. */
  get releases() {
    return [...this.#releases.values()];
  }

  /**
   * Show these days. Where the signature is another one, nothing of what was drawn before is of use.
   * @param {Day[]} days
   * @param {Context} context
   * @param {string} signature
   */
  draw(days, context, signature) {
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#sections.clear();
      this.#items.clear();
    }
    const focused = activeElementIn(this.#place)?.parentElement;
    const focusedRelease = focused && this.#releases.get(focused);
    this.#days = days;
    this.#context = context;
    this.#previousItems = this.#items;
    this.#items = new Map();
    this.#releases = new Map();
    this.#sections = new Map(days.map(([day, releases]) => [day, this.#section(day, releases, context)]));
    this.#place.classList.toggle("compact", context.compact);
    arrange(this.#place, [...this.#sections.values()].map(({ root }) => root));
    this.#layOut();
    if (focusedRelease && !focused.isConnected) {
      this.focus(focusedRelease);
    }
  }

  /** Forget what is shown, because something else takes its place. */
  clear() {
    this.#context = undefined;
    this.#releases = new Map();
  }

  /**
   * Return the release that a button shows.
   * @param {Element} button
   */
  releaseOf(button) {
    return button.parentElement ? this.#releases.get(button.parentElement) : undefined;
  }

  /**
   * Let a release have the focus, whatever was drawn anew since it was shown.
   * @param {Release} wanted
   */
  focus(wanted) {
    const [item] = [...this.#releases].find(([, release]) => isSame(release, wanted)) ?? [];
    item?.querySelector("button")?.focus();
  }

  /**
   * @param {string} day
   * @param {Release[]} releases
   * @param {Context} context
   */
  #section(day, releases, context) {
    const section = this.#sections.get(day) ?? newSection(day);
    section.name.textContent = nameOf(day, context.clock);
    section.date.textContent = context.clock.date(day);
    section.count.textContent = String(releases.length);
    const shown = releases.slice(0, section.isOpen ? Infinity : context.maxPerDay);
    const items = shown.map((release) => this.#item(release, context));
    const isTooLong = releases.length > context.maxPerDay;
    arrange(section.list, isTooLong ? [...items, this.#more(section, releases, context)] : items);
    section.shown = items.length + (isTooLong ? 1 : 0);
    keepOneTabStop(section.list);
    return section;
  }

  /**
   * @param {Release} release
   * @param {Context} context
   */
  #item(release, context) {
    const key = JSON.stringify(release);
    const known = this.#items.get(key) ?? this.#previousItems.get(key);
    const item = known ?? element("li", {}, releaseButton(release, context));
    this.#items.set(key, item);
    this.#releases.set(item, release);
    return item;
  }

  /**
   * Return the button that shows the rest of a day, or hides it again.
   * @param {Section} section
   * @param {Release[]} releases
   * @param {Context} context
   */
  #more(section, releases, context) {
    const { localize, maxPerDay } = context;
    section.more.textContent = section.isOpen
      ? localize("less")
      : localize("more", { count: releases.length - maxPerDay });
    section.more.onclick = () => {
      section.isOpen = !section.isOpen;
      this.draw(this.#days, context, this.#signature);
      this.focus(releases[section.isOpen ? maxPerDay : 0]);
    };
    return section.item;
  }

  /** Let the posters fill the width of the card. */
  #layOut() {
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(this.#place);
    const width = this.#place.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
    if (!this.#context || this.#context.compact || width <= 0) {
      return;
    }
    const sections = [...this.#sections.values()];
    const counts = sections.map(({ shown }) => shown);
    const columns = columnsFor(width, counts);
    const spans = spansOf(counts, columns);
    this.#place.style.setProperty("--poster", `${posterWidth(width, columns)}px`);
    sections.forEach(({ root, shown }, position) => {
      root.style.setProperty("--span", String(spans[position]));
      root.classList.toggle("long", shown > spans[position]);
    });
    sections.forEach(({ list }) => markEnds(list));
  }

  /**
   * Let the arrow keys go from release to release, and from day to day.
   * @param {KeyboardEvent} event
   */
  #handleKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const target = neighbour(/** @type {HTMLElement} */ (event.target), event.key, {
      isList: this.#context?.compact ?? false,
      isRightToLeft: getComputedStyle(this.#place).direction === "rtl",
    });
    if (target) {
      event.preventDefault();
      target.focus();
    }
  }
}

/**
 * @param {string} day
 * @returns {Section}
 */
function newSection(day) {
  const id = `day-${day}`;
  const name = element("span", { class: "name" });
  const date = element("span", { class: "date" });
  const count = element("span", { class: "count", "aria-hidden": "true" });
  const list = element("ul", { role: "list", "aria-labelledby": id });
  const more = element("button", { type: "button", class: "more" });
  const root = element(
    "section",
    { class: "day" },
    element("div", { class: "heading" }, element("h3", { id }, name, " ", date), count),
    element("div", { class: "row" }, list, ...arrows(list)),
  );
  return { root, name, date, count, list, item: element("li", {}, more), more, isOpen: false, shown: 0 };
}

/** @param {Element} place */
function activeElementIn(place) {
  return /** @type {ShadowRoot} */ (place.getRootNode()).activeElement;
}
