"""Every address: who may come without signing in, its spelling, and that none appears unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from coop.core.rest import PREFIX
from tests.meta.golden import ROOT, assert_same_as_file

# What answers without a sign-in or a token, and why.
PUBLIC = {
    "/static/<path:filename>": "stylesheet, script and mark of the sign-in page itself",
    "/sign-in": "the way in for people",
    "/healthz": "asked by the load balancer; tells only that the process runs",
    "/readyz": "asked by the load balancer; tells only ready or not",
    "/metrics": "counters without names; the proxy keeps it inside (docs/operations.md)",
    "/oauth/token": "the way in for systems: the client's credentials are the request",
    "/verify-certificate": "anybody with a certificate in hand; answers match or no match",
    "/trainee/<token>": "a trainee's personal link; the signed token is the right",
    "/trainee/<token>/begin-test": "the same link",
    "/trainee/<token>/answers": "the same link",
    "/trainee/<token>/feedback": "the same link",
    "/session-sign-in/<token>": "the signed picture in the room; then the trainee's own code",
    "/oauth/revoke": "authenticates the client itself",
}
SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?|<(?:uuid|int|path):[a-z_]+>|<[a-z_]+>")
_ANY_ID = "00000000-0000-7000-8000-000000000000"


def _rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _filled(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", _ANY_ID, rule.rule)


@pytest.mark.golden
def test_the_addresses_are_those_that_were_reviewed(application: Flask) -> None:
    lines = [f"{','.join(_methods(rule)):9} {rule.rule}\n" for rule in _rules(application)]
    assert_same_as_file(ROOT / "tests/meta/addresses.txt", "".join(lines))


def test_every_address_is_in_kebab_case_with_typed_parts(application: Flask) -> None:
    wrong = {
        rule.rule
        for rule in _rules(application)
        for part in rule.rule.strip("/").split("/")
        if part and not SEGMENT.fullmatch(part)
    }
    assert wrong == set()


def _asked(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in _rules(app):
        if rule.rule not in PUBLIC:
            for method in _methods(rule):
                yield method, _filled(rule)


def test_nothing_but_the_public_list_answers_a_stranger(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this every POST of a page would end at the missing CSRF token, before the sign-in.
    monkeypatch.setitem(app.config, "WTF_CSRF_METHODS", set())
    client = app.test_client()
    open_to_all = {}
    for method, path in _asked(app):
        answer = client.open(path, method=method)
        if not _refused(path, answer.status_code, answer.headers.get("Location", "")):
            open_to_all[f"{method} {path}"] = answer.status
    assert open_to_all == {}


def _refused(path: str, status: int, location: str) -> bool:
    if path.startswith(PREFIX):
        return status == 401
    return status == 303 and location.startswith("/sign-in")


def test_the_public_list_names_no_address_that_is_gone(application: Flask) -> None:
    assert set(PUBLIC) - {rule.rule for rule in _rules(application)} == set()
