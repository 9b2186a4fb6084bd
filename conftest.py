"""Makes the shared fixtures known to every test; `siyu.config.settings_of_tests` gives the run its own SIYU_HOME."""

pytest_plugins = ["siyu.platform.testing"]
