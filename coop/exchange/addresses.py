"""Where callbacks may go: public https addresses, and the networks this installation approved.

A partner inside a government intranet has a private address; the operator approves such networks.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from coop.core.errors import Invalid, invalid
from coop.core.language import Text

HTTPS_ONLY = Text("只接受 https 地址。", "Only https addresses are accepted.")
NOT_AN_ADDRESS = Text(
    "地址不完整，应如 https://example.org/coop。",
    "Not a whole address such as https://example.org/coop.",
)
NO_CREDENTIALS = Text(
    "地址中不能带用户名或密码。", "The address may not carry a user name or password."
)
NOT_APPROVED = Text(
    "该地址不在允许推送的范围内，请联系系统管理员。",
    "This address is outside the approved ranges; ask the operator.",
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What this installation allows beyond public https."""

    plain_http: bool = False
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ca_bundle: Path | None = None


_reach = [Reach()]


def use(*, plain_http: bool, networks: Sequence[str], ca_bundle: Path | None = None) -> None:
    """The installation's settings webhook_plain_http, webhook_networks and webhook_ca_bundle."""
    known = tuple(ipaddress.ip_network(one) for one in networks)
    _reach[0] = Reach(plain_http, known, ca_bundle)


def trusted_certificates() -> str | bool:
    """The file of the authorities an intranet's receivers are signed by; True: the public ones."""
    bundle = _reach[0].ca_bundle
    return str(bundle) if bundle else True


def is_approved(address: IPv4Address | IPv6Address) -> bool:
    """Whether the operator approved this address although it isn't public."""
    return any(address in network for network in _reach[0].networks)


def allows_scheme(url: str) -> bool:
    scheme = urlsplit(url).scheme
    return scheme == "https" or (scheme == "http" and _reach[0].plain_http)


def check_url(url: str) -> None:
    """Raises Invalid for /url. Names are resolved, and judged again, when something is sent."""
    parts = _split(url)
    if not parts.hostname or parts.fragment or any(mark.isspace() for mark in url):
        raise _refused("invalid", NOT_AN_ADDRESS)
    if not allows_scheme(url):
        raise _refused("https_only", HTTPS_ONLY)
    if parts.username is not None or parts.password is not None:
        raise _refused("credentials_in_url", NO_CREDENTIALS)
    _check_literal(parts.hostname)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # judged only when read
    except ValueError as wrong:
        raise _refused("invalid", NOT_AN_ADDRESS) from wrong
    return parts


def _check_literal(host: str) -> None:
    literal = _literal(host)
    if literal is None:
        return
    from requests_hardened.ip_filter import (  # noqa: PLC0415  # loads what only workers send with
        InvalidIPAddress,
        get_ip_address,
    )

    try:
        get_ip_address(literal, 443, allow_loopback=False)
    except InvalidIPAddress as refused:
        if not is_approved(refused.args[0]):
            raise _refused("address_not_approved", NOT_APPROVED) from refused


def _literal(host: str) -> str | None:
    """The address a host spells as a number, also as 2130706433 or 0x7f.1; None for a name."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _refused(code: str, text: Text) -> Invalid:
    return invalid("url", code, text)
