"""Dresses django-allauth's pages: its layouts and elements (templates/allauth) in our own layout and fields."""

import re
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from people.design.words import longtime
from people.forms.rendering import error_summary

register = template.Library()
register.filter(longtime)


@register.tag
def page(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% page %}…{% endpage %}`: the content within layout.jinja; `title_` and `back_` are set before it."""
    nodelist = parser.parse(("endpage",))
    parser.delete_first_token()
    return PageNode(nodelist)


class PageNode(template.Node):
    """Renders its content first, then our one layout around it."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        content = self.nodelist.render(context)
        forms = [context.get(name) for name in ("form", "verify_form", "change_form")]
        bound = [form for form in forms if isinstance(form, BaseForm) and form.is_bound and form.errors]
        page = {
            "title": sentence_case(context.get("title_", "")),
            "back": context.get("back_", ""),
            "content": content,
            "has_errors": bool(bound),
            "errors": error_summary(*bound),
        }
        return render_to_string("account/page.jinja", page, context.get("request"))


@register.simple_tag
def field_groups(form: BaseForm) -> SafeString:
    """Every field of the form as its NHS component."""
    return mark_safe("".join(bound.as_field_group() for bound in form))  # noqa: S308 -- made by autoescaping macros


@register.filter
def sentence_case(text: Any) -> Any:
    """Headings and buttons as sentences: "Sign In" → "Sign in"; tags, entities and abbreviations stay."""
    if "<" in str(text) or "&" in str(text):
        return text
    words = re.split(r"(\s+)", str(text).strip())
    lowered = [
        word if word.isupper() else word[:1] + word[1:].lower() if i == 0 else word.lower()
        for i, word in enumerate(words)
    ]
    return type(text)("".join(lowered)) if isinstance(text, SafeString) else "".join(lowered)


BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
DEVICES = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "a Mac",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: Any) -> str:
    """What people call their browser: "Firefox on Windows". The first name that its own words hold counts."""
    said = str(user_agent)
    name = next((name for mark, name in BROWSERS.items() if mark in said), "A browser")
    device = next((name for mark, name in DEVICES.items() if mark in said), "")
    return f"{name} on {device}" if device else name


@register.filter
def button_class(tags: Any) -> str:
    """The design system's class for a button with django-allauth's tags."""
    tags = set(tags or [])
    if tags & {"danger", "delete"}:
        return "nhsuk-button nhsuk-button--warning"
    if tags & {"outline", "secondary", "cancel", "link", "tool", "resend"}:
        return "nhsuk-button nhsuk-button--secondary"
    return "nhsuk-button"
