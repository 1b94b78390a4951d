"""Addresses of this floor, under the name `accounts`. Signing in has its own module, sign_in_urls.py."""

from django.conf import settings
from django.urls import path

from accounts.access import views as access
from accounts.audit import look_views as looks
from accounts.audit import views as audit
from accounts.beginning import views as beginning
from accounts.connections import views as connections
from accounts.councils import team_views as teams
from accounts.councils import views as councils
from accounts.drafts import views as drafts
from accounts.jobs import views as work
from accounts.people import code_reset_views as code_resets
from accounts.people import file_views as people_files
from accounts.people import proposal_views as proposals
from accounts.people import views as people
from accounts.recording import views as recording
from accounts.sign_in import views as sessions
from accounts.single_sign_on import views as single_sign_on
from accounts.site import views as site
from accounts.site import watching
from accounts.ui.gallery import gallery

app_name = "accounts"
urlpatterns = [
    path("session/", site.session, name="session"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/keep/", drafts.save, name="keep_draft"),
    path("drafts/discard/", drafts.discard, name="discard_draft"),
    path("council/", site.councils, name="councils"),
    path("theme.css", site.theme, name="theme"),
    path("logo/", site.logo, name="logo"),
    path("health/live", site.live, name="live"),
    path("health/ready", site.ready, name="ready"),
    path("metrics", watching.metrics, name="metrics"),
    path("status/", watching.status, name="status"),
    path("me/", site.me, name="me"),
    path("me/sessions/", sessions.sessions, name="sessions"),
    path("me/sessions/end/", sessions.end_other_sessions, name="end_other_sessions"),
    path("help/", site.help_page, name="help"),
    path("help/accessibility/", site.accessibility, name="accessibility"),
    path("help/privacy/", site.privacy, name="privacy"),
    path("people/", people.people, name="people"),
    path("people/roles/", proposals.proposals, name="role_proposals"),
    path("people/roles/confirm-all/", proposals.confirm_proposals, name="confirm_proposals"),
    path("people/roles/<uuid:public_id>/answer/", proposals.answer_proposal, name="answer_proposal"),
    path("people/file/", people_files.people_file, name="people_file"),
    path("people/file/template/", people_files.people_template, name="people_template"),
    path("people/codes/<uuid:public_id>/answer/", code_resets.answer, name="answer_codes_reset"),
    path("people/<uuid:public_id>/codes/", code_resets.ask, name="reset_codes"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/roles/new/", people.new_role, name="new_role"),
    path("people/<uuid:public_id>/roles/<int:pk>/end/", people.end_role, name="end_role"),
    path("people/<uuid:public_id>/teams/<str:level>/", people.set_line, name="set_line"),
    path("people/<uuid:public_id>/worker/", people.link_worker, name="link_worker"),
    path("people/<uuid:public_id>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<uuid:public_id>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<uuid:public_id>/unlock/", people.unlock, name="unlock"),
    path("people/<uuid:public_id>/sign-out/", people.sign_out, name="sign_out_person"),
    path("people/<uuid:public_id>/account/forget/", people.forget_account, name="forget_account"),
    path("people/<uuid:public_id>/link/", people.send_link, name="send_link"),
    path("start/", beginning.start, name="start"),
    path("settings/", councils.settings_home, name="settings"),
    path("settings/words/", councils.words, name="words"),
    path("settings/look/", councils.look, name="look"),
    path("settings/single-sign-on/", single_sign_on.home, name="single_sign_on"),
    path("settings/single-sign-on/change/", single_sign_on.change, name="change_single_sign_on"),
    path("settings/single-sign-on/confirm/", single_sign_on.confirm, name="confirm_single_sign_on"),
    path("settings/single-sign-on/switch/", single_sign_on.switch, name="switch_single_sign_on"),
    path("settings/single-sign-on/passwords/", single_sign_on.passwords, name="switch_passwords"),
    path("settings/single-sign-on/groups/new/", single_sign_on.new_group, name="new_group_role"),
    path(
        "settings/single-sign-on/groups/<uuid:public_id>/remove/",
        single_sign_on.remove_group,
        name="remove_group_role",
    ),
    path("settings/recorded-since/", recording.recording, name="recording"),
    path("settings/recorded-since/<slug:kind>/", recording.set_recording, name="set_recording"),
    path("settings/recorded-since/<slug:kind>/first/", recording.use_first_record, name="use_first_record"),
    path("settings/terms/new/", councils.new_terms, name="new_terms"),
    path("settings/bank-holidays/", councils.bank_holidays, name="bank_holidays"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/new/", teams.new_team, name="new_team"),
    path("settings/teams/<uuid:public_id>/", teams.team, name="team"),
    path("settings/teams/<uuid:public_id>/managers/", teams.managers, name="team_managers"),
    path("settings/connections/", connections.connections, name="connections"),
    path("settings/connections/new/", connections.new_connection, name="new_connection"),
    path("settings/connections/<uuid:public_id>/renew/", connections.renew, name="renew_connection"),
    path("settings/connections/<uuid:public_id>/revoke/", connections.revoke, name="revoke_connection"),
    path("access-requests/", access.access_requests, name="access_requests"),
    path("access-requests/<uuid:public_id>/", access.access_request, name="access_request"),
    path("access-requests/<uuid:public_id>/revoke/", access.revoke_access, name="revoke_access"),
    path("log/", audit.log, name="log"),
    path("log/export/", audit.export, name="export_log"),
    path("looks/", looks.looks, name="looks"),
    path("looks/export/", looks.export, name="export_looks"),
    path("mails/", work.mails, name="mails"),
    path("jobs/seen/", work.see_all_jobs, name="see_all_jobs"),
    path("jobs/<uuid:public_id>/", work.job, name="job"),
    path("jobs/<uuid:public_id>/state/", work.job_state, name="job_state"),
    path("jobs/<uuid:public_id>/seen/", work.see_job, name="see_job"),
]
if settings.DEBUG or settings.MODE == "test":
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
