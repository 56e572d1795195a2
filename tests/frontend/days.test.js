/** Which releases are shown on which day. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Clock } from "../../custom_components/trakt_upcoming/frontend/card/clock.js";
import { countOf, daysOf, nameOf, usualDays } from "../../custom_components/trakt_upcoming/frontend/card/days.js";
import { LOCALE, episode, movie } from "./releases.js";

const BERLIN = new Clock(LOCALE, "Europe/Berlin");

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: new Date("2026-11-20T12:00:00Z") }));
afterEach(() => mock.timers.reset());

/** Return what Home Assistant sends. */
function message(window, ...releases) {
  return { state: "loaded", window, days: [{ date: "whichever day it is at home", releases }] };
}

function namesOf(days) {
  return days.map(([day, releases]) => [day, ...releases.map((release) => release.show ?? release.title)]);
}

test("releases are sorted by day, in the order in which they came", () => {
  const late = episode({ show: "Late", start: "2026-11-20T23:30:00Z" });
  const early = episode({ show: "Early", start: "2026-11-20T08:00:00Z" });
  const film = movie({ title: "Film", start: "2026-11-21" });

  assert.deepEqual(namesOf(daysOf(message(7, film, late, early), BERLIN)), [
    ["2026-11-20", "Early"],
    ["2026-11-21", "Film", "Late"],
  ]);
});

test("the window begins today and has so many days, in the time zone of who looks", () => {
  const starts = ["2026-11-19T22:59:00Z", "2026-11-19T23:00:00Z", "2026-11-21T22:59:00Z", "2026-11-21T23:00:00Z"];
  const releases = starts.map((start) => episode({ show: start, start }));

  assert.deepEqual(namesOf(daysOf(message(2, ...releases), BERLIN)), [
    ["2026-11-20", starts[1]],
    ["2026-11-21", starts[2]],
  ]);
});

test("without a choice a week is shown, and the rest can be counted", () => {
  const days = daysOf(message(30, ...[20, 26, 27, 28].map((day) => movie({ start: `2026-11-${day}` }))), BERLIN);
  const shown = usualDays(days, BERLIN, false);

  assert.deepEqual(shown.map(([day]) => day), ["2026-11-20", "2026-11-26"]);
  assert.equal(countOf(days) - countOf(shown), 2);
});

test("a preview shows the first two days that have anything", () => {
  const days = daysOf(message(30, ...[22, 24, 29].map((day) => movie({ start: `2026-11-${day}` }))), BERLIN);

  assert.deepEqual(usualDays(days, BERLIN, true).map(([day]) => day), ["2026-11-22", "2026-11-24"]);
});

test("a day is called today, tomorrow, or by its weekday", () => {
  assert.equal(nameOf("2026-11-20", BERLIN), "Today");
  assert.equal(nameOf("2026-11-21", BERLIN), "Tomorrow");
  assert.equal(nameOf("2026-11-22", BERLIN), "Sunday");
});
