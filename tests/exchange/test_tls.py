"""https to a receiver inside an approved network: its certificate is checked against its name."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_httpserver import HTTPServer

from coop.exchange import addresses
from tests.exchange.made import Worker, deliveries_of, everyone, tell, webhook_of
from tests.world import World


def _certificate(folder: Path, *, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for one host name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / f"{name}.crt", folder / f"{name}.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private


@pytest.fixture
def receiver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[HTTPServer, Path]]:
    """A receiver on https://localhost with a certificate for the name in the parameter."""
    certificate, private = _certificate(tmp_path, name=request.param)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    with HTTPServer(host="localhost", port=0, ssl_context=context) as server:
        server.expect_request("/hook").respond_with_data("", status=200)
        yield server, certificate


def _outcome(world: World, server: HTTPServer, ca_bundle: Path | None) -> tuple[str, str | None]:
    webhook = webhook_of(world.sc, server.url_for("/hook"))
    tell(world, audience=everyone(world))
    addresses.use(plain_http=False, networks=["127.0.0.0/8", "::1/128"], ca_bundle=ca_bundle)
    try:
        Worker().run()
    finally:
        addresses.use(plain_http=True, networks=["127.0.0.0/8"])
    (delivery,) = deliveries_of(webhook)
    return delivery.state, delivery.last_error


@pytest.mark.parametrize("receiver", ["localhost"], indirect=True)
def test_a_receiver_signed_by_the_installations_authority_is_trusted(
    world: World, receiver: tuple[HTTPServer, Path]
) -> None:
    server, certificate = receiver
    assert _outcome(world, server, certificate) == ("delivered", None)


@pytest.mark.parametrize("receiver", ["localhost"], indirect=True)
def test_a_receiver_signed_by_nobody_known_is_not_trusted(
    world: World, receiver: tuple[HTTPServer, Path]
) -> None:
    assert _outcome(world, receiver[0], None) == ("failed", "certificate")
    assert receiver[0].log == []


@pytest.mark.parametrize("receiver", ["other.example.org"], indirect=True)
def test_a_certificate_for_another_name_is_refused_although_the_address_is_right(
    world: World, receiver: tuple[HTTPServer, Path]
) -> None:
    server, certificate = receiver
    assert _outcome(world, server, certificate) == ("failed", "certificate")
    assert server.log == []
