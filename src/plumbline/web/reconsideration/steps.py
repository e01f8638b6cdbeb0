"""步骤 -- the way of an application in plain words, each step with the clocks that measure it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from plumbline.clock import Clock
from plumbline.procedure import Definition

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STEPS: Final[tuple[tuple[str, _StrPromise, _StrPromise], ...]] = (
    ("application", _("您提出申请"), _("自知道行政行为之日起，在期限内向复议机关提出。")),
    ("examine", _("机构审查是否受理"), _("到期没有决定不受理的，法律视为已经受理。")),
    ("reply", _("对方机关答复"), _("对方要提交书面答复和当时的证据，您可以查阅、复制。")),
    ("decide", _("作出决定"), _("机构听取您的意见以后作出决定，维持、改变或者撤销原来的行为。")),
    ("sue", _("不服，可以起诉"), _("收到决定书以后，仍然不服的，可以向人民法院起诉。")),
)
"""The clock of the definition, what happens, and in plain words."""


_SIMPLE: Final = (("procedure", ("simple",)),)


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of the way, with the periods of its clock."""

    title: _StrPromise
    words: _StrPromise
    clocks: Sequence[Clock]


def steps_of(definition: Definition) -> list[StepShown]:
    """The steps of an application; the ordinary period of each, then the simple one."""
    found = []
    for clock, title, words in STEPS:
        choices = definition.clocks[clock].clocks
        simple = [law for when, law in choices if when == _SIMPLE]
        found.append(StepShown(title, words, [choices[-1][1], *simple]))
    return found
