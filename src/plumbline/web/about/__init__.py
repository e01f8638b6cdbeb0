"""说明页 -- what this is, and what came into the library or was refused."""
