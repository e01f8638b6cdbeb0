"""A provider of OpenID Connect as small as one can be: discovery, authorize, token and keys.

Whoever comes is `subject`; what the token says otherwise is in `claims`. A code is good once, for
the client that it was given to and whoever holds the verifier (PKCE).
"""

import base64
import hashlib
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

CLIENT, SECRET, KID = "plumbline", "a secret of the test", "first"


def new_key() -> rsa.RSAPrivateKey:
    """A key that signs with RS256."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """The server, and who comes to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.key = self.signs_with = new_key()
        self.subject, self.refuses = "9f3c-0001", False
        self.claims: dict[str, Any] = {}
        self.makes = self.signed
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def configuration(self) -> dict[str, object]:
        """What discovery says."""
        here = self.address
        return {
            "issuer": here, "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token", "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip

    def said(self) -> dict[str, object]:
        """The claims of the token."""
        now = int(time.time())
        return {
            "iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300,
        } | self.claims  # fmt: skip

    def signed(self) -> str:
        """The token of identity, signed."""
        return jwt.encode(self.said(), self.signs_with, "RS256", headers={"kid": KID})

    def keys(self) -> dict[str, object]:
        """The public keys."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": KID, "alg": "RS256", "use": "sig"}]}


class Handler(BaseHTTPRequestHandler):
    """Four addresses."""

    server: Provider

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def do_GET(self) -> None:
        """Discovery, keys, and the page where one would sign in."""
        parts = urlsplit(self.path)
        self.server.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._answer(self.server.configuration())
        elif parts.path == "/keys":
            self._answer(self.server.keys())
        elif parts.path == "/authorize":
            self._authorize({name: said[0] for name, said in parse_qs(parts.query).items()})
        else:
            self.send_error(404)

    def _authorize(self, asked: dict[str, str]) -> None:
        code = f"code-{len(self.server.codes)}"
        self.server.codes[code] = asked
        told = {"error": "access_denied"} if self.server.refuses else {"code": code}
        self.send_response(302)
        query = urlencode(told | {"state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{query}")
        self.end_headers()

    def do_POST(self) -> None:
        """The token for a code."""
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: said[0] for name, said in parse_qs(body).items()}
        asked = self.server.codes.pop(sent.get("code", ""), {})
        made = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        holds = (
            (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
            and sent.get("redirect_uri") == asked.get("redirect_uri")
            and asked.get("code_challenge") == base64.urlsafe_b64encode(made).decode().rstrip("=")
        )
        if not holds:
            self._answer({"error": "invalid_grant"}, 400)
            return
        token = {"access_token": "for nothing", "token_type": "Bearer"}
        made_token = self.server.makes()
        self._answer(token | ({"id_token": made_token} if made_token else {}))

    def _answer(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the caller is done."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settings_for(address: str) -> dict[str, object]:
    """The environment of an installation that names the provider."""
    return {
        "PLUMBLINE_OIDC_SERVER": address, "PLUMBLINE_OIDC_CLIENT": CLIENT,
        "PLUMBLINE_OIDC_SECRET": SECRET, "PLUMBLINE_OIDC_NAME": "渝快政",
    }  # fmt: skip
