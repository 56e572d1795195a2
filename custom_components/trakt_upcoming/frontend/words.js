/** The texts of the card in the person's language, from the translations of the integration. */

const DOMAIN = "trakt_upcoming";

/** By language. Home Assistant would not let a second caller wait for what the first one has asked for. */
const loaded = new Map();

/** Have the texts loaded, and return the function that knows them. */
export async function loadWords(hass) {
  const { language } = hass;
  if (!loaded.has(language)) {
    loaded.set(language, hass.loadBackendTranslation("common", DOMAIN));
  }
  try {
    return wordsOf(await loaded.get(language));
  } catch (error) {
    loaded.delete(language);
    throw error;
  }
}

/** Return the function that gives a text by its key, empty while it is not loaded. */
export function wordsOf(localize) {
  return (key, values) => localize(`component.${DOMAIN}.common.${key}`, values);
}
