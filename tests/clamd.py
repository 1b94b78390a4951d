"""A small daemon that speaks ClamAV's protocol and finds the EICAR test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon(socketserver.BaseRequestHandler):
    """What clamd does with PING and INSTREAM."""

    def handle(self) -> None:
        command = self._until_nul()
        if command == b"zPING":
            self.request.sendall(b"PONG\0")
            return
        assert command == b"zINSTREAM"
        found = b""
        while length := struct.unpack("!L", self._exactly(4))[0]:
            found += self._exactly(length)
        self.request.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in found else b"stream: OK\0")

    def _until_nul(self) -> bytes:
        said = b""
        while not said.endswith(b"\0"):
            said += self._exactly(1)
        return said[:-1]

    def _exactly(self, length: int) -> bytes:
        said = b""
        while len(said) < length:
            said += self.request.recv(length - len(said))
        return said


@pytest.fixture
def clamd(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


@pytest.fixture
def silent(settings: Any) -> None:
    settings.CLAMAV = "127.0.0.1:1"
