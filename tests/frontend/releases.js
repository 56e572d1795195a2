/** Releases and texts for the tests of the card. */

import { readFileSync } from "node:fs";

import { localizeWith } from "../../custom_components/trakt_upcoming/frontend/card/localize.js";

const TRANSLATIONS = new URL("../../custom_components/trakt_upcoming/frontend/card/translations/", import.meta.url);

export const LOCALE = { language: "en-GB", time_zone: "server", time_format: "24", date_format: "language" };

/** Return the texts of a language. */
export function textsOf(language) {
  return JSON.parse(readFileSync(new URL(`${language}.json`, TRANSLATIONS), "utf8"));
}

export const localize = localizeWith(textsOf("en"));

/** Return an episode. */
export function episode(facts = {}) {
  return {
    type: "episode",
    feed: "episodes",
    show: "Severance",
    season: 3,
    episode: 1,
    start: "2026-11-20T20:00:00Z",
    url: "https://app.trakt.tv/shows/severance/seasons/3/episodes/1",
    ...facts,
  };
}

/** Return several episodes of a season that come at once. */
export function episodes(...numbers) {
  return episode({ episode: numbers[0], episodes: numbers.map((number) => ({ episode: number })) });
}

/** Return a movie. */
export function movie(facts = {}) {
  return { type: "movie", feed: "movies", title: "Dune: Part Three", start: "2026-11-20", url: "https://x", ...facts };
}
