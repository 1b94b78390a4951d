"""What is recorded of a child's needs, of a placement's distance, and of the names of providers."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from children.care import states
from children.models import Child, ChildNeeds, NeedMethod, Placement, ProviderName
from children.models.needs import Method, together
from statute.clock_history import TEMPORARY_PLACEMENTS


def needs_on(child: Child, day: date) -> ChildNeeds | None:
    """What is known of the child's needs on a day: what a person recorded last, with the disability that the
    daily feed tells where nobody recorded one.
    """
    return together(
        child.needs.filter(starts_on__lte=day)
        .select_related("recorded_by", "source")
        .prefetch_related("methods")
    )


def moved_on(child: Child, day: date) -> date | None:
    """The day of the child's last move by a day; a temporary stay is none. None: nothing is recorded."""
    moves = child.placements.filter(started_on__lte=day).exclude(placement_type__in=TEMPORARY_PLACEMENTS)
    return moves.order_by("-started_on").values_list("started_on", flat=True).first()


def speaks_at_home(needs: ChildNeeds | None, day: date) -> bool | None:
    """Whether somebody where the child lives speaks their first language. None: not known, or not known any
    more, as the child has moved since.
    """
    if needs is None or needs.speaks_at_home is None:
        return None
    moved = moved_on(needs.child, day)
    return None if moved is not None and moved > needs.starts_on else needs.speaks_at_home


def language_words(needs: ChildNeeds | None, day: date) -> str:
    """Whether somebody where the child lives speaks their language, as a sentence; empty for English and
    where no language is recorded.
    """
    if needs is None or needs.language.casefold() in ("", "english"):
        return ""
    at_home = speaks_at_home(needs, day)
    if at_home is None:
        return f"It is not known whether anybody where the child lives speaks {needs.language}."
    return f"{'Somebody' if at_home else 'Nobody'} where the child lives speaks {needs.language}."


def record_needs(
    *,
    child: Child,
    starts_on: date,
    is_disabled: str,
    disabilities: list[str],
    language: str,
    needs_interpreter: bool | None,
    communication: str,
    by: User,
    methods: Sequence[str] = (),
    speaks_at_home: bool | None = None,
) -> ChildNeeds:
    """Record what holds from a day on; what is recorded for the same day is put right."""
    with audit.action("needs.recorded", by=by, authority=child.authority_id, child_id=child.pk) as event:
        audit.hold(child)
        needs = child.needs.filter(starts_on=starts_on, source=None).first() or ChildNeeds(
            child=child, starts_on=starts_on
        )
        needs.is_disabled, needs.disabilities = is_disabled, disabilities
        needs.language, needs.needs_interpreter = language.strip(), needs_interpreter
        needs.communication, needs.speaks_at_home = communication.strip(), speaks_at_home
        needs.recorded_by, needs.recorded_at = by, now()
        needs.save()
        _write_methods(needs, methods)
        event.target = needs
    return needs


def _write_methods(needs: ChildNeeds, methods: Sequence[str]) -> None:
    needs.methods.exclude(method__in=methods).delete()
    there = set(needs.methods.values_list("method", flat=True))
    ordered = [one for one in Method.values if one in methods and one not in there]
    NeedMethod.objects.bulk_create([NeedMethod(needs=needs, method=one) for one in ordered])


def record_place(
    *, child: Child, miles: Decimal | None, is_outside: bool | None, urn: str, by: User
) -> Placement:
    """How far the placement of now is, whether outside the council's area, and whose it is. Raises NotNow,
    ImportOwned.
    """
    with audit.action(
        "placement.place_recorded", by=by, authority=child.authority_id, child_id=child.pk
    ) as event:
        audit.hold(child)
        placement = child.placements.filter(ended_on=None).first()
        if placement is None:
            raise NotNow("The child has no placement now. Record it first.")
        states.check_not_import_owned(placement, "The placement")
        placement.distance_miles, placement.is_out_of_area, placement.urn = miles, is_outside, urn
        placement.save(update_fields=["distance_miles", "is_out_of_area", "urn"])
        event.target = placement
    return placement


def name_providers(*, authority: Authority, names: Mapping[str, str], by: User) -> int:
    """Keep what providers are called, by their number; a number that is there gets its new name. Returns how
    many.
    """
    with audit.action("providers.named", by=by, authority=authority, providers=len(names)):
        audit.hold(authority)
        ProviderName.objects.bulk_create(
            [ProviderName(authority=authority, urn=urn, name=name) for urn, name in names.items()],
            update_conflicts=True,
            unique_fields=["authority", "urn"],
            update_fields=["name"],
        )
    return len(names)
