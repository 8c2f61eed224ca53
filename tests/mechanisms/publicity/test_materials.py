"""A material is published only as the exact text that was reviewed and that all named released."""

from __future__ import annotations

import pytest

from coop.core.errors import CoopError, Forbidden, NotFound
from coop.mechanisms.publicity.queries.materials import get_material, material_file
from coop.mechanisms.publicity.service import materials, reviewing
from tests.activities.pictures import picture, upload
from tests.activities.refusals import code_of
from tests.mechanisms.publicity import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def publish(world, made, **changes):
    said = {"text_hash": make.seen(world.cy, made).text_hash, "where": "公众号", **changes}
    return materials.publish_material(
        world.cy.liaison, made.id, expected_version=made.version, **said
    )


def test_a_changed_text_voids_approval_and_releases_and_is_not_published(world):
    made = make.released(world, make.reviewed(world, make.drafted(world)))
    read = make.seen(world.cy, made)
    assert read.is_releasable
    assert "publish" in read.allowed_actions

    made = materials.edit_material(
        world.cy.handler, made.id, text=read.text + "并告知权利。", expected_version=made.version
    )
    changed = make.seen(world.cy, made)
    assert (changed.state, changed.number, changed.is_releasable) == ("draft", 2, False)
    assert code_of(publish, world, made, text_hash=read.text_hash) == "illegal_transition"

    made = make.reviewed(world, made)
    assert "publish" not in make.seen(world.cy, made).allowed_actions
    assert code_of(publish, world, made, text_hash=read.text_hash) == "text_changed"
    assert code_of(publish, world, made) == "release_missing"
    made = make.released(world, made, world.cq)
    with pytest.raises(CoopError) as refused:
        publish(world, made)
    assert str(refused.value.message).count("成渝金融法院") == 1
    assert "重庆" not in str(refused.value.message)
    made = publish(world, make.released(world, made, world.cy))
    out = make.seen(world.sc, made)
    assert (out.state, out.published_number, len(out.texts)) == ("published", 2, 2)
    assert (
        code_of(
            materials.edit_material,
            world.cy.handler,
            made.id,
            text="改",
            expected_version=made.version,
        )
        == "illegal_transition"
    )


def test_a_release_is_for_the_text_that_was_read(world):
    made = make.reviewed(world, make.drafted(world))
    args = {"text_hash": "0" * 64, "expected_version": made.version}
    assert code_of(reviewing.release_material, world.cq.signer, made.id, **args) == "text_changed"
    made = make.released(world, made, world.cq)
    again = {"text_hash": make.seen(world.cq, made).text_hash, "expected_version": made.version}
    release = reviewing.release_material
    assert code_of(release, world.cq.signer, made.id, **again) == "released_before"
    assert code_of(release, world.sc.signer, made.id, **again) == "forbidden"
    assert code_of(release, world.cq.liaison, made.id, **again) == "forbidden"
    assert "release" not in get_material(world.cq.signer, made.id).allowed_actions
    assert "release" in get_material(world.cy.signer, made.id).allowed_actions


def test_the_reviewer_is_of_another_party_and_vouches_for_each_point(world):
    made = make.drafted(world)
    said = {"text_hash": make.seen(world.cy, made).text_hash, "expected_version": made.version}
    review = reviewing.review_material
    for own in (world.cy.handler, world.cy.liaison, world.cy.signer):
        with pytest.raises(Forbidden):
            review(own, made.id, outcome="approve", **make.DECLARED, **said)
    unsure = make.DECLARED | {"is_anonymous": False}
    refused = code_of(review, world.sc.liaison, made.id, outcome="approve", **unsure, **said)
    assert refused == "declaration_missing"
    assert code_of(review, world.sc.liaison, made.id, outcome="return", **said) == "required"
    made = review(world.sc.liaison, made.id, outcome="return", note="请补充法律依据", **said)
    told = make.seen(world.cy, made)
    assert (told.state, told.reviews[0].outcome) == ("draft", "return")


def test_a_case_with_names_or_numbers_left_in_is_not_approved(world):
    text = (
        "原告张 三丰（身份证５１０１０７199003078888）电话13812345678。\n"
        "案号（2026）川01民初123号，参见川金会纪〔2026〕1号。"
    )
    made = make.drafted(world, text=text)
    found = make.seen(world.sc, made).findings
    assert [(one.kind, one.line) for one in found] == [
        ("identity_number", 2),
        ("telephone", 2),
        ("name", 2),
        ("case_number", 3),
    ]
    assert not any("8888" in one.excerpt or "三丰" in one.excerpt for one in found)
    with pytest.raises(CoopError) as refused:
        make.reviewed(world, made)
    assert refused.value.code == "not_anonymous"
    assert "13812345678" not in str(refused.value.message)


def test_names_to_be_left_out_stay_with_the_author(world):
    made = make.drafted(world)
    assert make.seen(world.cy, made).names_left_out == ("张三丰", "某某实业股份有限公司")
    assert make.seen(world.sc, made).names_left_out == ()


def test_everyone_whom_the_text_names_is_to_release_it_and_takes_part(world):
    made = make.drafted(world)
    named = {one.institution_name for one in make.seen(world.sc, made).named}
    assert named == {"成渝金融法院", "重庆金融监管局"}
    alone = make.approved(world, participant_ids=[], title="两局联合宣传")
    fields = make.material_fields(kind="article")
    draft = materials.draft_material
    refused = code_of(draft, world.cq.liaison, alone.id, **fields)
    assert refused == "named_outside_campaign"
    with pytest.raises(NotFound):
        draft(world.cy.liaison, alone.id, **fields)


def test_only_public_material_is_published_and_no_state_secret_is_kept(world):
    campaign = make.confirmed(world)
    made = make.drafted(world, campaign, classification="internal")
    made = make.released(world, make.reviewed(world, made))
    assert code_of(publish, world, made) == "not_public"
    fields = make.material_fields(classification="秘密")
    draft = materials.draft_material
    assert code_of(draft, world.cy.handler, campaign.id, **fields) == "state_secret_refused"


def test_the_file_of_a_material_is_part_of_the_text_that_is_released(world):
    made = make.drafted(world, file=upload(picture(), "海报.jpg"))
    first = make.seen(world.sc, made)
    assert material_file(world.sc.liaison, made.id).content == picture()
    made = materials.edit_material(
        world.cy.handler,
        made.id,
        file=upload(picture("green"), "海报.jpg"),
        expected_version=made.version,
    )
    second = make.seen(world.sc, made)
    assert first.text == second.text
    assert first.text_hash != second.text_hash


def test_a_published_material_is_withdrawn_by_any_institution_named(world):
    made = make.published(world)
    withdraw = materials.withdraw_material
    said = {"reason": "裁判已被改判", "expected_version": made.version}
    assert code_of(withdraw, world.sc.signer, made.id, **said) == "forbidden"
    made = withdraw(world.cq.signer, made.id, **said)
    assert make.seen(world.sc, made).state == "withdrawn"
