"""Numbers are given at issue: consecutive, unique, never twice (MT-12, scenario 4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import command, session
from coop.core.errors import CoopError, Duplicate, IllegalTransition, Invalid
from coop.documents import numbers
from coop.documents.models import NumberEntry, NumberSeries
from tests.documents import made
from tests.documents.made import CODE
from tests.world import World


@command
def take(year: int = 2026, *, fail: bool = False) -> str:
    number = numbers.next_number(CODE, year)
    if fail:
        raise CoopError
    return number.text


def test_a_series_starts_at_one_each_year_and_counts_up(app: Flask) -> None:
    taken = [take(), take(), take(2027), take()]
    assert taken == [
        f"{CODE}〔2026〕1号",
        f"{CODE}〔2026〕2号",
        f"{CODE}〔2027〕1号",
        f"{CODE}〔2026〕3号",
    ]


def test_a_command_that_fails_gives_its_number_back(app: Flask) -> None:
    take()
    with pytest.raises(CoopError):
        take(fail=True)
    assert take() == f"{CODE}〔2026〕2号"


def test_an_ill_formed_issuer_code_gets_no_number(app: Flask) -> None:
    @command
    def take_ill_formed() -> None:
        numbers.next_number("SJ", 2026)

    with pytest.raises(Invalid):
        take_ill_formed()
    assert session().scalar(sa.select(sa.func.count()).select_from(NumberSeries)) == 0


def test_fifty_parallel_issues_get_fifty_consecutive_numbers(app: Flask, world: World) -> None:
    together = Barrier(10)

    def issue(position: int) -> str:
        if position < 10:
            together.wait(timeout=30)
        with app.app_context():
            return str(made.issue(world).number)

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(issue, range(50)))
    assert sorted(taken) == sorted(f"{CODE}〔2026〕{serial}号" for serial in range(1, 51))


def test_parallel_imports_and_issues_never_clash(app: Flask, world: World) -> None:
    def act(position: int) -> str:
        with app.app_context():
            if position % 2:
                text = f"{CODE}〔2026〕{position}号"
                return numbers.import_number(
                    world.sc.secretary, world.agreement_id, number=text, reason="线下使用"
                ).text
            return str(made.issue(world).number)

    taken, refused = [], 0
    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(act, position) for position in range(20)]:
            try:
                taken.append(future.result())
            except Duplicate:
                refused += 1
    assert len(set(taken)) == len(taken) == 20 - refused
    assert refused <= 10
    serials = set(session().scalars(sa.select(NumberEntry.serial)))
    following = session().scalars(sa.select(NumberSeries.next_serial)).one()
    assert serials >= set(range(1, following))


def test_imported_numbers_are_skipped_and_leave_no_hole(app: Flask, world: World) -> None:
    for serial in (2, 3):
        numbers.import_number(
            world.sc.secretary,
            world.agreement_id,
            number=f"{CODE}〔2026〕{serial}号",
            reason="线下使用",
        )
    assert [take(), take()] == [f"{CODE}〔2026〕1号", f"{CODE}〔2026〕4号"]


def test_a_revoked_document_keeps_its_number_for_good(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.revoke(document.id, date(2026, 10, 20))
    assert made.issue(world).number == f"{CODE}〔2026〕2号"
    with pytest.raises(Duplicate) as refused:
        made.file(made.filing(world, document.number))
    assert refused.value.facts["value"] == document.number


def test_a_number_never_given_out_is_on_no_document(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        made.file(made.filing(world, f"{CODE}〔2026〕9号"))
    assert refused.value.problems[0].code == "number_not_allocated"


def test_a_reserved_number_becomes_used_with_its_document_and_a_void_one_never(
    app: Flask, world: World
) -> None:
    kept = numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="线下会签")
    dropped = numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="线下会签")
    numbers.void_number(world.sc.secretary, dropped.id, reason="不再印发")
    document = made.file(made.filing(world, kept.text))
    entry = session().get_one(NumberEntry, kept.id, populate_existing=True)
    assert (entry.state, entry.document_id) == ("used", document.id)
    with pytest.raises(IllegalTransition):
        made.file(made.filing(world, dropped.text))


def test_another_agreements_reserved_number_is_not_usable(app: Flask, world: World) -> None:
    kept = numbers.reserve_number(world.sc.secretary, world.agreement_id, reason="线下会签")
    elsewhere = made.filing(
        world, kept.text, agreement_id=world.other_agreement_id, issuer_id=world.strangers.id
    )
    with pytest.raises(Invalid):
        made.file(elsewhere)
