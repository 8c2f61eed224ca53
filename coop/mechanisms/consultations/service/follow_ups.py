"""What a concluded consultation becomes; it keeps its outcome and the links."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import origins
from coop.core.actor import Actor
from coop.core.db import command, session, step, touch
from coop.core.errors import NotFound
from coop.core.origins import Became, Origin
from coop.core.policy import own_institution
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.models import Consultation, ConsultationFollowUp
from coop.mechanisms.consultations.queries import to_refer
from coop.mechanisms.consultations.service.loading import consultation_for, record
from coop.mechanisms.consultations.workflow import WORKFLOW
from coop.mechanisms.meetings.service.raised import raise_item
from coop.supervision import service as supervision


@command
def open_task(  # noqa: PLR0913  # what a task is made of
    actor: Actor,
    consultation_id: UUID,
    *,
    expected_version: int,
    demand: str,
    lead_id: UUID,
    due_on: date,
    co_ids: list[UUID] | None = None,
) -> Consultation:
    """The host's secretariat makes a supervised task of the conclusion."""
    made = consultation_for(actor, consultation_id, "open_task", expected_version)
    made.state = WORKFLOW.next(made.state, "open_task")
    task = supervision.open_task(
        actor,
        agreement_id=made.agreement_id,
        source_kind="consultation",
        source_id=made.id,
        source_label=f"{printing.issue_no(made)} {made.title}",
        source_url=f"/consultations/{made.id}",
        title=made.title,
        demand=demand,
        lead_id=lead_id,
        co_ids=co_ids or [],
        due_on=due_on,
    )
    _link(made, "task", task.id, task.title, f"/tasks/{task.id}")
    record(actor, made, "open_task", task_id=task.id)
    return made


@command
def propose_topic(
    actor: Actor, consultation_id: UUID, *, expected_version: int, meeting_id: UUID
) -> Consultation:
    """Put the concluded matter on a meeting's agenda as a topic."""
    made = consultation_for(actor, consultation_id, "propose_item", expected_version)
    made.state = WORKFLOW.next(made.state, "propose_item")
    item = raise_item(
        actor,
        meeting_id,
        agreement_id=made.agreement_id,
        proposer_id=made.initiator_id,
        title=made.title,
        summary=printing.summary_for_agenda(made, made.outcome_text),
    )
    _link(made, "agenda_item", item.id, item.title, f"/meetings/{meeting_id}#item-{item.id}")
    record(actor, made, "propose_item", item_id=item.id)
    return made


@step
def refer(actor: Actor, consultation_id: UUID, became: Became) -> str:
    """A court's clerk has registered a dispute that it concerns; answers what it is called there.

    Which dispute is known to that court's clerks alone; the log tells only that there is one.
    """
    made = consultation_for(actor, consultation_id, "refer")
    if made.agreement_id != became.agreement_id:
        raise NotFound
    made.state = WORKFLOW.next(made.state, "refer")
    _link(made, became.kind, became.id, became.label, became.url, reader_id=own_institution(actor))
    record(actor, made, "refer")
    return f"{printing.issue_no(made)} {made.title}"


def _link(  # what one link is made of
    made: Consultation,
    kind: str,
    target_id: UUID,
    label: str,
    url: str,
    *,
    reader_id: UUID | None = None,
) -> None:
    session().add(
        ConsultationFollowUp(
            consultation_id=made.id,
            kind=kind,
            target_id=target_id,
            label=label,
            url=url,
            reader_id=reader_id,
        )
    )
    touch(made)
    session().flush()


origins.register("consultation", Origin(to_refer, refer))
