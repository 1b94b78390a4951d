"""What happens with a report: begun and written, built, sent on its way, published."""

from reporting.edition.actions import ask_to_generate, build, generate
from reporting.report.content_actions import (
    add_priority,
    add_voice,
    present,
    remove_priority,
    remove_voice,
    report_on_priority,
    save_cover,
    save_layout,
    sign_off,
)
from reporting.report.flow_actions import (
    approve,
    ask_to_publish,
    comment,
    find_restatements,
    publish,
    send_back,
    settle,
    submit,
)
from reporting.report.quarterly_actions import ask_for_quarterly, generate_quarterly
from reporting.report.writing_actions import Stale, begin, move, rename, save_narrative, set_included

__all__ = [
    "Stale",
    "add_priority",
    "add_voice",
    "approve",
    "ask_for_quarterly",
    "ask_to_generate",
    "ask_to_publish",
    "begin",
    "build",
    "comment",
    "find_restatements",
    "generate",
    "generate_quarterly",
    "move",
    "present",
    "publish",
    "remove_priority",
    "remove_voice",
    "rename",
    "report_on_priority",
    "save_cover",
    "save_layout",
    "save_narrative",
    "send_back",
    "set_included",
    "settle",
    "sign_off",
    "submit",
]
