from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Measures the product's speed; never part of the tests."""

    name = "bench"
