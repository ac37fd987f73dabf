"""``python -m server`` is the command ``dutygraph``."""

from server.command_line import main

if __name__ == "__main__":
    main(prog_name="dutygraph")
