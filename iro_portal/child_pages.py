"""What other apps add to the pages of a child, a decision and a concern, and to letters (dotted names)."""

CHILD_PANELS = [
    "reviews.cycle.panels.next_review",
    "reviews.decisions.panels.open_decisions",
    "reviews.monitoring.panels.between_reviews",
    "disputes.panels.open_concerns",
]
CHILD_TIMELINE = [
    "children.child.timeline.events",
    "reviews.cycle.panels.timeline",
    "reviews.monitoring.panels.timeline",
    "disputes.timeline.events",
]
CHILD_TABS = ["reviews.cycle.panels.tabs", "reviews.monitoring.panels.tabs", "disputes.panels.tabs"]
CHILD_LINKS = ["disputes.panels.links"]
CHILD_LIST_COLUMNS = ["reviews.cycle.panels.list_columns"]
CHILD_LIST_OVERDUE = ["reviews.cycle.panels.list_filter_overdue"]
CHILD_LIST_DUE = ["reviews.cycle.panels.list_order_due"]
DECISION_PANELS = ["disputes.panels.offer"]
CONCERN_PAGE = "disputes:log"  # the page that makes a concern of an issue (reviews/record/concern_prefill.py)
CONCERN_PREFILLS = ["reviews.record.concern_prefill.prefill", "children.notifications.alert.prefill"]
CONCERNS_OF_CHILD = ["disputes.panels.of_child"]  # which a note of the IRO can be about
CONCERN_IS_OF = ["disputes.panels.is_of"]
CONCERNS_FROM = ["disputes.panels.raised_from"]
CONCERNS_MADE_OF = ["disputes.panels.made_of"]  # narrows a list to what no concern was made of
ADVOCACY_SERVICES = ["reporting.service.providers.of_advocacy"]  # whom a child can ask for an advocate
