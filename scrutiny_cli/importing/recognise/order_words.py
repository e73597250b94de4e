"""The words with which an order begins, so that they are not taken for a name."""

from __future__ import annotations

_VERBS = """
    add address advertise advise agree align allocate amend announce answer apply appoint
    approach approve arrange arrive ask assess attend audit begin borrow brief bring build buy
    call cancel canvass carry change chase check circulate claim clarify clean clear close
    co-ordinate collaborate collate collect combine commission communicate compare compile
    complete compose conduct confer confirm consider construct consult contact continue convene
    convert convey coordinate correct cost cover create cut decide deepen define delete deliver
    demonstrate deposit design determine develop devise discuss display dispose distribute
    divide do document double draft draw drop e-mail elect eliminate email emphasise enable
    encourage engage enhance enlist enquire enrol ensure enter escalate establish estimate
    evaluate examine exchange expand explain explore express extend facilitate feed feedback
    fetch file fill finalise finalize find finish fit fix fly follow form formalise formulate
    forward gather generate get give go handle have help hire hold identify implement improve
    include increase inform inquire inspect install instruct introduce invest investigate invite
    issue join keep launch lay learn let liaise link list lobby locate lock log look mail
    maintain make manage measure meet mention merge migrate monitor move negotiate nominate note
    notify obtain occupy offer open operate order organise organize overhaul own pack paint pass
    pay perform permit persuade petition phone pick ping place plan poll post practise prepare
    present price print prioritise proceed procure produce progress promote propose protect
    prove provide publicise publish purchase pursue put query quote raise re-issue re-send reach
    react read rearrange receive recirculate recommend reconsider record recruit redesign
    redraft reduce refer refine reformat refresh refund register reinstate reissue release
    relocate remember remind remove renegotiate renew rent reopen reorganise repaint repair
    rephrase replace reply report request reschedule research resend resolve respond restore
    retain retrieve return review revise revisit rewrite ring run scan schedule scope scrap
    secure seek select sell send set settle setup share shift shorten show sign simplify solicit
    sort source speak specify split spread standardise start stop store streamline strengthen
    structure study submit suggest summarise summon supervise supply support survey suspend
    tackle take talk tell terminate test thank think tidy tie tighten trace track train transfer
    translate try undertake update upload urge use validate vary verify view visit wait warn
    wash work write
"""
ORDER_WORDS = frozenset(_VERBS.split())


def begins_with_order(text: str) -> bool:
    """Whether the first word of a text is one with which an order begins: `Send letter`."""
    words = text.split(maxsplit=1)
    return bool(words) and words[0].casefold().strip(",.;:") in ORDER_WORDS
