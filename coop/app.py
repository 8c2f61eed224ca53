"""The application: the only module that knows every part."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import partial
from pathlib import Path

from flask import Flask, request
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix

from coop import __version__
from coop.core import (
    api,
    audit,
    browsing,
    characters,
    clock,
    health,
    http,
    language,
    limits,
    mail,
    scanning,
    sealed,
    trial,
)
from coop.core.actor import Actor
from coop.core.db import db, tune
from coop.core.doors import NavItem
from coop.core.engines import driver_url, engine_options
from coop.core.kept_answers import KeptAnswers
from coop.core.language import Text
from coop.core.mail import MailServer
from coop.documents import faces, links
from coop.exchange import addresses
from coop.registry import accounts, clients, viewers
from coop.settings import Settings
from coop.typesetting import stamps
from coop.typesetting.glyphs import unprintable
from coop.wings import APIS, BARE_BLUEPRINTS, PAGES

TITLE = "coop"
_FORM_PARTS = 2_000


def create_app(settings: Settings) -> Flask:
    """The WSGI application for these settings. Opens no connection until the first request."""
    app = create_base(settings)
    _install_doors(app, settings)
    _install_templates(app)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=1)  # type: ignore[method-assign]
    return app


def create_base(settings: Settings) -> Flask:
    """Database, keys and faces without a door: for workers, the command line, the demonstration."""
    app = Flask(__name__, template_folder="core/templates", static_folder="core/static")
    _configure(app, settings)
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    audit.use_key(settings.audit_key)
    sealed.use_keys(settings.data_keys)
    characters.coverage[:] = [unprintable]
    if settings.font_dir is not None:
        from coop.typesetting.site_fonts import site_fonts  # noqa: PLC0415  # opens every face

        faces.use(site_fonts(settings.font_dir, cache=_font_cache()))
    links.use(settings.base_url)
    scanning.use(settings.scanner)
    mail.use(_mail_server(settings))
    addresses.use(
        plain_http=settings.webhook_plain_http,
        networks=settings.webhook_networks,
        ca_bundle=settings.webhook_ca_bundle,
    )
    stamps.use(lambda: "".join(trial.lines()))
    return app


def _mail_server(settings: Settings) -> MailServer:
    if not settings.mail_server:
        return MailServer()
    host, _, port = settings.mail_server.rpartition(":")
    return MailServer(
        host,
        int(port),
        settings.mail_sender,
        settings.mail_tls,
        settings.mail_user,
        settings.mail_password,
    )


def _font_cache() -> Path:
    """Where faces converted from CFF outlines are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "coop" / "fonts"


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SQLALCHEMY_DATABASE_URI=driver_url(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.upload_limit_bytes + settings.upload_limit_bytes // 2,
        MAX_FORM_MEMORY_SIZE=settings.upload_limit_bytes,
        MAX_FORM_PARTS=_FORM_PARTS,
        SESSION_COOKIE_NAME="__Host-coop" if secure else "coop",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    app.extensions["coop_settings"] = settings
    app.extensions["coop_kept_answers"] = KeptAnswers(settings.kept_answers)


def _install_doors(app: Flask, settings: Settings) -> None:
    LoginManager(app).session_protection = None  # offices change addresses; the session row decides
    app.login_manager.user_loader(viewers.load_principal)  # type: ignore[attr-defined]
    http.install(app, http.Callers(bearer=_bearer, officer=viewers.officer))
    health.install(app)
    limits.install(app, per_minute=settings.api_requests_per_minute)
    app.extensions["coop_drafts"] = browsing.Drafts(
        save=accounts.save_draft,
        take=accounts.take_draft,
        drop=accounts.drop_draft,
        expired_account=viewers.expired_account,
        viewer=viewers.viewer,
    )
    csrf = CSRFProtect(app)
    app.before_request(lambda: None if http.is_api() else csrf.protect())
    served = [one.blueprint for one in APIS] + [one.blueprint for one in PAGES]
    for blueprint in (*served, *BARE_BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.extensions["coop_api"] = partial(api.described, app, APIS, title=TITLE, version=__version__)


def _bearer(token: str) -> Actor:
    actor = clients.actor_of_token(token, request.remote_addr or "")
    clock.enter_sandbox(clock.sandbox_of(actor.sandbox_id))
    return actor


def _install_templates(app: Flask) -> None:
    app.jinja_env.filters.update(day=_day, moment=_moment, size=_size)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    listed = [(item, one.blueprint.name) for one in PAGES for item in one.nav]
    listed.sort(key=lambda pair: pair[0].order)

    @app.context_processor
    def _shared() -> dict[str, object]:
        here = _entry_of_page(listed)
        return {
            "t": _t,
            "lang": language.speaking_now(),
            "viewer": browsing.viewer(),
            "csrf_token": generate_csrf,
            "nav": [(one.label, one.url, one is here) for one, _wing in listed if _is_for(one)],
        }


def _is_for(item: NavItem) -> bool:
    """An officer of a mediation body has nothing to find under most entries."""
    viewer = browsing.viewer()
    return item.for_bodies or viewer is None or bool(viewer.actor.open_ids)


def _entry_of_page(listed: list[tuple[NavItem, str]]) -> NavItem | None:
    """The entry that the page's address begins with, else the first one of the page's wing."""
    begun = [one for one, _wing in listed if one.url != "/" and request.path.startswith(one.url)]
    own = [one for one, wing in listed if wing == request.blueprint]
    return next(iter(begun or own), None)


def _t(zh: str | Text, en: str = "") -> str:
    return str(zh if isinstance(zh, Text) else Text(zh, en))


def _day(value: date | None) -> str:
    return "—" if value is None else language.day(value)


def _moment(value: datetime | None) -> str:
    return "—" if value is None else language.moment(value)


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
