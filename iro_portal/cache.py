"""The cache that all processes share: limits on tries, and one-time codes that were used."""

import logging
from collections.abc import Callable
from typing import Any, NoReturn

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Redis, of which the portal can do without for a while.

    While it cannot be reached nothing is remembered, which the log says: people can sign in, lock-outs are
    counted in the
    database as ever. The broker has the same server, so nothing here may empty it.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(True, super().add, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().set, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """Nothing was counted where it cannot be reached."""
        return int(self._or(0, super().incr, *args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(False, super().touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(False, super().delete, *args, **kwargs))

    def clear(self) -> NoReturn:
        raise NotImplementedError("the broker's queues are on the same server")

    def _or(self, instead: Any, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return ask(*args, **kwargs)
        except (RedisError, OSError) as error:
            log.error("the shared cache cannot be reached: %s", type(error).__name__)
            return instead
