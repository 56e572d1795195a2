"""Binary sensors: whether the user has VIP on Trakt."""

from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity, BinarySensorEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import TraktConfigEntry
from .api.trakt import Section
from .entity import UserDataEntity

PARALLEL_UPDATES = 0

VIP = BinarySensorEntityDescription(
    key="vip",
    translation_key="vip",
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensor of an account."""
    async_add_entities([VipSensor(entry, VIP, Section.SETTINGS)])


class VipSensor(UserDataEntity, BinarySensorEntity):
    """Whether the user has VIP, as of the last settings."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return true if the user has VIP, None if not known."""
        return self.coordinator.data.is_vip
