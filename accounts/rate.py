"""How often something is done within a time that begins when it is first done."""

from django.core.cache import cache


def counted(what: str, seconds: int) -> int:
    """Count it once more; returns how often it was done in the seconds that began with the first time.

    Not by the clock: at the turn of each minute or quarter of an hour twice as many would pass.
    """
    cache.add(what, 0, seconds)
    try:
        count = int(cache.incr(what))
    except ValueError:  # the time ended between the two
        return counted(what, seconds)
    if count == 1:
        cache.touch(what, seconds)  # so that it ends, also where it had just ended and incr made it anew
    return count
