"""The papers of a simulated quarter, each in the form in which companies really hand it in."""
