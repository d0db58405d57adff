"""`python -m qrt.cli` is `qrt`."""

from qrt.cli import main

main()
