/** The days with their releases, changed in place: what stays the same keeps its picture, the focus and its scrolling. */

import { nameOf } from "./agenda.js";
import { arrange, element } from "./dom.js";
import { releaseButton } from "./release.js";

export class Days {
  #place;
  #signature;
  #sections = new Map();
  #items = new Map();
  #itemsBefore = new Map();
  #releases = new Map();

  /** Take the element in which they are. */
  constructor(place) {
    this.#place = place;
  }

  /** Show these days. Where the signature is another one, all that was drawn before is of no use. */
  draw(days, context, signature) {
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#sections.clear();
      this.#items.clear();
    }
    const focused = this.#place.getRootNode().activeElement?.parentElement;
    const releaseInFocus = this.#releases.get(focused);
    this.#itemsBefore = this.#items;
    this.#items = new Map();
    this.#releases = new Map();
    this.#sections = new Map(days.map(([day, releases]) => [day, this.#section(day, releases, context)]));
    this.#place.classList.toggle("compact", context.compact);
    arrange(this.#place, [...this.#sections.values()]);
    if (releaseInFocus && !focused.isConnected) {
      this.focus(releaseInFocus);
    }
  }

  /** Return the release that a button shows. */
  releaseOf(button) {
    return this.#releases.get(button.parentElement);
  }

  /** Let a release have the focus, whatever was drawn anew since it was shown. */
  focus(wanted) {
    const [item] = [...this.#releases].find(([, release]) => isSame(release, wanted)) ?? [];
    item?.firstChild.focus();
  }

  #section(day, releases, context) {
    const section = this.#sections.get(day) ?? newSection(day);
    const [heading, list] = section.children;
    heading.firstChild.textContent = nameOf(day, context.clock, context.words);
    heading.lastChild.textContent = context.clock.date(day);
    const shown = releases.slice(0, section.isOpen ? Infinity : context.maxPerDay);
    const items = shown.map((release) => this.#item(release, context));
    const count = releases.length - shown.length;
    arrange(list, count > 0 ? [...items, this.#more(section, day, releases, context, count)] : items);
    return section;
  }

  #item(release, context) {
    const key = JSON.stringify(release);
    const known = this.#items.get(key) ?? this.#itemsBefore.get(key);
    const item = known ?? element("li", {}, releaseButton(release, context));
    this.#items.set(key, item);
    this.#releases.set(item, release);
    return item;
  }

  #more(section, day, releases, context, count) {
    section.more ??= element("li", {}, element("button", { type: "button", class: "more" }));
    const button = section.more.firstChild;
    button.textContent = context.words("card_more", { count });
    button.onclick = () => {
      section.isOpen = true;
      this.#section(day, releases, context);
      this.focus(releases[releases.length - count]);
    };
    return section.more;
  }
}

function newSection(day) {
  const id = `day-${day}`;
  return element(
    "section",
    { class: "day" },
    element("h3", { id }, element("span", { class: "name" }), " ", element("span", { class: "date" })),
    element("ul", { role: "list", "aria-labelledby": id }),
  );
}

/** Return whether two releases are the same one, of which all else may have changed. */
function isSame(one, other) {
  // What comes at once has the page of its season, which may come in several parts.
  return ["feed", "url", "episode"].every((key) => one[key] === other[key]);
}
