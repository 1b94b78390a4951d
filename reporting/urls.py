from django.urls import path

from reporting import export_views, figure_views, report_views, views
from reporting import measure_settings_views as settings_views

app_name = "reporting"
urlpatterns = [
    path("measures/", views.measure_list, name="measures"),
    path("measures/compute/", views.compute_now, name="compute"),
    path("measures/figures/<slug:key>/", figure_views.figures, name="figures"),
    path("measures/frozen/", figure_views.freezes, name="freezes"),
    path("measures/frozen/freeze/", figure_views.freeze, name="freeze"),
    path("measures/frozen/<uuid:public_id>/", figure_views.frozen, name="frozen"),
    path("measures/frozen/<uuid:public_id>/compare/", figure_views.compare, name="compare"),
    path("measures/restatements/<int:pk>/", figure_views.explain, name="explain"),
    path("measures/settings/", settings_views.settings, name="measure_settings"),
    path("measures/settings/target/", settings_views.set_target, name="set_target"),
    path("measures/settings/gap/", settings_views.declare_gap, name="declare_gap"),
    path("measures/settings/gap/<int:pk>/", settings_views.change_gap, name="change_gap"),
    path("measures/settings/gap/<int:pk>/withdraw/", settings_views.withdraw_gap, name="withdraw_gap"),
    path("measures/settings/groups/<slug:kind>/", settings_views.set_groups, name="set_groups"),
    path("measures/settings/figure/", settings_views.type_figure, name="type_figure"),
    path("measures/settings/figure/<int:pk>/remove/", settings_views.remove_figure, name="remove_figure"),
    path("measures/<slug:code>/", views.measure_page, name="measure"),
    path("measures/<slug:code>/rows/", views.measure_rows, name="rows"),
    path("reports/", report_views.report_list, name="reports"),
    path("reports/begin/", report_views.begin, name="begin"),
    path("reports/<uuid:public_id>/", report_views.report_page, name="report"),
    path("reports/<uuid:public_id>/title/", report_views.title, name="title"),
    path("reports/<uuid:public_id>/make/", report_views.make, name="make"),
    path("reports/<uuid:public_id>/<slug:key>/", report_views.section, name="report_section"),
    path("reports/<uuid:public_id>/<slug:key>/arrange/", report_views.arrange, name="arrange"),
    path("reports/documents/<uuid:public_id>/", report_views.document, name="document"),
    path("exports/", export_views.export, name="export"),
]
