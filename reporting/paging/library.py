"""The library that draws PDFs, quicker: what it works out again for every box of a page is worked out once
for the boxes that have it in common. Pages come out the same, to the byte.

It puts other functions in the place of some inside the library, so it does so for the one version of which
these are known; any other draws as it comes.
"""

import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import weasyprint
from pydyf import PDF
from weasyprint.css import AnonymousStyle, ComputedStyle, Pending, computed_values, properties
from weasyprint.css.functions import check_math
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block, page
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_box_backgrounds as usual_backgrounds
from weasyprint.layout.float import avoid_collisions as usual_collisions
from weasyprint.layout.percent import resolve_percentages as usual_percentages
from weasyprint.svg import utils
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import ffi, gobject, pango

KNOWN = "70.0"


@dataclass(frozen=True)
class Instead:
    """What stands in the place of something inside the library."""

    place: Any
    name: str
    usual: Any
    quicker: Any

    def put(self) -> None:
        setattr(self.place, self.name, self.quicker)

    def take_back(self) -> None:
        setattr(self.place, self.name, self.usual)


def put() -> None:
    """Draw quicker from now on, where the library is the one that is known."""
    if weasyprint.__version__ == KNOWN:
        for one in changes():
            one.put()


@cache
def changes() -> list[Instead]:
    """All that is put in the place of something else."""
    of_classes = [
        (ComputedStyle, "__missing__", usual_missing, missing),
        (AnonymousStyle, "__init__", usual_beginning, begin_anonymous),
        (Box, "is_in_normal_flow", usual_flow, is_in_normal_flow),
        (line_break.Layout, "setup", usual_setup, setup),
        (line_break.Layout, "deactivate", usual_deactivate, deactivate),
        (line_break.Layout, "reactivate", usual_reactivate, reactivate),
        (PDF, "page_references", usual_references, property(page_references)),
    ]
    of_modules: dict[Any, Any] = {
        usual_percentages: resolve_percentages,
        usual_backgrounds: layout_box_backgrounds,
        usual_collisions: avoid_collisions,
        usual_strut: strut,
        usual_columns: columns_layout,
        usual_block: block_box_layout,
        usual_page: remake_page,
        usual_normal: lru_cache(maxsize=4096)(usual_normal),
        usual_size: lru_cache(maxsize=4096)(usual_size),
    }
    return [Instead(*one) for one in of_classes] + [
        Instead(module, usual.__name__, usual, quicker)
        for name, module in list(sys.modules.items())
        if name.startswith("weasyprint.")
        for usual, quicker in of_modules.items()
        if _has(module, usual)
    ]


def _has(module: Any, usual: Any) -> bool:
    return getattr(module, usual.__name__, None) is usual


# Values of styles. Most are inherited or initial.

usual_missing, usual_beginning = ComputedStyle.__missing__, AnonymousStyle.__init__
WITH_RULES_OF_THEIR_OWN = frozenset(
    name
    for name in properties.INITIAL_VALUES
    if name in ("float", "position", "display", "page") or name.startswith("text_decoration_")
)
INHERITED = frozenset(properties.INHERITED) - WITH_RULES_OF_THEIR_OWN
INITIAL = {
    name: value
    for name, value in properties.INITIAL_VALUES.items()
    if name not in WITH_RULES_OF_THEIR_OWN | INHERITED | properties.INITIAL_NOT_COMPUTED
}
OTHER_NAMES = {
    name: {named(block="ttb", inline=inline) for inline in ("ltr", "rtl")}
    for name, named in computed_values.PHYSICAL_FUNCTIONS.items()
}
"""What a rule may call a side instead, by the direction of the words."""
NONE_OF_THESE: frozenset[str] = frozenset()
WORKED_OUT = computed_values.COMPUTER_FUNCTIONS
INITIAL_TO_WORK_OUT = {
    name: properties.INITIAL_VALUES[name]
    for name in properties.INITIAL_NOT_COMPUTED & WORKED_OUT.keys() - WITH_RULES_OF_THEIR_OWN
}


def missing(style: Any, key: str) -> Any:
    """The value of a property that is asked for the first time."""
    rules = style.cascaded
    if key not in WITH_RULES_OF_THEIR_OWN and OTHER_NAMES.get(key, NONE_OF_THESE).isdisjoint(rules):
        if key in rules:
            return _ruled(style, key, rules[key][0])
        if key in INITIAL:
            style[key] = INITIAL[key]
            return INITIAL[key]
        if key in INITIAL_TO_WORK_OUT:
            value = style[key] = WORKED_OUT[key](style, key, INITIAL_TO_WORK_OUT[key])
            return value
        if key in INHERITED and style.parent_style is not None:
            value = style[key] = style.parent_style[key]
            return value
    return usual_missing(style, key)


def _ruled(style: Any, key: str, value: Any) -> Any:
    """The value that a rule gives a property."""
    is_word = isinstance(value, str)
    if (value in ("initial", "inherit")) if is_word else (isinstance(value, Pending) or check_math(value)):
        return usual_missing(style, key)
    if key in WORKED_OUT:
        value = WORKED_OUT[key](style, key, value)
    style[key] = value
    return value


LENGTHS = tuple(f"{of}_{side}" for of in ("margin", "padding") for side in ("left", "right", "top", "bottom"))
LENGTHS += ("width", "min_width", "max_width", "height", "min_height", "max_height")
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
RADII = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_left", "bottom_right")
)
OF_ANONYMOUS = {
    **dict.fromkeys((*BORDERS, "outline_width"), 0),
    **{name: INITIAL[name] for name in (*LENGTHS, *RADII, "box_sizing", "anchor", "overflow", "z_index")},
}


def begin_anonymous(style: Any, parent_style: Any) -> None:
    """A style of a box without an element, with the values that each is asked for."""
    style.update(OF_ANONYMOUS)
    style.specified, style.parent_style = style, parent_style
    style.root_style, style.cache = parent_style.root_style, parent_style.cache
    style.font_config = parent_style.font_config


# Boxes. Those of one style have the same lengths, unless one is a share of something.

usual_flow = Box.is_in_normal_flow


def is_in_normal_flow(box: Any) -> bool:
    if box.style["float"] == "none" and box.style["position"] == "static":
        return True
    return bool(usual_flow(box))


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the lengths of a box."""
    found = _of_style(box.style, "lengths", _lengths)
    if found is None or type(box) is AbsolutePlaceholder or box.is_flex_item or box.is_grid_item:
        usual_percentages(box, containing_block)
        return
    lengths, borders = found
    of_box = box.__dict__
    of_box.update(lengths)
    for name, value in borders.items():
        of_box.setdefault(name, value)  # of a table whose borders are shared they are set before


def _lengths(style: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The lengths, and the borders unless they are set already. None: one is a share of something else."""
    if style["box_sizing"] != "content-box":
        return None
    found: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", "") == "px":
            found[name] = value.value
        else:
            return None
    borders = {name: style[name] for name in BORDERS}
    return (found, borders) if style["border_collapse"] == "collapse" else (found | borders, {})


NO_RADII = dict.fromkeys(RADII, (0, 0))


def layout_box_backgrounds(
    page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Find what is drawn behind a box, which is mostly nothing."""
    has_own = style is not None or box is page or type(box) is AbsolutePlaceholder
    if has_own or not _of_style(box.style, "is_bare", _is_bare):
        usual_backgrounds(page, box, get_image, layout_children, style)
        return
    box.__dict__.update(NO_RADII)
    box.background = None
    for child in box.all_children() if layout_children else ():
        layout_box_backgrounds(page, child, get_image)


def _is_bare(style: Any) -> bool:
    """Whether there is nothing behind a box and it has no round corners."""
    return (
        all((0, "px") in style[name] for name in RADII)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and all(kind == "none" for kind, _ in style["background_image"])
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
    )


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Where a box stands beside what floats, which is mostly nothing."""
    if context.excluded_shapes or box.is_floated() or containing_block.style["direction"] != "ltr":
        return usual_collisions(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left, right = left + box.margin_left, right - box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


usual_columns, usual_block, usual_page = block.columns_layout, block.block_box_layout, page.remake_page


def columns_layout(context: Any, box: Any, *others: Any) -> Any:
    """Fill columns, without trying first whether they would fit: no other column is to be as long."""
    spans = any(child.style["column_span"] == "all" for child in box.children)
    context.is_tried = box.style["column_fill"] == "balance" or spans or bool(context.footnotes)
    try:
        return usual_columns(context, box, *others)
    finally:
        context.is_tried = True


def block_box_layout(context: Any, box: Any, *others: Any, **named: Any) -> Any:
    """Lay out a block. A column that is tried without need is found empty."""
    if box.is_column and others[MARGINS] is not None and not context.is_tried:
        return box.copy_with_children([]), None, {"break": "any", "page": None}, [], False, None
    return usual_block(context, box, *others, **named)


MARGINS = 6
"""Among the others: what a column that stays is not given."""


def remake_page(index: int, context: Any, *others: Any) -> Any:
    """Lay out a page. One that names pages names them as they are by now, not only the next time."""
    for item in context.target_collector.counter_lookup_items.values():
        if item.page_maker_index == index and index + 1 < len(context.page_maker):
            counters = context.page_maker[index + 1][3][1]
            item.cached_page_counter_values = deepcopy(counters)
            item.parse_again(counters)
    return usual_page(index, context, *others)


def _of_style(style: Any, name: str, find: Callable[[Any], Any]) -> Any:
    """What is found for a style, kept with it."""
    kept = style.__dict__
    if name not in kept:
        kept[name] = find(style)
    return kept[name]


# Letters. Lines are set once, and drawn as they were set.

Layout = line_break.Layout
usual_setup, usual_deactivate, usual_reactivate = Layout.setup, Layout.deactivate, Layout.reactivate
usual_strut = line_break.strut
FEATURES = tuple(
    f"font_{name}"
    for name in ("kerning", *(f"variant_{of}" for of in ("ligatures", "position", "caps", "numeric")))
) + ("font_variant_alternates", "font_variant_east_asian", "font_feature_settings")


def setup(layout: Any, style: Any) -> None:
    """Begin a line of letters."""
    found = _of_style(style, "letters", _letters)
    if found is None:
        usual_setup(layout, style)
        return
    context, description, layout.language = found
    layout.style, layout.first_line_direction = style, 0
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.ascent = layout.underline_position = layout.strikethrough_position = None


def _letters(style: Any) -> tuple[Any, Any, Any] | None:
    """What all lines of a style are made with; None where they are decorated or have features."""
    if style["font_language_override"] != "normal" or style["text_decoration_line"] != "none":
        return None
    if fonts.font_features(*(style[name] for name in FEATURES)):
        return None
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    if style["lang"]:
        words, kept = line_break.unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(words)
        del kept
        pango.pango_context_set_language(context, language)
    return context, fonts.get_font_description(style), language


def deactivate(layout: Any) -> None:
    """Keep a line that was set until it is drawn."""
    if layout.__dict__.get("is_drawn"):
        usual_deactivate(layout)


def reactivate(layout: Any, style: Any) -> None:
    """Draw a line as it was set, unless it is drawn otherwise."""
    layout.is_drawn = True
    if layout.justification_spacing or layout.__dict__.get("style") is not style:
        usual_reactivate(layout, style)


def strut(style: Any) -> Any:
    """How high a line of a style is, and where its letters stand."""
    return _of_style(style, "strut", usual_strut)


# Drawings and pages.

usual_normal, usual_size = utils.normalize, utils.size
usual_references = PDF.page_references


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """The pages by their numbers, which each tag asks for."""
    found: tuple[bytes, ...] = pdf.__dict__.get("references", ())
    if 3 * len(found) != len(pdf.pages["Kids"]):
        found = pdf.references = usual_references.fget(pdf)
    return found
