"""The older name of import_ssd."""

from children.management.commands.import_ssd import Command

__all__ = ["Command"]
