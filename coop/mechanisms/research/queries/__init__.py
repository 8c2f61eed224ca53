"""Views: projects.py with parts.py and ending.py, visits.py; waiting.py the desk; statistics.py."""

from coop.mechanisms.research.queries.ending import report_file
from coop.mechanisms.research.queries.files import results_pdf
from coop.mechanisms.research.queries.projects import get_project, list_projects
from coop.mechanisms.research.queries.statistics import research_statistics
from coop.mechanisms.research.queries.visits import get_visit, list_visits

__all__ = [
    "get_project",
    "get_visit",
    "list_projects",
    "list_visits",
    "report_file",
    "research_statistics",
    "results_pdf",
]
