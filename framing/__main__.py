"""`python -m framing` is the command `framing`."""

import sys

from framing.cli import command

if __name__ == "__main__":
    sys.exit(command())
