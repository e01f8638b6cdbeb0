"""书库页 -- works, their versions, and what cites what."""
