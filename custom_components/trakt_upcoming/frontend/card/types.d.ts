/** The types of the card; nothing of this is loaded by a browser. */

/** What Home Assistant sends for `trakt_upcoming/agenda/subscribe`: at once, and again whenever it changes. */
export type AgendaMessage =
  | LoadedMessage
  /** There is nothing to show yet, or the account could not be set up. */
  | { state: "loading" | "failed"; account?: string }
  /** Trakt has not answered for so long that nobody knows what is coming. */
  | { state: "unknown"; account: string }
  /** There is no such account; or there are several, and none was chosen. */
  | { state: "gone" | "several" };

export interface LoadedMessage {
  state: "loaded";
  /** The name of the account. */
  account: string;
  /** The services to credit for what is shown. */
  attribution: string;
  /** How many days are to be shown, today included. */
  window: number;
  /** Days in Home Assistant's time zone, one more on both sides than the window has: a browser may be in another zone. */
  days: { date: string; releases: Release[] }[];
}

export type Release = EpisodeRelease | MovieRelease;

interface CommonFacts {
  /** The calendar of Trakt that it comes from. */
  feed: "episodes" | "movies" | "streaming" | "dvd";
  /** `2026-11-21T20:00:00+01:00` for an episode, `2026-11-21` for a movie. */
  start: string;
  overview?: string | null;
  /** Minutes. */
  runtime?: number | null;
  /** From 1 to 10, with one decimal. */
  rating?: number | null;
  poster?: string | null;
  fanart?: string | null;
  url?: string | null;
  trailer?: string | null;
}

export interface EpisodeRelease extends CommonFacts {
  type: "episode";
  show: string;
  season: number;
  episode: number;
  episode_title?: string | null;
  episode_type?: string | null;
  network?: string | null;
  /** Where several episodes of a season come out at once: all of them. */
  episodes?: { episode: number; episode_title?: string | null }[];
}

export interface MovieRelease extends CommonFacts {
  type: "movie";
  title: string;
}

/** A day, such as `2026-11-21`, with its releases. */
export type Day = [day: string, releases: Release[]];

/** The options of the card as it uses them. */
export interface Options {
  title?: string;
  account?: string;
  types: string[];
  days?: number;
  maxPerDay: number;
  compact: boolean;
  spoilerFree: boolean;
}

export type TextKey = keyof typeof import("./translations/en.json");

/** Returns a text in the user's language, with these values in its places. */
export type Localize = (key: TextKey, values?: Record<string, string | number>) => string;

/** What those need who draw releases. */
export interface Context extends Options {
  clock: import("./clock.js").Clock;
  hass: HomeAssistant;
  localize: Localize;
}

/** What Home Assistant gives to every card, as far as this one uses it. */
export interface HomeAssistant {
  language: string;
  locale: Locale;
  config: { time_zone: string };
  connection: Connection;
  entities: Record<string, { platform?: string; device_id?: string } | undefined>;
  devices: Record<string, { primary_config_entry?: string | null } | undefined>;
  callWS<Answer>(message: object): Promise<Answer>;
  /** Completes an address that has no host. */
  hassUrl?(path: string): string;
}

/** The user's choices in their profile. */
export interface Locale {
  language: string;
  time_zone: "local" | "server";
  time_format: "language" | "system" | "12" | "24";
  date_format: "language" | "system" | "DMY" | "MDY" | "YMD";
}

export interface Connection {
  connected: boolean;
  addEventListener(type: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(type: "ready" | "disconnected", listener: () => void): void;
  subscribeMessage<Message>(
    listener: (message: Message) => void,
    request: object,
    options: { resubscribe: boolean },
  ): Promise<() => Promise<void>>;
}

/** The kind of element that has a name. */
export type ElementNamed<Name> = Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : HTMLElement;

declare global {
  interface Window {
    /** The cards that Home Assistant offers in its card picker. */
    customCards?: object[];
  }
}
