"""The council's words in templates: `{% ours %}Decisions{% endours %}` round texts of the portal's own, and
`{{ label|said:authority }}`.
"""

from django import template
from django.template.base import NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from accounts.councils.words import Words
from accounts.councils.words import said as said_by
from accounts.models import Authority

register = template.Library()


@register.filter
def said(text: object, council: Authority | None) -> str:
    """A label of the portal's own in the council's words."""
    return said_by(str(text), council or None)


class Ours(template.Node):
    """Puts the council's words into what stands in the template; what a variable holds stays as it is."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        viewer = getattr(getattr(context, "request", None), "viewer", None)
        words = Words.of(viewer.authority).in_markup() if viewer else None
        if words is None:
            return self.nodes.render(context)
        nodes = (TextNode(words.said(node.s)) if isinstance(node, TextNode) else node for node in self.nodes)
        return NodeList(nodes).render(context)


@register.tag
def ours(parser: Parser, token: Token) -> Ours:
    """Only round words, never round markup: an address may hold one of our words too."""
    nodes = parser.parse(("endours",))
    parser.delete_first_token()
    return Ours(nodes)
