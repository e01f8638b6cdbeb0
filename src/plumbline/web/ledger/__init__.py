"""存证 -- the log before the public: what it has signed, and whether a receipt holds."""
