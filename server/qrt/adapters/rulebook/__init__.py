"""Dated law and mappings of server/rules, read into core types."""
