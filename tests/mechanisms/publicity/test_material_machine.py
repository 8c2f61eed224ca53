"""Random people do random things to a material: only the released text ever gets out."""

from __future__ import annotations

import sqlalchemy as sa
from hypothesis.stateful import invariant

from coop.core.db import session
from coop.mechanisms.publicity.models import (
    Material,
    MaterialRelease,
    MaterialReview,
    MaterialText,
    NamedInstitution,
)
from coop.mechanisms.publicity.service import materials, reviewing
from coop.mechanisms.publicity.workflow import MATERIAL
from tests.activities import machine
from tests.mechanisms.publicity import make

_AUTHOR = frozenset({"edit", "publish", "withdraw"})


RIGHTS = {
    ("cy", "handler"): _AUTHOR,
    ("cy", "liaison"): _AUTHOR,
    ("cy", "signer"): frozenset({"release", "withdraw"}),
    ("cq", "liaison"): frozenset({"review", "publish", "withdraw"}),
    ("cq", "signer"): frozenset({"review", "release", "withdraw"}),
    ("sc", "liaison"): frozenset({"review"}),
    ("sc", "handler"): frozenset(),
    ("strangers", "liaison"): frozenset(),
}


class MaterialMachine(machine.ObjectMachine):
    """CY writes, CQ leads the campaign and is named too, SC may review."""

    workflow = MATERIAL
    model = Material
    tables = (MaterialText, MaterialReview, MaterialRelease, NamedInstitution)
    begins = machine.on(make.PLANNED_AT)
    rights = RIGHTS
    outsiders = frozenset({("strangers", "liaison")})
    course = (
        (("sc", "liaison"), "review"),
        (("cy", "signer"), "release"),
        (("cq", "signer"), "release"),
        (("cy", "liaison"), "publish"),
    )

    def make(self):
        return make.drafted(self.world).id

    def act(self, actor, action, version):
        said = {"text_hash": self._text().text_hash}
        commands = {
            "edit": (materials.edit_material, {"text": f"成渝金融法院提示{version}。"}),
            "review": (
                reviewing.review_material,
                {"outcome": "approve", **make.DECLARED, **said},
            ),
            "release": (reviewing.release_material, said),
            "publish": (materials.publish_material, {"where": "公众号", **said}),
            "withdraw": (materials.withdraw_material, {"reason": "修订"}),
        }
        command, given = commands[action]
        return command(actor, self.subject_id, expected_version=version, **given)

    def _text(self):
        row = self._row()
        query = sa.select(MaterialText).where(
            MaterialText.material_id == row.id, MaterialText.number == row.number
        )
        return session().scalars(query).one()

    @invariant()
    def what_is_out_was_reviewed_and_released_by_all_named_as_it_stands(self):
        if not hasattr(self, "state") or self.state != "published":
            return
        text = self._text()
        about = MaterialRelease.material_id == self.subject_id
        released = session().execute(
            sa.select(MaterialRelease.institution_id, MaterialRelease.text_hash).where(
                about, MaterialRelease.number == text.number
            )
        )
        hashes = {row.institution_id: row.text_hash for row in released}
        named = session().scalars(
            sa.select(NamedInstitution.institution_id).where(
                NamedInstitution.material_id == self.subject_id
            )
        )
        assert {one: hashes.get(one) for one in named} == dict.fromkeys(hashes, text.text_hash)
        reviewed = sa.select(MaterialReview.institution_id).where(
            MaterialReview.material_id == self.subject_id,
            MaterialReview.number == text.number,
            MaterialReview.outcome == "approve",
        )
        assert self.world.cy.id not in set(session().scalars(reviewed))
        assert session().scalars(reviewed).first() is not None


def test_whatever_happens_to_a_material_keeps_the_rules(app, application, database):
    machine.run(MaterialMachine, application, database)
