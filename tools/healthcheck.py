"""Ask the web process whether it is alive; exit 0 when it is."""

import os
import sys
import urllib.request


def main() -> int:
    port = os.environ.get("BIND", "0.0.0.0:8000").rpartition(":")[2]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=4) as answer:
            return 0 if answer.status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
