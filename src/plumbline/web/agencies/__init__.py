"""机关 -- which agencies there are on a day, and where each stands."""
