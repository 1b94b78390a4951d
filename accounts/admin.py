"""The administration site, for whoever runs the portal: councils, calendar, sign-in accounts. Case data is
not here.
"""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from accounts.audit.words import words_of
from accounts.clock import today
from accounts.models import AuditEvent, Authority, BankHoliday, CalendarYear, User
from accounts.renaming import renaming
from accounts.sign_in import actions as sign_in

admin.site.site_header = admin.site.site_title = "IRO Portal: administration"
# one way in: ours, with codes
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
for elsewhere in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(elsewhere):
        admin.site.unregister(elsewhere)


@admin.register(Authority)
class AuthorityAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "dfe_code")
    search_fields = ("name", "code")
    fields = ("name", "code", "dfe_code", "ons_code")

    def has_delete_permission(self, request: HttpRequest, obj: Authority | None = None) -> bool:
        """A council's records outlive its contract; removing one is a job of its own, never a click."""
        return False


@admin.register(BankHoliday)
class BankHolidayAdmin(admin.ModelAdmin):
    list_display = ("day", "name")
    date_hierarchy = "day"


@admin.register(CalendarYear)
class CalendarYearAdmin(admin.ModelAdmin):
    list_display = ("year", "is_provisional")


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Only what the administrators of councils cannot do: who may open this site. Passwords are set by a
    mailed link.
    """

    list_display = ("name", "email", "is_active", "is_staff")
    search_fields = ("name", "email")
    list_filter = ("is_staff", "is_active")
    fields = ("name", "email", "is_staff", "is_superuser", "must_change_password")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A change of the address is told to the old one, and ends every session."""
        before = User.objects.filter(pk=obj.pk).values_list("email", flat=True).first()
        with renaming():
            super().save_model(request, obj, form, change)
        if before and before != obj.email:
            sign_in.note_new_address(person=obj, before=before, by=cast("User", request.user), today=today())

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(AuditEvent)
class EventAdmin(admin.ModelAdmin):
    """What happened in no council: sign-ins that failed for an address that nobody has, locks of those, what
    the people who run the portal do. Every council reads its own log itself.
    """

    list_display = ("at", "what", "by", "about")
    list_display_links = None
    search_fields = ("by_name", "kind")
    date_hierarchy = "at"
    ordering = ("-pk",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        person = User.objects.filter(pk=OuterRef("target_id")).values("name")
        of_none = AuditEvent.objects.filter(authority_id=None, child_id=None)
        return of_none.annotate(person=Subquery(person)).order_by("-pk")

    def what(self, event: AuditEvent) -> str:
        return words_of(event.kind)

    def by(self, event: AuditEvent) -> str:
        return event.by_name or "IRO Portal"

    def about(self, event: AuditEvent) -> str:
        return (getattr(event, "person", None) or "") if event.target_type == User._meta.label_lower else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False
