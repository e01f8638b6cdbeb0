"""管理 -- the pages on which administrators keep agencies and people."""
