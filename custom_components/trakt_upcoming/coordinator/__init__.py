"""The coordinators of an account: one of the agenda, one of user data."""

from .agenda import AgendaCoordinator
from .user_data import UserDataCoordinator

__all__ = ["AgendaCoordinator", "UserDataCoordinator"]
