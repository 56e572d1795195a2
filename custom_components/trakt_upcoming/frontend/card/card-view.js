/** What the card shows: its title, a notice, and the agenda or why there is none. */

import { Clock } from "./clock.js";
import { DayList } from "./day-list.js";
import { countOf, daysOf, usualDays } from "./days.js";
import { arrange, element } from "./dom.js";
import { loadTexts } from "./localize.js";
import { messageElement, reasonOf } from "./message.js";
import { USUAL_DAYS, requestFor } from "./options.js";
import { openPanel } from "./panel.js";
import { panelStyles } from "./panel-styles.js";
import { retryPictures } from "./pictures.js";
import { releaseStyles } from "./release-styles.js";
import { styles } from "./styles.js";
import { Subscription } from "./subscription.js";

/** @import { AgendaMessage, Context, Day, HomeAssistant, Localize, Options } from "./types" */
/** @typedef {{ hass: HomeAssistant, options: Options, isPreview: boolean, isConnected: boolean }} State */

/** Milliseconds that an answer may take before the card says that it is loading. */
const LOADING_AFTER = 1_000;

export class CardView {
  #root;
  #header = element("h2", { class: "card-header", dir: "auto" });
  #notice = element("ha-alert", { "alert-type": "warning", role: "status" });
  #content = element("div", { class: "days", role: "group" });
  #more = element("button", { type: "button", class: "more-days" });
  #dayList = new DayList(this.#content);
  /** @type {State | undefined} */
  #state;
  /** @type {Localize | undefined} */
  #localize;
  /** @type {Clock | undefined} */
  #clock;
  /** @type {Subscription | undefined} */
  #subscription;
  /** @type {AgendaMessage | undefined} */
  #message;
  #isDisconnected = false;
  #hasAllDays = false;
  #isDrawingDue = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #clockTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #loadingTimer;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
    root.adoptedStyleSheets = [styles, releaseStyles, panelStyles];
    root.append(element("ha-card", {}, this.#header, this.#notice, this.#content, this.#more));
    this.#content.addEventListener("click", (event) => this.#openPanel(/** @type {Element} */ (event.target)));
    this.#more.addEventListener("click", () => this.#showAllDays());
  }

  /**
   * Take how things are now, and show what has changed.
   * @param {State} state
   */
  update(state) {
    const before = this.#state;
    this.#state = state;
    const { hass, options, isPreview, isConnected } = state;
    const isOtherLocale =
      before?.hass.locale !== hass.locale || before.hass.config.time_zone !== hass.config.time_zone;
    if (isOtherLocale) {
      this.#clock = new Clock(hass.locale, hass.config.time_zone);
    }
    if (before?.hass.language !== hass.language) {
      this.#loadTexts(hass.language);
    }
    if (before?.isConnected !== isConnected) {
      this.#watchClock(isConnected);
    }
    const isOtherRequest = !before || isOther(requestFor(before.options), requestFor(options));
    if (isOtherRequest || before.isConnected !== isConnected || before.hass.connection !== hass.connection) {
      this.#subscribe();
    }
    if (isOtherLocale || before.options !== options || before.isPreview !== isPreview) {
      this.#drawSoon();
    }
  }

  /** @param {string} language */
  async #loadTexts(language) {
    this.#localize = undefined;
    const localize = await loadTexts(language).catch(() => undefined);
    if (language === this.#state?.hass.language) {
      this.#localize = localize;
      this.#drawSoon();
    }
  }

  #subscribe() {
    this.#subscription?.stop();
    this.#subscription = undefined;
    clearTimeout(this.#loadingTimer);
    if (!this.#state?.isConnected) {
      return;
    }
    const { hass, options } = this.#state;
    this.#message = undefined;
    this.#isDisconnected = false;
    this.#hasAllDays = false;
    this.#loadingTimer = setTimeout(() => {
      this.#message ??= { state: "loading" };
      this.#drawSoon();
    }, LOADING_AFTER);
    this.#subscription = new Subscription(hass.connection, requestFor(options), {
      onMessage: (message) => this.#handleMessage(message, hass.language),
      onReconnect: () => this.#handleConnection(true),
      onDisconnect: () => this.#handleConnection(false),
    });
    this.#subscription.start();
  }

  /** @param {boolean} isConnected */
  #handleConnection(isConnected) {
    this.#isDisconnected = !isConnected;
    this.#drawSoon();
  }

  /**
   * @param {AgendaMessage} message
   * @param {string} language
   */
  #handleMessage(message, language) {
    this.#message = message;
    retryPictures(this.#root);
    if (!this.#localize) {
      this.#loadTexts(language);
    }
    this.#drawSoon();
  }

  /** @param {boolean} isConnected */
  #watchClock(isConnected) {
    if (isConnected) {
      document.addEventListener("visibilitychange", this.#checkClock);
      this.#checkClock();
    } else {
      document.removeEventListener("visibilitychange", this.#checkClock);
      clearTimeout(this.#clockTimer);
      this.#root.querySelector("dialog")?.close();
    }
  }

  /** Draw anew, because at midnight another day is today. Pictures that could not be loaded may come now. */
  #checkClock = () => {
    clearTimeout(this.#clockTimer);
    retryPictures(this.#root);
    this.#drawSoon();
    this.#clockTimer = setTimeout(this.#checkClock, this.#clock?.untilNextCheck());
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
    if (!this.#state || !this.#localize || !this.#clock) {
      return;
    }
    const context = { ...this.#state.options, clock: this.#clock, hass: this.#state.hass, localize: this.#localize };
    this.#header.textContent = context.title ?? "";
    this.#header.hidden = !context.title;
    this.#notice.textContent = this.#isDisconnected ? context.localize("lost") : "";
    this.#notice.hidden = !this.#isDisconnected;
    if (this.#message) {
      this.#drawMessage(this.#message, context);
    }
  }

  /**
   * @param {AgendaMessage} message
   * @param {Context} context
   */
  #drawMessage(message, context) {
    this.#content.ariaLabel = ("account" in message && message.account) || null;
    const days = message.state === "loaded" ? daysOf(message, context.clock) : [];
    const shown = context.days === undefined && !this.#hasAllDays ? usualDays(days, context.clock, this.#isPreview) : days;
    const left = countOf(days) - countOf(shown);
    if (shown.length > 0) {
      this.#drawDays(shown, context);
    } else {
      this.#drawReason(message, left > 0 ? USUAL_DAYS : windowOf(message), context.localize);
    }
    this.#more.textContent = context.localize("more_days", { count: left });
    this.#more.hidden = left === 0 || this.#isPreview;
  }

  /** Whether the card is only looked at: in an editor, or in the card picker, which lets nobody click on it. */
  get #isPreview() {
    return this.#state?.isPreview || getComputedStyle(this.#content).pointerEvents === "none";
  }

  /**
   * @param {AgendaMessage} message
   * @param {number} days
   * @param {Localize} localize
   */
  #drawReason(message, days, localize) {
    const reason = reasonOf(message, days, localize);
    this.#dayList.clear();
    if (this.#content.dataset.reason !== reason) {
      this.#content.dataset.reason = reason;
      arrange(this.#content, [messageElement(message, reason)]);
    }
  }

  /**
   * @param {Day[]} days
   * @param {Context} context
   */
  #drawDays(days, context) {
    delete this.#content.dataset.reason;
    const { language, locale, config } = context.hass;
    this.#dayList.draw(days, context, JSON.stringify([language, locale, config.time_zone, this.#state?.options]));
  }

  #showAllDays() {
    const shown = this.#dayList.releases.length;
    this.#hasAllDays = true;
    this.#draw();
    const [next] = this.#dayList.releases.slice(shown);
    if (next) {
      this.#dayList.focus(next);
    }
  }

  /** @param {Element} target */
  #openPanel(target) {
    const button = target.closest(".poster, .line");
    const release = button && this.#dayList.releaseOf(button);
    if (!release || !this.#state || !this.#clock || !this.#localize || this.#message?.state !== "loaded") {
      return;
    }
    const context = { ...this.#state.options, clock: this.#clock, hass: this.#state.hass, localize: this.#localize };
    const { attribution } = this.#message;
    openPanel(this.#root, this.#dayList.releases, release, context, attribution, (last) => this.#dayList.focus(last));
  }
}

/** @param {AgendaMessage} message */
function windowOf(message) {
  return message.state === "loaded" ? message.window : 0;
}

/**
 * @param {object} one
 * @param {object} other
 */
function isOther(one, other) {
  return JSON.stringify(one) !== JSON.stringify(other);
}
