"""Kept answers: the same bytes until anything changes, and never another reader's."""

from __future__ import annotations

from flask import Flask

from coop.core.db import command, session
from coop.core.idempotency import Answer
from coop.core.kept_answers import KeptAnswers
from coop.documents import numbers
from tests.documents.callers import system_of
from tests.world import World


def test_a_change_is_seen_by_the_next_reader(app: Flask, world: World) -> None:
    caller = system_of(app, world, world.sc, "secretariat")
    before = caller.get("/api/v1/numbers").json
    numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="预留")
    after = caller.get("/api/v1/numbers").json
    assert len(after["items"]) == len(before["items"]) + 1


def test_an_answer_is_composed_once_while_nothing_changes(app: Flask, world: World) -> None:
    kept, composed = KeptAnswers(most=10), []

    def compose() -> Answer:
        composed.append(1)
        return Answer(200, b"{}")

    kept.of("key", compose)
    kept.of("key", compose)
    assert len(composed) == 1
    numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="预留")
    kept.of("key", compose)
    assert len(composed) == 2


def test_a_change_that_is_rolled_back_keeps_the_answer(app: Flask, world: World) -> None:
    kept, composed = KeptAnswers(most=10), []

    def compose() -> Answer:
        composed.append(1)
        return Answer(200, b"{}")

    @command
    def fails() -> None:
        numbers.next_number("川金会纪", 2026)
        session().flush()
        raise RuntimeError

    kept.of("key", compose)
    try:
        fails()
    except RuntimeError:
        session().rollback()
    kept.of("key", compose)
    assert len(composed) == 1


def test_two_institutions_never_share_an_answer(app: Flask, world: World) -> None:
    ours = system_of(app, world, world.sc, "secretariat")
    theirs = system_of(app, world, world.strangers, "secretariat")
    numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="预留")
    assert len(ours.get("/api/v1/numbers").json["items"]) == 1
    assert theirs.get("/api/v1/numbers").json["items"] == []


def test_the_longest_unread_answers_are_dropped_first(app: Flask, world: World) -> None:
    kept = KeptAnswers(most=2)
    for key in ("one", "two", "one", "three"):
        kept.of(key, lambda: Answer(200, b"{}"))
    assert list(kept._answers) == ["one", "three"]
