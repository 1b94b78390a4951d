"""How allauth behaves here: nobody signs up by themselves; leavers cannot sign in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators add people; the sign-up page is closed."""
        return False
