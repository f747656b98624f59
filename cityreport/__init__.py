"""cityreport: from monthly workbooks to a scored, traceable dashboard.

Importing this package loads nothing heavy, so that ``python -m cityreport`` starts at once.
"""

import os

# Read once when numpy is first imported. The products here take a fraction of a millisecond; the
# other threads that would share one go on running for some 20 ms, on processors of the browser.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
