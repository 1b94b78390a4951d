"""Where somebody goes on to after a form: a page of the portal and nothing else."""

from django.utils.http import url_has_allowed_host_and_scheme


def local_address(wanted: str) -> str:
    """The address where it is a page of the portal; empty otherwise."""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
