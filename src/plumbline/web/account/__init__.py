"""账户 -- signing in and out, the second factor, and a citizen's own account."""
