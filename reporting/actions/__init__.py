"""What happens with a report: begun and written, built, sent on its way, published."""

from reporting.actions.building import ask_to_generate, build, generate
from reporting.actions.content import (
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
from reporting.actions.flow import (
    approve,
    ask_to_publish,
    comment,
    find_restatements,
    publish,
    send_back,
    settle,
    submit,
)
from reporting.actions.quarterly import ask_for_quarterly, generate_quarterly
from reporting.actions.writing import Stale, begin, move, rename, save_narrative, set_included

__all__ = [
    "Stale", "add_priority", "add_voice", "approve", "ask_for_quarterly", "ask_to_generate", "ask_to_publish", "begin", "build", "comment",
    "find_restatements", "generate", "generate_quarterly", "move", "present", "publish", "remove_priority", "remove_voice", "rename",
    "report_on_priority", "save_cover", "save_layout", "save_narrative", "send_back", "set_included", "settle", "sign_off", "submit",
]  # fmt: skip
