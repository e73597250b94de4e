"""The entry point: it loads the program, and ends quietly where that is interrupted."""

import gc
import os

_INTERRUPTED = 130


def main() -> None:
    """Run the program; Ctrl-C may come while it is still being imported."""
    gc.disable()  # a run is short, and what it reads lives until its end
    try:
        from scrutiny_cli.cli import app  # noqa: PLC0415  here an interrupt can be caught

        app.main()
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
