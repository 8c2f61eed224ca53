"""What every paper of a project shares: names of the day, how it is kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.documents import faces
from coop.documents.handling import DRAFT, Taken, taken
from coop.documents.models import OfficialDocument
from coop.documents.secrecy import internal_mark
from coop.documents.service import Filing, file_document
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.policy import Standing, circle_of
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import Block, LetterContent
from coop.typesetting.render import letter_pdf

BLANK = "—"


def party(project: ResearchProject, institution_id: UUID, on: date) -> PartyRow:
    return directory.party(project.agreement_id, institution_id, on=on)


def in_party_order(project: ResearchProject, standing: Standing) -> list[str]:
    """Short names of who takes part, the lead first."""
    names = directory.short_names(project.agreement_id)
    others = [name for one, name in names.items() if one in standing.co_ids]
    return [names[standing.lead_id], *others]


def letter(
    project: ResearchProject,
    issuer_id: UUID,
    title: str,
    addressees: tuple[str, ...],
    paragraphs: tuple[Block, ...],
) -> LetterContent:
    """Under the project's own number, of today."""
    today = clock.today()
    issuer = party(project, issuer_id, today)
    return LetterContent(
        mark=issuer.name,
        number=project.issue_no,
        formed_on=today,
        title=title,
        addressees=addressees,
        paragraphs=paragraphs,
        signatures=(issuer.name,),
        internal_mark=internal_mark(project.classification),
    )


def keep(
    project: ResearchProject,
    standing: Standing,
    content: LetterContent,
    *,
    kind: str,
    issuer_id: UUID,
    steps: tuple[Taken, ...],
) -> OfficialDocument:
    """steps: who drafted, signed or reviewed, and issued it."""
    pdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=project.agreement_id,
            kind=kind,
            issuer_id=issuer_id,
            issue_no=project.issue_no,
            title=content.title,
            formation_on=content.formed_on,
            classification=project.classification,
            print_org=f"{party(project, issuer_id, content.formed_on).short_name}办公室",
            printed_on=content.formed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="research_project",
            source_id=project.id,
            circle=circle_of(project, standing),
            steps=steps,
        )
    )


def reviewed(written_by: str, reviewed_by: str, last: Actor) -> tuple[Taken, ...]:
    """The way of a report that reviewers approved, of whom the last one acts now."""
    now = clock.now()
    return (
        Taken(DRAFT, written_by, now),
        Taken("review", reviewed_by, now),
        taken(last, "publish"),
    )
