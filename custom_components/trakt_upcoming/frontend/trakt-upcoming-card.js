/** The card `custom:trakt-upcoming-card`: what you can watch, day by day. */

import { daysOf, nameOf } from "./agenda.js";
import { Clock } from "./clock.js";
import { arrange, element } from "./dom.js";
import { optionsForm, optionsOf, requestFor } from "./options.js";
import { panel } from "./panel.js";
import { panelStyles } from "./panel-styles.js";
import { retryPictures } from "./pictures.js";
import { releaseButton } from "./release.js";
import { styles } from "./styles.js";
import { Subscription } from "./subscription.js";
import { loadWords, wordsOf } from "./words.js";

const NAME = "trakt-upcoming-card";
const MESSAGES = {
  empty: ["card_empty", "mdi:television-off"],
  failed: ["card_failed", "mdi:alert-circle-outline"],
  gone: ["card_gone", "mdi:account-off-outline"],
  loading: ["card_loading", "mdi:timer-sand"],
  several: ["card_several", "mdi:account-multiple-outline"],
  unknown: ["card_unknown", "mdi:cloud-question-outline"],
};
/** What is said in place of the agenda. */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

class TraktUpcomingCard extends HTMLElement {
  #hass;
  #options;
  #clock;
  #loadedWords;
  #subscription;
  #news;
  #arrivedAt;
  #isLost = false;
  #isDrawingDue = false;
  #timer;
  #shown;
  #drawnFor;
  #days = new Map();
  #releases = new Map();
  #root = this.attachShadow({ mode: "open" });
  #header = element("h2", { class: "card-header", dir: "auto" });
  #notice = element("p", { class: "notice", role: "status" });
  #content = element("div", { class: "days" });

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styles, panelStyles];
    this.#root.append(element("ha-card", {}, this.#header, this.#notice, this.#content));
    this.#root.addEventListener("click", (event) => this.#open(event.target.closest?.(".poster, .line")));
    this.#content.addEventListener("keydown", (event) => this.#move(event));
  }

  static async getConfigForm() {
    return optionsForm(await loadWords(document.querySelector("home-assistant").hass));
  }

  static async getStubConfig(hass) {
    const accounts = await hass.callWS({ type: "config_entries/get", domain: "trakt_upcoming" });
    return accounts.length > 1 ? { config_entry_id: accounts[0].entry_id } : {};
  }

  setConfig(config) {
    const before = this.#options && JSON.stringify(requestFor(this.#options));
    this.#options = optionsOf(config);
    if (before !== JSON.stringify(requestFor(this.#options))) {
      this.#subscribe();
    }
    this.#drawSoon();
  }

  set hass(hass) {
    const before = this.#hass;
    this.#hass = hass;
    if (before?.language !== hass.language) {
      this.#loadWords(hass);
    }
    if (before?.connection !== hass.connection) {
      this.#subscribe();
    }
    if (before?.locale !== hass.locale || before.config?.time_zone !== hass.config.time_zone) {
      this.#clock = new Clock(hass.locale, hass.config.time_zone);
    }
    if (before?.locale !== hass.locale || before.localize !== hass.localize || before.config !== hass.config) {
      this.#drawSoon();
    }
  }

  connectedCallback() {
    this.#subscribe();
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  disconnectedCallback() {
    this.#subscription?.stop();
    this.#subscription = undefined;
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#timer);
    this.#root.querySelector("dialog")?.close();
  }

  getCardSize() {
    return 6;
  }

  getGridOptions() {
    return { columns: 12, min_columns: 4, rows: "auto" };
  }

  /** The texts, undefined while they are not loaded. */
  get #words() {
    const words = this.#hass && wordsOf(this.#hass.localize);
    return words?.("card_today") ? words : this.#loadedWords;
  }

  async #loadWords(hass) {
    this.#loadedWords = undefined;
    const words = await loadWords(hass).catch(() => undefined);
    // The card picker gives Home Assistant's state to a preview only once, when it knows nothing of our texts.
    if (hass.language === this.#hass.language) {
      this.#loadedWords = words;
      this.#drawSoon();
    }
  }

  #subscribe() {
    this.#subscription?.stop();
    this.#subscription = undefined;
    if (!this.isConnected || !this.#hass || !this.#options) {
      return;
    }
    this.#news = undefined;
    this.#isLost = false;
    this.#subscription = new Subscription(this.#hass.connection, requestFor(this.#options), {
      onNews: (news) => this.#take(news),
      onLost: () => {
        this.#isLost = true;
        this.#drawSoon();
      },
    });
    this.#subscription.start();
  }

  #take(news) {
    if (this.#isLost) {
      retryPictures(this.#root);
    }
    this.#isLost = false;
    this.#news = news;
    this.#arrivedAt = performance.now();
    this.#drawSoon();
  }

  /** Look at the clock: at midnight another day is today. */
  #look = () => {
    clearTimeout(this.#timer);
    this.#drawSoon();
    this.#timer = setTimeout(this.#look, this.#clock?.untilNextLook() ?? 1000);
  };

  #drawSoon() {
    if (!this.#isDrawingDue) {
      this.#isDrawingDue = true;
      queueMicrotask(() => {
        this.#isDrawingDue = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const words = this.#words;
    if (!this.#options || !words) {
      return;
    }
    this.#header.textContent = this.#options.title ?? "";
    this.#header.hidden = !this.#options.title;
    this.#notice.textContent = this.#isLost ? words("card_lost") : "";
    this.#notice.hidden = !this.#isLost;
    const state = this.#news?.state ?? "loading";
    const days = state === "loaded" ? daysOf(this.#news, this.#clock) : [];
    if (days.length > 0) {
      this.#drawDays(days, words);
    } else if (state !== "loading" || !this.#isLost) {
      this.#drawMessage(state === "loaded" ? "empty" : state, words);
    }
    this.#measure();
  }

  #drawMessage(state, words) {
    const [key, icon] = MESSAGES[state];
    if (this.#content.dataset.message !== words(key)) {
      this.#content.dataset.message = words(key);
      arrange(this.#content, [
        element("div", { class: "message", role: "status" }, element("ha-icon", { icon }), element("p", {}, words(key))),
      ]);
    }
  }

  #drawDays(days, words) {
    delete this.#content.dataset.message;
    const context = {
      clock: this.#clock,
      compact: this.#options.compact,
      hass: this.#hass,
      spoilerFree: this.#options.spoilerFree,
      words,
    };
    const drawnFor = JSON.stringify([this.#hass.language, this.#hass.locale, this.#hass.config.time_zone, this.#options]);
    if (this.#drawnFor !== drawnFor) {
      this.#drawnFor = drawnFor;
      this.#releases.clear();
      this.#days.clear();
    }
    this.#shown = new Map();
    arrange(
      this.#content,
      days.map(([day, releases]) => this.#day(day, releases, context)),
    );
    this.#content.classList.toggle("compact", context.compact);
    this.#releases = new Map([...this.#shown].map(([item, { key }]) => [key, item]));
    this.#days = new Map(days.map(([day]) => [day, this.#days.get(day)]));
  }

  #day(day, releases, context) {
    const { clock, words } = context;
    const section = this.#days.get(day) ?? newDay();
    this.#days.set(day, section);
    const [heading, list] = section.children;
    heading.firstChild.textContent = nameOf(day, clock, words);
    heading.lastChild.textContent = clock.date(day);
    const most = section.isOpen ? Infinity : this.#options.maxPerDay;
    const items = releases.slice(0, most).map((release) => this.#item(release, context));
    const rest = releases.length - items.length;
    arrange(list, rest > 0 ? [...items, this.#more(section, items.length, rest, words)] : items);
    return section;
  }

  #item(release, context) {
    const key = JSON.stringify(release);
    const item = this.#releases.get(key) ?? element("li", {}, releaseButton(release, context));
    this.#shown.set(item, { key, release });
    return item;
  }

  #more(section, place, count, words) {
    const button = element("button", { type: "button", class: "more" }, words("card_more", { count }));
    button.addEventListener("click", () => {
      section.isOpen = true;
      this.#draw();
      section.querySelectorAll("button")[place]?.focus();
    });
    return element("li", {}, button);
  }

  #open(button) {
    const shown = button && this.#shown.get(button.parentElement);
    if (!shown) {
      return;
    }
    const dialog = panel(shown.release, this.#news.attribution, {
      clock: this.#clock,
      hass: this.#hass,
      spoilerFree: this.#options.spoilerFree,
      words: this.#words,
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      (button.isConnected ? button : this.#content.querySelector("button"))?.focus();
    });
    this.#root.append(dialog);
    dialog.showModal();
  }

  /** Let arrow keys go from release to release, and from day to day. */
  #move(event) {
    const list = event.target.closest("ul");
    const buttons = [...list.querySelectorAll("button")];
    const place = buttons.indexOf(event.target);
    const lists = [...this.#content.querySelectorAll("ul")];
    const isRightToLeft = getComputedStyle(this).direction === "rtl";
    const target = {
      ...horizontally(buttons, place, isRightToLeft),
      ArrowUp: () => lists[lists.indexOf(list) - 1]?.querySelector("button"),
      ArrowDown: () => lists[lists.indexOf(list) + 1]?.querySelector("button"),
      Home: () => buttons[0],
      End: () => buttons.at(-1),
    }[event.key]?.();
    if (target) {
      event.preventDefault();
      target.focus();
    }
  }

  /** Say in the browser's own records how long it took from the data's arrival to what can be seen. */
  #measure() {
    if (this.#arrivedAt !== undefined) {
      const start = this.#arrivedAt;
      this.#arrivedAt = undefined;
      requestAnimationFrame(() => setTimeout(() => performance.measure(NAME, { start })));
    }
  }
}

function newDay() {
  return element(
    "section",
    { class: "day" },
    element("h3", {}, element("span", { class: "name" }), " ", element("span", { class: "date" })),
    element("ul", { role: "list" }),
  );
}

function horizontally(buttons, place, isRightToLeft) {
  const step = isRightToLeft ? -1 : 1;
  return Object.fromEntries(Object.entries(STEPS).map(([key, way]) => [key, () => buttons[place + way * step]]));
}

/** Return what to offer to somebody who looks for a card for an entity: for one of ours, the card of its account. */
function suggestionFor(hass, entityId) {
  const entity = hass.entities[entityId];
  if (entity?.platform !== "trakt_upcoming") {
    return null;
  }
  const account = hass.devices[entity.device_id]?.primary_config_entry;
  return { config: { type: `custom:${NAME}`, ...(account && { config_entry_id: account }) } };
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, TraktUpcomingCard);
  window.customCards ??= [];
  window.customCards.push({
    type: NAME,
    name: "Trakt Upcoming",
    description: "What you can watch, and when: your Trakt calendar with its posters.",
    preview: true,
    getEntitySuggestion: suggestionFor,
    documentationURL: "https://github.com/trakt-upcoming/ha-trakt-upcoming#the-card",
  });
}
