"""One signed request to a receiver, outside any transaction. Its answer's body is never read."""

from __future__ import annotations

import logging
import threading
import time
from contextvars import copy_context
from ipaddress import IPv4Address, IPv6Address
from queue import Empty, SimpleQueue
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from standardwebhooks.webhooks import Webhook as Signer

from coop.core import clock
from coop.exchange import addresses
from coop.exchange.attempts import Outcome, Outgoing

# It warns of every non-public address, approved or not; what was refused is in the log of attempts.
logging.getLogger("requests_hardened.ip_filter").setLevel(logging.ERROR)

_CONNECT_SECONDS, _READ_SECONDS = 4, 10
# All together: name resolution has no time-out of its own, and a receiver may answer byte by byte.
_MOST_SECONDS = 20


class ApprovedAddressAdapter(IPFilterAdapter):
    """The library connects to the public address it checked; this adds the operator's networks."""

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        try:
            return super().build_connection_pool_key_attributes(request, verify, cert)
        except InvalidIPAddress as refused:
            address = refused.args[0]
            if not addresses.is_approved(address):
                raise
            return self._pinned(address, request, verify, cert)

    def _pinned(
        self,
        address: IPv4Address | IPv6Address,
        request: requests.PreparedRequest,
        verify: Any,
        cert: Any,
    ) -> Any:
        """Connect to this very address; the Host header was set before it was refused."""
        host, pool = cast(
            "tuple[dict[str, Any], dict[str, Any]]",
            HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert),
        )
        if host["scheme"] == "https":
            pool["assert_hostname"] = pool["server_hostname"] = host["host"]
        host["host"] = str(address) if address.version == 4 else f"[{address}]"
        return host, pool


def send(outgoing: Outgoing) -> Outcome:
    """Make the attempt. Never raises for what the receiver or the network does."""
    started = time.monotonic()
    status, error = _attempt_in_time(outgoing)
    return Outcome(status, error, round((time.monotonic() - started) * 1000))


def _attempt_in_time(outgoing: Outgoing) -> tuple[int | None, str | None]:
    """No receiver holds the worker: what takes too long is left to a thread of its own."""
    answer: SimpleQueue[tuple[int | None, str | None]] = SimpleQueue()
    context = copy_context()

    def attempt() -> None:
        answer.put(context.run(_attempt, outgoing))

    threading.Thread(target=attempt, daemon=True).start()
    try:
        return answer.get(timeout=_MOST_SECONDS)
    except Empty:
        return None, "timeout"


def _attempt(outgoing: Outgoing) -> tuple[int | None, str | None]:
    if not addresses.allows_scheme(outgoing.url):
        return None, "https_only"
    try:
        status = _post(outgoing)
    except (requests.RequestException, ValueError) as fault:
        return None, _error_code(fault)
    return status, None if 200 <= status < 300 else "status"


def _post(outgoing: Outgoing) -> int:
    with _session() as session:
        answer = session.post(
            outgoing.url, data=outgoing.body, headers=_headers(outgoing), stream=True
        )
        answer.close()
    return int(answer.status_code)


def _session() -> HTTPSession:
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(_CONNECT_SECONDS, _READ_SECONDS),
        user_agent_override="coop-webhooks",
    )
    session = HTTPSession(config)
    session.verify = addresses.trusted_certificates()
    session.trust_env = False  # a proxy or .netrc of the machine would go round the address check
    session.mount("https://", ApprovedAddressAdapter(is_https_proto=True))
    session.mount("http://", ApprovedAddressAdapter(is_https_proto=False))
    return session


def _headers(outgoing: Outgoing) -> dict[str, str]:
    """Standard Webhooks 1.0: id, timestamp, and a signature per valid secret."""
    now = clock.wall()
    webhook_id = str(outgoing.delivery_id)
    return {
        "Content-Type": "application/json",
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(
            Signer(secret).sign(webhook_id, now, outgoing.body.decode())
            for secret in outgoing.secrets
        ),
    }


def _error_code(fault: Exception) -> str:
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (InvalidIPAddress, "address_not_approved"),
        (requests.exceptions.SSLError, "certificate"),
        (requests.Timeout, "timeout"),
        (requests.ConnectionError, "connection"),
    )
    return next((code for kind, code in kinds if isinstance(fault, kind)), "request")
