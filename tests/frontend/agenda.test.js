/** How a release is called. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  episodeTitleOf,
  isSame,
  markOf,
  numberOf,
  spokenNumberOf,
  titleOf,
} from "../../custom_components/trakt_upcoming/frontend/card/agenda.js";
import { episode, episodes, localize, movie } from "./releases.js";

test("a release has the title of its movie or its show", () => {
  assert.equal(titleOf(episode({ title: "Severance S03E01 Goodbye" })), "Severance");
  assert.equal(titleOf(movie()), "Dune: Part Three");
});

for (const [numbers, written, spoken] of [
  [[1], "S03E01", "Season 3, episodes 1"],
  [[1, 2, 3], "S03E01–E03", "Season 3, episodes 1–3"],
  [[1, 2, 5, 8], "S03E01–E02, E05, E08", "Season 3, episodes 1–2, 5, 8"],
  [[8, 5, 5, 6], "S03E05–E06, E08", "Season 3, episodes 5–6, 8"],
  [[99, 100], "S03E99–E100", "Season 3, episodes 99–100"],
  [[1, 3, 5, 7, 9, 11, 13], "S03E01, E03, E05, E07, E09, E11, …", "Season 3, episodes 1, 3, 5, 7, 9, 11, …"],
]) {
  test(`the episodes ${numbers} are ${written}`, () => {
    assert.equal(numberOf(episodes(...numbers), localize), written);
    assert.equal(spokenNumberOf(episodes(...numbers), localize), spoken);
  });
}

test("a single episode is said in words", () => {
  assert.equal(numberOf(episode({ season: 4, episode: 68 }), localize), "S04E68");
  assert.equal(spokenNumberOf(episode({ season: 4, episode: 68 }), localize), "Season 4, episode 68");
});

for (const [feed, kind] of [
  ["movies", "Movie"],
  ["streaming", "Streaming release"],
  ["dvd", "Disc release"],
  ["one that is not known yet", "Movie"],
]) {
  test(`a movie of the feed ${feed} is a ${kind}`, () => {
    assert.equal(numberOf(movie({ feed }), localize), kind);
    assert.equal(spokenNumberOf(movie({ feed }), localize), kind);
  });
}

test("the title of an episode is told, but not to those who want no spoilers", () => {
  assert.equal(episodeTitleOf(episode({ episode_title: "Goodbye" }), false), "Goodbye");
  assert.equal(episodeTitleOf(episode({ episode_title: "Goodbye" }), true), undefined);
  assert.equal(episodeTitleOf(episode({ episode_title: null }), false), undefined);
  assert.equal(episodeTitleOf(episodes(1, 2), false), undefined);
  assert.equal(episodeTitleOf(movie(), false), undefined);
});

test("premieres, finales and several episodes at once have a mark", () => {
  assert.equal(markOf(episode({ episode_type: "season_premiere" }), localize), "Season premiere");
  assert.equal(markOf(episode({ episode_type: "standard" }), localize), undefined);
  assert.equal(markOf(episode({ episode_type: "something new" }), localize), undefined);
  assert.equal(markOf(episodes(1, 2), localize), "2 episodes");
  assert.equal(markOf(movie(), localize), undefined);
});

test("a release stays the same one when it is moved or gets another title", () => {
  assert.ok(isSame(episode(), episode({ start: "2026-11-21T20:00:00Z", episode_title: "Now known" })));
  assert.ok(!isSame(episode(), episode({ episode: 2 })));
  assert.ok(isSame(movie(), movie({ start: "2026-11-21" })));
  assert.ok(!isSame(movie(), movie({ feed: "dvd" })));
});
