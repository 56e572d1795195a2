/** The texts of the card in the user's language. */

/** @import { Localize, TextKey } from "./types" */
/** @typedef {Record<TextKey, string>} Texts */

export const LANGUAGES = ["de", "en", "es", "fr", "nl", "pl", "pt-BR"];
const ENGLISH = "en";

/** @type {Map<string, Promise<Texts>>} */
const requests = new Map();

/**
 * Return the function that knows the texts in a language of Home Assistant, or in English.
 *
 * Throws where they cannot be loaded; they may come when they are asked for again.
 * @param {string} language
 * @returns {Promise<Localize>}
 */
export async function loadTexts(language) {
  const name = closestLanguage(language);
  const request = requests.get(name) ?? fetchTexts(name);
  requests.set(name, request);
  try {
    return localizeWith(await request);
  } catch (error) {
    requests.delete(name);
    throw error;
  }
}

/**
 * Return the language in which there are texts: this one, another of its kind (`de` for `de-CH`), or English.
 * @param {string} language
 */
export function closestLanguage(language) {
  const base = baseOf(language);
  return LANGUAGES.find((each) => each === language) ?? LANGUAGES.find((each) => baseOf(each) === base) ?? ENGLISH;
}

/**
 * Return the function that finds a text by its key, and fills in its places.
 * @param {Texts} texts
 * @returns {Localize}
 */
export function localizeWith(texts) {
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * @param {string} name
 * @returns {Promise<Texts>}
 */
async function fetchTexts(name) {
  const response = await fetch(new URL(`translations/${name}.json`, import.meta.url));
  if (!response.ok) {
    throw new Error(`Trakt Upcoming: no texts in ${name} (${response.status})`);
  }
  return response.json();
}

/** @param {string} language */
function baseOf(language) {
  return language.split("-", 1)[0];
}
