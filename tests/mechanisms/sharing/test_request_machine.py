"""Random people do random things to a request: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import (
    Conflict,
    CoopError,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    Stale,
)
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.documents.models import OfficialDocument, Receipt
from coop.mechanisms.sharing.models import Share, ShareFile, ShareRecipient, ShareRequest
from coop.mechanisms.sharing.queries.requests import get_share_request
from coop.mechanisms.sharing.service import grants, proposals, replies, requests
from coop.mechanisms.sharing.workflow import SHARE_REQUEST
from tests.at_random import PeopleMachine, act_at_random
from tests.due import run_due
from tests.mechanisms.sharing import make
from tests.scenes import STAGE
from tests.world import World, read_world

ACTIONS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "edit": (requests.edit_share_request, {"scope": "改为全年"}),
    "consent": (requests.consent_to_share_request, {}),
    "submit": (requests.submit_share_request, {}),
    "propose_supplement": (proposals.propose_supplement, {"missing_items": ["依据条款"]}),
    "ask_supplement": (replies.ask_supplement, {}),
    "supplement": (requests.supplement_share_request, {"text": "已补"}),
    "ask_extension": (replies.ask_extension, {"days": 5, "reason": "量大"}),
    "extend": (replies.decide_extension, {"decision": "grant"}),
    "propose": (proposals.propose_terms, {}),
    "endorse": (proposals.endorse_terms, {}),
    "approve": (replies.approve_share_request, {}),
    "propose_refusal": (proposals.propose_refusal, {"code": "not_held", "reason": "不掌握"}),
    "refuse": (replies.refuse_share_request, {}),
    "dispute": (requests.dispute_refusal, {"reason": "职责所需"}),
    "deliver": (grants.deliver_share_request, {"classification": "internal"}),
    "suspend": (grants.suspend_grant, {"code": "security", "reason": "未隔离"}),
    "rectify": (grants.rectify_grant, {"text": "已隔离"}),
    "terminate": (grants.terminate_grant, {"reason": "未整改"}),
    "confirm_disposal": (grants.confirm_grant_disposal, {"disposal": "已销毁"}),
}
# Who may do what, written apart from policy.py: CY asks CQ, SC hosts.
RIGHTS = {
    ("cy", "liaison"): {
        "edit", "submit", "supplement", "dispute", "rectify", "confirm_disposal",
    },
    ("cy", "signer"): {"consent"},
    ("cq", "liaison"): {
        "propose_supplement", "ask_supplement", "ask_extension", "propose", "approve",
        "propose_refusal", "refuse", "deliver", "suspend", "terminate",
    },
    ("cq", "signer"): {"endorse"},
    ("sc", "secretary"): {"extend", "suspend"},
    ("sc", "liaison"): set(),
    ("cq", "secretary"): set(),
}  # fmt: skip
OUTSIDERS = {("sc", "liaison")}
STRAIGHT = (
    (("cy", "signer"), "consent"),
    (("cy", "liaison"), "submit"),
    (("cq", "liaison"), "propose"),
    (("cq", "signer"), "endorse"),
    (("cq", "liaison"), "approve"),
    (("cq", "liaison"), "deliver"),
)
TABLES = (
    ShareRequest,
    Share,
    ShareRecipient,
    ShareFile,
    OfficialDocument,
    Receipt,
    AuditEntry,
    EventRow,
)


class RequestMachine(PeopleMachine):
    """One request from draft on; the clock moves a few days at a time."""

    restore: Callable[[], None]
    workflow, rights = SHARE_REQUEST, RIGHTS

    @initialize(steps=st.integers(0, 6))
    def begin(self, steps: int) -> None:
        session().close()
        type(self).restore()
        self.world: World = read_world()
        self.now = datetime(2026, 9, 14, 9, tzinfo=SHANGHAI)
        with clock.stopped_at(self.now):
            self.request_id = make.drafted(self.world, make.entry(self.world, self.world.cq).id).id
        self.state = "draft"
        for who, action in STRAIGHT[:steps]:
            self.try_it(who, action, stale=False)

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def what_is_over_expires_once(self) -> None:
        row = self._row()
        until_on = row.granted_until_on
        with clock.stopped_at(self.now):
            run_due("expire_grants")
            run_due("expire_grants")
        if self.state == "active" and until_on is not None and self.now.date() > until_on:
            self.state = "disposing"

    def try_it(self, who: tuple[str, str], action: str, *, stale: bool) -> None:
        actor = getattr(getattr(self.world, who[0]), who[1])
        row = self._row()
        command, arguments = ACTIONS[action]
        arguments = {**arguments, "expected_version": row.version + (1 if stale else 0)}
        if action == "deliver":
            arguments["file"] = make.upload()
        before = self._everything()
        with clock.stopped_at(self.now):
            try:
                command(actor, self.request_id, **arguments)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, who, action, stale=stale)
                return
        assert not stale
        assert action in RIGHTS[who]
        assert who not in OUTSIDERS
        self.state = SHARE_REQUEST.next(self.state, action, to=self._row().state)
        after = self._everything()
        assert self._about(after, AuditEntry) == self._about(before, AuditEntry) + 1
        assert self._about(after, EventRow) == self._about(before, EventRow) + 1

    def _explain(
        self, refusal: CoopError, who: tuple[str, str], action: str, *, stale: bool
    ) -> None:
        """Refused for the first reason in the order visible, permit, version, state."""
        hidden = who in OUTSIDERS or (self.state == "draft" and who[0] != "cy")
        if hidden:
            assert isinstance(refusal, NotFound)
        elif action not in RIGHTS[who]:
            assert isinstance(refusal, Forbidden)
        elif stale:
            assert isinstance(refusal, Stale)
        elif action not in SHARE_REQUEST.possible(self.state):
            assert isinstance(refusal, IllegalTransition)
        else:
            assert isinstance(refusal, (Conflict, Invalid))

    def _about(self, everything: dict[type, list[tuple[Any, ...]]], model: type) -> int:
        return sum(self.request_id in row for row in everything[model])

    def _row(self) -> ShareRequest:
        session().rollback()
        session().expire_all()
        return session().get_one(ShareRequest, self.request_id)

    def _everything(self) -> dict[type, list[tuple[Any, ...]]]:
        session().rollback()
        return {
            model: [tuple(row) for row in session().execute(sa.select(*model.__table__.columns))]
            for model in TABLES
        }

    @invariant()
    def the_row_is_where_the_model_is(self) -> None:
        if hasattr(self, "state"):
            assert self._row().state == self.state

    @invariant()
    def content_is_open_to_the_requester_only_while_the_grant_runs(self) -> None:
        if not hasattr(self, "state"):
            return
        with clock.stopped_at(self.now):
            view = get_share_request(self.world.cy.liaison, self.request_id)
            opened = [make.share_view(self.world.cy, one.id).may_open for one in view.deliveries]
            until_on = view.granted_until_on
        runs = self.state == "active" and until_on is not None and self.now.date() <= until_on
        assert all(one == runs for one in opened)
        assert bool(opened) == (view.delivered_at is not None)


def test_whatever_happens_to_a_request_keeps_the_rules(app, application, database):
    RequestMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(RequestMachine, database, examples=20, steps=12)
