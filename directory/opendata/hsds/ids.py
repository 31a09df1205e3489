"""Identifiers that are the same each time and on each server: UUIDs made of what does not change."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("6f3c1f2e-9d0b-5c57-8b54-1c3d0a3f7e11")


def uid(kind: str, *keys: str) -> str:
    """The UUID of a thing of that kind: `uid("service", "rohatyn", "legal-aid")`."""
    return str(uuid5(_NAMESPACE, "/".join((kind, *keys))))
