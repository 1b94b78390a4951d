#!/usr/bin/env python3
import gc
import os
import sys


def main() -> None:
    # what is loaded at the start stays: the collector need not look at it again and again
    gc.set_threshold(20_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iro_portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
