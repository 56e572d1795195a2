"""The files on disk. Loading never raises: a file that cannot be read is set aside and counts as missing."""

from .account_stores import AccountStores
from .episodes import EpisodesStore
from .images import KeptPicture, PictureStore
from .import_state import ImportStore
from .outbox import OutboxStore
from .partial_history import PartialHistoryStore
from .snapshot import SnapshotStore
from .titles import ArtworkRecord, ArtworkStore
from .token import TokenStore
from .user_data import UserDataStore

__all__ = [
    "AccountStores",
    "ArtworkRecord",
    "ArtworkStore",
    "EpisodesStore",
    "ImportStore",
    "KeptPicture",
    "OutboxStore",
    "PartialHistoryStore",
    "PictureStore",
    "SnapshotStore",
    "TokenStore",
    "UserDataStore",
]
