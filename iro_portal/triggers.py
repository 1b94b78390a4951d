"""The triggers of the models, registered without comparing each with all that were registered before it.

For each of some three hundred triggers the library works out the names of all the others anew, which takes as
long as the rest of the start of a command.
"""

from typing import Any

from pgtrigger import registry


class KeptNames(registry._Registry):
    """The library's registry, which keeps the names it asks for instead of working them out each time."""

    _tables: dict[tuple[str, str], Any] | None = None
    _functions: set[str] | None = None

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        if self._tables is None:
            self._tables = super().by_db_table
        return self._tables

    @property
    def pg_function_names(self) -> set[str]:
        if self._functions is None:
            self._functions = super().pg_function_names
        return self._functions

    def __setitem__(self, key: str, value: tuple[Any, Any]) -> None:
        super().__setitem__(key, value)
        model, trigger = value
        self.by_db_table[model._meta.db_table, trigger.name] = trigger
        self.pg_function_names.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._tables = self._functions = None
