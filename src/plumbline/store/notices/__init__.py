"""提醒 -- who is to know what about a case: made once, confirmed or passed on, mailed.

Notices follow from events and from computed days; nothing rests on them. A job that is killed
makes what is missing when it runs again.
"""

from plumbline.store.notices.escalating import escalate
from plumbline.store.notices.following import follow
from plumbline.store.notices.giving import given, mentioned
from plumbline.store.notices.lists import acknowledge, counted_open, see
from plumbline.store.notices.looking import look
from plumbline.store.notices.mailing import send_waiting
from plumbline.store.notices.recounting import recount, recount_one
from plumbline.store.notices.saying import Said, said

__all__ = [
    "Said", "acknowledge", "counted_open", "escalate", "follow", "given", "look", "mentioned",
    "recount", "recount_one", "said", "see", "send_waiting",
]  # fmt: skip
