"""The HTML door of supervision."""

from coop.supervision.pages import bulk, bulletins, ledger, rhythm, tasks
from coop.supervision.pages.blueprint import pages

__all__ = ["bulk", "bulletins", "ledger", "pages", "rhythm", "tasks"]
