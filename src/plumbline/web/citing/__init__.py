"""引用页 -- what a version cites, what rests on a provision, and one citation explained."""
