"""Makes the shared fixtures known to every test, and gives each run a SIYU_HOME of its own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-test-"))

pytest_plugins = ["siyu.platform.testing"]
