"""`python -m siyu` is the `siyu` command."""

from siyu.config.cli import main

if __name__ == "__main__":
    main()
