"""The provider of the tests as a process, and a person's way through it."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from accounts.clock import now
from accounts.models import Authority, SignInProvider, User
from accounts.single_sign_on.secrets import encrypted

SERVER = Path(__file__).with_name("server.py")
CLIENT, SECRET = "portal", "a-secret-of-forty-characters-0123456789a"


class Provider:
    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    def says(self, email: str, /, **claims: Any) -> None:
        """Who signs in next at the provider."""
        account = {"sub": f"sub of {email}", "email": email, "email_verified": True, **claims}
        self._post("account", account)

    def spoil(self, **how: Any) -> None:
        self._post("spoil", how)

    def rotate(self) -> None:
        self._post("rotate", {})

    def asked(self) -> dict[str, str]:
        """What the portal asked for last."""
        return dict(requests.get(f"{self.issuer}/asked", timeout=5).json()[-1])

    def _post(self, what: str, body: dict[str, Any]) -> None:
        requests.post(f"{self.issuer}/{what}", json=body, timeout=5).raise_for_status()

    def signed_in_at(self, address: str) -> str:
        """Press the provider's button on the page that the portal led to; where it leads back to."""
        answer = requests.post(address, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextlib.contextmanager
def running(back: str) -> Iterator[Provider]:
    """The provider on a port of its own; `back` is how the portal's addresses begin."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-W", "ignore", str(SERVER), str(port), CLIENT, SECRET, back]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ends = time.monotonic() + 30
        while True:
            with contextlib.suppress(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{port}/keys", timeout=2)
                break
            assert process.poll() is None and time.monotonic() < ends, "the provider did not start"
            time.sleep(0.1)
        yield Provider(port)
    finally:
        process.kill()
        process.wait()


def set_up_for(authority: Authority, provider: Provider, by: User, **over: Any) -> SignInProvider:
    """The council's row as two people made it."""
    given = {
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "secret": encrypted(SECRET),
        "domains": ["council.example"],
        "vouches": False,
        "second_factor": ["mfa"],
        "set_by": by,
        "set_at": now(),
        "confirmed_by": by,
        "confirmed_at": now(),
        **over,
    }
    return SignInProvider.objects.create(authority=authority, **given)
