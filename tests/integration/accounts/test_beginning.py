"""The first-run guide: what is missing, what does not work without it, and who does it."""

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.beginning.steps import steps_for
from accounts.beginning.views import cards
from accounts.clock import now, today
from accounts.mail import outbox as mail
from accounts.models import Authority, OutgoingMail, TeamLine, Worker
from accounts.people.proposals import propose_role
from accounts.site.home import cards as home_cards
from children.models import IroAllocation
from reporting.models import Area
from reviews.models import MonitoringVersion, RecordVersion
from tests import factories as make


def _steps(authority, person):
    viewer = viewer_for(person, today=today(), authority_public_id=authority.public_id)
    return {step.title: step for step in steps_for(viewer, today())}


def test_an_empty_council_is_told_what_is_missing(db, client_for):
    council = make.make_authority()
    admin = make.make_user(council, Role.ADMINISTRATOR)
    page = client_for(admin).get("/start/").content.decode()
    assert "Teams with their managers" in page
    assert "Without it: decisions, monitoring forms and disputes reach no manager." in page
    viewer = viewer_for(admin, today=today())
    assert [(card["label"], card["figure"], card["href"]) for card in cards(viewer, today())] == [
        ("Still to set up", 12, "/start/")
    ]
    steps = _steps(council, admin)
    assert [title for title, step in steps.items() if step.is_done] == ["Bank holidays"]
    assert "12 of 13 things that a council needs are still" in " ".join(page.split())
    assert "5 more things are optional" in " ".join(page.split())
    assert page.count("govuk-task-list__item") - page.count("govuk-task-list__item--") == len(steps) == 18
    assert [title for title, step in steps.items() if step.waits_for] == [
        "IROs who have children sign in",
        "People who may be in the records twice",
        "Teams of social workers and their children",
        "An IRO for every child",
        "Since when the portal is the live record",
    ]


def test_the_guide_says_nothing_that_the_product_does_not_do(db, client_for, authority, child, iro):
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    steps = _steps(authority, admin)
    stages = steps["Stages of the dispute process"]
    assert stages.is_optional
    assert stages.state == "Not chosen, so 4 stages apply that share 20 working days."
    assert "so 4 stages apply" in client_for(admin).get("/settings/disputes/").content.decode()
    hours = steps["IROs with their hours and other duties"]
    assert "hours not recorded" in hours.state
    assert (
        hours.without == "Children for a full-time IRO are not known."
    )  # the child has an IRO without hours


def test_iros_whom_an_import_named_and_who_do_not_sign_in_are_a_step(client_for, authority, child):
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    allocation = IroAllocation.objects.get(child=child, ended_on=None)
    title = "IROs who have children sign in"
    assert _steps(authority, admin)[title].is_done
    Worker.objects.filter(pk=allocation.worker_id).update(user=None)
    step = _steps(authority, admin)[title]
    assert (step.is_done, step.href) == (False, "/workers/?show=no_account")
    assert step.state == "1 of 1 IRO with children does not sign in; this IRO has 1 child."
    page = client_for(admin).post("/workers/", {"show": "no_account"}, follow=True).content.decode()
    assert allocation.worker.name in page


def test_the_manager_of_the_iros_sees_on_their_home_what_waits_for_them(client_for, authority, settings):
    proposer, qa = make.make_user(authority, Role.ADMINISTRATOR), make.make_user(authority, Role.QA_MANAGER)
    for number in range(2):
        propose_role(
            person=make.make_user(authority, name=f"Nina {number}"),
            authority=authority,
            role=Role.SOCIAL_WORKER,
            starts_on=today(),
            ends_on=None,
            team=None,
            by=proposer,
            today=today(),
        )
    viewer = viewer_for(qa, today=today(), authority_public_id=authority.public_id)
    found = {card["label"]: card for card in home_cards(viewer, today())}
    assert (found["Roles to confirm"]["figure"], found["Roles to confirm"]["alert"]) == (2, True)
    assert cards(viewer, today())[0]["label"] == "Still to set up"
    mine = viewer_for(proposer, today=today(), authority_public_id=authority.public_id)
    assert {c["label"]: c["figure"] for c in home_cards(mine, today())}["Roles to confirm"] == 0


def test_what_somebody_else_does_has_no_link_and_says_who(client_for, authority):
    page = client_for(make.make_user(authority, Role.BUSINESS_SUPPORT)).get("/start/").content.decode()
    assert "To be done by: administrator." in page
    assert 'href="/settings/words/"' not in page


def test_steps_are_done_when_what_they_ask_for_is_there(authority, child, team):
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    make.make_user(authority, Role.QA_MANAGER)
    Authority.objects.filter(pk=authority.pk).update(dfe_code="310", ons_code="E09000015")
    steps = _steps(Authority.objects.get(pk=authority.pk), admin)
    for title in (
        "Name, official numbers and words of the council",
        "Manager of the IROs",
        "First import of children",
        "An IRO for every child",
    ):
        assert steps[title].is_done, steps[title]
    assert not steps["IROs with their hours and other duties"].is_done
    assert "hours not recorded for" in steps["IROs with their hours and other duties"].state


def test_managers_of_a_team_are_set_on_one_page(client_for, authority):
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    team = make.make_team(authority)
    manager = make.make_user(authority, Role.TEAM_MANAGER)
    client, address = client_for(admin), f"/settings/teams/{team.public_id}/managers/"
    assert client.post(address, {"TEAM_MANAGER": [manager.pk]}).status_code == 302
    line = TeamLine.objects.get(team=team)
    assert line.user == manager
    client.post(address, {"TEAM_MANAGER": [manager.pk]})
    assert TeamLine.objects.get(team=team) == line  # who manages it already stays
    assert f"{manager.name}, team manager" in client.get("/settings/teams/").content.decode()
    client.post(address, {})
    assert not TeamLine.objects.filter(team=team).exists()


def test_nobody_manages_the_team_of_a_child_whose_iro_they_are(client_for, authority, child, team, iro):
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    make.make_membership(iro, authority, Role.TEAM_MANAGER)
    address = f"/settings/teams/{team.public_id}/managers/"
    standing = list(team.line.filter(level="TEAM_MANAGER").values_list("user", flat=True))
    answer = client_for(admin).post(address, {"TEAM_MANAGER": [*standing, iro.pk]})
    assert "An IRO must be independent" in answer.content.decode()
    assert not TeamLine.objects.filter(team=team, user=iro).exists()


def test_the_council_records_its_official_numbers(client_for, authority):
    client = client_for(make.make_user(authority, Role.ADMINISTRATOR))
    words = {
        "name": authority.name,
        "child_term": "children in care",
        "child_term_one": "child in care",
        "iro_term": "IRO",
        "iro_full_term": "Independent Reviewing Officer",
        "review_term": "review",
        "record_term": "record",
        "decision_term": "decision",
        "qa_manager_term": "QA manager",
    }
    wrong = client.post("/settings/words/", {**words, "dfe_code": "31", "ons_code": "E1"}).content.decode()
    assert "The DfE number is three digits" in wrong
    assert "The ONS code is E and eight digits" in wrong
    no_council = client.post("/settings/words/", {**words, "dfe_code": "310", "ons_code": "E92000001"})
    assert "That of a council begins with E06, E08, E09 or E10" in no_council.content.decode()

    def said(dfe_code, ons_code):
        numbers = {"dfe_code": dfe_code, "ons_code": ons_code}
        return client.post("/settings/words/", {**words, **numbers}, follow=True).content.decode()

    assert "DfE number 999 and the ONS code E09999999 could not be checked" in said("999", "E09999999")
    Area.objects.create(code="E09000015", dfe_code="310", name="Harrow")
    Area.objects.create(code="E09000014", dfe_code="309", name="Haringey")
    unknown = "No council with the DfE number 999 or the ONS code E09999999 is in the statistics"
    assert unknown in said("999", "E09999999")
    assert "belong to two different councils" in said("310", "E09000014")
    assert "Check" not in said("310", "E09000015")
    authority.refresh_from_db()
    assert (authority.dfe_code, authority.ons_code) == ("310", "E09000015")


def test_bank_holidays_are_shown(client_for, authority):
    page = client_for(make.make_user(authority, Role.ADMINISTRATOR)).get("/settings/bank-holidays/")
    assert "Christmas Day" in page.content.decode()


def test_the_forms_are_on_the_list(client_for, authority):
    qa = make.make_user(authority, Role.QA_MANAGER)
    assert _steps(authority, qa)["Questions of the monitoring form"].state == "The portal’s own form is used."
    published = {"published_by": qa, "published_at": now(), "starts_on": today()}
    MonitoringVersion.objects.create(authority=authority, number=1, created_by=qa, **published)
    step = _steps(authority, qa)["Questions of the monitoring form"]
    assert (step.is_done, step.is_optional, step.state) == (True, True, "Set.")


def test_the_questions_of_the_record_are_on_the_list(client_for, authority):
    qa = make.make_user(authority, Role.QA_MANAGER)
    name = "Questions of the record of a review"
    assert _steps(authority, qa)[name].state == "The portal’s own questions are asked."
    published = {"published_by": qa, "published_at": now(), "starts_on": today()}
    RecordVersion.objects.create(authority=authority, number=1, created_by=qa, **published)
    step = _steps(authority, qa)[name]
    assert (step.is_done, step.is_optional, step.state) == (True, True, "Set.")
    page = client_for(qa).get("/start/").content.decode()
    assert "/settings/record/" in page


def test_the_councils_word_for_a_review_is_not_put_where_review_is_what_people_do(
    client_for, authority, child, iro
):
    """“They cannot see or care meeting their children.”"""
    admin = make.make_user(authority, Role.ADMINISTRATOR)
    Authority.objects.filter(pk=authority.pk).update(review_term="care meeting")
    Worker.objects.update(user=None)
    page = client_for(admin).get("/start/").content.decode()
    assert "They cannot see" in page or "they cannot see" in page
    assert "care meeting their" not in page


def test_the_councils_words_stand_in_the_menu_the_pages_and_the_mails(client_for, authority, child):
    admin, qa = make.make_user(authority, Role.ADMINISTRATOR), make.make_user(authority, Role.QA_MANAGER)
    words = {
        "name": authority.name,
        "child_term": "looked after children",
        "child_term_one": "child in care",
        "iro_term": "IRO",
        "iro_full_term": "Independent Reviewing Officer",
        "review_term": "CLA <review>",
        "record_term": "IRO minutes",
        "decision_term": "recommendation",
        "qa_manager_term": "IRO team manager",
    }
    client_for(admin).post("/settings/words/", words)
    authority.refresh_from_db()
    client = client_for(qa)
    page = client.get("/decisions/").content.decode()
    assert ">Recommendations</h1>" in page
    assert "IRO team manager" in page  # who is signed in
    assert "CLA &lt;review&gt;s" in page  # in the menu
    reviews = client.get("/reviews/").content.decode()
    assert ">CLA &lt;review&gt;s</h1>" in reviews
    assert "<review>" not in reviews
    mail.queue_mail(to=qa, authority=authority, subject="A decision waits", body="A QA manager asks.")
    sent = OutgoingMail.objects.latest("pk")
    assert (sent.subject, sent.body) == ("A recommendation waits", "An IRO team manager asks.")
