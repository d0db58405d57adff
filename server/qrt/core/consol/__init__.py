"""The group: line by line, intercompany eliminated, minority shown."""
