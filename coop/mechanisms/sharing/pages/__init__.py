"""The HTML door of sharing."""

from coop.mechanisms.sharing.pages import resources, statistics
from coop.mechanisms.sharing.pages.blueprint import pages

__all__ = ["pages", "resources", "statistics"]
