"""归档: by the issuer's archivist, for one of the three periods."""

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from uuid_utils.compat import uuid7

from coop.core.actor import Actor
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.documents import queries, service
from coop.documents.workflow import RETENTIONS
from tests.documents import made
from tests.world import World


def archive(
    actor: Actor, document_id: UUID, *, version: int = 1, retention: str = "permanent"
) -> None:
    service.archive_document(actor, document_id, expected_version=version, retention=retention)


@pytest.mark.parametrize("retention", RETENTIONS)
def test_the_issuers_archivist_archives_for_a_lawful_period(
    app: Flask, world: World, retention: str
) -> None:
    document = made.issue(world)
    assert queries.get_document(world.sc.archivist, document.id).allowed_actions == ("archive",)
    archive(world.sc.archivist, document.id, retention=retention)
    view = queries.get_document(world.sc.archivist, document.id)
    assert (view.state, view.retention, view.allowed_actions) == ("archived", retention, ())
    assert view.archived_at is not None
    assert made.audit_actions(document.id) == ["document.archive"]
    assert made.events_about(document.id)[-1] == ("document.archived", 3)


def test_no_other_period_exists(app: Flask, world: World) -> None:
    document = made.issue(world)
    with pytest.raises(Invalid) as refused:
        archive(world.sc.archivist, document.id, retention="5年")
    assert refused.value.problems[0].pointer == "/retention"


def test_revoked_and_repealed_documents_are_archived_with_their_reasons(
    app: Flask, world: World
) -> None:
    revoked, repealed = made.issue(world), made.issue(world)
    made.revoke(revoked.id, date(2026, 10, 20), "依据有误")
    made.repeal(repealed.id, date(2026, 10, 20), "已被代替")
    for document, reason in ((revoked, "依据有误"), (repealed, "已被代替")):
        archive(world.sc.archivist, document.id, version=2)
        view = queries.get_document(world.sc.archivist, document.id)
        assert (view.state, view.reason) == ("archived", reason)


def test_an_archived_document_changes_no_more(app: Flask, world: World) -> None:
    document = made.issue(world)
    archive(world.sc.archivist, document.id)
    with pytest.raises(IllegalTransition) as refused:
        archive(world.sc.archivist, document.id, version=2)
    assert refused.value.allowed_actions == ()
    with pytest.raises(IllegalTransition):
        made.revoke(document.id, date(2026, 10, 20))


@pytest.mark.parametrize("role", ["liaison", "secretary", "convener", "signer", "handler"])
def test_other_posts_may_not_archive(app: Flask, world: World, role: str) -> None:
    document = made.issue(world)
    with pytest.raises(Forbidden):
        archive(getattr(world.sc, role), document.id)


def test_the_archivist_of_another_party_may_not(app: Flask, world: World) -> None:
    document = made.issue(world)
    with pytest.raises(Forbidden):
        archive(world.cq.archivist, document.id)


def test_it_needs_the_version_that_was_read(app: Flask, world: World) -> None:
    document = made.issue(world)
    with pytest.raises(Stale) as refused:
        archive(world.sc.archivist, document.id, version=7)
    assert refused.value.current == 1


def test_for_strangers_and_for_unknown_ids_it_does_not_exist(app: Flask, world: World) -> None:
    document = made.issue(world)
    with pytest.raises(NotFound):
        archive(world.strangers.archivist, document.id)
    with pytest.raises(NotFound):
        archive(world.sc.archivist, uuid7())
