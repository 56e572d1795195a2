/** What is to be shown of the agenda, and how it is called. Knows nothing of pages. */

import { daysAfter } from "./clock.js";

const OF_FEED = { movies: "card_movie", streaming: "card_streaming", dvd: "card_dvd" };
const MARKS = new Set([
  "series_premiere",
  "season_premiere",
  "mid_season_premiere",
  "mid_season_finale",
  "season_finale",
  "series_finale",
]);

/** Return the days of the window with their releases, in the person's time zone. */
export function daysOf(agenda, clock) {
  const first = clock.today();
  const end = daysAfter(first, agenda.window);
  const days = new Map();
  for (const release of agenda.days.flatMap((day) => day.releases)) {
    const day = clock.dayOf(release);
    if (first <= day && day < end) {
      days.set(day, [...(days.get(day) ?? []), release]);
    }
  }
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Return what a day is called. */
export function nameOf(day, clock, words) {
  const today = clock.today();
  if (day === today) {
    return words("card_today");
  }
  return day === daysAfter(today, 1) ? words("card_tomorrow") : clock.weekday(day);
}

/** Return the title of the work. */
export function titleOf(release) {
  return release.type === "episode" ? release.show : release.title;
}

const MOST_PARTS = 6;

/** Return `S03E01`, `S03E01–E03, E05` for several at once, and what kind of release it is for a film. */
export function numberOf(release, words) {
  if (release.type !== "episode") {
    return words(OF_FEED[release.feed] ?? "card_movie");
  }
  const numbers = release.episodes?.map(({ episode }) => episode) ?? [release.episode];
  const parts = runsOf(numbers).map(partOf);
  const shown = parts.length <= MOST_PARTS ? parts : [...parts.slice(0, MOST_PARTS), "\u2026"];
  return `S${padded(release.season)}${shown.join(", ")}`;
}

/** Return numbers in order, those that follow each other together: as the first and the last of them. */
function runsOf(numbers) {
  const runs = [];
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.last === number - 1) {
      run.last = number;
    } else {
      runs.push({ first: number, last: number });
    }
  }
  return runs;
}

function partOf({ first, last }) {
  return first === last ? `E${padded(first)}` : `E${padded(first)}\u2013E${padded(last)}`;
}

/** Return the title of a single episode, where there is one and it may be told. */
export function episodeTitleOf(release, spoilerFree) {
  return spoilerFree || release.episodes ? undefined : (release.episode_title ?? undefined);
}

/** Return what is special: a premiere, a finale, or a season at once. */
export function markOf(release, words) {
  if (release.episodes) {
    return words("season_drop", { count: release.episodes.length });
  }
  return MARKS.has(release.episode_type) ? words(release.episode_type) : undefined;
}

/** Return when it starts on its day. */
export function timeOf(release, clock, words) {
  return clock.time(release) ?? words("card_all_day");
}

/** Return the number of an episode or a season as it is written. */
export function padded(number) {
  return String(number).padStart(2, "0");
}
