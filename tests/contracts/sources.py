"""The tracked files of the project, as the contracts read them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Give the files git tracks, or would track, that match the patterns."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


def lines(path: Path) -> list[str]:
    """Give the lines of a text file."""
    return path.read_text(encoding="utf-8").splitlines()
