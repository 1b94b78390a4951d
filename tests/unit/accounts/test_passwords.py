"""Passwords that are known from breaches, looked up in a list on this machine."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.sign_in.passwords import NotBreached
from iro_portal.signing_in import COMMON_PASSWORDS

BREACHED = [f"long enough password {n}" for n in range(500)]


def digest(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(params=["\n", "\r\n"])
def listed(request: Any, tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "breached.txt"
    end = request.param
    path.write_bytes(end.join(f"{d}:{n}" for n, d in enumerate(sorted(map(digest, BREACHED)))).encode())
    settings.BREACHED_PASSWORDS = str(path)
    return path


def is_refused(password: str) -> bool:
    try:
        NotBreached().validate(password)
    except ValidationError:
        return True
    return False


def test_every_password_of_the_list_is_refused_and_no_other(listed):
    assert all(is_refused(password) for password in BREACHED)
    assert not any(is_refused(f"another password {n}") for n in range(500))


def test_an_empty_list_and_none_refuse_nothing(listed, settings):
    listed.write_bytes(b"")
    assert not is_refused(BREACHED[0])
    settings.BREACHED_PASSWORDS = ""
    assert not is_refused(BREACHED[0])


def test_what_sorts_before_and_after_the_list_is_not_in_it(tmp_path, settings):
    path = tmp_path / "breached.txt"
    settings.BREACHED_PASSWORDS = str(path)
    for only in ("0" * 40, "F" * 40, digest("x")):
        path.write_text(f"{only}:1\n")
        assert is_refused("x") is (only == digest("x"))


@pytest.mark.parametrize(
    "password", ["1qaz2wsx3edc", "q1w2e3r4t5y6", "qwertyqwerty", "leavemealone", "123456Qwerty"]
)
def test_what_is_common_and_long_enough_is_refused(password):
    with pytest.raises(ValidationError, match="too common"):
        validate_password(password)


def test_enough_of_the_common_passwords_are_long_enough():
    """More than the 3,000 commonest that the other rules allow (ASVS 6.2.4), however they are typed."""
    with gzip.open(COMMON_PASSWORDS, "rt") as lines:
        listed = lines.read().splitlines()
    assert sum(len(word) >= 12 and not word.isdigit() for word in listed) > 40_000
    assert all(word == word.lower().strip() for word in listed)
    validate_password("three random words are fine")
