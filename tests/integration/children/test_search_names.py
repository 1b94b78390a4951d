"""Names are found however they are typed: accents, apostrophes, hyphens and spaces do not matter."""

import pytest
from django.db import connection

from accounts.models import Worker
from accounts.plain_names import PlainName, called, plain_name
from children.models import Child
from tests import factories as make
from tests.integration.children.test_list import LIST, names
from tests.kept import kept

pytestmark = pytest.mark.django_db
ALL = ["D'Árcy", "O'Connor", "Smith-Jones", "Łuczak"]


@kept
def children(authority) -> list[Child]:
    """Four children whose names are seldom typed as they are written."""
    called_ = [("Zoë", ALL[0]), ("Ana Maria", ALL[1]), ("Jean–Luc", ALL[2]), ("Æthel", ALL[3])]
    return [make.make_child_in_care(authority, forename=f, surname=s) for f, s in called_]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("d'arcy", 0),
        ("D’Árcy", 0),
        ("d’Arcy", 0),
        ("darcy zoe", 0),
        ("ZOË", 0),
        ("Zoe\u0308", 0),
        ("oconnor", 1),
        ("o'connor", 1),
        ("O`Connor  ana", 1),
        ("ana-maria", 1),
        ("smith jones", 2),
        ("smith-jones", 2),
        ("smithjones", 2),
        ("jean luc", 2),
        ("jean-luc", 2),
        ("luczak", 3),
        ("aethel", 3),
    ],
)
def test_a_name_is_found_however_it_is_typed(client_for, qa_manager, children, words, expected):
    assert names(client_for(qa_manager).post(LIST, {"search": words}, follow=True)) == [ALL[expected]]


@pytest.mark.parametrize("words", ["'", "-", "%", "_", "\\"])
def test_signs_alone_find_nobody(client_for, qa_manager, children, words):
    assert names(client_for(qa_manager).post(LIST, {"search": words}, follow=True)) == []


def test_the_database_and_what_is_typed_agree(authority):
    text = "É-é’ß Øst Łódź Þór O'Neill–Šímun Nguyễn ﬁn"
    worker = make.make_worker(authority, name=text)
    assert Worker.objects.annotate(said=PlainName("name")).get(pk=worker.pk).said == plain_name(text)
    assert Worker.objects.filter(called("lodz thor oneill", "name")).get() == worker


def test_an_index_answers_the_search(children):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Child.objects.filter(surname__plain__contains="connor").order_by().explain()
    assert "child_name_search" in plan


def test_workers_are_found_too(authority):
    worker = make.make_worker(authority, name="Renée O’Shea", staff_id="S-9")
    found = Worker.objects.filter(authority=authority)
    for typed in ("renee", "oshea", "o'shea renee", "s-9"):
        assert found.filter(called(typed, "name", by=["staff_id__icontains"])).get() == worker
