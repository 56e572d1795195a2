/**
 * The card `custom:trakt-upcoming-card`, as far as every page of Home Assistant needs it.
 *
 * Home Assistant loads this module everywhere, so it fetches the others only where a card is drawn. They are written
 * without Lit: Home Assistant does not share its own with cards, and a copy would need a build step and be loaded twice.
 */

import { USUAL_DAYS, parseOptions } from "./options.js";

/** @import { CardView } from "./card-view.js" */
/** @import { HomeAssistant, Options } from "./types" */

const NAME = "trakt-upcoming-card";
const DOMAIN = "trakt_upcoming";
/** What a day adds to the height of the card, in Home Assistant's unit of 50 pixels. */
const DAY_SIZE = { list: 2, posters: 5 };

// Home Assistant replaces the browser's registry of elements while it starts, and forgets what was defined before that.
await customElements.whenDefined("home-assistant");

class TraktUpcomingCard extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  /** @type {CardView | undefined} */
  #view;
  /** @type {HomeAssistant | undefined} */
  #hass;
  /** @type {Options | undefined} */
  #options;
  #isPreview = false;

  constructor() {
    super();
    this.#load();
  }

  static async getConfigForm() {
    const { configForm } = await import("./editor.js");
    return configForm(document.documentElement.lang);
  }

  /** @param {HomeAssistant} hass */
  static async getStubConfig(hass) {
    /** @type {{ entry_id: string }[]} */
    const accounts = await hass.callWS({ type: "config_entries/get", domain: DOMAIN });
    // A card that names its account still works when another one is added.
    return accounts.length > 0 ? { config_entry_id: accounts[0].entry_id } : {};
  }

  /** @param {Record<string, unknown>} config */
  setConfig(config) {
    this.#options = parseOptions(config);
    this.#update();
  }

  /** @param {HomeAssistant} hass */
  set hass(hass) {
    this.#hass = hass;
    this.#update();
  }

  /** Whether the card is shown in an editor. */
  set preview(/** @type {boolean} */ isPreview) {
    this.#isPreview = isPreview;
    this.#update();
  }

  connectedCallback() {
    this.#update();
  }

  disconnectedCallback() {
    this.#update();
  }

  getCardSize() {
    const { compact = false, days = USUAL_DAYS } = this.#options ?? {};
    return days * (compact ? DAY_SIZE.list : DAY_SIZE.posters);
  }

  getGridOptions() {
    return { columns: 12, min_columns: 4, rows: "auto" };
  }

  async #load() {
    const module = await import("./card-view.js").catch(() => undefined);
    if (module) {
      this.#view = new module.CardView(this.#root);
      this.#update();
    } else {
      this.#root.textContent = "Trakt Upcoming could not be loaded. Reload the page.";
    }
  }

  #update() {
    if (this.#view && this.#hass && this.#options) {
      const { isConnected } = this;
      this.#view.update({ hass: this.#hass, options: this.#options, isPreview: this.#isPreview, isConnected });
    }
  }
}

/**
 * Return what to offer to somebody who looks for a card for an entity: for one of ours, the card of its account.
 * @param {HomeAssistant} hass
 * @param {string} entityId
 */
function suggestionFor(hass, entityId) {
  const entity = hass.entities[entityId];
  if (entity?.platform !== DOMAIN) {
    return null;
  }
  const account = hass.devices[entity.device_id ?? ""]?.primary_config_entry;
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
