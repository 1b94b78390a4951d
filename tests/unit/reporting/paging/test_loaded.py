"""What the worker loads before its first report."""

from django.template import engines
from django.template.loaders.cached import Loader

from reporting.edition import pdf


def test_the_templates_of_a_report_are_compiled_with_all_that_they_include():
    kept = next(loader for loader in engines["django"].engine.template_loaders if isinstance(loader, Loader))
    kept.reset()
    pdf.load()
    assert {
        "reporting/report_pdf.html",
        "reporting/children_pdf.html",
        "reporting/parts/section_body.html",
        "reporting/exhibits/bars.html",
        "reporting/exhibits/caption.html",
    } <= {template.name for template in kept.get_template_cache.values()}
