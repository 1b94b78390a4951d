"""demo_people: who can sign in to the demo, with which password, and what to try."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from demo.people import PASSWORD, PEOPLE, SECOND_PEOPLE


class Command(BaseCommand):
    help = "Print the people of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        people = [p for p in (*PEOPLE, *SECOND_PEOPLE) if p.email in there]
        if not people:
            self.stdout.write("There are no demo people here. `script/manage seed_demo` makes them.")
            return
        width = max(len(p.email) for p in people)
        roles = max(len(p.role.label) for p in people)
        self.stdout.write(f"Sign in with one of these addresses and the password  {PASSWORD}\n")
        for p in people:
            self.stdout.write(f"  {p.email:<{width}}  {p.role.label:<{roles}}  {p.to_try}")
