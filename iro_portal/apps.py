from typing import Any

from django.apps import AppConfig
from pgtrigger import registry

from iro_portal.triggers import KeptNames


class PortalConfig(AppConfig):
    name = "iro_portal"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        # every app is made before the models of any are read, and these register their triggers
        registry._registry = KeptNames()
