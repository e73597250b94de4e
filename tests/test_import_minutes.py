"""Whole made-up minutes of many boards: their heads and items."""

from __future__ import annotations

import pytest
from import_outlines import describe_meeting, recognise_text

MINUTES = {
    "a parish council": (
        """
LOWER HADDON PARISH COUNCIL
Minutes of the meeting of Lower Haddon Parish Council held on Monday 4th September 2023 at 7.30pm.
Present: Cllrs. P. Howarth (Chairman), M. Deane and 4 members of the public.
23/91 APOLOGIES FOR ABSENCE
Apologies were received from Cllr. B. Wain (holiday).
23/92 DECLARATIONS OF INTEREST
There were none.
23/93 MINUTES OF THE PREVIOUS MEETING
The minutes of the meeting held on 3rd July 2023 were approved and signed by the Chairman.
23/94 ITEMS FOR NEXT AGENDA
ACTION: Clerk to obtain quotes.
23/95 DATE OF NEXT MEETING
Monday 2nd October 2023 at 7.30pm in the Memorial Hall.
The meeting closed at 8.55pm.
""",
        """
2023-09-04; title=LOWER HADDON PARISH COUNCIL; time=7.30pm; chair=P. Howarth; \
next_date=2023-10-02; next_time=7.30pm; next_venue=the Memorial Hall
root: Minutes of the meeting of Lower Haddon Parish Council held on Monday 4th September 2023 \
at 7.30pm.
root: Present: Cllrs. P. Howarth (Chairman), M. Deane and 4 members of the public.
23/91 APOLOGIES FOR ABSENCE
23/92 DECLARATIONS OF INTEREST (texts 1)
23/93 MINUTES OF THE PREVIOUS MEETING (approves 2023-07-03, texts 1)
23/94 ITEMS FOR NEXT AGENDA (entries 1)
23/95 DATE OF NEXT MEETING (texts 1)
""",
    ),
    "the board of a trust": (
        """
# Wessex Coast NHS Foundation Trust
## Minutes of the Public Board of Directors Meeting
| Date | Thursday 28 March 2024 |
| Time | 09:30 – 12:15 |
| Venue | Boardroom, Trust Headquarters |
Present: Dame Ann Frost (AF), Chair
In attendance: Cath Moor (CM), Company Secretary (minutes)
**1. Welcome**
1.1 The Chair welcomed everyone to the meeting.
**2. Minutes of the meeting held on 25 January 2024**
2.1 The minutes were agreed as a correct record.
**3. Action log**
3.1 The Board reviewed the action log.
**4. Patient story**
AF presented the story of a patient.
**5. Date of next meeting**
30 May 2024, 09:30, Boardroom
""",
        """
2024-03-28; title=Wessex Coast NHS Foundation Trust; time=09:30 – 12:15; \
venue=Boardroom, Trust Headquarters; chair=AF; minutes_by=CM; next_date=2024-05-30; \
next_time=09:30; next_venue=Boardroom
root: Minutes of the Public Board of Directors Meeting
Welcome (texts 1)
Minutes of the meeting held on 25 January 2024 (approves 2024-01-25, texts 1)
Action log (texts 1)
Patient story (texts 1)
Date of next meeting
""",
    ),
    "a panel with headings": (
        """
# Northshire Police and Crime Panel
Minutes of the meeting held at County Hall on 14 November 2023 commencing at 10.00am
Present: Councillor J Wray (Chairman)
Councillors: A Bell, C Dodd
## 21. MINUTES
RESOLVED – That the minutes of the meeting held on 12 September 2023 be confirmed.
## 22. COMMISSIONER'S UPDATE
Members asked about rural crime.
## 23. EXCLUSION OF PRESS AND PUBLIC
RESOLVED – That the press and public be excluded for the following item.
## 24. COMPLAINTS
The Panel considered three complaints.
## 25. PUBLIC SESSION: ANY OTHER BUSINESS
None.
""",
        """
2023-11-14; title=Northshire Police and Crime Panel; time=10.00am; venue=County Hall; \
chair=Councillor J Wray
21 MINUTES (approves 2023-09-12)
22 COMMISSIONER'S UPDATE (texts 1)
23 EXCLUSION OF PRESS AND PUBLIC (confidential EXCLUSION OF PRESS AND PUBLIC)
24 COMPLAINTS (confidential EXCLUSION OF PRESS AND PUBLIC, texts 1)
25 PUBLIC SESSION: ANY OTHER BUSINESS (texts 1)
""",
    ),
    "governors, with an entry of a list for each title": (
        """
St Aidan's Primary School
Full Governing Board
Date: 5/12/2023
Location: School Library
Governors present
Mrs Ann Hart (AH) Chair, Co-opted
Mr Bo Lund (BL) Headteacher
1. Opening prayer
BL led the prayer.
2. Minutes of the last meeting
Agreed.
3. Headteacher's report
Bo Lund presented the report. Governors asked:
1. how attendance is improved
2. who teaches year 3
BL explained.
4. Date of next meeting: Tuesday 6 February 2024, 6 p.m.
The meeting ended at 7.45 p.m.
""",
        """
2023-12-05; title=St Aidan's Primary School; venue=School Library; chair=AH; \
next_date=2024-02-06; next_time=6 p.m.
root: Full Governing Board
Opening prayer (texts 1)
Minutes of the last meeting (approves previous meeting, texts 1)
Headteacher's report (presenter BL, texts 4)
Date of next meeting (texts 1)
""",
    ),
    "a senate": (
        """
UNIVERSITY OF NORTHMERE
SENATE
Unconfirmed minutes of the meeting held on Wednesday, 22 May 2024
Present: Professor A Abbot (Vice-Chancellor, in the Chair); Professors B Burn and C Cole.
In attendance: Ms H Hill (Registrar and Secretary); Mr I Innes (Minutes).
M24/17 Minutes
The minutes of the meeting held on 6 March 2024 (S24/20) were confirmed.
M24/18 Matters Arising
There were no matters arising.
M24/19 Vice-Chancellor's Report
Noted: that applications had fallen by 4%.
""",
        """
2024-05-22; title=UNIVERSITY OF NORTHMERE; chair=Professor A Abbot; minutes_by=Mr I Innes
root: SENATE
root: Unconfirmed minutes of the meeting held on Wednesday, 22 May 2024
M24/17 Minutes (approves 2024-03-06, texts 1)
M24/18 Matters Arising (texts 1)
M24/19 Vice-Chancellor's Report (texts 1)
""",
    ),
    "a city council": (
        """
CITY OF MAPLE FALLS
CITY COUNCIL REGULAR MEETING MINUTES
March 5, 2024
CALL TO ORDER
Mayor Linda Cole called the meeting to order at 7:00 p.m.
ROLL CALL
Present: Mayor Cole, Council Members Dunn and Grant
Absent: Council Member Hoyt (excused)
APPROVAL OF MINUTES
The minutes of February 20, 2024 were approved.
EXECUTIVE SESSION
Council discussed pending litigation.
NEXT MEETING: March 19, 2024 at 7:00 p.m.
""",
        """
2024-03-05; title=CITY OF MAPLE FALLS; next_date=2024-03-19; next_time=7:00 p.m.
root: CITY COUNCIL REGULAR MEETING MINUTES
CALL TO ORDER (texts 1)
ROLL CALL
APPROVAL OF MINUTES (approves 2024-02-20, texts 1)
EXECUTIVE SESSION (confidential EXECUTIVE SESSION, texts 1)
""",
    ),
    "a working group": (
        """
# Timed Widgets Working Group Teleconference
## 12 March 2024
### Attendees
Present
: ada, Bo_Carr, chris
Regrets
: eve, fay
Chair
: ada
Scribe
: Bo_Carr
## Meeting minutes
### Charter
ada: we need to recharter by June
### Testing
chris: 40 tests missing
""",
        """
2024-03-12; title=Timed Widgets Working Group Teleconference; chair=ada; minutes_by=Bo_Carr
Meeting minutes
  Charter (texts 1)
  Testing (texts 1)
""",
    ),
    "trustees, number and letters": (
        """
Hill & Vale Community Trust
Trustees' Meeting 7
7pm, Tuesday 11th June 2024, via Zoom
Attendees: Ann (chair), Bo, Dee (minutes)
Item 1 – Welcome
Ann welcomed Dee.
Item 2 – Minutes of last meeting (14th May)
Agreed as accurate.
Item 3 – AOB
None
Next meeting: Tuesday 9th July, 7pm, Zoom
""",
        """
2024-06-11; title=Hill & Vale Community Trust; number=7; time=7pm; venue=Zoom; chair=Ann; \
minutes_by=Dee; next_date=2024-07-09; next_time=7pm; next_venue=Zoom
root: Trustees' Meeting 7
Welcome (texts 1)
Minutes of last meeting (14th May) (approves previous meeting, texts 1)
AOB (texts 1)
""",
    ),
    "a group whose titles have letters": (
        """
OAKFIELD RESIDENTS' GROUP
NOTES OF MEETING - TUESDAY 5 MARCH 2024, 8PM, 14 OAKFIELD ROAD
In attendance: Ann, Bo, Cy
A. Speeding
Bo had spoken to the police.
B. Street party
Date fixed for 8 June.
C. Money
We have £88.
""",
        """
2024-03-05; title=OAKFIELD RESIDENTS' GROUP; time=8PM; venue=14 OAKFIELD ROAD
A Speeding (texts 1)
B Street party (texts 1)
C Money (texts 1)
""",
    ),
    "an annual meeting with Roman numbers": (
        """
Willow Creek HOA
Minutes of Annual General Meeting
Saturday, 10 February 2024 10:00 AM
Board members present: Jim Hall, President; Kay Ives, Treasurer
I. CALL TO ORDER
Jim Hall called the meeting to order.
II. APPROVAL OF MINUTES
The minutes of the 2023 annual meeting were approved as presented.
III. TREASURER'S REPORT
Kay Ives presented the budget.
""",
        """
2024-02-10; title=Willow Creek HOA; time=10:00 AM
root: Minutes of Annual General Meeting
I CALL TO ORDER (texts 1)
II APPROVAL OF MINUTES (approves previous meeting, texts 1)
III TREASURER'S REPORT (presenter Kay Ives, texts 1)
""",
    ),
    "bold titles only": (
        """
**Riverside Steering Group**
Notes of meeting on 8 Jan 2024, Town Hall
Attending: Ann Abel, Bo Beck (Council)
**Site visit**
The group walked the river bank.
**Funding**
Cy had heard from the lottery.
- Cy forwarded the email
**Next meeting**
5 Feb 2024, 10am, same place
""",
        """
2024-01-08; title=Riverside Steering Group; venue=Town Hall; next_date=2024-02-05; next_time=10am
Site visit (texts 1)
Funding (texts 2)
Next meeting (texts 1)
""",
    ),
    "numbers of two parts": (
        """
Milltown Allotment Association Committee Meeting
Held on Wednesday 6th March 2024 at the Red Lion
1.0 PRESENT
Ann Abel (Chair), Bo Beck (Treasurer)
2.0 MINUTES OF PREVIOUS MEETING
2.1 Proposed by Bo that the minutes of the meeting of 7th February be accepted. Carried.
3.0 TREASURER'S REPORT
3.1 Balance in current account £1,204.55.
3.2 Rents due 1st April.
""",
        """
2024-03-06; title=Milltown Allotment Association Committee Meeting; venue=the Red Lion; \
chair=Ann Abel
1.0 PRESENT
2.0 MINUTES OF PREVIOUS MEETING (approves previous meeting, texts 1)
3.0 TREASURER'S REPORT (texts 2)
""",
    ),
    "a form": (
        """
MEETING RECORD FORM
| Meeting title: | Project Board |
| Date of meeting: | 2024-03-12 |
| Location: | Room 4 |
| Chair: | Ann Abel |
| Minute taker: | Bo Beck |
| Attendees: | Ann Abel, Bo Beck |
All actions to be completed by 2 April 2024
""",
        """
2024-03-12; title=Project Board; venue=Room 4; chair=Ann Abel; minutes_by=Bo Beck; due=2024-04-02
root: MEETING RECORD FORM
""",
    ),
    "a title and its text on one line": (
        """
Library Users, meeting no. 12
20 February 2024
1. Opening hours: The library will open on Sundays.
2. Book sale: We raised £210.
3. Any other business: None.
""",
        """
2024-02-20; title=Library Users; number=12
Opening hours (texts 1)
Book sale (texts 1)
Any other business (texts 1)
""",
    ),
    "labels that belong to items, and minutes agreed in no item": (
        """
# Minutes – Safeguarding Partnership Executive
| Date: 5 March 2024 | Time: 13:00–15:00 |
### Attendance
| Attendees | Role | Agency |
| Ann Abel (AA) | Chair | Independent |
The minutes of the meeting of 9 January 2024 were agreed.
### Item 1. Election of officers
Chairman - Tom Pike
Minutes: carried
### Item 3. Performance
Data were shown.
""",
        """
2024-03-05; title=Safeguarding Partnership Executive; time=13:00–15:00; chair=AA
root: The minutes of the meeting of 9 January 2024 were agreed.
Election of officers (texts 2)
3 Performance (texts 1)
""",
    ),
    "numbers in a column of their own, titles before a full stop": (
        """
# 2024-03-12 Weekly sync
Attendees: @ada, @bob
|1/24|Welcome|
Ada welcomed Bob.
|2/24|Minutes|
Agreed.
A. Money. We have £88.
B. Election of officers. Nobody stood.
C. Thanks. Ada thanked Bob.
""",
        """
2024-03-12; title=Weekly sync
1/24 Welcome (texts 1)
2/24 Minutes (approves previous meeting, texts 1)
A Money (texts 1)
B Election of officers (texts 1)
C Thanks (texts 1)
""",
    ),
    "titles in different forms that continue each other": (
        """
# Works Committee
Meeting number: 14
12 March 2024, 10:00, Room 4, Depot
Venue: Old Depot
| Present | Ann Lee | Chair |
|  | Bo Carr | Foreman |
## 1. Welcome
Ann welcomed all.
**2. Roads**
**2.1 Potholes**
There are forty.
**2.2 Signs**
There are none.
## 3. Bridges
### Inspection
Done.
4
Closed at noon.
""",
        """
2024-03-12; title=Works Committee; number=14; time=10:00; venue=Old Depot; chair=Ann Lee
root: 12 March 2024, 10:00, Room 4, Depot
Welcome (texts 1)
Roads
  2.1 Potholes (texts 1)
  2.2 Signs (texts 1)
Bridges
  Inspection (texts 3)
""",
    ),
    "prose only": (
        """
Memorandum of a meeting between the Canal Trust and the parish, 4 July 2023
The meeting began with a short tour. Residents were concerned about the moorings.
1. The towpath will be closed.
2. Signs will be placed at both ends.
3. The school will be told.
The meeting closed at noon.
""",
        """
2023-07-04; title=Memorandum of a meeting between the Canal Trust and the parish
root: The meeting began with a short tour. Residents were concerned about the moorings.
root: The towpath will be closed.
root: Signs will be placed at both ends.
root: The school will be told.
root: The meeting closed at noon.
""",
    ),
    "Dutch": (
        """
Notulen van de dorpsraad Oosterwijk
Datum: dinsdag 12 maart 2024
Aanwezig: Jan de Vries (voorzitter), Piet Smit
1. Opening
De voorzitter opent de vergadering.
2. Vorige notulen
De notulen van 13 februari worden goedgekeurd.
3. Verkeer
Actie: Piet belt de gemeente.
""",
        """
2024-03-12; title=Notulen van de dorpsraad Oosterwijk
root: Datum: dinsdag 12 maart 2024
root: Aanwezig: Jan de Vries (voorzitter), Piet Smit
Opening (texts 1)
Vorige notulen (texts 1)
Verkeer (texts 1)
""",
    ),
    "German": (
        """
# Protokoll der Vorstandssitzung
**Datum:** 14. Mai 2024
Anwesend: Anna Koch (Vorsitz), Bernd Lang
## TOP 1 Begrüßung
Anna Koch begrüßt die Anwesenden.
## TOP 2 Verschiedenes
Nächste Sitzung am 11. Juni 2024.
""",
        """
2024-05-14; title=Protokoll der Vorstandssitzung
root: **Datum:** 14. Mai 2024
root: Anwesend: Anna Koch (Vorsitz), Bernd Lang
Begrüßung (texts 1)
Verschiedenes (texts 1)
""",
    ),
    "Spanish": (
        """
ACTA DE LA REUNIÓN DE LA JUNTA DE VECINOS
24 de abril de 2024
Asistentes: Ana Gil, Luis Paz
1. Lectura del acta anterior
Se aprueba.
2. Ruegos y preguntas
No hay.
""",
        """
2024-04-24; title=ACTA DE LA REUNIÓN DE LA JUNTA DE VECINOS
root: Asistentes: Ana Gil, Luis Paz
Lectura del acta anterior (texts 1)
Ruegos y preguntas (texts 1)
""",
    ),
}


@pytest.mark.parametrize("board", MINUTES)
def test_minutes_are_recognised(board: str) -> None:
    text, expected = MINUTES[board]
    (meeting,) = recognise_text(text)
    assert describe_meeting(meeting) == expected.strip()
