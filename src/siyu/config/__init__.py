"""Puts the house together: settings, URLs, the WSGI entrance and the `siyu` command. Known by no one."""
