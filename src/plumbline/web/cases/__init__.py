"""案件 -- the one page of a case, and the forms of what may lawfully be done in it."""
