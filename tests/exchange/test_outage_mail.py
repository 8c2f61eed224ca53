"""A technical contact is told by mail that deliveries fail: once an outage, and not what failed."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from coop.core import mail
from coop.core.errors import Invalid
from coop.core.language import Text
from coop.core.mail import MailServer
from coop.core.personal_fields import Email
from coop.exchange import queries
from coop.exchange.models import Webhook
from coop.exchange.service import webhooks
from coop.settings import BadSettings
from coop.settings import read as settings_of
from tests.exchange.made import Worker, answering, audited, everyone, read, tell
from tests.exchange.mailbox import mailbox
from tests.world import World

CONTACT = "duty@cq.example"


def failing(world: World, httpserver: HTTPServer, contact: str = CONTACT) -> tuple[Webhook, Worker]:
    """Five attempts of one delivery have failed."""
    url = f"{answering(httpserver, 500)}?key=geheim"
    webhook = webhooks.add_webhook(
        world.sc.admin, url=url, event_types=["*"], contact_email=contact
    )
    tell(world, audience=everyone(world), note="case content")
    worker = Worker()
    worker.run()
    for _ in range(4):
        worker.run_later()
        worker.run()
    return webhook, worker


def test_an_outage_is_told_once_with_counts_and_without_content(
    world: World, httpserver: HTTPServer
) -> None:
    with mailbox() as letters:
        webhook, worker = failing(world, httpserver)
        worker.run_later()
        worker.run()
        (letter,) = letters
        assert (letter["To"], letter["From"]) == (CONTACT, "coop@court.example")
        assert letter["Message-ID"].strip().startswith(f"<webhook-{webhook.id}-")
        body = letter.get_content()
        # The delivery that fails, and the event that tells of the failing itself.
        assert ("待推送：2件；已放弃：0件" in body, "Waiting: 2" in body) == (True, True)
        assert f"/webhooks/{webhook.id}" in body
        assert ("geheim" in body, "case content" in body) == (False, False)
        assert audited(webhook.id)[-1] == "webhook.mail"
        view = queries.get_webhook(world.sc.admin, webhook.id)
        assert view.outage_at is not None
        assert view.mailed_at is not None
        row = read(Webhook, webhook.id)
        webhooks.pause_webhook(world.sc.admin, row.id, expected_version=row.version)
        row = read(Webhook, webhook.id)
        assert (row.outage_at, row.mailed_at) == (None, None)
        webhooks.resume_webhook(world.sc.admin, row.id, expected_version=row.version)
        for _ in range(5):
            worker.run()
            worker.run_later()
        assert len(letters) == 2


def test_a_mail_server_that_is_away_is_asked_again_and_without_one_nothing_is_queued(
    world: World, httpserver: HTTPServer
) -> None:
    _webhook, worker = failing(world, httpserver)
    assert "mail_about_webhook" not in {name for name, *_ in worker.later}
    mail.use(MailServer("127.0.0.1", 9, "coop@court.example", "none"))
    try:
        webhook, worker = failing(world, httpserver)
    finally:
        mail.use(MailServer())
    assert ("mail_about_webhook", webhook.id, 2, 5) in worker.later
    with mailbox() as letters:
        worker.run_later()
    assert [one["To"] for one in letters] == [CONTACT]


def test_addresses_and_settings_are_checked() -> None:
    field = Email(Text("邮箱", "Mail"))
    assert (field.deserialize(""), field.deserialize(" duty@cq.example ")) == ("", CONTACT)
    for wrong in ("duty", "duty@", "a b@c", "a@b\nBcc: x@y"):
        with pytest.raises(Exception, match=r".") as refused:
            field.deserialize(wrong)
        assert not isinstance(refused.value, Invalid)
    given = {"COOP_MAIL_SERVER": "mail:25", "COOP_MAIL_SENDER": "coop@court.example"}
    assert settings_of(given).mail_server == "mail:25"
    for wrong in (
        {**given, "COOP_MAIL_SERVER": "mail"},
        {**given, "COOP_MAIL_TLS": "perhaps"},
        {"COOP_MAIL_SERVER": "mail:25"},
    ):
        with pytest.raises(BadSettings):
            settings_of(wrong)
