"""Settings for keeping records: what an anonymised record keeps, and what is not handed out."""

FACTS_WITHOUT_NAMES: dict[
    str, tuple[str, ...]
] = {  # models whose rows an anonymised record keeps, and the fields of theirs that are cleared
    "children.PeriodOfCare": (),
    "children.LegalStatus": (),
    "children.Placement": ("urn",),
    "children.Episode": ("home_postcode", "placement_postcode", "urn"),
    "children.MissingEpisode": (),
    "children.HealthYear": (),
    "children.CareLeaverContact": (),
    "children.AdoptionDecision": (),
    "children.AdoptionMatch": (),
    "children.PreviousPermanence": (),
    "children.UascStatus": (),
    "children.LibertyOrder": (),
    "reviews.Review": ("place", "late_reason_note", "cancelled_reason"),
    "reviews.ReviewCycle": (),
    "reviews.Attendance": ("name",),
}
NOT_HANDED_OUT = {  # what a bundle of everything held on a person leaves out, and why
    "disputes.LegalAdvice": "Legal advice is confidential between the council and its lawyers. Ask them.",
    "disputes.ConcernNote": "Notes on a dispute. Ask the IRO which of them may be handed out.",
}
