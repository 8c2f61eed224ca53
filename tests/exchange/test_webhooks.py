"""Setting up webhooks: who may, which addresses and types, states, and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from uuid_utils.compat import uuid7

from coop.core.db import session
from coop.core.errors import (
    BadRequest,
    CoopError,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    Stale,
)
from coop.exchange import queries
from coop.exchange.models import Webhook
from coop.exchange.service import webhooks
from tests.exchange.made import (
    Door,
    Worker,
    audited,
    deliveries_of,
    everyone,
    read,
    system_of,
    tell,
    webhook_of,
)
from tests.world import World

URL = "https://events.example.org/coop"
KEY = {"Idempotency-Key": "one"}


# --------------------------------------------------------------------------- adding


def test_an_administrator_adds_a_webhook_for_the_own_institution(world: World) -> None:
    webhook = webhook_of(world.sc, URL, "webhook.failing", "webhook.stopped")
    view = queries.get_webhook(world.sc.admin, webhook.id)
    assert (view.state, view.url, view.institution_id) == ("active", URL, world.sc.id)
    assert view.event_types == ("webhook.failing", "webhook.stopped")
    assert view.created_by_name == world.sc.admin.name
    assert audited(webhook.id) == ["webhook.add"]


def test_a_system_with_the_scope_may_add_one_and_reads_the_secret_once(
    app: Flask, world: World
) -> None:
    door = Door(app, world, world.sc)
    body = {"url": URL, "event_types": ["*"]}
    made = door.call("POST", "/webhooks", json=body, headers=KEY)
    assert made.status_code == 201
    assert made.json["secret"].startswith("whsec_")
    read_again = door.call("GET", f"/webhooks/{made.json['id']}")
    assert read_again.json["secret"] is None
    assert "reveal_secret" not in read_again.json["allowed_actions"]


@pytest.mark.parametrize("role", ["liaison", "secretary", "signer", "handler", "archivist"])
def test_other_posts_may_look_but_not_add(world: World, role: str) -> None:
    actor = getattr(world.sc, role)
    with pytest.raises(Forbidden):
        webhooks.add_webhook(actor, url=URL, event_types=["*"])
    assert queries.list_webhooks(world.sc.admin).items == ()


def test_a_system_without_the_scope_may_not_add_one(world: World) -> None:
    with pytest.raises(Forbidden):
        webhooks.add_webhook(
            system_of(world.sc, world, scopes="webhooks:read"), url=URL, event_types=["*"]
        )


def test_nobody_adds_one_under_a_foreign_agreement(world: World) -> None:
    with pytest.raises(NotFound):
        webhooks.add_webhook(
            world.strangers.admin, url=URL, event_types=["*"], agreement_id=world.agreement_id
        )


def test_at_least_one_type_must_be_named_and_known(world: World) -> None:
    for types, code in (([], "empty"), (["minutes.eaten"], "unknown_event_type")):
        with pytest.raises(Invalid) as refused:
            webhooks.add_webhook(world.sc.admin, url=URL, event_types=types)
        assert [one.code for one in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://10.1.2.3/hook", "address_not_approved"),
        ("https://169.254.169.254/latest", "address_not_approved"),
        ("https://[::1]/hook", "address_not_approved"),
        ("https://[fe80::1]/hook", "address_not_approved"),
        ("https://[::ffff:10.0.0.1]/hook", "address_not_approved"),
        ("https://167772161/hook", "address_not_approved"),
        ("https://0xa.1/hook", "address_not_approved"),
        ("https://0.0.0.0/hook", "address_not_approved"),
        ("ftp://events.example.org/hook", "https_only"),
        ("https://user:word@events.example.org/", "credentials_in_url"),
        ("https:///hook", "invalid"),
        ("https://events.example.org:99999/", "invalid"),
        ("https://events.example.org/#part", "invalid"),
        ("events.example.org", "invalid"),
    ],
)
def test_an_address_that_may_not_be_called_is_refused(world: World, url: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        webhooks.add_webhook(world.sc.admin, url=url, event_types=["*"])
    assert [(one.pointer, one.code) for one in refused.value.problems] == [("/url", code)]


def test_who_acts_under_several_agreements_names_one(world: World) -> None:
    one = world.sc.admin
    both = frozenset({world.agreement_id, world.other_agreement_id})
    actor = type(one)(
        one.kind, one.id, one.name, one.institution_id, posts=one.posts, agreement_ids=both
    )
    with pytest.raises(BadRequest):
        webhooks.add_webhook(actor, url=URL, event_types=["*"])
    made = webhooks.add_webhook(actor, url=URL, event_types=["*"], agreement_id=world.agreement_id)
    assert made.agreement_id == world.agreement_id


# --------------------------------------------------------------------------- every action

Act = Callable[..., Any]
ACTIONS: list[tuple[str, Act, dict[str, Any]]] = [
    ("change", webhooks.change_webhook, {"event_types": ["webhook.failing"]}),
    ("pause", webhooks.pause_webhook, {}),
    ("rotate_secret", webhooks.rotate_secret, {}),
    ("reveal_secret", webhooks.reveal_secret, {}),
    ("remove", webhooks.remove_webhook, {}),
]
every_action = pytest.mark.parametrize(
    ("name", "act", "given"), ACTIONS, ids=[name for name, *_ in ACTIONS]
)


@every_action
def test_an_action_of_the_administrator_is_done_and_written_down(
    world: World, name: str, act: Act, given: dict[str, Any]
) -> None:
    webhook = webhook_of(world.sc, URL)
    act(world.sc.admin, webhook.id, expected_version=webhook.version, **given)
    assert audited(webhook.id) == ["webhook.add", f"webhook.{name}"]


@every_action
def test_an_action_is_refused_to_others_of_the_institution_and_unseen_by_strangers(
    world: World, name: str, act: Act, given: dict[str, Any]
) -> None:
    webhook = webhook_of(world.sc, URL)
    refusals: list[tuple[Any, type[CoopError]]] = [
        (world.sc.liaison, Forbidden),
        (world.cq.admin, NotFound),
        (world.strangers.admin, NotFound),
    ]
    for actor, refusal in refusals:
        with pytest.raises(refusal):
            act(actor, webhook.id, expected_version=webhook.version, **given)
    with pytest.raises(NotFound):
        act(world.sc.admin, uuid7(), expected_version=1, **given)
    assert audited(webhook.id) == ["webhook.add"]


@every_action
def test_an_action_on_a_version_that_changed_since_is_refused(
    world: World, name: str, act: Act, given: dict[str, Any]
) -> None:
    webhook = webhook_of(world.sc, URL)
    with pytest.raises(Stale):
        act(world.sc.admin, webhook.id, expected_version=webhook.version + 1, **given)


@every_action
def test_nothing_can_be_done_with_a_removed_webhook(
    world: World, name: str, act: Act, given: dict[str, Any]
) -> None:
    webhook = webhook_of(world.sc, URL)
    webhooks.remove_webhook(world.sc.admin, webhook.id, expected_version=1)
    version = read(Webhook, webhook.id).version
    with pytest.raises(IllegalTransition) as refused:
        act(world.sc.admin, webhook.id, expected_version=version, **given)
    assert refused.value.allowed_actions == ()


def test_a_removed_webhook_keeps_no_secret_and_leaves_the_list(world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    webhooks.remove_webhook(world.sc.admin, webhook.id, expected_version=1)
    assert read(Webhook, webhook.id).secret is None
    assert queries.list_webhooks(world.sc.admin).items == ()
    gone = queries.get_webhook(world.sc.admin, webhook.id)
    assert (gone.state, gone.allowed_actions) == ("removed", ())


def test_changing_keeps_what_was_not_named(world: World) -> None:
    webhook = webhook_of(world.sc, URL, "webhook.stopped")
    other = "https://other.example.org/"
    webhooks.change_webhook(world.sc.admin, webhook.id, expected_version=1, url=other)
    changed = queries.get_webhook(world.sc.admin, webhook.id)
    assert (changed.url, changed.event_types) == (other, ("webhook.stopped",))
    with pytest.raises(Invalid):
        webhooks.change_webhook(
            world.sc.admin, webhook.id, expected_version=2, url="https://10.0.0.1/"
        )


def test_nothing_is_kept_for_a_paused_webhook_until_it_is_resumed(world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    webhooks.pause_webhook(world.sc.admin, webhook.id, expected_version=1)
    tell(world, audience=everyone(world))
    Worker().run()
    assert deliveries_of(webhook) == []
    webhooks.resume_webhook(world.sc.admin, webhook.id, expected_version=2)
    resumed = queries.get_webhook(world.sc.admin, webhook.id)
    assert (resumed.state, resumed.waiting_count) == ("active", 0)


def test_the_secret_is_shown_to_an_officer_once(world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    assert "reveal_secret" in queries.get_webhook(world.sc.admin, webhook.id).allowed_actions
    shown = webhooks.reveal_secret(world.sc.admin, webhook.id, expected_version=None)
    assert shown.secret is not None
    with pytest.raises(webhooks.SecretAlreadyShown):
        webhooks.reveal_secret(world.sc.admin, webhook.id, expected_version=None)
    session().rollback()
    assert queries.get_webhook(world.sc.admin, webhook.id).secret is None


# --------------------------------------------------------------------------- seeing


def test_other_institutions_see_neither_webhook_nor_delivery(world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    tell(world, audience=everyone(world))
    ping = webhooks.send_test_ping(world.sc.admin, webhook.id)
    for actor in (world.cq.admin, world.strangers.admin, system_of(world.cy, world)):
        assert queries.list_webhooks(actor).items == ()
        assert queries.list_deliveries(actor).items == ()
        with pytest.raises(NotFound):
            queries.get_webhook(actor, webhook.id)
        with pytest.raises(NotFound):
            queries.get_delivery(actor, ping.id)


def test_the_list_is_paged_and_filtered(world: World) -> None:
    made = [webhook_of(world.sc, f"{URL}/{number}") for number in range(3)]
    webhooks.pause_webhook(world.sc.admin, made[0].id, expected_version=1)
    first = queries.list_webhooks(world.sc.admin, limit=2)
    rest = queries.list_webhooks(world.sc.admin, limit=2, cursor=first.next)
    assert [one.id for one in (*first.items, *rest.items)] == [one.id for one in reversed(made)]
    paused = queries.list_webhooks(world.sc.admin, state="paused")
    assert [one.id for one in paused.items] == [made[0].id]


def test_over_the_api_every_write_needs_the_version_and_answers_the_new_state(
    app: Flask, world: World
) -> None:
    door = Door(app, world, world.sc)
    made = door.call("POST", "/webhooks", json={"url": URL, "event_types": ["*"]}, headers=KEY)
    path = f"/webhooks/{made.json['id']}"
    assert door.call("POST", f"{path}/pause").status_code == 428
    paused = door.call("POST", f"{path}/pause", headers={"If-Match": made.headers["ETag"]})
    assert (paused.status_code, paused.json["state"]) == (200, "paused")
    stale = door.call("POST", f"{path}/resume", headers={"If-Match": made.headers["ETag"]})
    assert stale.status_code == 412
    again = door.call("POST", f"{path}/pause", headers={"If-Match": paused.headers["ETag"]})
    assert (again.status_code, again.json["allowed_actions"][0]) == (409, "change")
    rotated = door.call(
        "POST", f"{path}/rotate-secret", headers={"If-Match": paused.headers["ETag"]}
    )
    assert rotated.json["secret"] not in (None, made.json["secret"])


def test_over_the_api_a_foreign_webhook_is_not_found(app: Flask, world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    door = Door(app, world, world.cq)
    assert door.call("GET", f"/webhooks/{webhook.id}").status_code == 404
    refused = door.call("POST", f"/webhooks/{webhook.id}/pause", headers={"If-Match": '"1"'})
    assert refused.status_code == 404
