"""Errors that reach people in their language, also those who speak to Home Assistant."""

from collections.abc import Mapping

from homeassistant.core import async_get_hass
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.intent import IntentError
from homeassistant.helpers.translation import async_get_cached_translations, async_get_exception_message


class SpeakableError(IntentError):
    """An error that is also spoken; raise it in the event loop wherever a voice can lead, above all in to-do lists.

    It takes what a HomeAssistantError takes to be translated, and reads as one for the frontend, which translates it
    into the language of the user, for scripts and for whoever catches HomeAssistantError. Its own text is in the
    language of the home.

    Home Assistant's voice intents call an entity directly. An IntentError comes out of their handler as it is, and
    conversation (agent_manager.async_converse) says its text; of any other error it says only that something
    unexpected happened, and logs a stack trace. The same goes for IntentHandleError, which therefore does not fit
    here (Home Assistant 2026.10).
    """

    def __init__(
        self,
        *,
        translation_domain: str,
        translation_key: str,
        translation_placeholders: Mapping[str, str] | None = None,
    ) -> None:
        """Initialize with a key and placeholders, as any translated error."""
        placeholders = dict(translation_placeholders or {})
        super().__init__(
            _text(translation_domain, translation_key, placeholders),
            translation_domain=translation_domain,
            translation_key=translation_key,
            translation_placeholders=placeholders,
        )


class SpeakableValidationError(SpeakableError, ServiceValidationError):
    """The same for what people can mend by saying it in another way; raise it in place of ServiceValidationError."""


def _text(domain: str, key: str, placeholders: dict[str, str]) -> str:
    """Return a text in the language of the home, in English where that is not loaded."""
    hass = async_get_hass()
    texts = async_get_cached_translations(hass, hass.config.language, "exceptions", domain)
    text = texts.get(f"component.{domain}.exceptions.{key}.message")
    if text is None:
        return async_get_exception_message(domain, key, placeholders)
    return text.format(**placeholders)
