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
agenda for {day}|agenda ar gyfer {day}|ordre du jour du {day}|Tagesordnung der Sitzung am {day}|agenda voor {day}|orden del día del {day}
Previous minutes|Cofnodion blaenorol|Procès-verbal précédent|Voriges Protokoll|Vorige notulen|Acta anterior
Next minutes|Cofnodion nesaf|Procès-verbal suivant|Nächstes Protokoll|Volgende notulen|Acta siguiente
Action log|Cofnod camau gweithredu|Suivi des actions|Maßnahmenliste|Actielijst|Registro de acciones
Other pages|Tudalennau eraill|Autres pages|Weitere Seiten|Andere pagina’s|Otras páginas
# The facts of a meeting
Date|Dyddiad|Date|Datum|Datum|Fecha
Time|Amser|Heure|Uhrzeit|Tijd|Hora
Venue|Lleoliad|Lieu|Ort|Plaats|Lugar
Meeting number|Rhif y cyfarfod|Numéro de réunion|Sitzungsnummer|Vergadernummer|Número de reunión
Kind of meeting|Math o gyfarfod|Type de réunion|Art der Sitzung|Soort vergadering|Tipo de reunión
Extraordinary|Eithriadol|Extraordinaire|Außerordentlich|Buitengewoon|Extraordinaria
Chair|Cadeirydd|Présidence|Vorsitz|Voorzitter|Presidencia
Minutes by|Cofnodion gan|Secrétaire|Protokollführung|Notulist|Acta redactada por
Members of the public|Aelodau o’r cyhoedd|Public|Zuhörende|Publiek|Asistentes del público
As at|Ar|Situation au|Stand|Peildatum|Situación a
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
carried|derbyniwyd|adoptée|angenommen|aangenomen|aprobado
lost|gwrthodwyd|rejetée|abgelehnt|verworpen|rechazado
deferred|gohiriwyd|ajournée|vertagt|aangehouden|aplazado
withdrawn|tynnwyd yn ôl|retirée|zurückgezogen|ingetrokken|sin efecto
Proposed by {name}|Cynigiwyd gan {name}|Proposé par {name}|Antrag von {name}|Voorgesteld door {name}|Propuesto por {name}
proposed by {name}|cynigiwyd gan {name}|proposé par {name}|Antrag von {name}|voorgesteld door {name}|propuesto por {name}
seconded by {name}|eiliwyd gan {name}|appuyé par {name}|unterstützt von {name}|gesteund door {name}|secundado por {name}
votes: {votes}|pleidleisiau: {votes}|votes : {votes}|Stimmen: {votes}|stemmen: {votes}|votos: {votes}
# Actions
Matter raised|Mater a godwyd|Sujet|Gegenstand|Onderwerp|Asunto
Action|Cam gweithredu|Action|Maßnahme|Actie|Acción
Owner|Perchennog|Responsable|Zuständig|Actiehouder|Responsable
Date for completion|Dyddiad cwblhau|Échéance|Zu erledigen bis|Gereed op|Fecha límite
Ref|Cyf.|N°|Nr.|Nr.|N.º
Raised|Codwyd|Décidée|Vom|Genoteerd|Planteada
Due|Erbyn|Échéance|Fällig|Gereed op|Vence
Status|Statws|État|Status|Status|Estado
How late|Pa mor hwyr|Retard|Verspätung|Te laat|Retraso
Last update|Diweddariad olaf|Dernier point|Letzte Meldung|Laatste bericht|Última novedad
Link|Dolen|Lien|Link|Link|Enlace
by {day}|erbyn {day}|pour le {day}|bis {day}|uiterlijk {day}|para el {day}
Actions brought forward|Camau a ddygwyd ymlaen|Actions reprises|Übernommene Maßnahmen|Overgenomen acties|Acciones anteriores
Open actions|Camau agored|Actions ouvertes|Offene Maßnahmen|Openstaande acties|Acciones abiertas
Open actions of {owners}|Camau agored {owners}|Actions ouvertes de {owners}|Offene Maßnahmen von {owners}|Openstaande acties van {owners}|Acciones abiertas de {owners}
Open actions as at {day}|Camau agored ar {day}|Actions ouvertes au {day}|Offene Maßnahmen, Stand {day}|Openstaande acties op {day}|Acciones abiertas a {day}
Open actions after the meeting of {day}|Camau agored ar ôl cyfarfod {day}|Actions ouvertes après la réunion du {day}|Offene Maßnahmen nach der Sitzung vom {day}|Openstaande acties na de vergadering van {day}|Acciones abiertas tras la reunión del {day}
nobody|neb|personne|niemand|niemand|nadie
new due date|dyddiad cwblhau newydd|nouvelle échéance|neuer Termin|nieuwe datum|nueva fecha límite
new owner|perchennog newydd|nouveau responsable|neue Zuständigkeit|nieuwe actiehouder|nuevo responsable
new wording|geiriad newydd|nouveau libellé|neuer Wortlaut|nieuwe tekst|nueva redacción
updated|diweddarwyd|mise à jour|aktualisiert|bijgewerkt|actualizada
none|dim|aucune|keine|geen|ninguna
moved once|symudwyd unwaith|reportée une fois|einmal verschoben|één keer uitgesteld|aplazada una vez
moved twice|symudwyd ddwywaith|reportée deux fois|zweimal verschoben|twee keer uitgesteld|aplazada dos veces
moved {count} times|symudwyd {count} gwaith|reportée {count} fois|{count}-mal verschoben|{count} keer uitgesteld|aplazada {count} veces
brought forward|dygwyd ymlaen|reprise|übernommen|overgenomen|anterior
raised|codwyd|décidée|aufgenommen|genoteerd|planteada
(words not in this log)|(nid yw’r geiriau yn y cofnod hwn)|(texte absent de ce registre)|(Text nicht in dieser Liste)|(tekst niet in deze lijst)|(texto no disponible en este registro)
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
an update is withheld|mae diweddariad wedi’i ddal yn ôl|une information n’est pas publiée|eine Meldung ist nicht veröffentlicht|een bericht is niet openbaar|hay una novedad reservada
no report|dim adroddiad|pas de compte rendu|kein Bericht|geen bericht|sin informe
owner {people}|perchennog {people}|responsable : {people}|zuständig: {people}|actiehouder {people}|responsable: {people}
no owner|dim perchennog|sans responsable|niemand zuständig|geen actiehouder|sin responsable
due {day}|erbyn {day}|échéance : {day}|fällig: {day}|gereed op {day}|vence: {day}
no due date|dim dyddiad cwblhau|sans échéance|ohne Termin|geen datum|sin fecha
now reads {text}|bellach yn darllen {text}|désormais : {text}|lautet jetzt {text}|luidt nu {text}|ahora dice {text}
becomes {names}|yn dod yn {names}|devient {names}|wird zu {names}|wordt {names}|pasa a ser {names}
on {day}|ar {day}|le {day}|am {day}|op {day}|el {day}
follows {names}|yn dilyn {names}|suite de {names}|folgt auf {names}|volgt op {names}|sigue a {names}
asked for on {day}|gofynnwyd ar {day}|demandée le {day}|erbeten am {day}|gevraagd op {day}|solicitada el {day}
raised on {day}|codwyd ar {day}|décidée le {day}|aufgenommen am {day}|genoteerd op {day}|planteada el {day}
from {place}|o {place}|de {place}|aus {place}|uit {place}|de {place}
{count} action: see below|{count} cam: gweler isod|{count} action : voir ci-dessous|{count} Maßnahme: siehe unten|{count} actie: zie hieronder|{count} acción: véase más abajo
{count} actions: see below|{count} cam: gweler isod|{count} actions : voir ci-dessous|{count} Maßnahmen: siehe unten|{count} acties: zie hieronder|{count} acciones: véase más abajo
{count} action|{count} cam|{count} action|{count} Maßnahme|{count} actie|{count} acción
{count} actions|{count} cam|{count} actions|{count} Maßnahmen|{count} acties|{count} acciones
{count} overdue|{count} yn hwyr|{count} en retard|{count} überfällig|{count} te laat|{count} vencidas
{count} overdue on {day}|{count} yn hwyr ar {day}|{count} en retard au {day}|{count} überfällig am {day}|{count} te laat op {day}|{count} vencidas a {day}
{count} due before the meeting|{count} i’w cwblhau cyn y cyfarfod|{count} à échéance avant la réunion|{count} vor der Sitzung fällig|{count} gereed vóór de vergadering|{count} vencen antes de la reunión
{count} due within 7 days|{count} i’w cwblhau o fewn 7 diwrnod|{count} à échéance sous 7 jours|{count} innerhalb von 7 Tagen fällig|{count} gereed binnen 7 dagen|{count} vencen en 7 días
{count} with no date|{count} heb ddyddiad|{count} sans échéance|{count} ohne Termin|{count} zonder datum|{count} sin fecha
1 overdue|1 yn hwyr|1 en retard|1 überfällig|1 te laat|1 vencida
1 overdue on {day}|1 yn hwyr ar {day}|1 en retard au {day}|1 überfällig am {day}|1 te laat op {day}|1 vencida a {day}
1 due before the meeting|1 i’w cwblhau cyn y cyfarfod|1 à échéance avant la réunion|1 vor der Sitzung fällig|1 gereed vóór de vergadering|1 vence antes de la reunión
1 due within 7 days|1 i’w cwblhau o fewn 7 diwrnod|1 à échéance sous 7 jours|1 innerhalb von 7 Tagen fällig|1 gereed binnen 7 dagen|1 vence en 7 días
1 open in all|1 agored i gyd|1 ouverte en tout|1 offen insgesamt|1 open in totaal|1 abierta en total
{count} open in all|{count} agored i gyd|{count} ouvertes en tout|{count} offen insgesamt|{count} open in totaal|{count} abiertas en total
New actions|Camau newydd|Nouvelles actions|Neue Maßnahmen|Nieuwe acties|Acciones nuevas
Group|Grŵp|Groupe|Gruppe|Groep|Grupo
{heading} in words|{heading} mewn geiriau|{heading} en toutes lettres|{heading} in Worten|{heading} in woorden|{heading} en palabras
1 more withheld|1 arall wedi’i ddal yn ôl|1 autre non publiée|1 weitere nicht veröffentlicht|1 andere niet openbaar|1 más reservada
{count} more withheld|{count} arall wedi’u dal yn ôl|{count} autres non publiées|{count} weitere nicht veröffentlicht|{count} andere niet openbaar|{count} más reservadas
No open actions|Dim camau agored|Aucune action ouverte|Keine offenen Maßnahmen|Geen openstaande acties|Ninguna acción abierta
{count} decision|{count} penderfyniad|{count} décision|{count} Beschluss|{count} besluit|{count} acuerdo
{count} decisions|{count} penderfyniad|{count} décisions|{count} Beschlüsse|{count} besluiten|{count} acuerdos
1 lost|1 wedi’i wrthod|1 rejetée|1 abgelehnt|1 verworpen|1 rechazado
1 deferred|1 wedi’i ohirio|1 ajournée|1 vertagt|1 aangehouden|1 aplazado
1 withdrawn|1 wedi’i dynnu yn ôl|1 retirée|1 zurückgezogen|1 ingetrokken|1 retirado
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
Proposed|Cynigiwyd gan|Proposé par|Antrag von|Voorgesteld door|Propuesto por
Seconded|Eiliwyd gan|Appuyé par|Unterstützt von|Gesteund door|Secundado por
Votes|Pleidleisiau|Votes|Stimmen|Stemmen|Votos
Outcome|Canlyniad|Résultat|Ergebnis|Uitslag|Resultado
There are none.|Nid oes yr un.|Il n’y en a pas.|Keine.|Geen.|No hay.
Matters raised, with actions, owners and dates for completion|Materion a godwyd, gyda chamau, perchnogion a dyddiadau cwblhau|Sujets, avec actions, responsables et échéances|Gegenstände mit Maßnahmen, Zuständigen und Terminen|Onderwerpen met acties, actiehouders en data|Asuntos con acciones, responsables y fechas límite
# A site of all meetings
Skip to the content|Neidio i’r cynnwys|Aller au contenu|Zum Inhalt springen|Naar de inhoud|Ir al contenido
Site|Gwefan|Site|Website|Website|Sitio
This meeting|Y cyfarfod hwn|Cette réunion|Diese Sitzung|Deze vergadering|Esta reunión
All boards|Pob bwrdd|Toutes les instances|Alle Gremien|Alle organen|Todos los órganos
Meetings|Cyfarfodydd|Réunions|Sitzungen|Vergaderingen|Reuniones
Actions|Camau gweithredu|Actions|Maßnahmen|Acties|Acciones
Decisions|Penderfyniadau|Décisions|Beschlüsse|Besluiten|Acuerdos
People|Pobl|Personnes|Personen|Personen|Personas
Statistics|Ystadegau|Statistiques|Statistik|Statistieken|Estadísticas
Search|Chwilio|Recherche|Suche|Zoeken|Buscar
Agenda for {day}|Agenda ar gyfer {day}|Ordre du jour du {day}|Tagesordnung für den {day}|Agenda voor {day}|Orden del día del {day}
Downloads|Lawrlwythiadau|Téléchargements|Downloads|Downloads|Descargas
Years|Blynyddoedd|Années|Jahre|Jaren|Años
Meetings of {year}|Cyfarfodydd {year}|Réunions de {year}|Sitzungen {year}|Vergaderingen van {year}|Reuniones de {year}
Not held|Ni chynhaliwyd|N’a pas eu lieu|Hat nicht stattgefunden|Niet gehouden|No celebrada
Still to come|I ddod|À venir|Steht noch bevor|Nog te houden|Por celebrar
Draft|Drafft|Projet|Entwurf|Concept|Borrador
extraordinary|eithriadol|extraordinaire|außerordentlich|buitengewoon|extraordinaria
1 open|1 agored|1 ouverte|1 offen|1 open|1 abierta
{count} open|{count} agored|{count} ouvertes|{count} offen|{count} open|{count} abiertas
Keep up to date|Cael y newyddion diweddaraf|Se tenir informé|Auf dem Laufenden bleiben|Op de hoogte blijven|Mantenerse al día
Feed of the minutes|Ffrwd y cofnodion|Flux des procès-verbaux|Feed der Protokolle|Feed van de notulen|Canal de las actas
Calendar of meetings and due dates|Calendr cyfarfodydd a dyddiadau cwblhau|Calendrier des réunions et des échéances|Kalender der Sitzungen und Termine|Kalender van vergaderingen en termijnen|Calendario de reuniones y fechas límite
Minutes and actions|Cofnodion a chamau gweithredu|Procès-verbaux et actions|Protokolle und Maßnahmen|Notulen en acties|Actas y acciones
Boards|Byrddau|Instances|Gremien|Organen|Órganos
Board|Bwrdd|Instance|Gremium|Orgaan|Órgano
Latest minutes|Cofnodion diweddaraf|Dernier procès-verbal|Neuestes Protokoll|Laatste notulen|Última acta
{board}: minutes|{board}: cofnodion|{board} : procès-verbaux|{board}: Protokolle|{board}: notulen|{board}: actas
Minutes of {day}|Cofnodion {day}|Procès-verbal du {day}|Protokoll vom {day}|Notulen van {day}|Acta del {day}
Minutes of {day} agreed|Cytunwyd ar gofnodion {day}|Procès-verbal du {day} approuvé|Protokoll vom {day} genehmigt|Notulen van {day} vastgesteld|Acta del {day} aprobada
Decisions of {year}|Penderfyniadau {year}|Décisions de {year}|Beschlüsse {year}|Besluiten van {year}|Acuerdos de {year}
# The actions of a site
Show|Dangos|Afficher|Anzeigen|Tonen|Mostrar
Open|Agored|Ouvertes|Offen|Open|Abiertas
With no date|Heb ddyddiad|Sans échéance|Ohne Termin|Zonder datum|Sin fecha
Closed|Caewyd|Closes|Abgeschlossen|Afgesloten|Cerradas
All|Y cyfan|Toutes|Alle|Alle|Todas
Overdue actions|Camau hwyr|Actions en retard|Überfällige Maßnahmen|Acties die te laat zijn|Acciones vencidas
Open actions with no date|Camau agored heb ddyddiad|Actions ouvertes sans échéance|Offene Maßnahmen ohne Termin|Openstaande acties zonder datum|Acciones abiertas sin fecha
Closed actions|Camau a gaewyd|Actions closes|Abgeschlossene Maßnahmen|Afgesloten acties|Acciones cerradas
Closed actions of {owners}|Camau a gaewyd {owners}|Actions closes de {owners}|Abgeschlossene Maßnahmen von {owners}|Afgesloten acties van {owners}|Acciones cerradas de {owners}
All actions|Pob cam gweithredu|Toutes les actions|Alle Maßnahmen|Alle acties|Todas las acciones
Actions with the status “{status}”|Camau â’r statws “{status}”|Actions avec l’état « {status} »|Maßnahmen mit dem Status „{status}“|Acties met de status “{status}”|Acciones con el estado «{status}»
Number|Rhif|Numéro|Nummer|Nummer|Número
Action {ref}|Cam gweithredu {ref}|Action {ref}|Maßnahme {ref}|Actie {ref}|Acción {ref}
no date|dim dyddiad|sans échéance|ohne Termin|geen datum|sin fecha
Closed on|Caewyd ar|Close le|Abgeschlossen am|Afgesloten op|Cerrada el
Brought forward|Dygwyd ymlaen|Reprise|Übernommen|Overgenomen|Anterior
Under|O dan|Sous|Unter|Onder|En
Follows|Yn dilyn|Suite de|Folgt auf|Volgt op|Sigue a
Becomes|Yn dod yn|Devient|Wird zu|Wordt|Pasa a ser
Links|Dolenni|Liens|Links|Links|Enlaces
History|Hanes|Historique|Verlauf|Verloop|Historial
An update: {text}|Diweddariad: {text}|Information : {text}|Meldung: {text}|Bericht: {text}|Novedad: {text}
{due} (was {before})|{due} ({before} gynt)|{due} (avant : {before})|{due} (bisher {before})|{due} (was {before})|{due} (antes {before})
update|diweddariad|information|Meldung|bericht|novedad
People, with their actions|Pobl, gyda’u camau gweithredu|Personnes, avec leurs actions|Personen mit ihren Maßnahmen|Personen, met hun acties|Personas, con sus acciones
# The statistics and the search of a site
Open actions over time|Camau agored dros amser|Actions ouvertes au fil du temps|Offene Maßnahmen im Zeitverlauf|Openstaande acties in de tijd|Acciones abiertas a lo largo del tiempo
How long they have been open|Am ba hyd y buont yn agored|Depuis combien de temps elles sont ouvertes|Wie lange sie schon offen sind|Hoe lang ze al openstaan|Cuánto tiempo llevan abiertas
Year by year|Fesul blwyddyn|Année par année|Jahr für Jahr|Jaar na jaar|Año por año
There are too few meetings for a plot.|Nid oes digon o gyfarfodydd ar gyfer graff.|Il y a trop peu de réunions pour un graphique.|Für ein Diagramm gibt es zu wenige Sitzungen.|Er zijn te weinig vergaderingen voor een grafiek.|Hay muy pocas reuniones para un gráfico.
{first} open on {day}; {last} open on {end}, {late} of them overdue.|{first} yn agored ar {day}; {last} yn agored ar {end}, {late} ohonynt yn hwyr.|{first} ouvertes le {day} ; {last} ouvertes le {end}, dont {late} en retard.|{first} offen am {day}; {last} offen am {end}, davon {late} überfällig.|{first} open op {day}; {last} open op {end}, waarvan {late} te laat.|{first} abiertas el {day}; {last} abiertas el {end}, {late} de ellas vencidas.
Under 1 month|Llai nag 1 mis|Moins d’un mois|Unter 1 Monat|Minder dan 1 maand|Menos de 1 mes
1–3 months|1–3 mis|1 à 3 mois|1–3 Monate|1–3 maanden|1–3 meses
3–6 months|3–6 mis|3 à 6 mois|3–6 Monate|3–6 maanden|3–6 meses
6–12 months|6–12 mis|6 à 12 mois|6–12 Monate|6–12 maanden|6–12 meses
Over a year|Dros flwyddyn|Plus d’un an|Über ein Jahr|Meer dan een jaar|Más de un año
Figures of each year|Ffigurau pob blwyddyn|Chiffres de chaque année|Zahlen je Jahr|Cijfers per jaar|Cifras de cada año
Year|Blwyddyn|Année|Jahr|Jaar|Año
Open at the end|Agored ar y diwedd|Ouvertes à la fin|Offen am Ende|Open aan het eind|Abiertas al final
Overdue at the end|Yn hwyr ar y diwedd|En retard à la fin|Überfällig am Ende|Te laat aan het eind|Vencidas al final
Median days to close|Canolrif y dyddiau i gau|Jours médians jusqu’à la clôture|Tage bis zum Abschluss (Median)|Mediaan dagen tot afsluiting|Mediana de días hasta el cierre
Words to find|Geiriau i’w canfod|Mots à trouver|Suchbegriffe|Zoekwoorden|Palabras que buscar
Everything on this site is in these lists, too:|Mae popeth ar y wefan hon yn y rhestrau hyn hefyd:|Tout ce que contient ce site se trouve aussi dans ces listes :|Alles auf dieser Website steht auch in diesen Listen:|Alles op deze website staat ook in deze lijsten:|Todo el contenido de este sitio está también en estas listas:
Meetings, by year|Cyfarfodydd, fesul blwyddyn|Réunions, par année|Sitzungen nach Jahren|Vergaderingen per jaar|Reuniones por año
Actions, by status and owner|Camau gweithredu, fesul statws a pherchennog|Actions, par état et responsable|Maßnahmen nach Status und Zuständigen|Acties per status en eigenaar|Acciones por estado y responsable
Decisions, by year|Penderfyniadau, fesul blwyddyn|Décisions, par année|Beschlüsse nach Jahren|Besluiten per jaar|Acuerdos por año
Person|Person|Personne|Person|Persoon|Persona
1 result|1 canlyniad|1 résultat|1 Treffer|1 resultaat|1 resultado
{count} results|{count} canlyniad|{count} résultats|{count} Treffer|{count} resultaten|{count} resultados
{count} results; the first {most}:|{count} canlyniad; y {most} cyntaf:|{count} résultats ; les {most} premiers :|{count} Treffer; die ersten {most}:|{count} resultaten; de eerste {most}:|{count} resultados; los primeros {most}:
# Attendance, and the end of a page
Name|Enw|Nom|Name|Naam|Nombre
Role|Rôl|Fonction|Funktion|Functie|Cargo
Organisation|Sefydliad|Organisme|Organisation|Organisatie|Organización
Initials|Llythrennau blaen|Initiales|Kürzel|Initialen|Iniciales
Signed as a correct record|Llofnodwyd fel cofnod cywir|Certifié conforme|Für die Richtigkeit|Ondertekend als juist verslag|Firmada como acta fiel
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

    @property
    def is_english(self) -> bool:
        """Whether the words are as they are in the program."""
        return language_code(self.language) == language_code(ENGLISH)

    def __call__(self, english: str, **parts: object) -> str:
        """Return the words in the page's language, with the parts put into them.

        Where a part is a count of 1, they are those for 1 if the table has them.
        """
        if str(parts.get("count")) == "1":
            single = english.replace("{count}", "1")
            english = single if single in PAGE_WORDS else english
        return self.find_words(english).format_map(parts)

    def find_words(self, english: str) -> str:
        """Return the words as they are in the table; those that it does not have are English."""
        return PAGE_WORDS.get(english, {}).get(language_code(self.language), english)


ENGLISH_WORDS = PageWords()
