"""The people of imported minutes: which lists are read, and what stays text."""

from __future__ import annotations

import pytest
from made_blocks import make_blocks

from scrutiny_cli.importing.blocks import Block
from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.outline import is_covered, mark_words
from scrutiny_cli.importing.recognise.people import FoundPeople, find_people


def describe_person(person: ImportedPerson) -> str:
    """Return `Name (XX), role, @body, [note]`, without what the person lacks."""
    initials = f"({person.initials})" if person.initials else ""
    name = " ".join(filter(None, (person.name, initials))) or person.label
    body = f"@{person.organisation}" if person.organisation else None
    note = f"[{person.note}]" if person.note else None
    return ", ".join(filter(None, (name, person.role, body, note, person.email)))


def describe_lists(found: FoundPeople) -> str:
    return "\n".join(
        f"{each.field}: {each.nobody or '; '.join(map(describe_person, each.people))}"
        for each in found.lists
    )


def list_text(blocks: tuple[Block, ...], found: FoundPeople) -> list[str]:
    """Return the blocks that are kept as text."""
    stretches = mark_words(found.uses)
    return [
        block.text or " | ".join(cell.text for cell in block.cells)
        for at, block in enumerate(blocks)
        if not is_covered(block.text, stretches.get((at, None), []))
        or not all(
            is_covered(cell.text, stretches.get((at, number), []))
            for number, cell in enumerate(block.cells)
        )
    ]


READ = {
    "one line with semicolons": (
        "Present: Cllrs A Smith (Chair), B Jones; Clerk: C Brown\nApologies: none received",
        "present: A Smith, Chair; B Jones; C Brown, Clerk\napologies: none received",
    ),
    "a tab before the initials": (
        """
Present:-
|Lindsay Whitehouse, Deputy Commissioner (DPCC), Office of the Commissioner (OPCC)|LW|
|Carly Fry, Assistant Director, Performance and Scrutiny, OPCC|CF|
|DCI Scott Cannon, Essex Police|sc|
|T/Det. Supt. Stuart Hooper, Essex Police|SH|
|Tina Bateman, Performance and Scrutiny Officer|TB|
""",
        (
            "present: Lindsay Whitehouse (LW), Deputy Commissioner (DPCC), "
            "@Office of the Commissioner (OPCC); "
            "Carly Fry (CF), Assistant Director, Performance and Scrutiny, @OPCC; "
            "Scott Cannon (SC), DCI, @Essex Police; "
            "Stuart Hooper (SH), T/Det. Supt., @Essex Police; "
            "Tina Bateman (TB), Performance and Scrutiny Officer"
        ),
    ),
    "the same where the tab is a space": (
        """
Present
Wil Kennedy, Head of Corporate Services, EP WK
Derek Benson, Deputy Chief Constable, Essex Police DB
""",
        (
            "present: Wil Kennedy (WK), Head of Corporate Services, @EP; "
            "Derek Benson (DB), Deputy Chief Constable, @Essex Police"
        ),
    ),
    "bullets below headings": (
        """
# Present
- Rosa Okafor (RO), Chair
- Tom Bell (TB), Assistant Clerk, Parks and Paths, Parish Council
# Apologies
Mei Lin (ML)
""",
        (
            "present: Rosa Okafor (RO), Chair; "
            "Tom Bell (TB), Assistant Clerk, Parks and Paths, @Parish Council\n"
            "apologies: Mei Lin (ML)"
        ),
    ),
    "programmers": (
        "Attendees: Ralph, Ivan, annette_g, @kevin\nRegrets: Dan",
        "present: Ralph; Ivan; annette_g; @kevin\napologies: Dan",
    ),
    "a table of names, roles and who came": (
        """
|Name|Role|Initials|Present/Apologies|
|Ann Lee|Chair|AL|Present|
|Bo Carr|Clerk|BC|Apologies|
|Cy Dunn|Governor|CD|via Teams|
|Dee Eel|Governor|DE|absent|
""",
        (
            "present: Ann Lee (AL), Chair; Cy Dunn (CD), Governor, [via Teams]\n"
            "apologies: Bo Carr (BC), Clerk\nabsent: Dee Eel (DE), Governor"
        ),
    ),
    "a table with a column of ticks": (
        """
|Member|Organisation|Present|Apologies|
|Ann Lee|Police|✓||
|Bo Carr|Council||✓|
""",
        "present: Ann Lee, @Police\napologies: Bo Carr, @Council",
    ),
    "a table below a label": (
        "Attendees\n|Name|Title|Email|\n|Ann Lee|Dean|ann@x.example|",
        "present: Ann Lee, Dean, ann@x.example",
    ),
    "lines in the cell beside a label": (
        """
|Present:|Ann Lee (Chair)\\nBo Carr\\nCy Dunn|
|Apologies:|Dee Eel|
||Fay Gunn|
|In attendance:|None|
""",
        (
            "present: Ann Lee, Chair; Bo Carr; Cy Dunn\n"
            "apologies: Dee Eel; Fay Gunn\nin_attendance: None"
        ),
    ),
    "a column for each list": (
        "|Present|Apologies|In attendance|\n|Ann Lee\\nBo Carr|Cy Dunn|Dee Eel (Clerk)|",
        "present: Ann Lee; Bo Carr\napologies: Cy Dunn\nin_attendance: Dee Eel, Clerk",
    ),
    "a city council": (
        """
Members Present
Council Member Jane Roe, Mayor John Doe, Vice Mayor Ann Poe
Absent: Council Member Tim Low
Also present: City Attorney Sam Rye, City Clerk Dee Fox
""",
        (
            "present: Council Member Jane Roe; Mayor John Doe; Vice Mayor Ann Poe\n"
            "in_attendance: Sam Rye, City Attorney; Dee Fox, City Clerk\n"
            "absent: Council Member Tim Low"
        ),
    ),
    "whom a body sent": (
        "Present from Essex Police: Ann Lee, Bo Carr",
        "present: Ann Lee, @Essex Police; Bo Carr, @Essex Police",
    ),
    "a sentence": (
        "Apologies were received from Cllr P Green and Cllr Q Red.",
        "apologies: Cllr P Green; Cllr Q Red",
    ),
    "several labels on one line": (
        "Present: Ann Lee (Chair), Bo Carr. Apologies: Cy Dunn. In attendance: Dee Eel (Clerk).",
        "present: Ann Lee, Chair; Bo Carr\napologies: Cy Dunn\nin_attendance: Dee Eel, Clerk",
    ),
    "initials alone": (
        "Present: AB, CD, EF\nApologies: GH (holiday)",
        "present: (AB); (CD); (EF)\napologies: (GH), [holiday]",
    ),
    "initials in front": (
        "Present:\nAL – Ann Lee\nBC – Bo Carr",
        "present: Ann Lee (AL); Bo Carr (BC)",
    ),
    "notes and mail addresses": (
        "Councillors present: A. Smith <a@x.example>, B. Jones (to item 4), C. Brown (Chair, late)",
        "present: A. Smith, a@x.example; B. Jones, [to item 4]; C. Brown, Chair, [late]",
    ),
    "titles, a dash and a list that goes on": (
        "Present: Prof Ann Lee – Chair\nDr Bo Carr – Dean of Science\nCy Dunn – Students' Union",
        "present: Prof Ann Lee, Chair; Dr Bo Carr, Dean of Science; Cy Dunn, Students' Union",
    ),
    "words in brackets that several have": (
        "Attendees\n1. Ann Lee (IBM)\n2. Bo Carr (W3C)\n3. Ivo Bell-Mann (IBM)",
        "present: Ann Lee, @IBM; Bo Carr, [W3C]; Ivo Bell-Mann (IBM)",
    ),
    "people in sentences": (
        "Present: Cllrs. B Smith (Chairman), K Jones. Clerk: Mrs L Brown. Dr. Y Lee.",
        "present: B Smith, Chairman; K Jones; Mrs L Brown, Clerk; Dr. Y Lee",
    ),
    "titles of several people among others": (
        "Present: Mayor Cole, Council Members Dunn, Ford and Grant; Professors B Burn and C Cole",
        "present: Mayor Cole; Dunn; Ford; Grant; B Burn; C Cole",
    ),
    "lists of other people": (
        "Directors Present:\nAnn Abel\nDirectors Absent:\nDee Dorn\nGuests:\nGus Gray",
        "present: Ann Abel\nin_attendance: Gus Gray\nabsent: Dee Dorn",
    ),
    "a label below a heading": (
        "## Attendance\nPresent\n: ada, Bo_Carr\nRegrets\n: eve, Fay",
        "present: ada; Bo_Carr\napologies: eve; Fay",
    ),
    "grouped by bodies": (
        "Attendees:\nOpenHW: Mike Thom, Rick Conn\nSiLabs: Steve Rich (lead), Paul Zava",
        (
            "present: Mike Thom, @OpenHW; Rick Conn, @OpenHW; "
            "Steve Rich, lead, @SiLabs; Paul Zava, @SiLabs"
        ),
    ),
    "titles of several people in a list": (
        (
            "PRESENT\nCouncillor A Smith (in the Chair)\nCouncillors B Jones, C Brown and D White\n"
            "Mr E Green, Town Clerk\nMrs F Black, RFO"
        ),
        (
            "present: Councillor A Smith, in the Chair; B Jones; C Brown; D White; "
            "Mr E Green, Town Clerk; Mrs F Black, @RFO"
        ),
    ),
    "a label within a table": (
        "|Attendees|Role|\n|Ann Abel (AA)|Chair|\n|Apologies||\n|Cy Carr|Dean|",
        "present: Ann Abel (AA), Chair\napologies: Cy Carr, Dean",
    ),
    "a role with a role": (
        "Present: The Vicar (Chair), Mrs Allen\nIn attendance: The Clerk",
        "present: The Vicar, Chair; Mrs Allen\nin_attendance: The Clerk",
    ),
    "a heading with kinds of members": (
        "ATTENDANCE:\nMembers: John Able, Jane Baker\nStaff: Dan Dorn\nExcused: Eve Ems",
        "present: John Able; Jane Baker; Dan Dorn, Staff\napologies: Eve Ems",
    ),
    "who is in the chair": (
        "Present:-\nCouncillor Mrs A Abel in the Chair;\nCouncillors B Beck and C Carr",
        "present: Councillor Mrs A Abel, in the Chair; B Beck; C Carr",
    ),
    "rows of a list": (
        "Present\n|AL|Ann Lee|Chair|\n|BC|Bo Carr|\n|Cy Dunn|cy@x.example|CD|Essex Police|",
        "present: Ann Lee (AL), Chair; Bo Carr (BC); Cy Dunn (CD), @Essex Police, cy@x.example",
    ),
    "a label beside the first row": (
        "|Present|Ann Lee|Chair|\n||Bo Carr|Foreman|\n||Cy Dunn||",
        "present: Ann Lee, Chair; Bo Carr, Foreman; Cy Dunn",
    ),
    "initials and notes in brackets": (
        "Present: Ann Lee (AL, to item 4), Bo Carr [BC], Cy Dunn, Clerk (CD)",
        "present: Ann Lee (AL), [to item 4]; Bo Carr (BC); Cy Dunn (CD), Clerk",
    ),
    "initials, roles and bodies in one pair of brackets": (
        "Present: Ann Lee (AL, Chair), Bo Carr (minutes - BC), Cy Dunn (Treasurer, IBM)",
        "present: Ann Lee (AL), Chair; Bo Carr (BC), minutes; Cy Dunn, Treasurer, @IBM",
    ),
    "initials of another form of the name, and a body": (
        "Present: Bob Jones (RJ), Steve Lloyd (QMUL), Ann Lee (CERN)",
        "present: Bob Jones (RJ); Steve Lloyd, @QMUL; Ann Lee, @CERN",
    ),
    "cells of initials in brackets": (
        "|Present:||\n|Dr Ann Lee|(AL)|Clinical Chair|\n|Bo Carr|[BC]|Governor|",
        "present: Dr Ann Lee (AL), Clinical Chair; Bo Carr (BC), Governor",
    ),
    "one long line below a label": (
        "Participants:\n" + ", ".join(f"Ann Lee{each} Bell" for each in "abcdefghijklmnopqrst"),
        "present: " + "; ".join(f"Ann Lee{each} Bell" for each in "abcdefghijklmnopqrst"),
    ),
    "two colons": (
        "Attendees::\n- Ann Lee - Chair, Works Foundation\n- Bo Carr - Works Limited",
        "present: Ann Lee, Chair, @Works Foundation; Bo Carr, @Works Limited",
    ),
    "a line that ends with a comma": (
        "Present: Ann Lee, Bo, ada,\nJcO, Azurit (Lucy), Faux",
        "present: Ann Lee; Bo; ada; (JcO); Azurit, [Lucy]; Faux",
    ),
    "a line that ends with and, and another label": (
        "Attending: Rolf, Matt, Shelley and\nMilan Apologies: Christophe",
        "present: Rolf; Matt; Shelley; Milan\napologies: Christophe",
    ),
    "a minute's number before a label, and members": (
        "Cou/285/07-08 Present\nMembers: Cllr P Batty (Chairman), Cllr L Smith (to 7pm)",
        "present: Cllr P Batty, Chairman; Cllr L Smith, [to 7pm]",
    ),
    "kinds of members": (
        (
            "Senators present: Ann Abiko, Bo Andrews\n"
            "Senators absent: Cy Bricker\n: Residents absent: Al Fa"
        ),
        "present: Ann Abiko; Bo Andrews\nabsent: Cy Bricker; Al Fa",
    ),
    "members of whom others are away": (
        "Trustees: Ann Lee, Bo Carr\nIn attendance: Gus Gray\nApologies: Cy Dunn",
        "present: Ann Lee; Bo Carr\napologies: Cy Dunn\nin_attendance: Gus Gray",
    ),
    "who received apologies": (
        "Apologies for absence: Apologies were received from Al Ash and Bo Carr.",
        "apologies: Al Ash; Bo Carr",
    ),
    "slashes before roles": (
        "REGRETS\nAnn Lee (Cisco) / Routing Area\nBo Carr / Series Editor",
        "apologies: Ann Lee, Routing Area, [Cisco]; Bo Carr, Series Editor",
    ),
    "mentions": ("## Who was there\n@kate @leo @mina", "present: @kate; @leo; @mina"),
    "bodies before a dash": (
        "Attendance\nGGUS - Tom Ant, Helmut Drew\nCERN – Di Bosio",
        "present: Tom Ant, @GGUS; Helmut Drew, @GGUS; Di Bosio, @CERN",
    ),
    "other columns below a label": (
        "Attendees\n|Name|Organization|GitHub ID|\n|Ann Lee|Works|annlee|",
        "present: Ann Lee, @Works, [annlee]",
    ),
    "numbered rows that say who came": (
        "||Position|Name|Present|\n|1|President|Ann Lee|Yes|\n|2.|Clerk|Bo Carr|No|",
        "present: Ann Lee, President\nabsent: Bo Carr, Clerk",
    ),
    "only a role": (
        "In attendance: The Clerk, Deputy Head",
        "in_attendance: The Clerk; Deputy Head",
    ),
}


@pytest.mark.parametrize("case", READ)
def test_people_are_read_and_nothing_of_them_is_left(case: str) -> None:
    text, expected = READ[case]
    blocks = make_blocks(text)
    found = find_people(blocks)
    assert describe_lists(found) == expected
    assert list_text(blocks, found) == []


TEXT = [
    "Present: see attached sheet.",
    "Participants: 45 residents took part in the survey.",
    "Attendance was good at the event.",
    "Present at the meeting were the usual members of the team who discussed the plans.",
    "Members: Ann Lee, Bo Carr",
    "Invited: Ann Lee",
    "Aanwezig: Jan de Vries (voorzitter), Piet Jansen",
    "Anwesend: Herr Müller, Frau Schmidt",
    "Ann Lee and Bo Carr were present.",
    "|Name|Role|\n|Ann Lee|Chair|",
]


@pytest.mark.parametrize("text", TEXT)
def test_what_does_not_read_as_people_is_text(text: str) -> None:
    blocks = make_blocks(text)
    assert find_people(blocks) == ((), (), ())


PARTLY = {
    "Present: Ann Lee, Bo Carr and 3 members of the public": "present: Ann Lee; Bo Carr",
    "Present: Ann Lee, Bo Carr, and 3 members of the public.": "present: Ann Lee; Bo Carr",
    "Apologies: Ann Lee, who is ill.": "apologies: Ann Lee",
}


@pytest.mark.parametrize("text", PARTLY)
def test_a_list_with_a_rest_is_kept_whole(text: str) -> None:
    blocks = make_blocks(text)
    found = find_people(blocks)
    assert describe_lists(found) == PARTLY[text]
    assert list_text(blocks, found) == [text]


def test_headings_between_people_stay_text_and_a_list_ends_where_items_begin() -> None:
    blocks = make_blocks("""
**Present**
**Non-Executive Directors**
Ann Lee, Chair
Bo Carr, Senior Independent Director
**Executive Directors**
Cy Dunn, Chief Executive
Matters Arising
Nothing was raised.
""")
    found = find_people(blocks)
    assert describe_lists(found) == (
        "present: Ann Lee, Chair; Bo Carr, Senior Independent Director; Cy Dunn, Chief Executive"
    )
    assert list_text(blocks, found) == [
        "Non-Executive Directors", "Executive Directors", "Matters Arising", "Nothing was raised.",
    ]  # fmt: skip


def test_two_people_never_have_the_same_initials() -> None:
    blocks = make_blocks("Present\nJane Stone (JS)\nJohn Smith (JS)")
    found = find_people(blocks)
    assert describe_lists(found) == "present: Jane Stone (JS); John Smith"
    assert [doubt.name for doubt in found.lists[0].people[1].doubts] == ["people-initials"]
    assert list_text(blocks, found) == ["John Smith (JS)"]


def test_who_is_named_twice_is_listed_once() -> None:
    found = find_people(make_blocks("Present: Ann Lee, Bo Carr, Ann Lee\nIn attendance: Ann Lee"))
    assert describe_lists(found) == "present: Ann Lee; Bo Carr\nin_attendance: Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        "Members: Ann Lee, Bo Carr\nApologies: B Carr",
        "Members: Ann Lee, Bo Carr\nText.",
        "Apologies: Cy Dunn\nMembers: Ann Lee, Bo Carr",
        "Members: Ann Lee, Bo Carr\nPresent: Di Eel\nApologies: Cy Dunn",
    ],
)
def test_members_stay_text_where_they_may_be_all_of_them(text: str) -> None:
    blocks = make_blocks(text)
    at = next(at for at, block in enumerate(blocks) if block.text.startswith("Members"))
    assert all(use.block != at for use in find_people(blocks).uses)


def test_lists_of_members_and_of_the_invited_stay_text() -> None:
    text = "Also attending: Ann Lee\nMembers: Di Orr\nPresent:\nMembers: Bo Carr\nInvited: Cy Moss"
    blocks = make_blocks(text)
    found = find_people(blocks)
    assert describe_lists(found) == "present: Bo Carr\nin_attendance: Ann Lee"
    assert list_text(blocks, found) == ["Members: Di Orr", "Invited: Cy Moss"]
