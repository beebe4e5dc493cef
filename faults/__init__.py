"""`make faults`: what becomes of 10,000 reminders while workers are killed and servers fail, with real processes.

`python -m faults` starts a PostgreSQL and a Valkey of its own, a mail server that refuses, dawdles and hangs up, two
workers and two timetables; kills a worker every few seconds; kills the broker and starts it empty; crashes PostgreSQL;
moves the clock over the October hour. At the end every letter must be there once (docs/adr/0006-told-once.md). It
prints JSON lines and ends with 1 where one is missing or twice.
"""
