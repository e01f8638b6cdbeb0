"""命令 -- plumbline …: all that a script or a reviewer does, with the values that pages show."""

from plumbline.cli.main import main

__all__ = ["main"]
