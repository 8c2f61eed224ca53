"""Reading what names a pending case leaves a trace."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, in_command
from coop.core.doors import Download
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.queries.views import ConsultationView


def read_consultation(actor: Actor, consultation_id: UUID) -> ConsultationView:
    view = queries.get_consultation(actor, consultation_id)
    _log_if_case(actor, view)
    return view


def read_dossier(actor: Actor, consultation_id: UUID) -> Download:
    _log_if_case(actor, queries.get_consultation(actor, consultation_id))
    return queries.dossier(actor, consultation_id)


@command
def log_access(actor: Actor, view: ConsultationView) -> None:
    """One log entry; it stands beside the object's history, which tells what was done."""
    subject = Subject("consultation_access", None, view.agreement_id)
    audit.record(
        actor, "consultation.read", subject, consultation_id=view.id, case=view.pending_case_no
    )


def _log_if_case(actor: Actor, view: ConsultationView) -> None:
    # An act that answers with the object is in the log itself.
    if view.pending_case_no is not None and not in_command():
        log_access(actor, view)
