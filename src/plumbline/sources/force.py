"""现行有效 -- which text of a work governs on a day, and what is known to have changed.

A work ends when a later text says so (同时废止), when its validity runs out, or not at
all. Parts may begin later than the rest (第三条自…起施行，其他条款自…起施行). An amended
text takes over on its day of effect. Where a newer text is known and not loaded, the
answer says so instead of pretending.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from plumbline.sources.names import key_of
from plumbline.sources.work import (
    ASSUMED,
    DAYS_TO_PUBLISH,
    Catalogue,
    Effect,
    State,
    Version,
    Work,
)

_LONGEST_WAIT: Final = 400
"""Days from the adoption of a law to its effect at the most: 386 in the register, save that of
Macao. So long a text without a stated day may not yet have begun."""


def state_on(work: Work, day: date, catalogue: Catalogue) -> State:
    """The state of `work` on `day`: the governing version and why.

    `pending` lists days on which a newer text was adopted, up to `day`, whose words are
    not known here. A version that was not yet adopted on `day` never governs it.
    """
    effects = catalogue.effects.get(work.key, ())
    governing = _governing(work.versions, day)
    repeal = _repeal(effects, governing, day)
    if repeal is not None:
        return State("repealed", governing, repeal.effective_on, repeal)
    renamed = next((e for e in effects if e.kind == "rename" and _applies(e, day)), None)
    if renamed is not None and key_of(renamed.new_name) in catalogue.works:
        return State("superseded", governing, renamed.effective_on, renamed)
    if governing is None:
        return _before_all(work, day)
    pending = _pending(work, governing, day)
    if governing.expires_on is not None and governing.expires_on < day:
        return State("lapsed", governing, governing.expires_on + timedelta(days=1), None, pending)
    late = [e for e in effects if _is_late(e, governing, day)]
    because = _partial(effects, governing, day) or min(
        late, key=lambda e: e.effective_on or day, default=None
    )
    state = "partly_in_force" if because else "in_force"
    waiting = tuple(place for effect in late for place in effect.provisions)
    assumed = governing.effective_rule in ASSUMED
    since = governing.effective_on
    doubtful = assumed and since is not None and (day - since).days < _LONGEST_WAIT
    return State(
        state, governing, since, because, pending, late=waiting, assumed=assumed, doubtful=doubtful
    )


def act_of(work: Work, version: Version) -> Work:
    """The work as this act alone, where one title names several acts of which each stands."""
    if not version.stands_alone:
        return work
    days = (version.adopted_on,) if version.adopted_on else ()
    return replace(work, versions=(version,), history=days, first_adopted_on=version.adopted_on)


def _is_late(effect: Effect, governing: Version, day: date) -> bool:
    """Whether an effect says that parts of the governing text do not yet bind."""
    return (
        effect.kind == "late_start"
        and effect.provenance.version == governing.adopted_on
        and not _applies(effect, day)
    )


def _applies(effect: Effect, day: date) -> bool:
    return effect.effective_on is not None and effect.effective_on <= day


def _repeal(effects: tuple[Effect, ...], governing: Version | None, day: date) -> Effect | None:
    """The first repeal that has taken effect by `day` and does not spare the governing text."""
    ended = [
        e
        for e in effects
        if e.kind == "repeal" and _applies(e, day) and not _made_anew(governing, e)
    ]
    return min(ended, key=lambda e: e.effective_on or day, default=None)


def _partial(effects: tuple[Effect, ...], governing: Version, day: date) -> Effect | None:
    """Parts of the governing text that have ended, as one effect with all their ids."""
    found = [
        e
        for e in effects
        if e.kind == "partial_repeal" and _applies(e, day) and not _made_anew(governing, e)
    ]
    if not found:
        return None
    places = tuple(place for effect in found for place in effect.provisions)
    return replace(found[0], provisions=places)


def _made_anew(version: Version | None, repeal: Effect) -> bool:
    """Whether the governing text is younger than the repeal, so that the repeal spares it."""
    if version is None or version.adopted_on is None or repeal.before is None:
        return False
    return version.adopted_on >= repeal.before


def _governing(versions: tuple[Version, ...], day: date) -> Version | None:
    """The version last to take effect by `day`."""
    begun = [v for v in versions if v.effective_on is not None and v.effective_on <= day]
    return max(begun, key=lambda v: (v.effective_on or day, v.adopted_on or day), default=None)


def _before_all(work: Work, day: date) -> State:
    """No known text binds on `day`: the work is younger, or only its later texts are known."""
    if not work.versions:
        return State("unknown", None, note="no text of this work is known")
    undated = next(
        (
            v
            for v in work.versions
            if v.effective_on is None and (v.adopted_on is None or v.adopted_on <= day)
        ),
        None,
    )
    if undated is not None:
        return State("unverified", undated, note="no day of effect is known")
    first = min(work.versions, key=lambda v: v.effective_on or date.max)
    adopted = first.adopted_on or date.max
    before = tuple(made for made in work.history if made < adopted)
    began = work.first_adopted_on or adopted
    # A cabinet approves some months before it publishes: both days are of one text.
    if before or (adopted - began).days > DAYS_TO_PUBLISH:
        made_on = min(began, *before) if before else began
        if made_on <= day:
            earlier = tuple(made for made in before if made <= day)
            note = "an earlier text bound on that day"
            return State("unverified", None, pending=earlier, note=note)
        return State("not_yet_in_force", None, made_on=made_on)
    return State("not_yet_in_force", first, first.effective_on)


def _pending(work: Work, governing: Version, day: date) -> tuple[date, ...]:
    if governing.stands_alone:
        return ()
    known = {v.adopted_on for v in work.versions}
    since = governing.adopted_on or date.min
    return tuple(made for made in work.history if since < made <= day and made not in known)
