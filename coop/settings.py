"""Settings: one frozen dataclass, read once from the environment, all faults told at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

_SECRETS = {
    "secret_key",
    "secret_key_fallbacks",
    "audit_key",
    "data_keys",
    "database_url",
    "mail_password",
}
_WEAK_KEYS = {"development-only", "secret", "changeme", "dev"}
_MIN_KEY_BYTES = 32


class BadSettings(ValueError):
    """The environment can't be run with; `.faults` lists every reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """How one installation runs. Field names are the environment names without COOP_."""

    environment: str = "development"
    database_url: str = "sqlite:///var/coop.db"
    secret_key: str = "development-only"
    audit_key: str = "development-only"
    data_keys: tuple[str, ...] = ("development-only",)
    base_url: str = "http://127.0.0.1:8000"
    font_dir: Path | None = None
    trusted_proxies: int = 0
    webhook_networks: tuple[str, ...] = ()
    webhook_plain_http: bool = False
    webhook_ca_bundle: Path | None = None
    upload_limit_bytes: int = 20 * 1024 * 1024
    api_requests_per_minute: int = 600
    worker_id: str = "worker-1"
    state_secret_marks: bool = False
    scanner: str = ""
    mail_server: str = ""
    mail_sender: str = ""
    mail_tls: str = "starttls"
    mail_user: str = ""
    mail_password: str = ""
    kept_answers: int = 1000
    secret_key_fallbacks: tuple[str, ...] = field(default=())

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    def shown(self) -> dict[str, str]:
        """Every setting as text, secrets hidden."""
        return {
            f.name: "(hidden)" if f.name in _SECRETS else str(getattr(self, f.name))
            for f in fields(self)
        }


def read(environ: Mapping[str, str]) -> Settings:
    """Settings of this process.

    Raises BadSettings with every fault, also weak production values.
    """
    faults: list[str] = []
    values: dict[str, object] = {}
    for f in fields(Settings):
        raw = _raw(environ, f"COOP_{f.name.upper()}", faults)
        if raw is not None:
            _parse_into(values, f.name, raw, faults)
    if faults:
        raise BadSettings(faults)
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was parsed for its field
    faults = [*_halves(settings), *(weaknesses(settings) if settings.is_production else [])]
    if faults:
        raise BadSettings(faults)
    return settings


def weaknesses(settings: Settings) -> list[str]:
    """What forbids these settings in production; empty when nothing does."""
    keys = {"secret_key": (settings.secret_key,), "audit_key": (settings.audit_key,)}
    faults = [
        f"COOP_{name.upper()}: set a random value of at least {_MIN_KEY_BYTES} bytes"
        for name, values in {**keys, "data_keys": settings.data_keys}.items()
        if not values or any(_is_weak(one) for one in values)
    ]
    if settings.secret_key == settings.audit_key:
        faults.append("COOP_AUDIT_KEY: must differ from COOP_SECRET_KEY")
    if {settings.secret_key, settings.audit_key} & set(settings.data_keys):
        faults.append("COOP_DATA_KEYS: must differ from the other keys")
    if not settings.database_url.startswith("postgresql"):
        faults.append("COOP_DATABASE_URL: production runs on PostgreSQL")
    if not settings.base_url.startswith("https://"):
        faults.append("COOP_BASE_URL: must be the https address partners use")
    return faults


def _halves(settings: Settings) -> list[str]:
    """What makes no sense without the other half."""
    if settings.mail_server and "@" not in settings.mail_sender:
        return ["COOP_MAIL_SENDER: the address that mail comes from; COOP_MAIL_SERVER needs it"]
    return []


def _is_weak(key: str) -> bool:
    return key in _WEAK_KEYS or len(key.encode()) < _MIN_KEY_BYTES


def _raw(environ: Mapping[str, str], name: str, faults: list[str]) -> str | None:
    """The value of NAME, or the content of the file that NAME_FILE points to."""
    file = environ.get(f"{name}_FILE")
    if file is None:
        return environ.get(name)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        faults.append(f"{name}_FILE: {error}")
        return None


def _parse_into(values: dict[str, object], name: str, raw: str, faults: list[str]) -> None:
    try:
        values[name] = _PARSERS.get(name, str)(raw)
    except ValueError as error:
        faults.append(f"COOP_{name.upper()}: {error}")


def _host(raw: str) -> str:
    host, _, port = raw.rpartition(":")
    if raw and not (host and port.isascii() and port.isdigit()):
        raise ValueError(f"{raw!r} is not HOST:PORT")
    return raw


def _keys(raw: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in raw.split(",") if part.strip())
    if not found:
        raise ValueError("names no key; leave it out instead")
    return found


def _count(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit():
        raise ValueError(f"{raw!r} is not a whole number")
    return int(raw)


def _flag(raw: str) -> bool:
    if raw.lower() not in {"1", "0", "true", "false", "yes", "no"}:
        raise ValueError(f"{raw!r} is not yes or no")
    return raw.lower() in {"1", "true", "yes"}


def _folder(raw: str) -> Path:
    if not Path(raw).is_dir():
        raise ValueError(f"{raw} is no folder")
    return Path(raw)


def _file(raw: str) -> Path:
    if not Path(raw).is_file():
        raise ValueError(f"{raw} is no file")
    return Path(raw)


def _networks(raw: str) -> tuple[str, ...]:
    return tuple(str(ipaddress.ip_network(part.strip())) for part in raw.split(",") if part)


def _one_of(*known: str) -> Callable[[str], str]:
    def chosen(raw: str) -> str:
        if raw not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return raw

    return chosen


# What is no plain text.
_PARSERS: dict[str, Callable[[str], object]] = {
    "trusted_proxies": _count,
    "upload_limit_bytes": _count,
    "kept_answers": _count,
    "api_requests_per_minute": _count,
    "webhook_plain_http": _flag,
    "state_secret_marks": _flag,
    "font_dir": _folder,
    "webhook_ca_bundle": _file,
    "webhook_networks": _networks,
    "secret_key_fallbacks": _keys,
    "data_keys": _keys,
    "mail_server": _host,
    "mail_tls": _one_of("starttls", "tls", "none"),
    "environment": _one_of("development", "production"),
}
