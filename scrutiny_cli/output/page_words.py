"""The fixed words of published pages, in the languages in which a page can be published.

The English words are the keys of the table. What a clerk wrote is never translated.
"""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.minutes.languages import ENGLISH, language_code

DATE_SAMPLE = "25 June 2015"  # how each language writes the day 25 June 2015
_COLUMNS = ("cy", "fr", "de", "nl", "es")
_ROWS = """
25 June 2015|25 Mehefin 2015|25 juin 2015|25. Juni 2015|25 juni 2015|25 de junio de 2015
# What a page is, and its parts
Minutes|Cofnodion|Procès-verbal|Protokoll|Notulen|Acta
Agenda|Agenda|Ordre du jour|Tagesordnung|Agenda|Orden del día
Contents|Cynnwys|Sommaire|Inhalt|Inhoud|Índice
Attendance|Presenoldeb|Participants|Teilnehmende|Aanwezigheid|Asistencia
Present|Yn bresennol|Présents|Anwesend|Aanwezig|Presentes
Apologies|Ymddiheuriadau|Excusés|Entschuldigt|Afwezig met kennisgeving|Ausencias excusadas
In attendance|Hefyd yn bresennol|Invités|Gäste|Genodigden|Invitados
Absent|Absennol|Absents|Abwesend|Afwezig|Ausentes
Expected|Disgwylir|Attendus|Erwartet|Verwacht|Convocados
Next meeting|Y cyfarfod nesaf|Prochaine réunion|Nächste Sitzung|Volgende vergadering|Próxima reunión
Following meeting|Y cyfarfod dilynol|Réunion suivante|Folgende Sitzung|Daaropvolgende vergadering|Reunión siguiente
Matters arising|Materion yn codi|Suites données|Offene Punkte|Lopende zaken|Asuntos pendientes
agenda for {day}|agenda ar gyfer {day}|ordre du jour du {day}|Tagesordnung für den {day}|agenda voor {day}|orden del día del {day}
Previous minutes|Cofnodion blaenorol|Procès-verbal précédent|Voriges Protokoll|Vorige notulen|Acta anterior
Next minutes|Cofnodion nesaf|Procès-verbal suivant|Nächstes Protokoll|Volgende notulen|Acta siguiente
Action log|Cofnod camau gweithredu|Suivi des actions|Maßnahmenliste|Actielijst|Registro de acciones
Other pages|Tudalennau eraill|Autres pages|Weitere Seiten|Andere pagina’s|Otras páginas
# The facts of a meeting
Date|Dyddiad|Date|Datum|Datum|Fecha
Time|Amser|Heure|Uhrzeit|Tijd|Hora
Venue|Lleoliad|Lieu|Ort|Plaats|Lugar
Meeting number|Rhif y cyfarfod|Numéro de réunion|Sitzungsnummer|Vergaderingnummer|Número de reunión
Kind of meeting|Math o gyfarfod|Type de réunion|Art der Sitzung|Soort vergadering|Tipo de reunión
Extraordinary|Eithriadol|Extraordinaire|Außerordentlich|Buitengewoon|Extraordinaria
Chair|Cadeirydd|Présidence|Vorsitz|Voorzitter|Presidencia
Minutes by|Cofnodion gan|Secrétaire|Protokoll von|Notulist|Acta redactada por
Members of the public|Aelodau o’r cyhoedd|Public|Zuhörende|Publiek|Asistentes del público
As at|Ar|Situation au|Zum|Op|Situación a
# Whether minutes are agreed, and what is withheld
This meeting did not take place|Ni chynhaliwyd y cyfarfod hwn|Cette réunion n’a pas eu lieu|Diese Sitzung hat nicht stattgefunden|Deze vergadering heeft niet plaatsgevonden|Esta reunión no se celebró
Agreed on {day}|Cytunwyd ar {day}|Approuvé le {day}|Genehmigt am {day}|Vastgesteld op {day}|Aprobada el {day}
DRAFT: these minutes are not yet agreed|DRAFFT: nid yw’r cofnodion hyn wedi’u cytuno eto|PROJET : ce procès-verbal n’est pas encore approuvé|ENTWURF: dieses Protokoll ist noch nicht genehmigt|CONCEPT: deze notulen zijn nog niet vastgesteld|BORRADOR: esta acta aún no está aprobada
DRAFT: this meeting has not taken place yet|DRAFFT: nid yw’r cyfarfod hwn wedi’i gynnal eto|PROJET : cette réunion n’a pas encore eu lieu|ENTWURF: diese Sitzung hat noch nicht stattgefunden|CONCEPT: deze vergadering heeft nog niet plaatsgevonden|BORRADOR: esta reunión aún no se ha celebrado
INTERNAL: contains confidential text. Do not publish it or pass it on.|MEWNOL: yn cynnwys testun cyfrinachol. Peidiwch â’i gyhoeddi na’i basio ymlaen.|INTERNE : contient du texte confidentiel. Ne pas publier ni transmettre.|INTERN: enthält vertraulichen Text. Nicht veröffentlichen oder weitergeben.|INTERN: bevat vertrouwelijke tekst. Niet publiceren of doorgeven.|INTERNO: contiene texto confidencial. No lo publique ni lo difunda.
Withheld, {reason}|Wedi’i ddal yn ôl, {reason}|Non publié, {reason}|Nicht veröffentlicht, {reason}|Niet openbaar, {reason}|Reservado, {reason}
Withheld: confidential|Wedi’i ddal yn ôl: cyfrinachol|Non publié : confidentiel|Nicht veröffentlicht: vertraulich|Niet openbaar: vertrouwelijk|Reservado: confidencial
Confidential: {reason}|Cyfrinachol: {reason}|Confidentiel : {reason}|Vertraulich: {reason}|Vertrouwelijk: {reason}|Confidencial: {reason}
Confidential|Cyfrinachol|Confidentiel|Vertraulich|Vertrouwelijk|Confidencial
Item {number}: {text}|Eitem {number}: {text}|Point {number} : {text}|Punkt {number}: {text}|Punt {number}: {text}|Punto {number}: {text}
# Items
Presented by {people}|Cyflwynwyd gan {people}|Présenté par {people}|Vorgestellt von {people}|Toegelicht door {people}|Presentado por {people}
Paper|Papur|Document|Unterlage|Stuk|Documento
Minutes agreed|Cofnodion a gytunwyd|Procès-verbal approuvé|Genehmigtes Protokoll|Vastgestelde notulen|Acta aprobada
To be agreed|I’w cytuno|À approuver|Zu genehmigen|Vast te stellen|Por aprobar
the minutes of {days}|cofnodion {days}|le procès-verbal du {days}|das Protokoll vom {days}|de notulen van {days}|el acta del {days}
Correction|Cywiriad|Rectification|Berichtigung|Correctie|Corrección
Decision|Penderfyniad|Décision|Beschluss|Besluit|Acuerdo
carried|derbyniwyd|adopté|angenommen|aangenomen|aprobado
lost|gwrthodwyd|rejeté|abgelehnt|verworpen|rechazado
deferred|gohiriwyd|ajourné|vertagt|aangehouden|aplazado
withdrawn|tynnwyd yn ôl|retiré|zurückgezogen|ingetrokken|retirado
Proposed by {name}|Cynigiwyd gan {name}|Proposé par {name}|Antrag von {name}|Voorgesteld door {name}|Propuesto por {name}
proposed by {name}|cynigiwyd gan {name}|proposé par {name}|Antrag von {name}|voorgesteld door {name}|propuesto por {name}
seconded by {name}|eiliwyd gan {name}|appuyé par {name}|unterstützt von {name}|gesteund door {name}|secundado por {name}
votes: {votes}|pleidleisiau: {votes}|votes : {votes}|Stimmen: {votes}|stemmen: {votes}|votos: {votes}
# Actions
Matter raised|Mater a godwyd|Sujet|Gegenstand|Onderwerp|Asunto
Action|Cam gweithredu|Action|Maßnahme|Actie|Acción
Owner|Perchennog|Responsable|Zuständig|Eigenaar|Responsable
Date for completion|Dyddiad cwblhau|Échéance|Zu erledigen bis|Gereed op|Fecha límite
Ref|Cyf.|N°|Nr.|Nr.|N.º
Raised|Codwyd|Soulevée|Vom|Genoteerd|Planteada
Due|Erbyn|Échéance|Fällig|Gereed op|Vence
Status|Statws|État|Status|Status|Estado
How late|Pa mor hwyr|Retard|Verspätung|Te laat|Retraso
Last update|Diweddariad olaf|Dernier point|Letzte Meldung|Laatste bericht|Última novedad
Link|Dolen|Lien|Link|Link|Enlace
by {day}|erbyn {day}|pour le {day}|bis {day}|vóór {day}|antes del {day}
Actions brought forward|Camau a ddygwyd ymlaen|Actions reprises|Übernommene Maßnahmen|Overgenomen acties|Acciones anteriores
Open actions|Camau agored|Actions ouvertes|Offene Maßnahmen|Openstaande acties|Acciones abiertas
Open actions of {owners}|Camau agored {owners}|Actions ouvertes de {owners}|Offene Maßnahmen von {owners}|Openstaande acties van {owners}|Acciones abiertas de {owners}
Open actions as at {day}|Camau agored ar {day}|Actions ouvertes au {day}|Offene Maßnahmen am {day}|Openstaande acties op {day}|Acciones abiertas a {day}
Open actions after the meeting of {day}|Camau agored ar ôl cyfarfod {day}|Actions ouvertes après la réunion du {day}|Offene Maßnahmen nach der Sitzung vom {day}|Openstaande acties na de vergadering van {day}|Acciones abiertas tras la reunión del {day}
nobody|neb|personne|niemand|niemand|nadie
new due date|dyddiad cwblhau newydd|nouvelle échéance|neuer Termin|nieuwe datum|nueva fecha límite
new owner|perchennog newydd|nouveau responsable|neue Zuständigkeit|nieuwe eigenaar|nuevo responsable
new wording|geiriad newydd|nouveau libellé|neuer Wortlaut|nieuwe tekst|nueva redacción
updated|diweddarwyd|mise à jour|aktualisiert|bijgewerkt|actualizada
none|dim|aucune|keine|geen|ninguna
moved once|symudwyd unwaith|reportée une fois|einmal verschoben|één keer uitgesteld|aplazada una vez
moved twice|symudwyd ddwywaith|reportée deux fois|zweimal verschoben|twee keer uitgesteld|aplazada dos veces
moved {count} times|symudwyd {count} gwaith|reportée {count} fois|{count}-mal verschoben|{count} keer uitgesteld|aplazada {count} veces
brought forward|dygwyd ymlaen|reprise|übernommen|overgenomen|anterior
raised|codwyd|soulevée|aufgenommen|genoteerd|planteada
(words not in this log)|(geiriau ddim yn y cofnod hwn)|(texte absent de ce registre)|(Text nicht in dieser Liste)|(tekst niet in deze lijst)|(texto no disponible en este registro)
open|agored|ouverte|offen|open|abierta
in progress|ar y gweill|en cours|in Arbeit|loopt|en curso
on hold|wedi’i ohirio|en attente|ruht|uitgesteld|en espera
proposed|i’w gau|clôture proposée|zum Abschluss vorgeschlagen|afsluiting voorgesteld|cierre propuesto
completed|cwblhawyd|terminée|erledigt|afgerond|completada
superseded|disodlwyd|remplacée|ersetzt|vervangen|sustituida
transferred|trosglwyddwyd|transférée|übertragen|overgedragen|trasladada
overdue|yn hwyr|en retard|überfällig|te laat|vencida
before the meeting|cyn y cyfarfod|avant la réunion|vor der Sitzung|vóór de vergadering|antes de la reunión
confidential update|diweddariad cyfrinachol|information confidentielle|vertrauliche Meldung|vertrouwelijk bericht|novedad confidencial
an update is withheld|mae diweddariad wedi’i ddal yn ôl|une information n’est pas publiée|eine Meldung ist nicht veröffentlicht|een bericht is niet openbaar|una novedad es reservada
no report|dim adroddiad|pas de compte rendu|kein Bericht|geen bericht|sin informe
owner {people}|perchennog {people}|responsable : {people}|zuständig: {people}|eigenaar {people}|responsable: {people}
no owner|dim perchennog|sans responsable|niemand zuständig|geen eigenaar|sin responsable
due {day}|erbyn {day}|échéance : {day}|fällig {day}|gereed op {day}|vence: {day}
no due date|dim dyddiad cwblhau|sans échéance|ohne Termin|geen datum|sin fecha
now reads {text}|bellach yn darllen {text}|désormais : {text}|lautet jetzt {text}|luidt nu {text}|ahora dice {text}
becomes {names}|yn dod yn {names}|devient {names}|wird zu {names}|wordt {names}|pasa a ser {names}
on {day}|ar {day}|le {day}|am {day}|op {day}|el {day}
follows {names}|yn dilyn {names}|suite de {names}|folgt auf {names}|volgt op {names}|sigue a {names}
asked for on {day}|gofynnwyd ar {day}|demandée le {day}|erbeten am {day}|gevraagd op {day}|solicitada el {day}
raised on {day}|codwyd ar {day}|soulevée le {day}|aufgenommen am {day}|genoteerd op {day}|planteada el {day}
from {place}|o {place}|de {place}|aus {place}|uit {place}|de {place}
{count} action: see below|{count} cam: gweler isod|{count} action : voir ci-dessous|{count} Maßnahme: siehe unten|{count} actie: zie hieronder|{count} acción: véase más abajo
{count} actions: see below|{count} cam: gweler isod|{count} actions : voir ci-dessous|{count} Maßnahmen: siehe unten|{count} acties: zie hieronder|{count} acciones: véase más abajo
{count} action|{count} cam|{count} action|{count} Maßnahme|{count} actie|{count} acción
{count} actions|{count} cam|{count} actions|{count} Maßnahmen|{count} acties|{count} acciones
{count} overdue|{count} yn hwyr|{count} en retard|{count} überfällig|{count} te laat|{count} vencidas
{count} overdue on {day}|{count} yn hwyr ar {day}|{count} en retard au {day}|{count} überfällig am {day}|{count} te laat op {day}|{count} vencidas el {day}
{count} due before the meeting|{count} i’w cwblhau cyn y cyfarfod|{count} à échéance avant la réunion|{count} vor der Sitzung fällig|{count} gereed vóór de vergadering|{count} vencen antes de la reunión
{count} due within 7 days|{count} i’w cwblhau o fewn 7 diwrnod|{count} à échéance sous 7 jours|{count} innerhalb von 7 Tagen fällig|{count} gereed binnen 7 dagen|{count} vencen en 7 días
{count} with no date|{count} heb ddyddiad|{count} sans échéance|{count} ohne Termin|{count} zonder datum|{count} sin fecha
{count} open in all|{count} agored i gyd|{count} ouvertes en tout|{count} offen insgesamt|{count} open in totaal|{count} abiertas en total
{count} more withheld|{count} arall wedi’u dal yn ôl|{count} autres non publiées|{count} weitere nicht veröffentlicht|{count} andere niet openbaar|{count} más reservadas
No open actions|Dim camau agored|Aucune action ouverte|Keine offenen Maßnahmen|Geen openstaande acties|Ninguna acción abierta
{count} decision|{count} penderfyniad|{count} décision|{count} Beschluss|{count} besluit|{count} acuerdo
{count} decisions|{count} penderfyniad|{count} décisions|{count} Beschlüsse|{count} besluiten|{count} acuerdos
{count} lost|{count} wedi’u gwrthod|{count} rejetées|{count} abgelehnt|{count} verworpen|{count} rechazados
{count} deferred|{count} wedi’u gohirio|{count} ajournées|{count} vertagt|{count} aangehouden|{count} aplazados
{count} withdrawn|{count} wedi’u tynnu yn ôl|{count} retirées|{count} zurückgezogen|{count} ingetrokken|{count} retirados
No decisions|Dim penderfyniadau|Aucune décision|Keine Beschlüsse|Geen besluiten|Ningún acuerdo
# The action log as a paper, and the register of decisions
Meeting|Cyfarfod|Réunion|Sitzung|Vergadering|Reunión
From|O|Depuis le|Ab|Vanaf|Desde
Closed since the meeting of {day}|Caewyd ers cyfarfod {day}|Closes depuis la réunion du {day}|Abgeschlossen seit der Sitzung vom {day}|Afgesloten sinds de vergadering van {day}|Cerradas desde la reunión del {day}
Overdue|Yn hwyr|En retard|Überfällig|Te laat|Vencidas
Due within 7 days|I’w cwblhau o fewn 7 diwrnod|À échéance sous 7 jours|Innerhalb von 7 Tagen fällig|Gereed binnen 7 dagen|Vencen en 7 días
Due by the meeting of {day}|I’w cwblhau erbyn cyfarfod {day}|À échéance avant la réunion du {day}|Fällig bis zur Sitzung vom {day}|Gereed vóór de vergadering van {day}|Vencen antes de la reunión del {day}
Due later|I’w cwblhau wedyn|À échéance plus tard|Später fällig|Later gereed|Vencen después
No date|Dim dyddiad|Sans échéance|Ohne Termin|Zonder datum|Sin fecha
Withheld|Wedi’i ddal yn ôl|Non publié|Nicht veröffentlicht|Niet openbaar|Reservado
Register of decisions|Cofrestr penderfyniadau|Registre des décisions|Beschlussregister|Besluitenregister|Registro de acuerdos
item {number}|eitem {number}|point {number}|Punkt {number}|punt {number}|punto {number}
Proposed|Cynigiwyd gan|Proposé par|Antrag|Voorgesteld door|Propuesto por
Seconded|Eiliwyd gan|Appuyé par|Unterstützt|Gesteund door|Secundado por
Votes|Pleidleisiau|Votes|Stimmen|Stemmen|Votos
Outcome|Canlyniad|Résultat|Ergebnis|Uitslag|Resultado
There are none.|Nid oes dim.|Il n’y en a pas.|Keine.|Geen.|No hay ninguna.
Matters raised, with actions, owners and dates for completion|Materion a godwyd, gyda chamau, perchnogion a dyddiadau cwblhau|Sujets, avec actions, responsables et échéances|Gegenstände mit Maßnahmen, Zuständigen und Terminen|Onderwerpen met acties, eigenaren en data|Asuntos con acciones, responsables y fechas límite
# Attendance, and the end of a page
Name|Enw|Nom|Name|Naam|Nombre
Role|Rôl|Fonction|Funktion|Functie|Cargo
Organisation|Sefydliad|Organisme|Organisation|Organisatie|Organización
Initials|Llythrennau blaen|Initiales|Kürzel|Initialen|Iniciales
Signed as a correct record|Llofnodwyd fel cofnod cywir|Certifié conforme|Als richtig unterzeichnet|Ondertekend als juist verslag|Firmada como acta fiel
Signature of the chair|Llofnod y cadeirydd|Signature de la présidence|Unterschrift des Vorsitzes|Handtekening voorzitter|Firma de la presidencia
Page {page} of {pages}|Tudalen {page} o {pages}|Page {page} sur {pages}|Seite {page} von {pages}|Pagina {page} van {pages}|Página {page} de {pages}
page|tudalen|page|Seite|pagina|página
of|o|sur|von|van|de
"""


def _read_rows() -> dict[str, dict[str, str]]:
    rows = (line.split("|") for line in _ROWS.strip().split("\n") if not line.startswith("# "))
    return {english: dict(zip(_COLUMNS, others, strict=True)) for english, *others in rows}


PAGE_WORDS = _read_rows()  # by the English words, then by the two letters of the language


class PageWords(NamedTuple):
    """Translates the fixed words of a page into its language, a tag of BCP 47."""

    language: str = ENGLISH

    def __call__(self, english: str, **parts: object) -> str:
        """Return the words in the page's language, with the parts put into them."""
        return self.find_words(english).format_map(parts)

    def find_words(self, english: str) -> str:
        """Return the words as they are in the table; those that it does not have are English."""
        return PAGE_WORDS.get(english, {}).get(language_code(self.language), english)


ENGLISH_WORDS = PageWords()
