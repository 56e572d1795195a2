"""What is kept on disk. Loading never raises: what cannot be read is set aside and counts as missing."""

from .artwork import ArtworkRecord, ArtworkStore
from .episodes import EpisodesStore
from .imported import ImportStore
from .pictures import KeptPicture, PictureStore
from .queue import QueueStore
from .snapshot import SnapshotStore
from .token import TokenStore
from .watching import WatchingStore

__all__ = [
    "ArtworkRecord",
    "ArtworkStore",
    "EpisodesStore",
    "ImportStore",
    "KeptPicture",
    "PictureStore",
    "QueueStore",
    "SnapshotStore",
    "TokenStore",
    "WatchingStore",
]
