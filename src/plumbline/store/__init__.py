"""存储 -- the only Django models: works, versions, provisions, and the log of what changed."""
