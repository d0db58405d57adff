"""Hostile files, generated: `corpus.py` names them all, each other module makes one family of them."""
