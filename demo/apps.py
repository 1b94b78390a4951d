from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The invented council. It stands outside the product: only the demo, the tests and the benchmarks use
    it."""

    name = "demo"
