"""下载 -- a version as a file: as it came in, and in the formats that are made of it."""
