"""演示 -- a municipality that does not exist: its agencies, people and a year of their cases.

All of it is content in a folder, `demo/records`, that comes in once; what is there already stays
as it is, so that a load which was stopped goes on when it is called again.
"""

from plumbline.store.demonstration.faults import DemonstrationFault
from plumbline.store.demonstration.loading import Loaded, bring_in
from plumbline.store.demonstration.people import FOLDER, PASSWORD, Member, cast

__all__ = ["FOLDER", "PASSWORD", "DemonstrationFault", "Loaded", "Member", "bring_in", "cast"]
