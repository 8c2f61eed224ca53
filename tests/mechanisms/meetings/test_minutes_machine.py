"""Random people do random things to minutes: no number without every signature, ever."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from coop.core import clock
from coop.core.db import session
from coop.core.errors import CoopError, IllegalTransition
from coop.documents.models import OfficialDocument
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Minutes
from coop.mechanisms.meetings.service import changes, comment_round, minutes, signing
from coop.mechanisms.meetings.service.signing import SignaturesMissing
from coop.mechanisms.meetings.workflow import MINUTES
from tests.at_random import Who, act_at_random
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.machine import ActionMachine
from tests.scenes import STAGE
from tests.world import read_world

LIAISON = {"comment", "object", "accept"}
SIGNER = {"countersign", "consent"}
RIGHTS: dict[Who, set[str]] = {
    ("sc", "secretary"): {
        "edit", "assemble", "submit", "close", "amend", "issue", "propose_change", "correct",
        "revoke", "repeal",
    },
    ("sc", "liaison"): LIAISON,
    ("cq", "liaison"): LIAISON,
    ("cy", "liaison"): LIAISON,
    ("sc", "signer"): SIGNER,
    ("cq", "signer"): SIGNER,
    ("cy", "signer"): SIGNER,
    ("sc", "archivist"): {"archive"},
    ("sc", "convener"): set(),
    ("cq", "secretary"): set(),
    ("cq", "archivist"): set(),
    ("strangers", "secretary"): set(),
    ("strangers", "signer"): set(),
}  # fmt: skip
ISSUED = {"issued", "revoked", "repealed", "archived"}
COMMANDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "assemble": (minutes.assemble_minutes, {}),
    "submit": (minutes.submit_minutes, {}),
    "comment": (comment_round.comment_on_minutes, {"text": "建议"}),
    "object": (comment_round.object_to_minutes, {"text": "异议"}),
    "accept": (comment_round.accept_minutes, {}),
    "close": (comment_round.close_comments, {}),
    "issue": (signing.issue_minutes, {}),
    "correct": (changes.correct_minutes, {}),
    "revoke": (changes.revoke_minutes, {}),
    "repeal": (changes.repeal_minutes, {}),
    "archive": (changes.archive_minutes, {"retention": "permanent"}),
}


class MinutesMachine(ActionMachine):
    workflow, rights, model = MINUTES, RIGHTS, Minutes
    adding = frozenset(LIAISON)

    @initialize(state=st.sampled_from(("drafting", "commenting", "signing", "signed", "issued")))
    def begin(self, state: str) -> None:
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.world, self.now = read_world(), make.instant(make.HELD_AT)
        self.subject_id, self.state = make.minutes_in(self.world, state).id, state
        if state in {"signing", "signed", "issued"}:
            self.now = make.instant(make.ISSUED_AT)
        self.turn = 0

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def every_signer_does_what_waits(self) -> None:
        for team in ("sc", "cq", "cy"):
            for action in SIGNER:
                self.try_it((team, "signer"), action, stale=False)

    @rule()
    def the_secretariat_answers_objections(self) -> None:
        for one in self._view().comments:
            if one.kind == "objection" and one.answer is None:
                with clock.stopped_at(self.now), suppress(IllegalTransition):
                    comment_round.answer_comment(
                        self.world.sc.secretary,
                        one.id,
                        expected_version=one.version,
                        answer="adopted",
                    )

    def _view(self) -> Any:
        with clock.stopped_at(self.now):
            return make.view(self.world.cy.liaison, self.row())

    def arguments(self, action: str, actor: Any) -> tuple[Any, dict[str, Any]]:
        if action in COMMANDS:
            return COMMANDS[action]
        view = self._view()
        self.turn += 1
        if action == "edit":
            return minutes.edit_minutes, {"body": f"一、第{self.turn}稿"}
        if action == "amend":
            facts = {"change": "substantive", "reason": "校核", "body": f"一、第{self.turn}稿"}
            return signing.amend_minutes, facts
        if action == "countersign":
            return signing.countersign, {"text_hash": view.text_hash}
        if action == "consent":
            shown = view.change.change_hash if view.change else "0" * 64
            return changes.consent_to_change, {"change_hash": shown}
        kind = ("correct", "revoke", "repeal")[self.turn % 3]
        facts = {"kind": kind, "reason": "有误", "body": f"一、第{self.turn}稿"}
        return changes.propose_change, {**facts, "repeal_from_on": date(2026, 12, 1)}

    def _explain(self, refusal: CoopError, who: Who, action: str, *, stale: bool) -> None:
        """Who issues too early is told which institutions have yet to sign."""
        if isinstance(refusal, SignaturesMissing):
            assert (action, self.state, stale) == ("issue", "signing", False)
            assert action in self.rights[who]
        else:
            super()._explain(refusal, who, action, stale=stale)

    def offered(self, actor: Any) -> tuple[str, ...]:
        return tuple(queries.get_minutes(actor, self.subject_id).allowed_actions)

    @invariant()
    def a_document_exists_exactly_when_the_minutes_are_issued(self) -> None:
        if not hasattr(self, "state"):
            return
        row = self.row()
        filed = (
            session()
            .scalars(sa.select(OfficialDocument).where(OfficialDocument.source_id == row.id))
            .all()
        )
        assert bool(filed) == (self.state in ISSUED)
        assert (row.number is not None) == (self.state in ISSUED)
        assert len(filed) == (row.edition if filed else 0)

    @invariant()
    def what_is_signed_bears_every_signature(self) -> None:
        if not hasattr(self, "state"):
            return
        signed = sum(one.signed_on is not None for one in self._view().signatures)
        if self.state in ISSUED | {"signed"}:
            assert signed == 3
        elif self.state == "signing":
            assert signed < 3
        else:
            assert signed == 0
        assert (self.row().formed_on is not None) == (self.state in ISSUED | {"signed"})


def test_whatever_happens_to_minutes_keeps_the_rules(app, database, application):
    MinutesMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(MinutesMachine, database, examples=10, steps=12)
