"""A post on paper: what its page says, as a PDF."""

from datetime import datetime
from xml.sax.saxutils import quoteattr

from reportlab.platypus import Flowable, Paragraph

from people.design.paper import SMALL, TITLE, built, bullets, marked, part, table, text
from people.design.words import longtime, shortdate
from roles.posts import facts
from roles.posts.reading import Shown
from roles.posts.structured import paragraphs


def on_paper(shown: Shown, address: str, now: datetime) -> bytes:
    """The post as a PDF of A4 pages; `address` is the post's own page, `now` the moment it is printed."""
    post, standing = shown.post, facts.standing(shown.post, now)
    parts: list[Flowable] = [
        text(post.organisation_name, SMALL),
        text(post.title, TITLE),
        text(standing.sentence),
        text(post.summary),
        table([*facts.of_page(post), ("Closing date", standing.closes)]),
    ]
    if shown.changes:
        said = [f"{shortdate(day)}: {why} {_lines(lines)}".strip() for day, why, lines in shown.changes]
        parts += part("Changed since it was published", [bullets(said)])
    parts += part("About the post", map(text, paragraphs(post.description)))
    none = "The advert names no right to return to clinical work. Ask about it before you apply."
    way_back = facts.way_back(post)
    parts += part("The way back", [bullets(way_back) if way_back else text(none)])
    if shown.criteria:
        asked = [f"{words} ({'essential' if essential else 'desirable'})" for words, essential in shown.criteria]
        parts += part("What you are asked to show", [bullets(asked, numbered=True)])
    how = [*paragraphs(post.how_chosen), facts.by_when(post)]
    parts += part("How it is chosen, and by when", map(text, how))
    contact = ", ".join(filter(None, [post.contact_name, post.contact_email, post.contact_phone]))
    parts += part("Talk to someone first", [text(contact or "The advert names nobody to call.")])
    link = f"<a href={quoteattr(address)} color='#005eb8'>{marked(address)}</a>"
    parts.append(
        Paragraph(f"As it stood on {longtime(now)}. Apply, and read what may have changed since: {link}", SMALL)
    )
    return built(parts, post.title, post.organisation_name)


def _lines(lines: list[list[str]]) -> str:
    return " ".join(f"{what}: {after} (before: {before})." for what, before, after in lines)
