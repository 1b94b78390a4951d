"""The portal speaks to what the installation names: few modules open connections, and those ask first."""

import ast
from calendar import THURSDAY

from tests.house_rules.reach import product
from tests.turns import has_days

NETWORK = {
    "socket",
    "ssl",
    "smtplib",
    "requests",
    "http.client",
    "urllib.request",
    "urllib3",
    "httpx",
    "aiohttp",
}
NETWORK |= {"ftplib", "imaplib", "poplib", "telnetlib", "asyncio", "socketserver"}
SPEAKING = {
    "accounts/ui/scanning.py": "the virus scanner of the settings",
    "accounts/single_sign_on/fetching.py": "sign-in providers on the hosts of the settings",
}
CATCHING = {
    "accounts/single_sign_on/adapters.py": "what fetching.py raises",
    "accounts/single_sign_on/sign_in_views.py": "what fetching.py raises",
    "accounts/single_sign_on/tokens.py": "what fetching.py raises",
}
"""They name the errors of `requests` and call nothing of it."""


def imported(tree: ast.Module) -> set[str]:
    """The network libraries that a module imports."""
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names & NETWORK


def called(tree: ast.Module) -> set[str]:
    """What a module uses of `requests` that is no error."""
    uses = (
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "requests"
    )
    return {name for name in uses if not name.endswith(("Error", "Exception"))}


@has_days(THURSDAY)
def test_no_other_module_opens_a_connection():
    modules = product()
    found = {name for name, tree in modules.items() if imported(tree)}
    assert found == SPEAKING.keys() | CATCHING.keys()
    assert {name: called(modules[name]) for name in CATCHING} == dict.fromkeys(CATCHING, set())
    print(f"{len(modules)} modules, {len(SPEAKING)} of which open connections")


def test_a_hidden_import_is_found():
    tree = ast.parse("def f():\n    from urllib import request\n    import smtplib\n")
    assert imported(tree) == {"urllib.request", "smtplib"}
