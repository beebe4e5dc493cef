"""`python -m tests.system.chromium`: finds a Chromium for the browser tests, or installs one where that may be done."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/usr/bin", "/usr/local/bin", "/snap/bin")
NONE_FOUND = (
    "No Chromium found: the browser tests did NOT run. Install one (on Debian: apt-get install chromium), "
    "or name one: CHROMIUM=/path/to/chromium make test"
)
TRIES = 3


def chromium_path() -> str | None:
    """This machine's Chromium or Chrome, or the one that Playwright has downloaded; None where there is neither."""
    if named := os.environ.get("CHROMIUM"):
        return named
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), *PLACES])
    return next((found for name in NAMES if (found := shutil.which(name, path=places))), None) or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _may_install_packages() -> bool:
    """As root on Debian: in CI, or where someone is there to ask and agrees."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    if os.environ.get("CI"):
        return True
    return sys.stdin.isatty() and input("Install Debian's chromium for the browser tests? [y/N] ").lower() == "y"


def _install_package() -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"])
    for attempt in range(TRIES):
        if all(subprocess.run(["apt-get", *words], env=environ, check=False).returncode == 0 for words in commands):
            return
        time.sleep(5 * attempt)


def _download() -> None:
    """Playwright's own copy, into the user's cache; its host may be out of reach."""
    print("No Chromium here: asking Playwright for one.", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        print("Playwright could not download one within five minutes.")
        return
    if done.returncode:
        print(f"Playwright could not download one: {(done.stderr.strip().splitlines() or ['no reason given'])[0]}")


def main() -> int:
    """Returns 1 in CI where there is none in the end: a skipped browser test is a failure there."""
    if chromium_path() is None:
        _install_package() if _may_install_packages() else _download()
    path = chromium_path()
    print(f"Browser tests will use {path}" if path else NONE_FOUND)
    return 1 if path is None and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
