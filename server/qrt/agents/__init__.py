"""Named agents: each proposes with evidence, and the core or a person accepts."""
