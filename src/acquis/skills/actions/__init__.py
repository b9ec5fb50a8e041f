"""Every write of competency frameworks."""

from acquis.skills.actions.importing import confirm, examine, import_now, load_sample, run, stop

__all__ = [
    "confirm",
    "examine",
    "import_now",
    "load_sample",
    "run",
    "stop",
]
