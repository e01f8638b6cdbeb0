"""程序 -- a procedure for everybody: its picture, its actions, its clocks, its examples."""
