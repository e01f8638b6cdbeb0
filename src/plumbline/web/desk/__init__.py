"""工作台 -- what is mine, what is due, what waits for others; and the lists of cases."""
