"""What the papers of a consultation say, kept as text that people review."""

from __future__ import annotations

from pathlib import Path

import pytest

from coop.core.db import session
from coop.documents.queries import document_pdf
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.models import Consultation
from tests.mechanisms.consultations import make
from tests.meta.golden import assert_same_as_file
from tests.papers import lines
from tests.world import World

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


def _concluded(world: World) -> Consultation:
    made = make.consultation(world, "open", position="建议统一按四倍利率掌握。")
    make.give(world.cq, made, "agree_with_changes", "建议第二问增加“合同另有约定的除外”。")
    make.lapse()
    return make.conclude(world, made, "partly")


@pytest.mark.parametrize("kind", ["letter", "opinion", "conclusion", "dossier"])
def test_the_papers_say_what_was_reviewed(world: World, kind: str) -> None:
    made = _concluded(world)
    seen = make.view(world.sc.liaison, made)
    filed = {
        "letter": seen.texts[0].document_id,
        "opinion": seen.opinions[0].document_id,
        "conclusion": seen.document_id,
    }
    with make.at(make.LAPSED_AT):
        if kind == "dossier":
            content = queries.dossier(world.cq.liaison, made.id).content
        else:
            document_id = filed[kind]
            assert document_id is not None
            content = document_pdf(world.cq.liaison, document_id).content
    session().rollback()
    assert_same_as_file(GOLDEN / f"{kind}.txt", lines(content))


def test_a_dossier_is_the_same_bytes_every_time(world: World) -> None:
    made = _concluded(world)
    with make.at(make.LAPSED_AT):
        first, second = (queries.dossier(world.cq.liaison, made.id).content for _ in range(2))
    assert first == second
