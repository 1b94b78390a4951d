"""The parts that the product is made of, from the lock file, as CycloneDX 1.6: `python -m tools.sbom`."""

import argparse
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "base.lock"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def parts(lock: str) -> list[dict[str, Any]]:
    """A component for every pinned package, with the hashes of its files."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pin := PIN.match(line):
            name, version = pin[1].lower().replace("_", "-"), pin[2]
            purl = f"pkg:pypi/{name}@{version}"
            found.append({"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl})
        for digest in HASH.findall(line):
            found[-1].setdefault("hashes", []).append({"alg": "SHA-256", "content": digest})
    return found


def document(lock: str) -> dict[str, Any]:
    """The whole list. The same lock gives the same document, number and all."""
    components = parts(lock)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "iro-portal", "name": "iro-portal"}},
        "components": components,
        "dependencies": [{"ref": "iro-portal", "dependsOn": [c["bom-ref"] for c in components]}],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", nargs="?", help="file to write; standard output without it")
    text = json.dumps(document(LOCK.read_text()), indent=1) + "\n"
    output = parser.parse_args().output
    if output:
        Path(output).write_text(text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
