"""`make demo`: everything a visitor needs, on this machine alone, from one command.

`python -m config.demo` starts PostgreSQL and Valkey out of wheels (config/embedded/), prepares the data, and runs the
web server, the worker, the timetable and a mail sink as children of one process, which stops them all when it is told
to stop or when one of them ends. Whatever it writes lies under `var/`; everything listens on loopback or on sockets.
"""
