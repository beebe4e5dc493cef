"""Keeping a search, changing how often it speaks, and forgetting it."""

from urllib.parse import parse_qs, urlencode

from django.core import signing
from django.db import transaction

from people.design.words import plural
from people.models import User
from people.refusals import Refused
from roles.posts import words
from roles.posts.pages import in_words
from roles.posts.query import FACETS, LEAST, Search, parse
from roles.posts.search import keys_of
from roles.posts.vocabulary import vocabulary
from roles.saved.models import Every, SavedSearch

MOST = 50
"""Saved searches of one person."""
LINK = "roles.saved.stop"


def read(address: str) -> Search:
    """The search behind an address's query string; what cannot be read is left out."""
    return parse(parse_qs(address.lstrip("?"), keep_blank_values=False), vocabulary().known())


def address_of(search: Search) -> str:
    """What the search asks for as a query string, always written alike; order and page are no part of it."""
    pairs = [("q", search.words), ("exact", "1" if search.exact else "")]
    pairs += [(name, value) for name in FACETS for value in sorted(search.chosen.get(name, ()))]
    pairs += [(name, f"{search.least[name].normalize():f}") for name in LEAST if name in search.least]
    return urlencode([pair for pair in pairs if pair[1]])


def name_of(search: Search) -> str:
    """What the search asks for in words, for a name: "cardiology, London"."""
    said = ", ".join([*([search.words] if search.words else []), *in_words(search, vocabulary())])
    return said if len(said) <= 100 else f"{said[:99]}…"


@transaction.atomic
def save(search: Search, *, by: User, name: str, every: str) -> SavedSearch:
    """Keeps the search; one that the person has already gets the new name and turn. New posts count from now."""
    User.objects.select_for_update().get(pk=by.pk)  # two pages sent at once come one after the other
    address, known = address_of(search), vocabulary()
    if not address:
        raise Refused("Search for something first: a saved search needs a word or a filter")
    kept = SavedSearch.objects.filter(user=by, address=address).first()
    if kept is None and by.saved_searches.count() >= MOST:
        raise Refused(f"You have {plural(MOST, 'saved search', 'saved searches')}, which is the most. Delete one first")
    kept = kept or SavedSearch(user=by, address=address)
    kept.name, kept.every = name or name_of(search), Every(every)
    kept.words = words.read(search.words, exact=search.exact).query or None
    for facet in FACETS:
        setattr(kept, facet, keys_of(facet, search.chosen.get(facet, ()), known))
    for number in LEAST:
        setattr(kept, number, search.least.get(number))
    kept.save()
    return kept


def change(saved: SavedSearch, *, name: str, every: str) -> None:
    """Gives it another name or another turn."""
    saved.name, saved.every = name, Every(every)
    saved.save(update_fields=["name", "every"])


def stop_token(saved: SavedSearch) -> str:
    """What stands in a letter's link to stop it, for whoever has the letter."""
    return signing.dumps(saved.pk, salt=LINK)


def by_token(token: str) -> SavedSearch | None:
    """The search that the link is about; None for a broken link, or one whose search is gone."""
    try:
        return SavedSearch.objects.filter(pk=signing.loads(token, salt=LINK)).first()
    except signing.BadSignature:
        return None


def stop(saved: SavedSearch) -> None:
    """No more letters; the search stays."""
    saved.every = Every.NEVER
    saved.save(update_fields=["every"])
