"""Settings of what comes in from other systems: how much, and where (docs/import.md, docs/feed.md)."""

import environ

__all__ = [
    "FEED_FOLDER",
    "FEED_GONE_AT_LEAST",
    "FEED_GONE_PER_CENT",
    "FEED_MAX_BYTES",
    "FEED_MAX_UNPACKED_BYTES",
    "FEED_SETTLE_SECONDS",
    "IMPORT_MAX_BYTES",
]
env = environ.Env()
MEGABYTE = 1024 * 1024

IMPORT_MAX_BYTES = 60 * MEGABYTE
FEED_FOLDER = env.str("FEED_FOLDER", default="")  # a folder in it for each council, by its code
FEED_SETTLE_SECONDS = env.int("FEED_SETTLE_SECONDS", default=60)
FEED_MAX_BYTES = env.int("FEED_MAX_MB", default=200) * MEGABYTE
FEED_MAX_UNPACKED_BYTES = env.int("FEED_MAX_UNPACKED_MB", default=1000) * MEGABYTE
FEED_GONE_PER_CENT, FEED_GONE_AT_LEAST = 10, 20  # more gone than both: a person looks first
