/** Days and times as users read them. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Clock, daysAfter } from "../../custom_components/trakt_upcoming/frontend/card/clock.js";
import { LOCALE, episode, movie } from "./releases.js";

const HOUR = 3_600_000;

function clock(locale = {}, zone = "Europe/London") {
  return new Clock({ ...LOCALE, ...locale }, zone);
}

function at(moment, then) {
  mock.timers.enable({ apis: ["Date"], now: new Date(moment) });
  try {
    return then();
  } finally {
    mock.timers.reset();
  }
}

test("today is the day in the zone of the home", () => {
  at("2026-11-20T23:30:00Z", () => {
    assert.equal(clock({}, "Europe/London").today(), "2026-11-20");
    assert.equal(clock({}, "Europe/Berlin").today(), "2026-11-21");
    assert.equal(clock({}, "Pacific/Kiritimati").today(), "2026-11-21");
    assert.equal(clock({}, "America/Los_Angeles").today(), "2026-11-20");
  });
});

test("days are counted as everywhere, whatever the language counts with", () => {
  at("2026-11-20T12:00:00Z", () => {
    for (const language of ["ar-EG", "fa", "th-TH-u-ca-buddhist", "ja-JP-u-ca-japanese"]) {
      assert.equal(clock({ language }).today(), "2026-11-20");
    }
  });
});

test("an episode is on the day on which it starts there, a movie on the same day everywhere", () => {
  const late = episode({ start: "2026-11-20T23:30:00Z" });
  assert.equal(clock({}, "Europe/Berlin").dayOf(late), "2026-11-21");
  assert.equal(clock({}, "America/New_York").dayOf(late), "2026-11-20");
  assert.equal(clock({}, "Pacific/Kiritimati").dayOf(movie({ start: "2026-11-20" })), "2026-11-20");
});

for (const [locale, written] of [
  [{ time_format: "24", language: "en-GB" }, "08:05"],
  [{ time_format: "24", language: "de" }, "08:05"],
  [{ time_format: "24", language: "en-US" }, "08:05"],
  [{ time_format: "12", language: "en-US" }, "8:05 AM"],
  [{ time_format: "12", language: "de" }, "8:05 AM"],
  [{ time_format: "language", language: "en-US" }, "8:05 AM"],
  [{ time_format: "language", language: "en-GB" }, "08:05"],
  [{ time_format: "language", language: "es" }, "08:05"],
]) {
  test(`five past eight is ${written} with ${Object.values(locale)}`, () => {
    assert.equal(clock(locale).time(episode({ start: "2026-11-20T08:05:00Z" })), written);
  });
}

test("midnight is the first hour of a day, not the last", () => {
  assert.equal(clock({ time_format: "24" }).time(episode({ start: "2026-11-20T00:00:00Z" })), "00:00");
  assert.equal(clock({ time_format: "12", language: "en" }).time(episode({ start: "2026-11-20T00:00:00Z" })), "12:00 AM");
});

test("a movie has no time", () => {
  assert.equal(clock().time(movie()), undefined);
});

for (const [language, today, tomorrow, friday] of [
  ["en", "Today", "Tomorrow", "Friday"],
  ["de", "Heute", "Morgen", "Freitag"],
  ["es", "Hoy", "Mañana", "Viernes"],
  ["pl", "Dzisiaj", "Jutro", "Piątek"],
  ["he", "היום", "מחר", "יום שישי"],
  ["sv", "I dag", "I morgon", "Fredag"],
  ["tr", "Bugün", "Yarın", "Cuma"],
]) {
  test(`today, tomorrow and a Friday are ${today}, ${tomorrow} and ${friday} in ${language}`, () => {
    assert.equal(clock({ language }).relativeDay(0), today);
    assert.equal(clock({ language }).relativeDay(1), tomorrow);
    assert.equal(clock({ language }).weekday("2026-11-20"), friday);
  });
}

for (const [locale, day, written] of [
  [{}, "2026-11-21", "21 November"],
  [{}, "2027-01-02", "2 January 2027"],
  [{ language: "en-US" }, "2026-11-21", "November 21"],
  [{ date_format: "MDY" }, "2026-11-21", "November 21"],
  [{ date_format: "YMD" }, "2027-01-02", "2027 January 2"],
  [{ date_format: "DMY", language: "ja" }, "2026-11-21", "11月21日"],
  [{ date_format: "DMY", language: "de" }, "2026-11-21", "21. November"],
]) {
  test(`${day} is ${written} with ${JSON.stringify(locale)}`, () => {
    at("2026-11-20T12:00:00Z", () => assert.equal(clock(locale).date(day), written));
  });
}

test("a duration has hours and minutes, where there are any", () => {
  assert.equal(clock().duration(45), "45 mins");
  assert.equal(clock().duration(60), "1 hr");
  assert.equal(clock().duration(150), "2 hrs 30 mins");
});

test("a number has one decimal, as its language writes it", () => {
  assert.equal(clock().decimal(8), "8.0");
  assert.equal(clock({ language: "de" }).decimal(9.1), "9,1");
});

test("the next check is at midnight, or in an hour", () => {
  at("2026-11-20T12:00:00Z", () => assert.equal(clock().untilNextCheck(), HOUR));
  at("2026-11-20T23:59:30Z", () => assert.equal(clock().untilNextCheck(), 30_000));
});

test("days follow each other, also where clocks change", () => {
  assert.equal(daysAfter("2026-12-31", 1), "2027-01-01");
  assert.equal(daysAfter("2026-10-24", 2), "2026-10-26");
  assert.equal(daysAfter("2028-02-28", 1), "2028-02-29");
});
