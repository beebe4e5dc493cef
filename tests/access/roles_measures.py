"""Measures of choosing are for recruiters and human resources of the organisation; the outsider has another one's."""

from tests.access.row import Row

READERS = {"anonymous": 302, "recruiter": 200, "hr": 200, "everyone": 404}

ROWS = [
    # The outsider's organisation has no posts, so there is no file.
    Row("measures:page", **READERS, outsider=200),
    Row("measures:page", query="?organisation=999999", anonymous=302, everyone=404),
    Row("measures:file", **READERS),
]
