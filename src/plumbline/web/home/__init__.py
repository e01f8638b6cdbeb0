"""首页 -- search first, then what the library holds."""
