"""归档: the documents closed under one retention, everything packed into one bundle."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from coop.activities.bundle import BundleFile, Withheld, bundle
from coop.activities.kinds import Activity, Kind
from coop.activities.models import ArchiveBundle, JointPicture
from coop.activities.queries import number_of
from coop.activities.workflow import CONSENTS, MISSING
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session, step
from coop.core.errors import IllegalTransition, invalid
from coop.core.ladder import INTERNAL, is_within
from coop.core.language import CHINESE, Text, speaking
from coop.documents import service as documents
from coop.documents.models import OfficialDocument
from coop.documents.secrecy import CLASSIFICATIONS
from coop.documents.workflow import RETENTIONS
from coop.registry import directory


@step
def archive(
    kind: Kind[Activity],
    actor: Actor,
    activity: Activity,
    retention: str,
    more: Mapping[str, object],
) -> ArchiveBundle:
    """more: what the manifest tells beside the activity's common facts."""
    if retention not in RETENTIONS:
        words = Text("保管期限只有永久、30年、10年。", "Permanently, 30 or 10 years.")
        raise invalid("retention", "not_a_choice", words)
    activity.state = kind.workflow.next(activity.state, "archive")
    activity.archived_on, activity.retention = clock.today(), retention
    papers = _papers(activity)
    for one in papers:
        _archive_document(actor, one, retention)
    with speaking(CHINESE):
        content = _packed(kind, activity, papers, more)
    made = ArchiveBundle(
        subject_id=activity.id,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        content=content,
    )
    session().add(made)
    session().flush()
    return made


def _archive_document(actor: Actor, document: OfficialDocument, retention: str) -> None:
    try:
        documents.archive(actor, document, retention)
    except IllegalTransition:  # the archivist filed this one before
        return


def _papers(activity: Any) -> list[OfficialDocument]:
    query = sa.select(OfficialDocument).where(OfficialDocument.source_id == activity.id)
    return list(session().scalars(query.order_by(OfficialDocument.id)))


def _packed(
    kind: Kind[Activity],
    activity: Activity,
    papers: list[OfficialDocument],
    more: Mapping[str, object],
) -> bytes:
    pictures = _pictures(kind, activity)
    names = directory.short_names(activity.agreement_id)
    shown = [one for one in pictures if one.consent != MISSING]
    about = {
        "title": activity.title,
        "number": number_of(kind, activity),
        "agreement": directory.agreement_title(activity.agreement_id),
        "lead": names[activity.lead_id],
        "held_on": activity.held_on,
        "archived_on": activity.archived_on,
        "retention": str(RETENTIONS[activity.retention or ""]),
        **more,
    }
    return bundle(
        about,
        [
            *(
                BundleFile(
                    f"文书/{number:02}-{one.title}.pdf", one.content or b"", {"title": one.title}
                )
                for number, one in enumerate(papers, 1)
            ),
            *(
                BundleFile(f"照片/{number:03}-{one.filename}", one.content, _marks(one, names))
                for number, one in enumerate(shown, 1)
            ),
        ],
        [
            Withheld(one.filename, names[one.institution_id], str(CONSENTS[MISSING]))
            for one in pictures
            if one.consent == MISSING
        ],
    )


def _pictures(kind: Kind[Activity], activity: Activity) -> list[JointPicture]:
    """Everyone in the activity gets the bundle: what is above internal stays out of it, unnamed."""
    query = sa.select(kind.picture).where(kind.picture.activity_id == activity.id)
    found = session().scalars(query.order_by(kind.picture.id))
    return [one for one in found if is_within(one.classification, INTERNAL)]


def _marks(picture: JointPicture, names: Mapping[Any, str]) -> dict[str, str]:
    return {
        "caption": picture.caption,
        "taken_on": picture.taken_on.isoformat(),
        "institution": names[picture.institution_id],
        "classification": str(CLASSIFICATIONS[picture.classification]),
        "consent": str(CONSENTS[picture.consent]),
    }
