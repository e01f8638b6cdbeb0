"""接口 -- the same values as JSON, for programs; read-only, with one shape of error."""
