"""What a row brings with it, so that two ways of loading it can be held against each other."""

from django.db.models import Model


def loaded(row: Model) -> dict[str, object]:
    """The row, what came with it, and all that needs no query any more."""
    beside = {name: loaded(one) for name, one in row._state.fields_cache.items() if isinstance(one, Model)}
    prefetched = getattr(row, "_prefetched_objects_cache", {})
    known = {name: [each.pk for each in rows] for name, rows in prefetched.items()}
    fields = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return fields | beside | {f"all {name}": keys for name, keys in known.items()}
