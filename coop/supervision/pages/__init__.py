"""The HTML door of supervision."""

from coop.supervision.pages import bulk, rhythm, tasks
from coop.supervision.pages.blueprint import pages

__all__ = ["bulk", "pages", "rhythm", "tasks"]
