from django.urls import path

from reporting import export_views, report_views, views

app_name = "reporting"
urlpatterns = [
    path("measures/", views.measure_list, name="measures"),
    path("measures/compute/", views.compute_now, name="compute"),
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
