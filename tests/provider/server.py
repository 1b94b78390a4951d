"""An OpenID Connect provider built on Authlib's server, in a process of its own.

It insists on PKCE, on the address to go back to and on the client's secret, and gives each code away once.
What it signs can be spoiled: POST /spoil sets what the next tokens say, and how they are signed."""

import json
import secrets
import sys
import time
from typing import Any

import flask
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from joserfc import jwk, jwt

PORT, CLIENT, SECRET, BACK = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
ISSUER = f"http://127.0.0.1:{PORT}"
PAGE = (
    "<!doctype html><title>Provider</title><form method=post><button>Sign in at the provider</button></form>"
)
app = flask.Flask(__name__)
app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": 600}
app.secret_key = secrets.token_hex(16)


class State:
    keys = [jwk.RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})]
    codes: dict[str, "Code"] = {}
    account: dict[str, Any] = {}
    claims: dict[str, Any] = {}
    spoil: dict[str, Any] = {}
    asked: list[dict[str, str]] = []


class Client:
    """The portal, as it is registered at this provider."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return BACK

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith(BACK)

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret, SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code:
    def __init__(self, given: dict[str, str], account: dict[str, Any]) -> None:
        self.given, self.account = given, account
        self.code_challenge = given.get("code_challenge")
        self.code_challenge_method = given.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return self.given["redirect_uri"]

    def get_scope(self) -> str:
        return self.given["scope"]


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        State.codes[code] = Code(flask.request.args.to_dict(), dict(State.account))

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return State.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        State.codes = {c: held for c, held in State.codes.items() if held is not authorization_code}

    def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
        flask.g.code = authorization_code
        return authorization_code.account


server = AuthorizationServer(app, query_client=lambda name: Client() if name == CLIENT else None)
server.save_token = lambda token, request: None
server.register_grant(CodeGrant, [CodeChallenge(required=True)])


def signed(code: Code) -> str:
    """The token about the person, spoiled where a test asked for it."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": code.given.get("nonce")}
    claims |= code.account | State.spoil.get("claims", {})
    claims = {name: value for name, value in claims.items() if value is not None}
    for name in ("iat", "exp"):
        claims[name] += State.spoil.get(f"{name}_by", 0)
    key, alg = State.keys[-1], State.spoil.get("alg", "RS256")
    if alg == "none":
        return jwt.encode({"alg": "none"}, claims, None, algorithms=["none"])
    if alg == "HS256":
        key = jwk.OctKey.import_key(SECRET)
    if State.spoil.get("stranger"):
        key = jwk.RSAKey.generate_key(2048, {"kid": State.keys[-1].kid})
    return jwt.encode({"alg": alg, "kid": State.keys[-1].kid or ""}, claims, key, algorithms=[alg])


@app.get("/.well-known/openid-configuration")
def description() -> Any:
    return {
        "issuer": State.spoil.get("issuer", ISSUER),
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }


@app.get("/keys")
def keys() -> Any:
    return {"keys": [key.as_dict(private=False) for key in State.keys]}


@app.route("/authorize", methods=["GET", "POST"])
def authorize() -> Any:
    """A page with one button, as a real one asks for a password here."""
    State.asked.append(flask.request.args.to_dict())
    if flask.request.args.get("code_challenge_method") != "S256":
        return "PKCE with S256 is needed", 400
    if flask.request.method == "GET":
        server.get_consent_grant(end_user=State.account)
        return PAGE
    return server.create_authorization_response(grant_user=State.account)


@app.post("/token")
def token() -> Any:
    response = server.create_token_response()
    if response.status_code == 200:
        body = json.loads(response.get_data())
        if not State.spoil.get("without"):
            body["id_token"] = signed(flask.g.code)
        response.set_data(json.dumps(body))
    return response


@app.post("/account")
def account() -> Any:
    """Who signs in next, and what the provider says of them."""
    State.account = flask.request.get_json()
    return {}


@app.post("/spoil")
def spoil() -> Any:
    State.spoil = flask.request.get_json()
    return {}


@app.post("/rotate")
def rotate() -> Any:
    number = len(State.keys) + 1
    fresh = jwk.RSAKey.generate_key(2048, {"kid": f"key {number}", "use": "sig", "alg": "RS256"})
    State.keys = [fresh]
    return {}


@app.get("/asked")
def asked() -> Any:
    return State.asked


app.run("127.0.0.1", PORT, threaded=True)
