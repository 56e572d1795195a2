"""The coordinators of an account: one of its agenda, one of what Trakt keeps of its user."""

from .agenda import AgendaCoordinator
from .user_data import UserDataCoordinator

__all__ = ["AgendaCoordinator", "UserDataCoordinator"]
