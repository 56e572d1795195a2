/** How a release is called: its title, number, mark and time. Knows nothing of pages. */

/** @import { Clock } from "./clock.js" */
/** @import { EpisodeRelease, Localize, MovieRelease, Release, TextKey } from "./types" */

const MAX_PARTS = 6;

/** @type {Record<string, TextKey>} */
const MOVIE_KINDS = { movies: "movie", streaming: "streaming", dvd: "disc" };

/** @type {Record<string, TextKey>} */
const MARKS = {
  series_premiere: "series_premiere",
  season_premiere: "season_premiere",
  mid_season_premiere: "mid_season_premiere",
  mid_season_finale: "mid_season_finale",
  season_finale: "season_finale",
  series_finale: "series_finale",
};

/**
 * Return the title of the movie or the show.
 * @param {Release} release
 */
export function titleOf(release) {
  return release.type === "episode" ? release.show : release.title;
}

/**
 * Return `S03E01`, `S03E01–E03, E05` for several episodes, and what kind of release it is for a movie.
 * @param {Release} release
 * @param {Localize} localize
 */
export function numberOf(release, localize) {
  if (release.type === "movie") {
    return movieKind(release, localize);
  }
  const parts = runsOf(release).map(([first, last]) =>
    first === last ? `E${padded(first)}` : `E${padded(first)}\u2013E${padded(last)}`,
  );
  return `S${padded(release.season)}${shortened(parts).join(", ")}`;
}

/**
 * Return the same in words that a screen reader can say: `Season 3, episode 1`.
 * @param {Release} release
 * @param {Localize} localize
 */
export function spokenNumberOf(release, localize) {
  if (release.type === "movie") {
    return movieKind(release, localize);
  }
  const { season, episode } = release;
  if (!release.episodes) {
    return localize("season_and_episode", { season, episode });
  }
  const parts = runsOf(release).map(([first, last]) => (first === last ? `${first}` : `${first}\u2013${last}`));
  return localize("season_and_episodes", { season, episodes: shortened(parts).join(", ") });
}

/**
 * Return the title of a single episode, where there is one and it may be told.
 * @param {Release} release
 * @param {boolean} spoilerFree
 * @returns {string | undefined}
 */
export function episodeTitleOf(release, spoilerFree) {
  if (release.type === "movie" || release.episodes || spoilerFree) {
    return undefined;
  }
  return release.episode_title ?? undefined;
}

/**
 * Return what is special: a premiere, a finale, or several episodes at once.
 * @param {Release} release
 * @param {Localize} localize
 * @returns {string | undefined}
 */
export function markOf(release, localize) {
  if (release.type === "movie") {
    return undefined;
  }
  if (release.episodes) {
    return localize("episode_count", { count: release.episodes.length });
  }
  const key = MARKS[release.episode_type ?? ""];
  return key && localize(key);
}

/**
 * Return when it starts on its day.
 * @param {Release} release
 * @param {Clock} clock
 * @param {Localize} localize
 */
export function timeOf(release, clock, localize) {
  return clock.time(release) ?? localize("all_day");
}

/**
 * Return the number of an episode or a season as it is written.
 * @param {number} number
 */
export function padded(number) {
  return String(number).padStart(2, "0");
}

/**
 * Return whether two releases are the same one, of which everything else may have changed.
 * @param {Release} one
 * @param {Release} other
 */
export function isSame(one, other) {
  // Episodes that come at once have the page of their season, and a season may come in several parts.
  return one.feed === other.feed && one.url === other.url && episodeNumber(one) === episodeNumber(other);
}

/** @param {Release} release */
function episodeNumber(release) {
  return release.type === "episode" ? release.episode : undefined;
}

/**
 * @param {MovieRelease} release
 * @param {Localize} localize
 */
function movieKind(release, localize) {
  return localize(MOVIE_KINDS[release.feed] ?? "movie");
}

/**
 * Return the numbers of the episodes in order; those that follow each other as the first and the last of them.
 * @param {EpisodeRelease} release
 */
function runsOf(release) {
  const numbers = release.episodes?.map(({ episode }) => episode) ?? [release.episode];
  /** @type {[first: number, last: number][]} */
  const runs = [];
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) {
      run[1] = number;
    } else {
      runs.push([number, number]);
    }
  }
  return runs;
}

/** @param {string[]} parts */
function shortened(parts) {
  return parts.length <= MAX_PARTS ? parts : [...parts.slice(0, MAX_PARTS), "\u2026"];
}
