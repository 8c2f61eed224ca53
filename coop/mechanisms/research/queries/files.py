"""Papers drawn up for one reader."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.mechanisms.research import printing
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.policy import standing_of
from coop.mechanisms.research.queries.projects import get_project

_PDF = "application/pdf"


def results_pdf(actor: Actor, project_id: UUID) -> Download:
    """成果运用清单. Raises NotFound for strangers."""
    view = get_project(actor, project_id)
    project = session().get_one(ResearchProject, view.id)
    content = printing.results_list(project, standing_of(project))
    return Download(f"{view.title}成果运用清单.pdf", _PDF, content)
