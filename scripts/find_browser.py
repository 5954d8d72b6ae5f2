"""Find a Chrome or Chromium for the browser tests, or install Debian's.

`python scripts/find_browser.py` prints the path of the browser, or says how to
get one and exits with 1. With `--install` it first tries `apt-get` where that
is possible without asking for a password.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "OPEN_LINE_BROWSER"

# The first is the same engine without windows: a page loads in a quarter less of the
# processor's time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)

WELL_KNOWN = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

HELP = f"""The browser tests need Chrome, Chromium or Edge, and none was found.
- Debian, Ubuntu:  sudo apt-get update && sudo apt-get install chromium
- Fedora:          sudo dnf install chromium
- macOS:           brew install --cask google-chrome
- Windows:         winget install Google.Chrome
If one is installed elsewhere, set {VARIABLE} to its path.
The other tests run with: make test-fast"""


def find() -> Path | None:
    """Return the path of a browser: the variable's, then PATH, then usual places.

    Raises:
        FileNotFoundError: the variable is set but names no file.
    """
    if chosen := os.environ.get(VARIABLE):
        path = Path(chosen)
        if not path.is_file():
            message = f"{VARIABLE} is set to {chosen}, which is not a file."
            raise FileNotFoundError(message)
        return path
    for command in COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    return next((Path(p) for p in WELL_KNOWN if Path(p).is_file()), None)


def install() -> None:
    """Install Debian's Chromium when this user may do so without a password.

    Where a distribution has it with windows only, that one.
    """
    if shutil.which("apt-get") is None or os.name != "posix" or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update"],
        ["install", "-y", "chromium-headless-shell"],
        ["install", "-y", "chromium"],
    ):
        subprocess.run(["apt-get", "-q", *arguments], check=False, env=environment)
        if find():
            return


def main() -> int:
    """Print the browser's path; exit code 1 with advice when there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    try:
        browser = find()
        if browser is None and options.install:
            install()
            browser = find()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if browser is None:
        print(HELP, file=sys.stderr)
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
