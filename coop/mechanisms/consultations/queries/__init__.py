"""Views: consultations.py, opinions.py, files.py; waiting.py the desk; statistics.py."""

from coop.mechanisms.consultations.queries.consultations import (
    get_consultation,
    list_consultations,
    to_refer,
)
from coop.mechanisms.consultations.queries.files import consultation_file, dossier, opinion_pdf
from coop.mechanisms.consultations.queries.opinions import get_opinion, list_opinions
from coop.mechanisms.consultations.queries.statistics import consultation_statistics

__all__ = [
    "consultation_file",
    "consultation_statistics",
    "dossier",
    "get_consultation",
    "get_opinion",
    "list_consultations",
    "list_opinions",
    "opinion_pdf",
    "to_refer",
]
