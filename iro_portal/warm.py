"""What is loaded before the web processes are forked, so that nobody waits for it on a first page: the
addresses with their views and forms, the templates, and the statements that are written once.
"""

import logging
from pathlib import Path
from time import monotonic

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.written_for import MADE
from accounts.written import WRITTEN

log = logging.getLogger(__name__)
MOST_SECONDS = 2.0
"""After so long the processes serve, and the first pages load what is left."""
READERS = ((Role.IRO, 0), (Role.TEAM_MANAGER, 1), (Role.QA_MANAGER, 0), (Role.SOCIAL_WORKER, 0))
"""Who opens most pages: a role, and over how many teams they stand."""


def warm_up(most_seconds: float = MOST_SECONDS) -> None:
    """Load it. What fails is left to the first page that needs it: no start may depend on this."""
    ends = monotonic() + most_seconds
    reverse("home")  # reads every list of addresses, which imports every view and form
    load_templates(ends)
    try:
        write_statements(ends)
    except (Error, OSError) as e:
        log.warning("no database yet: statements are written by the first pages [%s]", type(e).__name__)


def load_templates(ends: float) -> None:
    """Compile the templates of the portal; the loader keeps them."""
    folders = [Path(settings.BASE_DIR) / "templates"]
    own = [Path(app.path) for app in apps.get_app_configs()]
    folders += [path / "templates" for path in own if path.parent == Path(settings.BASE_DIR)]
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if monotonic() > ends:
                return
            try:
                get_template(str(path.relative_to(folder)))
            except (TemplateDoesNotExist, TemplateSyntaxError) as e:
                log.warning("a template was not loaded: %s [%s]", path.name, type(e).__name__)


def write_statements(ends: float) -> None:
    """Write the statements that do not depend on who asks, then those of the people who ask most."""
    connection.ensure_connection()
    by_reader = (made.written(frozenset({role}), teams) for role, teams in READERS for made in tuple(MADE))
    for written in (*tuple(WRITTEN), *by_reader):
        if monotonic() > ends:
            return
        written.kept(connection)
