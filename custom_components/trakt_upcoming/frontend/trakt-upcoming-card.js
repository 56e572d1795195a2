/** The card `custom:trakt-upcoming-card`: what you can watch, day by day. */

import { daysOf } from "./agenda.js";
import { Clock } from "./clock.js";
import { Days } from "./days.js";
import { arrange, element } from "./dom.js";
import { neighbour } from "./keys.js";
import { optionsForm, optionsOf, requestFor } from "./options.js";
import { panel } from "./panel.js";
import { panelStyles } from "./panel-styles.js";
import { retryPictures } from "./pictures.js";
import { styles } from "./styles.js";
import { Subscription } from "./subscription.js";
import { loadWords, wordsOf } from "./words.js";

const NAME = "trakt-upcoming-card";
/** What is said in place of the agenda. */
const MESSAGES = {
  empty: ["card_empty", "mdi:television-off"],
  failed: ["card_failed", "mdi:alert-circle-outline"],
  gone: ["card_gone", "mdi:account-off-outline"],
  loading: ["card_loading", "mdi:timer-sand"],
  several: ["card_several", "mdi:account-multiple-outline"],
  unknown: ["card_unknown", "mdi:cloud-question-outline"],
};
/** Milliseconds that an answer may take before something is said of it. */
const PATIENCE = 1_000;

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
  #patience;
  #root = this.attachShadow({ mode: "open" });
  #header = element("h2", { class: "card-header", dir: "auto" });
  #notice = element("p", { class: "notice", role: "status" });
  #content = element("div", { class: "days", role: "group" });
  #days = new Days(this.#content);

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
    clearTimeout(this.#patience);
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
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#news ??= { state: "loading" };
      this.#drawSoon();
    }, PATIENCE);
    this.#subscription = new Subscription(this.#hass.connection, requestFor(this.#options), {
      onNews: (news) => this.#take(news),
      onFound: () => this.#noteLoss(false),
      onLost: () => this.#noteLoss(true),
    });
    this.#subscription.start();
  }

  #noteLoss(isLost) {
    this.#isLost = isLost;
    this.#drawSoon();
  }

  #take(news) {
    retryPictures(this.#root);
    if (!this.#words) {
      this.#loadWords(this.#hass);
    }
    this.#news = news;
    this.#arrivedAt = performance.now();
    this.#drawSoon();
  }

  /** Look at the clock: at midnight another day is today. What did not come in the meantime may come now. */
  #look = () => {
    clearTimeout(this.#timer);
    retryPictures(this.#root);
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
    if (this.#news) {
      this.#drawNews(this.#news, words);
      this.#measure();
    }
  }

  #drawNews(news, words) {
    this.#content.ariaLabel = news.account ?? null;
    const days = news.state === "loaded" ? daysOf(news, this.#clock) : [];
    if (days.length > 0) {
      this.#drawDays(days, words);
    } else {
      this.#drawMessage(news.state === "loaded" ? "empty" : news.state, words);
    }
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
    const { language, locale, config } = this.#hass;
    const signature = JSON.stringify([language, locale, config.time_zone, this.#options]);
    this.#days.draw(days, this.#context(words), signature);
  }

  /** What those need who draw releases. */
  #context(words) {
    return { ...this.#options, clock: this.#clock, hass: this.#hass, words };
  }

  #open(button) {
    const release = button && this.#days.releaseOf(button);
    if (!release) {
      return;
    }
    const dialog = panel(release, this.#news.attribution, this.#context(this.#words));
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.#days.focus(release);
    });
    this.#root.append(dialog);
    dialog.showModal();
  }

  /** Let arrow keys go from release to release, and from day to day. */
  #move(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const target = neighbour(event.target, event.key, {
      isList: this.#options.compact,
      isRightToLeft: getComputedStyle(this).direction === "rtl",
    });
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
