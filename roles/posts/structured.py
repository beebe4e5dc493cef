"""A post as schema.org's JobPosting, for search engines. Source: https://schema.org/JobPosting."""

import json
from decimal import Decimal
from typing import Any

from django.utils.html import format_html_join
from markupsafe import Markup

from roles.posts.models import PaidBy, Post

# A data block of a page ends at "</script": these three never stand in it as themselves, nor do JSON's two traps.
_ESCAPES = {ord(c): f"\\u{ord(c):04X}" for c in "<>&\u2028\u2029"}


def job_posting(post: Post, address: str) -> Markup:
    """The JSON of the post, safe within a script element; `address` is the post's own page."""
    place = {"@type": "PostalAddress", "addressRegion": post.region, "addressCountry": "GB"}
    if post.organisation.town:
        place["addressLocality"] = post.organisation.town
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": post.title,
        "description": format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs(post.description))),
        "identifier": {"@type": "PropertyValue", "name": post.organisation_name, "value": str(post.pk)},
        "url": address,
        "validThrough": post.closes_at.isoformat(),
        "employmentType": "FULL_TIME" if post.paid_by == PaidBy.SALARY else "PART_TIME",
        "hiringOrganization": {"@type": "Organization", "name": post.organisation_name},
        "jobLocation": {"@type": "Place", "address": place},
        "directApply": True,
    }
    if post.published_at:
        posting["datePosted"] = post.published_at.date().isoformat()
    if post.starts_on:
        posting["jobStartDate"] = post.starts_on.isoformat()
    if salary := _salary(post):
        posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": "GBP", "value": salary}
    return Markup(json.dumps(posting, ensure_ascii=False).translate(_ESCAPES))  # noqa: S704 -- escaped just here


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as blank lines part them."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _salary(post: Post) -> dict[str, Any]:
    """The whole salary only: an allowance comes on top of a person's own pay and would mislead as a salary."""
    if post.paid_by != PaidBy.SALARY or not post.salary_gbp:
        return {}
    return {"@type": "QuantitativeValue", "value": float(Decimal(post.salary_gbp)), "unitText": "YEAR"}
