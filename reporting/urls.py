from django.urls import path

from reporting.api import views as api_views
from reporting.caseloads import views as caseload_views
from reporting.checklist import views as checklist_views
from reporting.comparators import views as comparator_views
from reporting.council import views as settings_views
from reporting.dashboard import views as dashboard_views
from reporting.edition import views as edition_views
from reporting.examples import views as example_pages
from reporting.report import content_views, flow_views, quarterly_views, section_views
from reporting.report import views as report_views
from reporting.returns import views as export_views
from reporting.screen import figure_views, list_views, measure_views, trend_views, views
from reporting.service import views as service_views

app_name = "reporting"
urlpatterns = [
    path("api/v1/openapi.json", api_views.openapi, name="openapi"),
    path("api/v1/measures/", api_views.measures, name="api_measures"),
    path("api/v1/measures/<slug:code>/", api_views.measure, name="api_measure"),
    path("api/v1/rows/<slug:table>/", api_views.rows, name="api_rows"),
    path("caseloads/", caseload_views.caseloads, name="caseloads"),
    path("caseloads/<uuid:public_id>/", caseload_views.supervision, name="supervision"),
    path("caseloads/<uuid:public_id>/notes/add/", caseload_views.add_note, name="add_practice_note"),
    path("caseloads/notes/<uuid:public_id>/", caseload_views.change_note, name="change_practice_note"),
    path("caseloads/notes/<uuid:public_id>/remove/", caseload_views.remove_note, name="remove_practice_note"),
    path("reviews/prepared/", checklist_views.checklist, name="checklist"),
    path("measures/", views.measure_list, name="measures"),
    path("measures/trends/", trend_views.trends, name="trends"),
    path("measures/dashboard/", dashboard_views.dashboard, name="dashboard"),
    path("measures/dashboard/measures/", dashboard_views.choose, name="choose_measures"),
    path("measures/dashboard/notes/add/", dashboard_views.add_note, name="add_month_note"),
    path("measures/dashboard/notes/<uuid:public_id>/", dashboard_views.change_note, name="change_month_note"),
    path(
        "measures/dashboard/notes/<uuid:public_id>/remove/",
        dashboard_views.remove_note,
        name="remove_month_note",
    ),
    path("measures/period/", views.other_period, name="other_period"),
    path("measures/compute/", views.compute_now, name="compute"),
    path("measures/figures/<slug:key>/", figure_views.figures, name="figures"),
    path("measures/frozen/", figure_views.freezes, name="freezes"),
    path("measures/frozen/freeze/", figure_views.freeze, name="freeze"),
    path("measures/frozen/<uuid:public_id>/", figure_views.frozen, name="frozen"),
    path("measures/frozen/<uuid:public_id>/compare/", figure_views.compare, name="compare"),
    path("measures/restatements/<int:pk>/", figure_views.explain, name="explain"),
    path("measures/comparators/", comparator_views.comparators, name="comparators"),
    path("measures/settings/", settings_views.settings, name="measure_settings"),
    path("measures/settings/target/", settings_views.set_target, name="set_target"),
    path("measures/settings/gap/", settings_views.declare_gap, name="declare_gap"),
    path("measures/settings/gap/<int:pk>/", settings_views.change_gap, name="change_gap"),
    path("measures/settings/gap/<int:pk>/withdraw/", settings_views.withdraw_gap, name="withdraw_gap"),
    path("measures/settings/groups/<slug:kind>/", settings_views.set_groups, name="set_groups"),
    path("measures/settings/figure/", settings_views.type_figure, name="type_figure"),
    path("measures/settings/figure/<int:pk>/remove/", settings_views.remove_figure, name="remove_figure"),
    path("measures/settings/service/", service_views.service, name="service"),
    path(
        "measures/settings/service/<uuid:public_id>/", service_views.change_entry, name="change_service_entry"
    ),
    path("measures/settings/service/<slug:kind>/add/", service_views.add_entry, name="add_service_entry"),
    path("measures/<slug:code>/", measure_views.measure_page, name="measure"),
    path("measures/<slug:code>/rows/", list_views.measure_rows, name="rows"),
    path("reports/", report_views.report_list, name="reports"),
    path("reports/begin/", report_views.begin, name="begin"),
    path("reports/examples/", example_pages.examples, name="examples"),
    path("reports/examples/add/", example_pages.add_example, name="add_example"),
    path("reports/examples/<uuid:public_id>/remove/", example_pages.remove_example, name="remove_example"),
    path("reports/layout/", content_views.layout, name="layout"),
    path("reports/quarters/", quarterly_views.quarters, name="quarters"),
    path("reports/quarters/<slug:quarter>/words/", quarterly_views.words, name="quarter_words"),
    path("reports/quarters/<slug:quarter>/make/", quarterly_views.make, name="make_quarterly"),
    path("reports/quarters/documents/<uuid:public_id>/", quarterly_views.document, name="quarterly_document"),
    path("reports/<uuid:public_id>/", report_views.report_page, name="report"),
    path("reports/<uuid:public_id>/title/", report_views.title, name="title"),
    path("reports/<uuid:public_id>/make/", report_views.make, name="make"),
    path("reports/<uuid:public_id>/submit/", flow_views.submit, name="submit"),
    path("reports/<uuid:public_id>/decide/", flow_views.decide, name="decide"),
    path("reports/<uuid:public_id>/publish/", flow_views.publish, name="publish"),
    path("reports/<uuid:public_id>/restate/", flow_views.restate, name="restate"),
    path(
        "reports/<uuid:public_id>/restatements/<int:pk>/",
        flow_views.explain_restatement,
        name="explain_restatement",
    ),
    path("reports/<uuid:public_id>/correct/", flow_views.correct, name="correct"),
    path("reports/<uuid:public_id>/cover/", content_views.cover, name="cover"),
    path("reports/<uuid:public_id>/distribution/list/", content_views.distribution, name="distribution"),
    path("reports/<uuid:public_id>/priorities/list/", content_views.priorities, name="priorities"),
    path("reports/<uuid:public_id>/priorities/add/", content_views.add_priority, name="add_priority"),
    path("reports/<uuid:public_id>/priorities/<uuid:priority_id>/", content_views.priority, name="priority"),
    path("reports/<uuid:public_id>/voices/", content_views.voices, name="voices"),
    path("reports/<uuid:public_id>/voices/add/", content_views.add_voice, name="add_voice"),
    path("reports/<uuid:public_id>/voices/<uuid:voice_id>/", content_views.voice, name="voice"),
    path("reports/<uuid:public_id>/<slug:key>/", section_views.section, name="report_section"),
    path("reports/<uuid:public_id>/<slug:key>/arrange/", report_views.arrange, name="arrange"),
    path("reports/<uuid:public_id>/<slug:key>/check/", section_views.check_words, name="check_words"),
    path("reports/<uuid:public_id>/<slug:key>/exhibits/", section_views.exhibits, name="exhibits"),
    path("reports/<uuid:public_id>/<slug:key>/settle/", flow_views.settle, name="settle_find"),
    path("reports/<uuid:public_id>/<slug:key>/comment/", flow_views.comment, name="comment"),
    path("reports/documents/<uuid:public_id>/", edition_views.document, name="document"),
    path("reports/documents/<uuid:public_id>/page/", edition_views.document_page, name="document_page"),
    path("reports/documents/<uuid:public_id>/report.html", edition_views.web_page, name="document_web_page"),
    path("reports/documents/<uuid:public_id>/data.csv", edition_views.data_csv, name="document_csv"),
    path("reports/documents/<uuid:public_id>/data.xlsx", edition_views.data_xlsx, name="document_xlsx"),
    path("exports/", export_views.export, name="export"),
]
