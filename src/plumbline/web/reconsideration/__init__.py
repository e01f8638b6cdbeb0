"""行政复议 -- the citizen's side: the guide, the application, the code from the counter."""
