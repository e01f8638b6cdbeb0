"""抽取 -- random selection that anybody can check: announced, seeded in public, computed.

优化营商环境条例#54: targets and inspectors are drawn at random, and the result is published. What
is drawn follows from an announcement, whose hash is in the log, and from a seed that nobody could
know when it was made (docs/draws.md).
"""

from plumbline.draw.announcement import Announcement, Plan, Source, announce, share
from plumbline.draw.drawing import Drawn, Followed, Result, draw, follow
from plumbline.draw.faults import DrawFault
from plumbline.draw.lists import Avoidance, Exclusion, Inspector, Lists, Target
from plumbline.draw.record import announced, announcement_in, read, recorded, seed_in, written
from plumbline.draw.staffing import Replacement, Staffing

__all__ = [
    "Announcement", "Avoidance", "DrawFault", "Drawn", "Exclusion", "Followed", "Inspector",
    "Lists", "Plan", "Replacement", "Result", "Source", "Staffing", "Target", "announce",
    "announced", "announcement_in", "draw", "follow", "read", "recorded", "seed_in", "share",
    "written",
]  # fmt: skip
