"""Many disputes at once: JSON rows with an answer each, and files looked through before."""

from __future__ import annotations

import base64
import io

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from coop.core.db import session
from coop.mechanisms.referrals.jobs import import_disputes
from coop.mechanisms.referrals.models import (
    Dispute,
    DisputeImport,
    DisputeImportPart,
    DisputeParty,
    DisputeTally,
)
from coop.mechanisms.referrals.service import imports
from coop.mechanisms.referrals.sheet_columns import COLUMNS
from tests.mechanisms.referrals.rosters import build_roster, case, clerk_of, system, with_consent
from tests.people import act_on, browser_of

BULK = "/referrals/bulk"


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-09-01T09:00"):
        yield


@pytest.fixture
def court(app, world):
    return system(app, world, world.cy.id, "court_clerk")


def count(model=Dispute):
    session().rollback()
    return session().scalar(sa.select(sa.func.count()).select_from(model))


def send(court, world, key, rows, **more):
    return court.create(BULK, key, agreement_id=str(world.agreement_id), rows=rows, **more)


def faulty_rows():
    wrong_digit, wrong_day = with_consent(case(3)), with_consent(case(4), "2026-02-30")
    number = wrong_digit["parties"][1]["identity_no"]
    other = "0" if number[-1] != "0" else "1"
    wrong_digit["parties"][1]["identity_no"] = number[:-1] + other
    return [case(1), case(1, external_ref="FY-9"), wrong_digit, wrong_day, {"cause": ""}, case(2)]


def test_each_row_is_judged_alone_and_answered_in_order(world, court):
    answer = send(court, world, "k1", faulty_rows())
    assert (answer.status_code, answer.json["registered_count"]) == (207, 2)
    results = answer.json["results"]
    assert [one["status"] for one in results] == [201, 409, 422, 422, 422, 201]
    assert [one["row"] for one in results] == list(range(6))
    pointers = [
        [(one["pointer"], one["code"]) for one in (row["problem"] or {}).get("errors", [])]
        for row in results
    ]
    assert results[1]["problem"]["code"] == "duplicate"
    assert results[1]["problem"]["value"] == "（2026）川金诉前调1号"
    assert pointers[2] == [("/parties/1/identity_no", "identity_number_check_digit")]
    assert {one[1] for one in pointers[3]} == {"not_a_date"}
    assert {"/cause", "/nature", "/court_level", "/parties"} <= {one[0] for one in pointers[4]}
    made = court.get(f"/disputes/{results[0]['dispute_id']}").json
    assert (made["external_ref"], made["state"]) == ("FY-1", "intake")
    assert made["parties"][1]["identity_no"].count("*") == 11
    again = send(court, world, "k1", faulty_rows())
    assert (again.data, again.headers["Idempotent-Replayed"]) == (answer.data, "true")
    assert count() == 2


def test_a_dry_run_and_a_broken_whole_register_nothing(world, court):
    for more in ({"dry_run": True}, {"atomic": True}):
        answer = send(court, world, str(more), faulty_rows(), **more).json
        assert (answer["registered_count"], answer["refused_count"]) == (0, 4)
        assert answer["results"][0]["status"] == 200
        assert answer["results"][0]["dispute_id"] is None
        assert (count(), count(DisputeParty), count(DisputeTally)) == (0, 0, 0)
    whole = send(court, world, "all", [case(1), case(2)], atomic=True).json
    assert (whole["registered_count"], count()) == (2, 2)


def test_rows_with_consent_and_a_body_are_referred_at_once(app, world, court):
    roster = build_roster(world)
    sent = {"body_id": str(roster.body_id), "kind": "delegated", "mode": "offline"}
    rows = [
        with_consent(case(1, **sent)),
        case(2, **sent),
        with_consent(case(3)),
        with_consent(case(4, body_id=str(roster.body_id))),
        with_consent(case(5, nature="consumer", **sent)),
    ]
    answer = send(court, world, "refer", rows).json
    assert [one["status"] for one in answer["results"]] == [201, 422, 201, 422, 201]
    assert [one["state"] for one in answer["results"]] == [
        "referred", None, "consented", None, "referred",
    ]  # fmt: skip
    assert answer["results"][1]["problem"]["errors"][0]["code"] == "consent_missing"
    missing = {one["pointer"] for one in answer["results"][3]["problem"]["errors"]}
    assert missing == {"/kind", "/mode"}
    assert count() == 3
    body = system(app, world, roster.institution_id, "body")
    assert len(body.get("/disputes").json["items"]) == 2


def test_only_registrars_send_and_within_bounds(app, world, court):
    roster = build_roster(world)
    stranger = system(app, world, roster.institution_id, "mediator")
    assert send(stranger, world, "s", [case(1)]).status_code == 403
    other = {"agreement_id": str(world.other_agreement_id), "rows": [case(1)]}
    assert court.create(BULK, "o", **other).status_code == 404
    for rows, code in (([], "empty"), ([{}] * 1001, "too_many"), ("x", "type")):
        wrong = send(court, world, f"b{code}", rows)
        assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (422, code)
    assert court.get(BULK).status_code in (404, 405)


# --------------------------------------------------------------------------- files

HEAD = [
    "来文单位编号", "诉前调案号", "案由", "纠纷性质", "级别管辖", "标的额（元）", "申请人",
    "申请人类型", "申请人同意调解日期", "被申请人", "被申请人类型", "被申请人证件号码",
    "被申请人联系电话", "被申请人同意调解日期",
]  # fmt: skip


def line(number, **changes):
    values = dict(
        zip(
            HEAD,
            [
                f"FY-{number}", f"诉前调{number}号", "金融借款合同纠纷", "商事纠纷",
                "中级人民法院管辖", "1,200.00", "示范银行", "单位", "2026-08-31", "王某某",
                "自然人", case(number)["parties"][1]["identity_no"], "13812345678", "2026-08-31",
            ],
            strict=True,
        )
    )  # fmt: skip
    return list((values | changes).values())


def csv(*lines, encoding="gb18030"):
    quoted = [",".join(f'"{cell}"' for cell in one) for one in (HEAD, *lines)]
    return "\r\n".join(quoted).encode(encoding)


def xlsx(*lines):
    book = Workbook()
    for one in (HEAD, *lines):
        book.active.append(one)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(court, world, content, name="案件.csv", key="up"):
    file = {"filename": name, "content_base64": base64.b64encode(content).decode()}
    return court.create("/dispute-imports", key, agreement_id=str(world.agreement_id), file=file)


def test_a_file_is_looked_through_and_registered_only_when_confirmed(world, court):
    made = upload(court, world, csv(line(1), line(2))).json
    assert (made["state"], made["encoding"], made["readable_count"]) == ("previewed", "gb18030", 2)
    assert (made["faults"], count()) == ([], 0)
    stored = session().scalar(sa.text("SELECT rows FROM dispute_import_part"))
    assert b"13812345678" not in bytes(stored)
    started = court.act("dispute-imports", made, "start").json
    assert started["state"] == "running"
    row = session().scalars(sa.select(DisputeImport)).one()
    assert import_disputes(row.id, 1) is None
    assert import_disputes(row.id, 2) is None
    done = court.get(f"/dispute-imports/{made['id']}").json
    assert (done["state"], done["registered_count"], done["done_count"]) == ("done", 2, 2)
    assert (count(), count(DisputeImportPart)) == (2, 0)
    listed = court.get("/disputes").json["items"]
    assert {(one["state"], one["claim_yuan"]) for one in listed} == {("consented", 1200)}


def test_a_crash_between_two_parts_loses_and_repeats_nothing(world, court, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    made = upload(court, world, csv(*(line(number) for number in range(5)))).json
    court.act("dispute-imports", made, "start")
    import_id = session().scalars(sa.select(DisputeImport.id)).one()
    session().rollback()
    assert imports.advance_import(imports.importer_of(import_id), import_id)
    assert court.get(f"/dispute-imports/{made['id']}").json["done_count"] == 2
    assert import_disputes(import_id, 2) is None
    assert count() == 5


FAULTY = (
    line(1),
    line(1),
    line(2, 被申请人证件号码="110105194912310021"),
    line(3, 申请人同意调解日期="2026-02-30"),
    line(4, 案由="=HYPERLINK(1)"),
    line(5, 被申请人联系电话="12345"),
    line(6, **{"标的额（元）": "12万"}),
)
CODES = {
    3: {("来文单位编号", "taken"), ("诉前调案号", "taken")},
    4: {("被申请人证件号码", "identity_number_check_digit")},
    5: {("申请人同意调解日期", "not_a_date")},
    6: {("案由", "formula_cell")},
    7: {("被申请人联系电话", "telephone_form")},
    8: {("标的额（元）", "type")},
}


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_one_faulty_row_keeps_everything_out_unless_it_may_be_skipped(world, court, name):
    content = xlsx(*FAULTY) if name == "a.xlsx" else csv(*FAULTY, encoding="utf-8-sig")
    made = upload(court, world, content, name).json
    found: dict[int, set[tuple[str, str]]] = {}
    for one in made["faults"]:
        found.setdefault(one["row"], set()).add((one["column"], one["code"]))
    assert found == CODES
    refused = court.act("dispute-imports", made, "start")
    assert (refused.status_code, refused.json["code"], count()) == (409, "rows_faulty", 0)
    taken = court.act("dispute-imports", made, "start", skip_faulty=True)
    assert taken.status_code == 200, taken.json
    import_disputes(session().scalars(sa.select(DisputeImport.id)).one(), 1)
    assert count() == 1


def test_what_was_registered_meanwhile_is_refused_row_by_row(world, court):
    made = upload(court, world, csv(line(1), line(2))).json
    send(court, world, "k", [case(1)])
    court.act("dispute-imports", made, "start")
    import_disputes(session().scalars(sa.select(DisputeImport.id)).one(), 1)
    done = court.get(f"/dispute-imports/{made['id']}").json
    assert (done["registered_count"], done["faulty_row_count"]) == (1, 1)


def test_a_file_is_its_institutions_alone_and_can_be_given_up(app, world, court):
    made = upload(court, world, csv(line(1))).json
    roster = build_roster(world)
    body = system(app, world, roster.institution_id, "body")
    assert body.get(f"/dispute-imports/{made['id']}").status_code == 404
    assert body.act("dispute-imports", made, "discard").status_code == 404
    gone = court.act("dispute-imports", made, "discard").json
    assert (gone["state"], gone["allowed_actions"]) == ("discarded", [])
    assert count(DisputeImportPart) == 0


@pytest.mark.parametrize(
    ("head", "code"),
    [(["案由"], "columns_missing"), ([*HEAD, "备注"], "columns_unknown")],
)
def test_columns_are_those_of_the_template(world, court, head, code):
    wrong = upload(court, world, ",".join(head).encode())
    assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (422, code)
    assert court.get("/dispute-imports/template.csv").data.decode("utf-8-sig").strip() == ",".join(
        COLUMNS
    )


def test_a_clerk_confirms_a_file_on_the_pages(app, world):
    browser = browser_of(app, clerk_of(world))
    home, page = act_on(
        browser,
        "/dispute-imports/new",
        file=(io.BytesIO(csv(line(1), line(2, 案由=""))), "案件.csv"),
    )
    assert "GB18030" in page
    assert "案由" in page
    refused = browser.get(f"{home}/start")
    assert refused.status_code == 200
    page = act_on(browser, f"{home}/start", skip_faulty="true")[1]
    assert "0 / 1" in page
    import_disputes(session().scalars(sa.select(DisputeImport.id)).one(), 1)
    assert "已完成" in browser.get(home).text
