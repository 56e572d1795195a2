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

/** Return `S03E01`, `S03E01–E08` for a season at once, and what kind of release it is for a film. */
export function numberOf(release, words) {
  if (release.type !== "episode") {
    return words(OF_FEED[release.feed] ?? "card_movie");
  }
  const last = release.episodes?.at(-1).episode;
  const through = last === undefined ? "" : `\u2013E${padded(last)}`;
  return `S${padded(release.season)}E${padded(release.episode)}${through}`;
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
