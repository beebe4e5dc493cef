"""`make bench`: how fast the pages that matter are, beside a ceiling measured in the same run.

`python -m bench` seeds a database of its own, and another with a tenth of the data, serves both as production does,
and prints one JSON object a line: `name`, `value`, `unit`, where it has one its `ratio` to the ceiling, and its
`growth` from a tenth of the data (1.5: half as slow again). The ceiling is a bare view on the same server and database
that does one indexed SELECT of 25 rows and renders them with Jinja2 (bench/ceiling.py). Machines are noisy: trust
ratios within one run.
"""
