"""The words with which an order begins, so that they are not taken for a name."""

from __future__ import annotations

_VERBS = """
    add address advertise agree allocate amend apply appoint approach approve arrange ask assess
    attend audit bring build buy call cancel carry change check circulate clarify clean clear close
    collate collect commission communicate compile complete conduct confirm consider consult contact
    continue convene coordinate co-ordinate correct cost create decide define deliver design
    determine develop discuss display distribute do document draft draw email e-mail encourage
    engage enquire ensure enter escalate establish evaluate examine explain explore extend
    facilitate feed feedback file finalise finalize find finish fix follow formalise forward
    gather get give go
    have help hold identify implement improve include increase inform inspect install introduce
    invest investigate invite issue join keep launch learn let liaise link list look maintain make
    manage meet monitor move negotiate nominate note notify obtain offer open order organise
    organize paint pass pay phone pick place plan post prepare present price print procure produce
    progress promote propose provide publicise publish purchase pursue put raise re-send read
    recirculate recommend reconsider record recruit refer register remind remove renew repair
    replace reply report request research resend resolve respond return review revise ring run
    schedule secure seek select sell send set share show sign sort source speak start store study
    submit suggest summarise supply support survey take talk tell test thank think tidy track
    transfer try undertake update upload use verify view visit work write
"""
ORDER_WORDS = frozenset(_VERBS.split())


def begins_with_order(text: str) -> bool:
    """Whether the first word of a text is one with which an order begins: `Send letter`."""
    words = text.split(maxsplit=1)
    return bool(words) and words[0].casefold().strip(",.;:") in ORDER_WORDS
