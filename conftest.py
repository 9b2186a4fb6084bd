"""Makes the shared fixtures known to every test, and gives each run a SIYU_HOME of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-test-"))
Path(os.environ["SIYU_HOME"], "static").mkdir(parents=True, exist_ok=True)

pytest_plugins = ["siyu.platform.testing"]
