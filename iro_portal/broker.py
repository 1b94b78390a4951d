"""The queue over a broker that falls silent: a worker that cannot say that a task is done takes the next one
all the same.
"""

from typing import Any

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """How many tasks a worker has taken and not yet confirmed.

    A confirmation that fails is logged and forgotten by the library, which still counts the task as under
    way; after as many of them as it takes at a time, a worker would take nothing more, for good. The broker
    gives the task out again later, and a job that has ended is not done twice (`accounts.jobs.queue.run`).
    """

    def ack(self, delivery_tag: str) -> None:
        try:
            super().ack(delivery_tag)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            super().reject(delivery_tag, requeue=requeue)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


def install(channel: Any = redis.Channel) -> None:
    """Let every connection to the broker count so."""
    channel.QoS = QoS
