"""Asking an identity server who somebody is (OpenID Connect Core 1.0, code flow with PKCE)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings

_SECONDS = 10
_SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures with a public key alone: who knows a shared secret could write a token."""


class NotIdentified(Exception):  # noqa: N818 - named for what the person is
    """The server did not say who it is, or said it in a way that cannot be relied on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked once and kept in the session until the answer: nobody can guess any of it."""

    state: str
    nonce: str
    verifier: str


def new_question() -> Question:
    """Give a question that was never asked."""
    return Question(*(secrets.token_urlsafe(32) for _part in range(3)))


def question_answered(kept: Mapping[str, str] | None, state: str) -> Question:
    """Give the question that a session keeps, when it is the one that is answered.

    Errors: NotIdentified.
    """
    if kept is None or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        raise NotIdentified("state")
    return Question(**kept)


def way_to_server(question: Question, callback: str) -> str:
    """Give the address at the server to which a browser is sent.

    Errors: NotIdentified when the server does not answer.
    """
    digest = hashlib.sha256(question.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT,
        "redirect_uri": callback,
        "scope": "openid email",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    return f"{_server()['authorization_endpoint']}?{urlencode(asked)}"


def verified_address(question: Question, code: str, callback: str) -> str:
    """Give the address that the server confirms as that of who signed in there.

    Errors: NotIdentified when anything differs from what was asked, is not signed by the server,
    or the address is not confirmed.
    """
    server = _server()
    answer = _json(
        "POST",
        server["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": question.verifier,
            "client_id": settings.OIDC_CLIENT,
            "client_secret": settings.OIDC_SECRET,
        },
    )
    said = _read(str(answer.get("id_token", "")), server)
    if not secrets.compare_digest(str(said.get("nonce", "")), question.nonce):
        raise NotIdentified("nonce")
    if said.get("email_verified") is not True or not said.get("email"):
        raise NotIdentified("email")
    return str(said["email"])


def _read(token: str, server: Mapping[str, Any]) -> dict[str, Any]:
    """Read what the server signed for us, not long ago and not for anybody else."""
    try:
        keys = jwt.PyJWKSet.from_dict(_json("GET", server["jwks_uri"]))
        key_id = jwt.get_unverified_header(token).get("kid")
        key = next(one for one in keys.keys if key_id in {None, one.key_id})
        said: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=_SIGNED_BY,
            audience=settings.OIDC_CLIENT,
            issuer=settings.OIDC_URL,
            leeway=60,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, StopIteration) as error:
        raise NotIdentified("token") from error
    return said


def _server() -> dict[str, Any]:
    """Give what the server says of itself; its issuer must be the one of the settings."""
    said = _json("GET", f"{settings.OIDC_URL}/.well-known/openid-configuration")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if str(said.get("issuer", "")).rstrip("/") != settings.OIDC_URL or any(
        name not in said for name in wanted
    ):
        raise NotIdentified("configuration")
    return said


def _json(method: str, address: str, **sent: Any) -> dict[str, Any]:
    try:
        answer = requests.request(method, address, timeout=_SECONDS, allow_redirects=False, **sent)
        if answer.status_code != requests.codes.ok:
            raise NotIdentified(f"{address}: {answer.status_code}")
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NotIdentified(address) from error
    if not isinstance(said, dict):
        raise NotIdentified(address)
    return said
