"""法律内容 -- what a lawyer edits: pages and bodies, below this package and in added roots.

The modules here find and read them; the folders hold them, by place and kind.
"""
