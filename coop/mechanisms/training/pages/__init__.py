"""The HTML door of training: programs.py, people.py, tests.py, ledger.py; trainees.py by link."""

from coop.mechanisms.training.pages import ledger, people, programs, tests, trainees
from coop.mechanisms.training.pages.blueprint import pages

__all__ = ["ledger", "pages", "people", "programs", "tests", "trainees"]
