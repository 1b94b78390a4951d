"""The council's words in templates. Text written in a template is put into them automatically
(accounts/councils/loading.py); the value of a variable only with `{{ label|said }}`.
"""

from typing import Any

from django import template
from django.forms import BoundField, ModelChoiceField
from django.template.base import NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from accounts.councils.words import in_force

register = template.Library()


@register.filter
def said(text: object) -> str:
    """A label of the portal's own in the council's words."""
    words = in_force()
    if words is None or not text:
        return "" if text is None else text if isinstance(text, SafeString) else str(text)
    if isinstance(text, SafeString):
        return SafeString(words.in_markup().said(str(text)))
    return words.said(str(text))


@register.filter
def stopped(text: str) -> str:
    """Words that somebody typed, at the end of a sentence: with one full stop, or the mark they have."""
    words = text.rstrip()
    return words if words.endswith(("!", "?", "…")) else f"{words.rstrip('.')}."


@register.filter
def label_said(field: BoundField) -> str:
    """The label of a question; one that the council wrote itself (`field.label_stays`) stays as it is."""
    return str(field.label) if getattr(field.field, "label_stays", False) else said(field.label)


@register.simple_tag
def choice_said(field: BoundField, choice: Any) -> str:
    """What can be chosen."""
    return str(choice.choice_label) if choices_stay(field) else said(choice.choice_label)


def choices_stay(field: BoundField) -> bool:
    """Choices that a page offers, such as teams and themes, stay as they are."""
    fixed: Any = getattr(type(field.form), "base_fields", {}).get(field.name)
    if fixed is None or isinstance(field.field, ModelChoiceField):
        return True
    asked: Any = field.field
    return list(fixed.choices) != list(asked.choices)


class Ours(template.Node):
    """Puts the council's words into what stands in the template; what a variable holds stays as it is."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        words = in_force()
        if words is None:
            return self.nodes.render(context)
        words = words.in_markup()
        nodes = (TextNode(words.said(node.s)) if isinstance(node, TextNode) else node for node in self.nodes)
        return NodeList(nodes).render(context)


@register.tag
def ours(parser: Parser, token: Token) -> Ours:
    """Only round words, never round markup: an address may hold one of our words too."""
    nodes = parser.parse(("endours",))
    parser.delete_first_token()
    return Ours(nodes)
