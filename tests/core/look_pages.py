"""The generic pages with every kind of field and entry in them, served by a bare application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, render_template, request

import coop.core
from coop.core import language
from coop.core.language import Text

CORE = Path(coop.core.__file__).parent
STATIC = CORE / "static"
HOSTILE = "<script>alert(1)</script>"
PAGES = ("/form", "/stale", "/list", "/empty", "/detail", "/sign-in", "/error")
CSP = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)


@dataclass
class Shown:
    """A form field as the macros read it."""

    name: str
    label: Text | str
    kind: str = "text"
    value: Any = None
    required: bool = False
    hint: Text | None = None
    errors: list[Text] = field(default_factory=list)
    choices: list[tuple[str, Text]] = field(default_factory=list)
    rows: list[list[Shown]] = field(default_factory=list)
    maxlength: int | None = None

    @property
    def id(self) -> str:
        return self.name


class Viewer:
    name = "1"
    agreement_id = "2"
    institution_name = Text("甲局", "Bureau A")
    agreement_title = Text("框架协议", "Framework agreement")
    agreements = (
        ("1", Text("框架协议", "Framework agreement")),
        ("2", Text("沙箱", "Sandbox")),
    )
    posts = (Text("联络员", "Liaison officer"), Text("经办人", "Handler"))


def every_field() -> list[Shown]:
    wrong = [Text("必须填写。", "This is required.")]
    label, few = Text("名称", "Name"), [("a", Text("甲", "First")), ("b", Text("乙", "Second"))]
    many = [(str(n), Text(f"第{n}家", f"No. {n}")) for n in range(9)]
    row = [
        Shown("items-0-title", label, errors=wrong),
        Shown("items-0-by", label, "select", choices=few),
    ]
    plain = ["date", "datetime", "time", "number", "password", "file", "lines", "textarea"]
    return [
        Shown("title", label, required=True, hint=Text("写全称。", "In full."), errors=wrong),
        *(Shown(kind, label, kind, errors=wrong, maxlength=20) for kind in plain),
        Shown("host", label, "select", "b", choices=few, errors=wrong),
        Shown("urgency", label, "radios", "a", choices=few, errors=wrong),
        Shown("invited", label, "multiselect", ["a"], choices=few, errors=wrong),
        Shown("copied", label, "multiselect", [], choices=many),
        Shown("sure", label, "checkbox", errors=wrong),
        Shown("items", label, "rows", rows=[row]),
        Shown("kept", label, "hidden", "3"),
    ]


def form_page(stale: list[tuple[Text, str, str]] | None = None) -> str:
    fields = every_field()
    wrong = [(one.id, str(text)) for one in fields for text in one.errors]
    return render_template(
        "form.html",
        title=Text("召集会议", "Call a meeting"),
        fields=fields,
        errors=wrong,
        stale=stale,
        submit_label=Text("提交", "Submit"),
        action_url="/form",
        hidden={"version": 3},
        cancel_url="/list",
        draft_url="/draft",
        restored=True,
        multipart=True,
        trail=[(Text("会议", "Meetings"), "/list")],
    )


def list_page(rows: list[dict[str, Any]]) -> str:
    columns = [
        Text("会议", "Meeting"),
        {"label": Text("日期", "Day"), "sort_url": "?s=1", "direction": "ascending"},
    ]
    return render_template(
        "list.html",
        title=Text("联席会议", "Meetings"),
        filters=[Shown("q", Text("关键词", "Words"))],
        rows=rows,
        columns=[*columns, Text("状态", "State"), Text("纪要", "Minutes")],
        next_url="?cursor=2",
        first_url="?",
        create=(Text("召集", "Call"), "/form"),
        tabs=[(Text("全部", "All"), "?", True)],
    )


def detail_page() -> str:
    entry = {
        "at": datetime(2026, 9, 21, 2, 5, tzinfo=UTC),
        "actor": "1",
        "text": Text("发出通知", "Sent the notice"),
    }
    return render_template(
        "detail.html",
        title=Text("第三次会议", "Third meeting"),
        history=[entry],
        trail=[(Text("会议", "Meetings"), "/list")],
        facts=[(Text("日期", "Day"), date(2026, 9, 28)), (Text("主持人", "Chair"), None)],
        actions=[
            (Text("延期", "Postpone"), "/form", "secondary"),
            (Text("取消", "Cancel"), "/form", "warning"),
        ],
    )


def look_app(received: list[dict[str, str]]) -> Flask:
    app = Flask(__name__, template_folder=str(CORE / "templates"), static_folder=str(STATIC))
    app.secret_key = "only for tests"
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=language.day, moment=language.moment)
    app.before_request(lambda: language.speak(request.args.get("lang", "zh")))
    nav = [(Text("我的工作", "My work"), "/", True), (Text("联席会议", "Meetings"), "/list", False)]
    given = {"viewer": Viewer(), "nav": nav, "csrf_token": lambda: "token"}
    words = {"t": lambda zh, en="": str(Text(zh, en))}
    app.context_processor(lambda: {"lang": language.speaking_now(), **words, **given})
    tag = {"tag": Text("逾期", "Overdue"), "tone": "bad"}
    row = {
        "url": "/detail",
        "cells": [Text("第三次会议", "Third meeting"), date(2026, 9, 28), tag, ""],
    }
    stale = [(Text("名称", "Name"), HOSTILE, HOSTILE)]
    refused = {
        "status": 409,
        "title": Text("现在不能这样做", "Not possible now"),
        "request_id": "0" * 32,
    }
    app.add_url_rule("/form", "form", form_page)
    app.add_url_rule("/stale", "stale", lambda: form_page(stale))
    app.add_url_rule("/list", "list", lambda: list_page([row]))
    app.add_url_rule("/empty", "empty", lambda: list_page([]))
    app.add_url_rule("/detail", "detail", detail_page)
    locked = {"lockout_failures": 5, "lockout_minutes": 15, "action_url": "/form"}
    app.add_url_rule("/sign-in", "sign_in", lambda: render_template("signin.html", **locked))
    app.add_url_rule("/error", "error", lambda: render_template("error.html", **refused))

    _receive(app, received)
    return app


def _receive(app: Flask, received: list[dict[str, str]]) -> None:
    def receive() -> str:
        received.append({"path": request.path, **request.form.to_dict()})
        return form_page()

    app.add_url_rule("/form", "submit", receive, methods=["POST"])
    app.add_url_rule("/draft", "draft", receive, methods=["POST"])

    @app.after_request
    def guard(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = CSP
        return response
