"""The labels of a meeting's own fields: its date, time, venue, chair and so on."""

from __future__ import annotations

from scrutiny_cli.importing.recognise.labelled import compile_labels

_OF = r"(?: of (?:the |this )?meeting)?"
DATE_LABELS = compile_labels(
    rf"(?:meeting )?date{_OF}(?: held)?",
    r"(?:meeting )?date(?:,| and| &|/| /)? ?(?:time|place|venue|location)"
    rf"(?:(?:,| and| &|/)+ ?(?:place|venue|location))?{_OF}",
    rf"(?:time|day)(?: and| &|/) ?date{_OF}",
    r"when",
    r"(?:meeting )?held on",
    r"date held",
)
TIME_LABELS = compile_labels(
    rf"(?:meeting |start(?:ing)? )?time{_OF}(?: started)?",
    r"(?:meeting )?time(?:,| and| &|/| /)? ?(?:place|venue|location)",
)
VENUE_LABELS = compile_labels(
    rf"(?:meeting )?(?:venue|location|place){_OF}", r"where", r"(?:meeting )?held (?:at|in)"
)
NEXT_LABELS = compile_labels(
    r"(?:(?:date|time|day|place|venue)s?(?:(?:,| and| &|/)+ ?(?:date|time|day|place|venue))*"
    r" (?:of|for) (?:the |our )?)?next (?:\w+ )?(?:meeting|mtg|call|telecon|session)(?:'?s)?"
    r"(?: (?:date|time|details|date and time|will be|is|on))*",
)
CHAIR_LABELS = compile_labels(
    r"(?:meeting )?chair(?:man|woman|person)?s?(?: of (?:the |this )?meeting)?",
    r"(?:meeting )?chaired by",
    r"in the chair",
    r"presiding(?: officer| member)?",
    r"chairing",
)
MINUTES_LABELS = compile_labels(
    r"(?:minutes|notes)(?: were)?(?: (?:taken|recorded|prepared|written))? by",
    r"minutes",
    r"minuted by",
    r"minute[- ]?takers?",
    r"note[- ]?takers?",
    r"scribes?",
    r"(?:recording|minutes?) secretary",
    r"recorder",
    r"recorded by",
)
TITLE_LABELS = compile_labels(
    r"(?:title|name) of (?:the )?(?:meeting|committee|group|board)",
    r"(?:meeting|committee|group|board)(?: (?:title|name))?",
)
NUMBER_LABELS = compile_labels(r"meeting (?:no\.?|number|#)", r"number of (?:the )?meeting")
OTHER_LABELS = compile_labels(
    r"agenda", r"distribution", r"circulation", r"copies(?: to)?", r"cc", r"minutes", r"members",
    r"invited", r"invitees", r"purpose", r"subject", r"quorum", r"recording", r"previous meeting",
    r"irc", r"zoom", r"link", r"website", r"action items?", r"actions?", r"topics?",
)  # fmt: skip
