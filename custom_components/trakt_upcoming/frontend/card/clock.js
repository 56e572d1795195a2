/** Days and times as users read them: in their language, their time zone, and the formats of their profile. */

/** @import { Locale, Release } from "./types" */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @type {Record<string, string[]>} */
const ORDERS = { DMY: ["day", "month", "year"], MDY: ["month", "day", "year"], YMD: ["year", "month", "day"] };

export class Clock {
  #language;
  #zone;
  #dateFormat;
  #dayParts;
  #time;
  #weekday;
  #relativeDay;

  /**
   * @param {Locale} locale
   * @param {string} homeZone
   */
  constructor(locale, homeZone) {
    const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#language = locale.language;
    this.#zone = locale.time_zone === "server" || !browserZone ? homeZone : browserZone;
    this.#dateFormat = locale.date_format;
    this.#dayParts = new Intl.DateTimeFormat("en", {
      calendar: "gregory",
      numberingSystem: "latn",
      timeZone: this.#zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    const isTwelveHours = hasTwelveHours(locale);
    this.#time = new Intl.DateTimeFormat(this.#language, {
      timeZone: this.#zone,
      hour: isTwelveHours ? "numeric" : "2-digit",
      minute: "2-digit",
      hourCycle: isTwelveHours ? "h12" : "h23",
    });
    this.#weekday = new Intl.DateTimeFormat(this.#language, { weekday: "long", timeZone: "UTC" });
    this.#relativeDay = new Intl.RelativeTimeFormat(this.#language, { numeric: "auto" });
  }

  /** Return today as `2026-11-21`. */
  today() {
    return this.#dayOf(new Date());
  }

  /**
   * Return the day on which a release starts; a movie's is the same everywhere.
   * @param {Release} release
   */
  dayOf(release) {
    return isAllDay(release) ? release.start : this.#dayOf(new Date(release.start));
  }

  /**
   * Return when a release starts, undefined for one that lasts all day.
   * @param {Release} release
   */
  time(release) {
    return isAllDay(release) ? undefined : this.#time.format(new Date(release.start));
  }

  /**
   * Return the name of a day of the week.
   * @param {string} day
   */
  weekday(day) {
    return this.#capitalized(this.#weekday.format(noon(day)));
  }

  /**
   * Return what people call the day that is so many days ahead: `Today`, `Tomorrow`.
   * @param {number} days
   */
  relativeDay(days) {
    return this.#capitalized(this.#relativeDay.format(days, "day"));
  }

  /**
   * Return a day and its month, with the year where it is another one.
   * @param {string} day
   */
  date(day) {
    const year = day.slice(0, 4) === this.today().slice(0, 4) ? undefined : "numeric";
    const language = this.#dateFormat === "system" ? undefined : this.#language;
    const format = new Intl.DateTimeFormat(language, { year, month: "long", day: "numeric", timeZone: "UTC" });
    const values = new Map(format.formatToParts(noon(day)).map(({ type, value }) => [String(type), value]));
    const wanted = (ORDERS[this.#dateFormat] ?? []).filter((part) => values.has(part));
    const usual = [...values.keys()].filter((part) => wanted.includes(part));
    // Where months are numbers, only the words between them tell them from days.
    if (wanted.join() === usual.join() || /\p{Number}/u.test(values.get("month") ?? "")) {
      return format.format(noon(day));
    }
    return wanted.map((part) => values.get(part)).join(" ");
  }

  /**
   * Return how long something lasts.
   * @param {number} minutes
   */
  duration(minutes) {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [hours > 0 && this.#unit(hours, "hour"), rest > 0 && this.#unit(rest, "minute")].filter(Boolean).join(" ");
  }

  /**
   * Return a number with one decimal.
   * @param {number} number
   */
  decimal(number) {
    return new Intl.NumberFormat(this.#language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(number);
  }

  /** Return the milliseconds until it may be another day: until midnight, and never more than an hour. */
  untilNextCheck() {
    const inZone = new Intl.DateTimeFormat("en", {
      timeZone: this.#zone,
      numberingSystem: "latn",
      hourCycle: "h23",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const [hours = 0, minutes = 0, seconds = 0] = inZone
      .formatToParts(new Date())
      .filter((part) => part.type !== "literal")
      .map((part) => Number(part.value));
    // Midnight may be an hour nearer or farther on the days on which clocks change.
    return Math.min(HOUR, DAY - ((hours * 60 + minutes) * 60 + seconds) * 1000);
  }

  /** @param {Date} moment */
  #dayOf(moment) {
    const parts = Object.fromEntries(this.#dayParts.formatToParts(moment).map((part) => [part.type, part.value]));
    return `${parts.year}-${parts.month}-${parts.day}`;
  }

  /**
   * @param {number} number
   * @param {string} unit
   */
  #unit(number, unit) {
    return new Intl.NumberFormat(this.#language, { style: "unit", unit, unitDisplay: "short" }).format(number);
  }

  /** @param {string} text */
  #capitalized(text) {
    const [first = "", ...others] = text;
    return first.toLocaleUpperCase(this.#language) + others.join("");
  }
}

/**
 * Return the day that comes some days after another.
 * @param {string} day
 * @param {number} days
 */
export function daysAfter(day, days) {
  return new Date(noon(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

/**
 * Return whether times have twelve hours. Home Assistant decides it in the same way.
 * @param {Locale} locale
 */
function hasTwelveHours({ language, time_format }) {
  if (time_format === "12" || time_format === "24") {
    return time_format === "12";
  }
  const tenAtNight = new Date(2023, 0, 1, 22);
  return tenAtNight.toLocaleString(time_format === "language" ? language : undefined).includes("10");
}

/** @param {Release} release */
function isAllDay(release) {
  return !release.start.includes("T");
}

/** @param {string} day */
function noon(day) {
  return new Date(`${day}T12:00:00Z`);
}
