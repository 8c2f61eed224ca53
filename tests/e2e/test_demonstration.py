"""The demonstration as its visitors see it: every kind of page opens, in Chinese, for everybody."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from coop.app import create_app
from coop.core import migrations
from coop.core.db import session
from coop.demo.seed import PASSWORD, seed
from coop.mechanisms.referrals.models import DisputeParty
from coop.settings import Settings
from tests.databases import release
from tests.e2e.looking import Look, kinds_of
from tests.e2e.office import Officer

pytestmark = [pytest.mark.e2e, pytest.mark.sqlite_only, pytest.mark.timeout(300)]

VISITORS = ("sc.liaison", "sc.secretariat", "cy.convener")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_LINK = re.compile(r'<a [^>]*href="([^"#]+)')
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_MARKUP = re.compile(r"<(script|style|code).*?</\1>|<[^>]+>|&[a-z]+;", re.DOTALL)
_LATIN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{3,}(?![0-9A-Za-z])")
# Formats and names that Chinese readers know as they are.
_KNOWN = re.compile(
    "PDF|OFD|ZIP|JSON|UTF|GB|CSV|csv|xlsx|XLSX|Excel|Word|ics|jpg|png|SHA|API|coop|https"
)
_EACH = 2  # pages of one kind


@pytest.fixture(scope="module")
def demonstration(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("demonstration")
    url = f"sqlite:///{folder / 'demo.db'}"
    migrations.upgrade(url)
    # The keys and receivers of all tests: some are known to the whole process.
    app = create_app(replace(settings, database_url=url))
    app.testing = True
    with app.app_context():
        seed(lambda _line: None)
    yield app
    release(app)


@pytest.mark.parametrize("username", VISITORS)
def test_every_link_of_the_demonstration_leads_to_a_page(
    demonstration: Flask, username: str
) -> None:
    client = _signed_in(demonstration, username)
    secrets = _personal_data(demonstration)
    faults: dict[str, object] = {}
    english: dict[str, set[str]] = {}
    for path, answer in _walk(client):
        if answer.status_code != 200:
            faults[path] = answer.status_code
        elif secrets.search(_content(answer)):
            faults[path] = "personal data"
        elif answer.mimetype == "text/html" and (words := _english(answer.text)):
            english[path] = words
    assert faults == {}
    assert english == {}


def test_pages_of_every_kind_are_accessible(demonstration: Flask, chromium: Any) -> None:
    server = make_server("127.0.0.1", 0, demonstration, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    look = Look(languages=False)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    officer = Officer(context, f"http://127.0.0.1:{server.server_port}", lambda _officer: None)
    officer.page.goto(f"{officer.address}/sign-in")
    officer.page.fill("#username", "sc.secretariat")
    officer.page.fill("#password", PASSWORD)
    officer.submit()
    pages = {
        path: kinds_of(answer.text)
        for path, answer in _walk(_signed_in(demonstration, "sc.secretariat"), each=1)
        if answer.mimetype == "text/html"
    }
    for path in _fewest_that_show_all(pages):
        officer.open(path)
        look.closely(officer)
    officer.leave()
    server.shutdown()
    assert len(look.seen) > 20
    assert list(dict.fromkeys(look.problems)) == []


def test_the_database_keeps_no_personal_data_in_the_open(demonstration: Flask) -> None:
    secrets = _personal_data(demonstration)
    file = Path(demonstration.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    kept = [one for one in file.parent.iterdir() if secrets.search(one.read_bytes())]
    assert kept == []


def _personal_data(app: Flask) -> re.Pattern[bytes]:
    """Every identity number and telephone of the demonstration's disputes."""
    with app.app_context():
        rows = session().execute(sa.select(DisputeParty.identity_no, DisputeParty.phone)).all()
    found = {one for row in rows for one in row if one}
    assert len(found) > 20
    return re.compile("|".join(sorted(map(re.escape, found))).encode())


def _content(answer: Any) -> bytes:
    """What an answer says, also inside workbooks and archives."""
    if not answer.data.startswith(b"PK"):
        return bytes(answer.data)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def _signed_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    token = _TOKEN.search(client.get("/sign-in").text)
    assert token is not None
    form = {"csrf_token": token[1], "username": username, "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


def _walk(client: FlaskClient, each: int = _EACH) -> Iterator[tuple[str, Any]]:
    """Every page that links lead to from the desk, a few of each kind."""
    waiting, met, kinds = ["/"], {"/"}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = _ID.sub("…", urlsplit(path).path)
        if kinds[kind] == each:
            continue
        kinds[kind] += 1
        answer = client.get(path)
        yield path, answer
        if answer.mimetype != "text/html":
            continue
        for link in _LINK.findall(answer.text):
            found = urljoin(path, link.replace("&amp;", "&"))
            if found.startswith("/") and found not in met and "lang=" not in found:
                met.add(found)
                waiting.append(found)


def _fewest_that_show_all(pages: dict[str, set[str]]) -> Iterator[str]:
    """Pages that together show every kind of element, the fullest first."""
    left = set[str]().union(*pages.values())
    while left:
        fullest = max(pages, key=lambda path: len(pages[path] & left))
        left -= pages[fullest]
        yield fullest


def _english(page: str) -> set[str]:
    main = _MAIN.search(page)
    words = set(_LATIN.findall(_MARKUP.sub(" ", main[0] if main else "")))
    return {word for word in words if not _KNOWN.fullmatch(word)}
