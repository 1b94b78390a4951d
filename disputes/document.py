"""The table of docs/disputes.md, drawn from states.py, so that what is written is what is enforced."""

from disputes.models.concern import State
from disputes.states import RULES, Part

WHO = {
    Part.IRO: "the child’s IRO, or the IRO who covers",
    Part.QA: "the QA manager",
    Part.ANSWERER: "a manager at the stage that is open",
    Part.MANAGER: "a manager at any stage it reached",
}


def table() -> str:
    """Every act: who may do it, in which states, and where it leads."""
    lines = ["| act | who | from | to |", "| --- | --- | --- | --- |"]
    for act, rule in RULES.items():
        who = "; ".join(WHO[part] for part in Part if part in rule.by)
        ends: dict[str, list[str]] = {}
        for state in State:
            if state.value in rule.moves:
                to = rule.moves[state.value]
                ends.setdefault("stays" if to == state.value else State(to).label, []).append(
                    str(state.label)
                )
        for to, states in ends.items():
            lines.append(f"| {act.value} | {who} | {'; '.join(states)} | {to} |")
    return "\n".join(lines) + "\n"
