"""Stub: addresses only."""


def database_url() -> str:
    return "postgresql://postgres@/pathways?host=/tmp"


def redis_url() -> str:
    return "redis://127.0.0.1:6379/0"
