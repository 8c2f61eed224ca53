"""POST /oauth/token and /oauth/revoke: OAuth 2 client credentials (RFC 6749, 7009, 7523) by
Authlib.

Errors have OAuth's own JSON form, as every OAuth client library expects.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, cast

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import ClientMixin, InvalidClientError, InvalidScopeError, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from flask import Blueprint, Response, current_app, request
from joserfc.jwk import KeySet

from coop.core import clock
from coop.registry import scopes, tokens
from coop.registry.models import ApiClient
from coop.registry.sessions import hash_of
from coop.settings import Settings

_METHODS = ["client_secret_basic", "private_key_jwt"]
_LONGEST_ASSERTION = timedelta(hours=1)
TOKEN_PATH = "/oauth/token"  # noqa: S105  # a path


class _Client(ClientMixin):
    """An ApiClient as Authlib asks it."""

    def __init__(self, row: ApiClient) -> None:
        self.row = row

    def get_client_id(self) -> str:
        return self.row.client_id

    def get_allowed_scope(self, scope: str | None) -> str:
        """What was asked for, cut to what the client may have; everything it may when none was
        asked.
        """
        allowed = self.row.scopes.split()
        asked = set((scope or self.row.scopes).split())
        return " ".join(one for one in allowed if one in asked)

    def check_client_secret(self, client_secret: str) -> bool:
        return tokens.secret_is_right(self.row, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        del endpoint  # both endpoints take the client's one method
        return method == self.row.auth_method

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"


class _ClientCredentials(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS

    def create_token_response(self) -> tuple[int, dict[str, object], list[tuple[str, str]]]:
        client = cast(_Client, self.request.client)
        granted = client.get_allowed_scope(self.request.payload.scope)
        if not granted:
            raise InvalidScopeError
        token, lifetime = tokens.issue_token(client.row.id, granted)
        body: dict[str, object] = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(lifetime.total_seconds()),
            "scope": granted,
        }
        return 200, body, self.TOKEN_RESPONSE_HEADER


def _by_secret(query_client: Callable[[str], _Client | None], _request: object) -> _Client | None:
    """client_secret_basic by Werkzeug: Authlib's own breaks on a header that is not UTF-8."""
    given = request.authorization
    if given is None or given.type != "basic" or not given.username or not given.password:
        return None
    client = query_client(given.username)
    return client if client is not None and client.check_client_secret(given.password) else None


class _Assertion(JWTBearerClientAssertion):
    """private_key_jwt: signed by the client's key, for this address, once."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def get_audiences(self) -> list[str]:
        settings = cast(Settings, current_app.extensions["coop_settings"])
        base = settings.base_url.rstrip("/")
        return [f"{base}{TOKEN_PATH}", base]

    def resolve_client_public_key(self, client: _Client) -> KeySet:
        if client.row.jwks is None:
            raise InvalidClientError(description="The client has no keys.")
        return KeySet.import_key_set(cast(Any, client.row.jwks))

    def validate_jti(self, claims: dict[str, Any], jti: object) -> bool:
        if not isinstance(jti, str) or not jti:
            return False
        # Far-off expiries would have to be remembered for ever (RFC 7523 section 3 lets us refuse).
        ends = claims["exp"]
        latest = (clock.wall() + _LONGEST_ASSERTION).timestamp()
        if not isinstance(ends, int | float) or not 0 < ends <= latest:
            return False
        expires_at = datetime.fromtimestamp(ends, UTC)
        # Ids are unique per client only, so they are kept together with the client's.
        return tokens.assertion_is_new(hash_of(f"{claims['sub']}:{jti}"), expires_at)


class _Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = _METHODS
    SUPPORTED_TOKEN_TYPES = ("access_token",)

    def authenticate_token(self, request: Any, client: _Client) -> str:
        self.check_params(request, client)
        return cast(str, request.form["token"])

    def revoke_token(self, token: str, request: Any) -> None:
        tokens.revoke_token(token, request.client.row.id)


def _query_client(client_id: str) -> _Client | None:
    row = tokens.find_client(client_id)
    if row is None or not tokens.is_within(row.networks, request.remote_addr or ""):
        return None
    return _Client(row)


class _Server(AuthorizationServer):
    """Holds nothing of an application, so one serves them all."""

    def __init__(self) -> None:
        super().__init__(query_client=_query_client)
        self.scopes_supported = sorted(scopes.KNOWN)
        self.register_grant(_ClientCredentials)
        self.register_endpoint(_Revocation)
        self.register_client_auth_method("client_secret_basic", _by_secret)
        self.register_client_auth_method("private_key_jwt", _Assertion())

    def handle_error_response(self, request: Any, error: OAuth2Error) -> Response:
        """Unknown, disabled and wrong-secret clients are told alike."""
        if isinstance(error, InvalidClientError):
            error = InvalidClientError(status_code=HTTPStatus.UNAUTHORIZED)
        return cast(Response, super().handle_error_response(request, error))


_server = _Server()
blueprint = Blueprint("oauth", __name__, url_prefix="/oauth")


@blueprint.post("/token")
def token() -> Response:
    return _uncached(_server.create_token_response())


@blueprint.post("/revoke")
def revoke() -> Response:
    return _uncached(_server.create_endpoint_response("revocation"))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
