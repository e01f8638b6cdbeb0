"""核对页 -- a text is pasted or dropped, its citations are checked, and nothing is kept."""
