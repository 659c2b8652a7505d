"""A small identity server: says what a test wants it to say, signed with a key of its own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "athar", "shared with the server"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityServer:
    """What the server says, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.claims: dict[str, Any] = {"email": "amina@example.org", "email_verified": True}
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.configuration: dict[str, Any] = {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/keys",
        }
        self.asked: dict[str, list[str]] = {}

    def token(self) -> str:
        """Give the token that says who signed in."""
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300}
        headers = {"kid": "1"}
        return jwt.encode({**said, **self.claims}, self.key, self.algorithm, headers=headers)

    def keys(self) -> dict[str, Any]:
        """Give the public key of the server."""
        known = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**known, "kid": "1", "use": "sig", "alg": "RS256"}]}


@contextmanager
def serving() -> Iterator[IdentityServer]:
    """Let the server answer on a port of the machine itself."""
    holder: list[IdentityServer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server = holder[0]
            if self.path.startswith("/authorize"):
                return self.lead_back(dict(parse_qs(urlsplit(self.path).query)))
            return self.answer(server.keys() if self.path == "/keys" else server.configuration)

        def lead_back(self, asked: dict[str, list[str]]) -> None:
            """Know at once who it is, as a server does where somebody signed in already."""
            holder[0].claims["nonce"] = asked["nonce"][0]
            said = urlencode({"state": asked["state"][0], "code": "c"})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{said}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            holder[0].asked = parse_qs(self.rfile.read(length).decode())
            self.answer({"access_token": "x", "id_token": holder[0].token()})

        def answer(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    holder.append(IdentityServer(f"http://127.0.0.1:{http.server_port}"))
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield holder[0]
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
