"""Who wants to know of which act: projectors inside the transaction, jobs after it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from athar.trail.actions import Touched
    from athar.trail.models import Event

Projector = Callable[["Event", Sequence["Touched"]], None]

#: Stands for every kind of event; its projectors run last.
ANY = "*"

_projectors: dict[str, list[Projector]] = defaultdict(list)
_jobs: dict[str, list[Any]] = defaultdict(list)


def project(kind: str, projector: Projector) -> None:
    """Run `projector` in the transaction of every event of this kind, in order of registration."""
    if projector not in _projectors[kind]:
        _projectors[kind].append(projector)


def then_run(kind: str, task: Any) -> None:
    """Enqueue a task, with the event's id, in the transaction of every event of this kind."""
    if task not in _jobs[kind]:
        _jobs[kind].append(task)


def projectors(kind: str) -> tuple[Projector, ...]:
    """Give the projectors of a kind of event, then those of any."""
    return (*_projectors.get(kind, ()), *_projectors.get(ANY, ()))


def jobs(kind: str) -> tuple[Any, ...]:
    """Give the tasks of a kind of event."""
    return tuple(_jobs[kind])
