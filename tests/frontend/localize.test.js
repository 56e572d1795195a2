/** The texts of the card. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  LANGUAGES,
  closestLanguage,
  localizeWith,
} from "../../custom_components/trakt_upcoming/frontend/card/localize.js";
import { textsOf } from "./releases.js";

const ENGLISH = textsOf("en");

for (const [wanted, found] of [
  ["de", "de"],
  ["de-CH", "de"],
  ["en-GB", "en"],
  ["pt-BR", "pt-BR"],
  ["pt", "pt-BR"],
  ["es-419", "es"],
  ["he", "en"],
  ["esperanto", "en"],
]) {
  test(`who reads ${wanted} gets the texts in ${found}`, () => {
    assert.equal(closestLanguage(wanted), found);
  });
}

test("places in a text are filled in", () => {
  const localize = localizeWith({ ...ENGLISH, more: "{count} of {all}, {count}" });
  assert.equal(localize("more", { count: 3, all: 5 }), "3 of 5, 3");
});

for (const language of LANGUAGES) {
  test(`every text is there in ${language}, with the same places`, () => {
    const places = (texts) => Object.entries(texts).map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]);
    assert.deepEqual(places(textsOf(language)), places(ENGLISH));
  });
}
