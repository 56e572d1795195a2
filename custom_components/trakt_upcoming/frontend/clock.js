/** Days and times as the person reads them: in their language, their time zone, and the formats of their profile. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HOUR_CYCLES = { 12: "h12", 24: "h23" };

export class Clock {
  #language;
  #zone;
  #dateFormat;
  #dayParts;
  #time;
  #weekday;

  /** Take what Home Assistant knows of the person, and the time zone of the home. */
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
    this.#time = new Intl.DateTimeFormat(locale.time_format === "system" ? undefined : this.#language, {
      timeZone: this.#zone,
      hour: "numeric",
      minute: "2-digit",
      hourCycle: HOUR_CYCLES[locale.time_format],
    });
    this.#weekday = new Intl.DateTimeFormat(this.#language, { weekday: "long", timeZone: "UTC" });
  }

  /** Return today as `2026-11-21`. */
  today() {
    return this.#dayOf(new Date());
  }

  /** Return the day on which a release starts; a film's is the same everywhere. */
  dayOf(release) {
    return isAllDay(release) ? release.start : this.#dayOf(new Date(release.start));
  }

  /** Return when a release starts, undefined for one that lasts all day. */
  time(release) {
    return isAllDay(release) ? undefined : this.#time.format(new Date(release.start));
  }

  /** Return the name of a day of the week. */
  weekday(day) {
    return this.#weekday.format(noon(day));
  }

  /** Return a day and its month, with the year where it is another one. */
  date(day) {
    const year = day.slice(0, 4) === this.today().slice(0, 4) ? undefined : "numeric";
    const language = this.#dateFormat === "system" ? undefined : this.#language;
    const format = new Intl.DateTimeFormat(language, { year, month: "long", day: "numeric", timeZone: "UTC" });
    const parts = format.formatToParts(noon(day));
    const order = { DMY: ["day", "month", "year"], MDY: ["month", "day", "year"], YMD: ["year", "month", "day"] };
    const wanted = order[this.#dateFormat]?.filter((kind) => parts.some((part) => part.type === kind));
    const usual = parts.map((part) => part.type).filter((kind) => wanted?.includes(kind));
    const { value: month } = parts.find((part) => part.type === "month");
    // Where months are numbers, only the words between them tell them from days.
    if (!wanted || wanted.join() === usual.join() || /\p{Number}/u.test(month)) {
      return format.format(noon(day));
    }
    return wanted.map((kind) => parts.find((part) => part.type === kind).value).join(" ");
  }

  /** Return how long something lasts, given in minutes. */
  duration(minutes) {
    const hours = Math.floor(minutes / 60);
    return [
      hours > 0 ? this.#unit(hours, "hour") : undefined,
      minutes % 60 > 0 ? this.#unit(minutes % 60, "minute") : undefined,
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** Return a number with one decimal. */
  decimal(number) {
    return new Intl.NumberFormat(this.#language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(number);
  }

  /** Return the milliseconds after which to ask again which day it is: until midnight, and never more than an hour. */
  untilNextLook() {
    const inZone = new Intl.DateTimeFormat("en", {
      timeZone: this.#zone,
      numberingSystem: "latn",
      hourCycle: "h23",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const [hours, minutes, seconds] = inZone
      .formatToParts(new Date())
      .filter((part) => part.type !== "literal")
      .map((part) => Number(part.value));
    // Midnight may be an hour nearer or farther on the days on which clocks change.
    return Math.min(HOUR, DAY - ((hours * 60 + minutes) * 60 + seconds) * 1000);
  }

  #dayOf(moment) {
    const parts = Object.fromEntries(this.#dayParts.formatToParts(moment).map((part) => [part.type, part.value]));
    return `${parts.year}-${parts.month}-${parts.day}`;
  }

  #unit(number, unit) {
    return new Intl.NumberFormat(this.#language, { style: "unit", unit, unitDisplay: "short" }).format(number);
  }
}

/** Return the day that comes some days after another. */
export function daysAfter(day, days) {
  return new Date(noon(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

function isAllDay(release) {
  return !release.start.includes("T");
}

function noon(day) {
  return new Date(`${day}T12:00:00Z`);
}
