"""What templates say the same to everyone: drawn once for each language, and constant icons drawn at compile time."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.loader_tags import BlockNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class SteadyNode(Node):
    """Draws its inside once for each language, without anything of the page: no request, no variable gets in."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The inside, kept."""
        language = get_language()
        found = self.drawn.get(language)
        if found is None:
            found = self.drawn[language] = self.nodelist.render(context.new({}))
        return found


@register.tag
def steady(parser: Parser, _token: Token) -> SteadyNode:
    """`{% steady %}…{% endsteady %}` around what depends on the language alone: words, static files, addresses."""
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("A block differs from page to page, so it cannot stand in steady.")
    return SteadyNode(nodelist)


def draw_icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite; size is empty, `small` or `large`."""
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="#icon-{}"/></svg>', size, name)


class IconNode(Node):
    """An icon whose name or size the page decides."""

    def __init__(self, words: list[FilterExpression]) -> None:
        self.words = words

    def render(self, context: Context) -> SafeString:
        """The icon."""
        return draw_icon(*(word.resolve(context) for word in self.words))


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """`{% icon 'people' 'small' %}`; one whose words are written out is plain text by the time a page is drawn."""
    bits = token.split_contents()[1:]
    if not 1 <= len(bits) <= 2:
        raise TemplateSyntaxError("icon takes a name, and perhaps a size.")
    if all(bit[0] == bit[-1] and bit[0] in "\"'" for bit in bits):
        return TextNode(draw_icon(*(bit[1:-1] for bit in bits)))
    return IconNode([parser.compile_filter(bit) for bit in bits])
