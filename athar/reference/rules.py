"""Who may load reference data."""

from athar.kernel.actor import Actor


def can_load_reference_data(actor: Actor | None) -> bool:
    """Tell whether places, outlines and themes may be loaded: by an administrator.

    Shape: None is the system itself, that is the operator at the command line.
    """
    return actor is None or (
        actor.is_active and actor.has_grant("administrator", ("installation",))
    )
