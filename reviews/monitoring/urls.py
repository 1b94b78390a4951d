from django.urls import path

from reviews.contact import first_views
from reviews.contact import views as contact_views
from reviews.midway import asked_views
from reviews.midway import views as midway_views
from reviews.monitoring import version_views as monitoring_version_views
from reviews.monitoring import views as monitoring_views
from reviews.praise import views as praise_views

urlpatterns = [
    path("monitoring/", monitoring_views.form_list, name="monitoring_forms"),
    path("monitoring/<uuid:public_id>/", monitoring_views.form_page, name="monitoring_form"),
    path("monitoring/<uuid:public_id>/complete/", monitoring_views.complete, name="complete_monitoring"),
    path("monitoring/<uuid:public_id>/answer/", monitoring_views.answer, name="answer_monitoring"),
    path("monitoring/issues/<uuid:public_id>/close/", monitoring_views.close_issue, name="close_issue"),
    path("monitoring/versions/", monitoring_version_views.version_list, name="monitoring_versions"),
    path("monitoring/versions/new/", monitoring_version_views.start_draft, name="new_monitoring_version"),
    path(
        "monitoring/versions/<uuid:public_id>/",
        monitoring_version_views.version_page,
        name="monitoring_version",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/preview/",
        monitoring_version_views.preview,
        name="monitoring_preview",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/publish/",
        monitoring_version_views.publish,
        name="publish_monitoring",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/drop/",
        monitoring_version_views.discard,
        name="discard_monitoring",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/questions/",
        monitoring_version_views.add_question,
        name="add_question",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/questions/<slug:key>/",
        monitoring_version_views.edit_question,
        name="edit_question",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/questions/<slug:key>/move/",
        monitoring_version_views.move_question,
        name="move_question",
    ),
    path(
        "monitoring/versions/<uuid:public_id>/questions/<slug:key>/remove/",
        monitoring_version_views.remove_question,
        name="remove_question",
    ),
    path("good-practice/", praise_views.praise_list, name="praise_list"),
    path("good-practice/<uuid:public_id>/", praise_views.praise_page, name="praise"),
    path("children/<uuid:public_id>/good-practice/new/", praise_views.new_praise, name="new_praise"),
    path("settings/midway/", asked_views.own_questions, name="midway_questions"),
    path("midway/", midway_views.check_list, name="midways"),
    path("midway/<uuid:public_id>/", midway_views.check_page, name="midway"),
    path("midway/<uuid:public_id>/check/", midway_views.do_check, name="do_midway"),
    path("midway/<uuid:public_id>/ask/", midway_views.ask, name="ask_midway"),
    path("midway/updates/", midway_views.update_list, name="midway_updates"),
    path("midway/updates/<uuid:public_id>/", midway_views.give_update, name="midway_update"),
    path("contact/first/", first_views.first_list, name="first_contacts"),
    path("children/<uuid:public_id>/contact/first/", first_views.record, name="first_contact"),
    path("contact/", contact_views.contact_list, name="contact_list"),
    path("contact/<uuid:public_id>/", contact_views.settle_contact, name="settle_contact"),
    path("children/<uuid:public_id>/contact/", contact_views.child_contact, name="child_contact"),
    path("children/<uuid:public_id>/contact/agree/", contact_views.agree, name="agree_contact"),
    path("children/<uuid:public_id>/contact/plan/", contact_views.plan_contact, name="plan_contact"),
    path("children/<uuid:public_id>/contact/new/", contact_views.record_contact, name="record_contact"),
]
