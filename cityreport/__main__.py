"""``python -m cityreport``: the command line."""

import sys

from cityreport.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
