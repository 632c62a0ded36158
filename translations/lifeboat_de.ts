<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>lifeboat::text</name>
    <message>
        <source>in the future: clocks differ</source>
        <translation>in der Zukunft: Uhren gehen verschieden</translation>
    </message>
    <message>
        <source>Do not rely on this archive: use another snapshot, and take a new one from the source if it still runs.</source>
        <translation>Verlassen Sie sich nicht auf dieses Archiv: nehmen Sie einen anderen Snapshot, und einen neuen von der Quelle auf, falls sie noch läuft.</translation>
    </message>
    <message>
        <source>The work on %1 was cancelled before it was complete.</source>
        <translation>Die Arbeit an %1 wurde abgebrochen, bevor sie fertig war.</translation>
    </message>
    <message>
        <source>The operation was cancelled before it was complete.</source>
        <translation>Der Vorgang wurde abgebrochen, bevor er fertig war.</translation>
    </message>
    <message>
        <source>The value given for %1 is not allowed.</source>
        <translation>Der Wert für %1 ist nicht zulässig.</translation>
    </message>
    <message>
        <source>A given value is not allowed.</source>
        <translation>Ein angegebener Wert ist nicht zulässig.</translation>
    </message>
    <message>
        <source>Check the value against its documented range.</source>
        <translation>Vergleichen Sie den Wert mit seinem dokumentierten Bereich.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong with %1.</source>
        <translation>Mit %1 ging etwas Unerwartetes schief.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ging schief.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it together with the detail.</source>
        <translation>Versuchen Sie es noch einmal; geschieht es wieder, melden Sie es mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>%1 was not found.</source>
        <translation>%1 wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The file was not found.</source>
        <translation>Die Datei wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Check the name and whether its device is mounted.</source>
        <translation>Prüfen Sie den Namen und ob das Gerät eingehängt ist.</translation>
    </message>
    <message>
        <source>The directory %1 does not exist.</source>
        <translation>Das Verzeichnis %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>The directory does not exist.</source>
        <translation>Das Verzeichnis gibt es nicht.</translation>
    </message>
    <message>
        <source>Create the directory first or choose another one.</source>
        <translation>Legen Sie das Verzeichnis erst an oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>%1 is not the kind of file that is needed here.</source>
        <translation>%1 ist nicht die Art Datei, die hier gebraucht wird.</translation>
    </message>
    <message>
        <source>Something else stands where a file or directory is needed.</source>
        <translation>Wo eine Datei oder ein Verzeichnis stehen muss, steht etwas anderes.</translation>
    </message>
    <message>
        <source>Choose another path.</source>
        <translation>Wählen Sie einen anderen Pfad.</translation>
    </message>
    <message>
        <source>%1 already exists and is not replaced.</source>
        <translation>%1 gibt es schon und wird nicht ersetzt.</translation>
    </message>
    <message>
        <source>Something of that name already exists and is not replaced.</source>
        <translation>Etwas mit diesem Namen gibt es schon und wird nicht ersetzt.</translation>
    </message>
    <message>
        <source>Choose another name, or move the existing one away.</source>
        <translation>Wählen Sie einen anderen Namen oder räumen Sie das Vorhandene beiseite.</translation>
    </message>
    <message>
        <source>The system refuses access to %1.</source>
        <translation>Das System verweigert den Zugriff auf %1.</translation>
    </message>
    <message>
        <source>The system refuses access.</source>
        <translation>Das System verweigert den Zugriff.</translation>
    </message>
    <message>
        <source>Check owner and permissions, and that the file system is not mounted read-only.</source>
        <translation>Prüfen Sie Eigentümer und Rechte und ob das Dateisystem nur lesbar eingehängt ist.</translation>
    </message>
    <message>
        <source>There is not enough space for %1.</source>
        <translation>Für %1 ist nicht genug Platz.</translation>
    </message>
    <message>
        <source>There is not enough space on the device.</source>
        <translation>Auf dem Gerät ist nicht genug Platz.</translation>
    </message>
    <message>
        <source>Free some space or choose a directory on another device.</source>
        <translation>Schaffen Sie Platz oder wählen Sie ein Verzeichnis auf einem anderen Gerät.</translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1 ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>The device failed while reading.</source>
        <translation>Das Gerät versagte beim Lesen.</translation>
    </message>
    <message>
        <source>Check the device that holds it, and try again.</source>
        <translation>Prüfen Sie das Gerät und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The device failed while writing.</source>
        <translation>Das Gerät versagte beim Schreiben.</translation>
    </message>
    <message>
        <source>Another process is working on %1.</source>
        <translation>Ein anderer Prozess arbeitet an %1.</translation>
    </message>
    <message>
        <source>Another process is working on the same files.</source>
        <translation>Ein anderer Prozess arbeitet an denselben Dateien.</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>Warten Sie, bis er fertig ist, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>%1 is not a SQLite database.</source>
        <translation>%1 ist keine SQLite-Datenbank.</translation>
    </message>
    <message>
        <source>The file is not a SQLite database.</source>
        <translation>Die Datei ist keine SQLite-Datenbank.</translation>
    </message>
    <message>
        <source>Choose the database file itself.</source>
        <translation>Wählen Sie die Datenbankdatei selbst.</translation>
    </message>
    <message>
        <source>%1 looks like an encrypted database, which cannot be read.</source>
        <translation>%1 sieht wie eine verschlüsselte Datenbank aus und lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The database looks encrypted and cannot be read.</source>
        <translation>Die Datenbank sieht verschlüsselt aus und lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Export it to a plain SQLite database with the program that owns it, and use that.</source>
        <translation>Exportieren Sie sie mit ihrem eigenen Programm in eine unverschlüsselte SQLite-Datenbank und nehmen Sie diese.</translation>
    </message>
    <message>
        <source>The database %1 is damaged.</source>
        <translation>Die Datenbank %1 ist beschädigt.</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>Die Datenbank ist beschädigt.</translation>
    </message>
    <message>
        <source>Restore it from its newest good snapshot.</source>
        <translation>Stellen Sie sie aus ihrem neuesten guten Snapshot wieder her.</translation>
    </message>
    <message>
        <source>%1 is an empty file: there is nothing to take a snapshot of.</source>
        <translation>%1 ist eine leere Datei: davon gibt es nichts aufzunehmen.</translation>
    </message>
    <message>
        <source>The database is an empty file.</source>
        <translation>Die Datenbank ist eine leere Datei.</translation>
    </message>
    <message>
        <source>Check that this is the right file and that its program has written to it.</source>
        <translation>Prüfen Sie, ob das die richtige Datei ist und ihr Programm schon in sie geschrieben hat.</translation>
    </message>
    <message>
        <source>The database %1 was kept locked by another program for too long.</source>
        <translation>Ein anderes Programm hielt die Datenbank %1 zu lange gesperrt.</translation>
    </message>
    <message>
        <source>The database was kept locked by another program for too long.</source>
        <translation>Ein anderes Programm hielt die Datenbank zu lange gesperrt.</translation>
    </message>
    <message>
        <source>Try again when the other program has ended its long transaction.</source>
        <translation>Versuchen Sie es noch einmal, wenn das andere Programm seine lange Transaktion beendet hat.</translation>
    </message>
    <message>
        <source>%1 uses a database feature that this version cannot handle.</source>
        <translation>%1 benutzt eine Eigenschaft, mit der diese Version nicht umgehen kann.</translation>
    </message>
    <message>
        <source>The database uses a feature that this version cannot handle.</source>
        <translation>Die Datenbank benutzt eine Eigenschaft, mit der diese Version nicht umgehen kann.</translation>
    </message>
    <message>
        <source>Update Lifeboat, or convert the database with sqlite3.</source>
        <translation>Aktualisieren Sie Lifeboat oder wandeln Sie die Datenbank mit sqlite3 um.</translation>
    </message>
    <message>
        <source>SQLite refused the statement for “%1”.</source>
        <translation>SQLite lehnte die Anweisung für „%1“ ab.</translation>
    </message>
    <message>
        <source>SQLite refused a statement.</source>
        <translation>SQLite lehnte eine Anweisung ab.</translation>
    </message>
    <message>
        <source>Check that the tables and columns it names exist, and that it only reads.</source>
        <translation>Prüfen Sie, ob es die genannten Tabellen und Spalten gibt und ob sie nur liest.</translation>
    </message>
    <message>
        <source>The archive is damaged: its part %1 is missing.</source>
        <translation>Das Archiv ist beschädigt: sein Teil %1 fehlt.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is missing.</source>
        <translation>Das Archiv ist beschädigt: ein Teil fehlt.</translation>
    </message>
    <message>
        <source>The archive is damaged: its part %1 is there twice.</source>
        <translation>Das Archiv ist beschädigt: sein Teil %1 ist doppelt vorhanden.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is there twice.</source>
        <translation>Das Archiv ist beschädigt: ein Teil ist doppelt vorhanden.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 holds a part that does not belong there.</source>
        <translation>Das Archiv ist beschädigt: %1 enthält einen Teil, der nicht hineingehört.</translation>
    </message>
    <message>
        <source>The archive is damaged: it holds a part that does not belong there.</source>
        <translation>Das Archiv ist beschädigt: es enthält einen Teil, der nicht hineingehört.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 is not in its place.</source>
        <translation>Das Archiv ist beschädigt: %1 steht nicht an seinem Platz.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is not in its place.</source>
        <translation>Das Archiv ist beschädigt: ein Teil steht nicht an seinem Platz.</translation>
    </message>
    <message>
        <source>The archive was refused: the name %1 in it is not one that Lifeboat writes.</source>
        <translation>Das Archiv wurde abgelehnt: den Namen %1 darin schreibt Lifeboat nicht.</translation>
    </message>
    <message>
        <source>The archive was refused: a name in it is not one that Lifeboat writes.</source>
        <translation>Das Archiv wurde abgelehnt: einen Namen darin schreibt Lifeboat nicht.</translation>
    </message>
    <message>
        <source>Find out where this archive comes from before you use it; nothing of it was unpacked.</source>
        <translation>Finden Sie heraus, woher dieses Archiv kommt, bevor Sie es benutzen; nichts davon wurde ausgepackt.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 does not match its checksum.</source>
        <translation>Das Archiv ist beschädigt: %1 passt nicht zu seiner Prüfsumme.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part does not match its checksum.</source>
        <translation>Das Archiv ist beschädigt: ein Teil passt nicht zu seiner Prüfsumme.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 does not decompress.</source>
        <translation>Das Archiv ist beschädigt: %1 lässt sich nicht dekomprimieren.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part does not decompress.</source>
        <translation>Das Archiv ist beschädigt: ein Teil lässt sich nicht dekomprimieren.</translation>
    </message>
    <message>
        <source>The archive is damaged: a page in %1 is not the one that was captured.</source>
        <translation>Das Archiv ist beschädigt: eine Seite in %1 ist nicht die aufgenommene.</translation>
    </message>
    <message>
        <source>The archive is damaged: a page is not the one that was captured.</source>
        <translation>Das Archiv ist beschädigt: eine Seite ist nicht die aufgenommene.</translation>
    </message>
    <message>
        <source>%1 is not a Lifeboat snapshot.</source>
        <translation>%1 ist kein Snapshot von Lifeboat.</translation>
    </message>
    <message>
        <source>The file is not a Lifeboat snapshot.</source>
        <translation>Die Datei ist kein Snapshot von Lifeboat.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .snap.tar.</source>
        <translation>Wählen Sie eine Datei, die auf .snap.tar endet.</translation>
    </message>
    <message>
        <source>The archive is cut off: %1 ends too early.</source>
        <translation>Das Archiv ist abgeschnitten: %1 endet zu früh.</translation>
    </message>
    <message>
        <source>The archive is cut off: it ends too early.</source>
        <translation>Das Archiv ist abgeschnitten: es endet zu früh.</translation>
    </message>
    <message>
        <source>Copy it again from where it came from, or use another snapshot.</source>
        <translation>Kopieren Sie es noch einmal von seiner Quelle oder nehmen Sie einen anderen Snapshot.</translation>
    </message>
    <message>
        <source>The archive is damaged at %1.</source>
        <translation>Das Archiv ist bei %1 beschädigt.</translation>
    </message>
    <message>
        <source>The archive is damaged.</source>
        <translation>Das Archiv ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 is not a Lifeboat snapshot: it does not begin with a manifest.</source>
        <translation>%1 ist kein Snapshot von Lifeboat: es beginnt nicht mit einem Manifest.</translation>
    </message>
    <message>
        <source>The file is not a Lifeboat snapshot: it does not begin with a manifest.</source>
        <translation>Die Datei ist kein Snapshot von Lifeboat: sie beginnt nicht mit einem Manifest.</translation>
    </message>
    <message>
        <source>The description in %1 is not valid.</source>
        <translation>Die Beschreibung in %1 ist ungültig.</translation>
    </message>
    <message>
        <source>The archive&apos;s manifest is not valid.</source>
        <translation>Das Manifest des Archivs ist ungültig.</translation>
    </message>
    <message>
        <source>The description in %1 is larger than any real one.</source>
        <translation>Die Beschreibung in %1 ist größer als jede wirkliche.</translation>
    </message>
    <message>
        <source>The archive&apos;s manifest is larger than any real one.</source>
        <translation>Das Manifest des Archivs ist größer als jedes wirkliche.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Lifeboat.</source>
        <translation>%1 wurde von einer neueren Version von Lifeboat geschrieben.</translation>
    </message>
    <message>
        <source>The archive was written by a newer version of Lifeboat.</source>
        <translation>Das Archiv wurde von einer neueren Version von Lifeboat geschrieben.</translation>
    </message>
    <message>
        <source>Update Lifeboat to read it.</source>
        <translation>Aktualisieren Sie Lifeboat, um es zu lesen.</translation>
    </message>
    <message>
        <source>The archive is damaged: the sizes given for %1 contradict each other.</source>
        <translation>Das Archiv ist beschädigt: die Größenangaben zu %1 widersprechen sich.</translation>
    </message>
    <message>
        <source>The archive is damaged: sizes in it contradict each other.</source>
        <translation>Das Archiv ist beschädigt: Größenangaben darin widersprechen sich.</translation>
    </message>
    <message>
        <source>%1 describes a kind of snapshot that this version cannot restore.</source>
        <translation>%1 beschreibt eine Art Snapshot, die diese Version nicht wiederherstellen kann.</translation>
    </message>
    <message>
        <source>This kind of snapshot cannot be restored by this version.</source>
        <translation>Diese Art Snapshot kann diese Version nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Update Lifeboat, or use a full snapshot.</source>
        <translation>Aktualisieren Sie Lifeboat oder nehmen Sie einen vollen Snapshot.</translation>
    </message>
    <message>
        <source>%1 is larger than the documented limit.</source>
        <translation>%1 ist größer als die dokumentierte Grenze.</translation>
    </message>
    <message>
        <source>Something is larger than the documented limit.</source>
        <translation>Etwas ist größer als die dokumentierte Grenze.</translation>
    </message>
    <message>
        <source>Check that this is the file you meant.</source>
        <translation>Prüfen Sie, ob das die gemeinte Datei ist.</translation>
    </message>
    <message>
        <source>%1 is in use by another program.</source>
        <translation>%1 ist bei einem anderen Programm in Gebrauch.</translation>
    </message>
    <message>
        <source>The target is in use by another program.</source>
        <translation>Das Ziel ist bei einem anderen Programm in Gebrauch.</translation>
    </message>
    <message>
        <source>Stop that program, or restore to another path.</source>
        <translation>Halten Sie dieses Programm an oder stellen Sie an einen anderen Pfad wieder her.</translation>
    </message>
    <message>
        <source>%1 holds data that would be replaced.</source>
        <translation>%1 enthält Daten, die ersetzt würden.</translation>
    </message>
    <message>
        <source>Existing data would be replaced.</source>
        <translation>Vorhandene Daten würden ersetzt.</translation>
    </message>
    <message>
        <source>Confirm by giving the name of the target.</source>
        <translation>Bestätigen Sie mit dem Namen des Ziels.</translation>
    </message>
    <message>
        <source>The name given as confirmation is not that of %1.</source>
        <translation>Der zur Bestätigung angegebene Name ist nicht der von %1.</translation>
    </message>
    <message>
        <source>The name given as confirmation is not the target&apos;s.</source>
        <translation>Der zur Bestätigung angegebene Name ist nicht der des Ziels.</translation>
    </message>
    <message>
        <source>Nothing was changed; check that this is the target you mean.</source>
        <translation>Nichts wurde geändert; prüfen Sie, ob Sie dieses Ziel meinen.</translation>
    </message>
    <message>
        <source>The database restored to %1 does not pass SQLite’s integrity check.</source>
        <translation>Die nach %1 wiederhergestellte Datenbank besteht SQLites Prüfung nicht.</translation>
    </message>
    <message>
        <source>The restored database does not pass SQLite’s integrity check.</source>
        <translation>Die wiederhergestellte Datenbank besteht SQLites Prüfung nicht.</translation>
    </message>
    <message>
        <source>%1 is not a valid drill plan.</source>
        <translation>%1 ist kein gültiger Übungsplan.</translation>
    </message>
    <message>
        <source>The drill plan is not valid.</source>
        <translation>Der Übungsplan ist ungültig.</translation>
    </message>
    <message>
        <source>Correct the plan at the place named.</source>
        <translation>Berichtigen Sie den Plan an der genannten Stelle.</translation>
    </message>
    <message>
        <source>%1 is in use by %2.</source>
        <translation>%1 ist in Gebrauch bei %2.</translation>
    </message>
    <message>
        <source>%1 is not a valid drill plan: %2.</source>
        <translation>%1 ist kein gültiger Übungsplan: %2.</translation>
    </message>
    <message>
        <source>To replace it, confirm with its name: %1.</source>
        <translation>Um es zu ersetzen, bestätigen Sie mit seinem Namen: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>vor %Ln Min.</numerusform>
            <numerusform>vor %Ln Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>vor %Ln Std.</numerusform>
            <numerusform>vor %Ln Std.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 day ago</source>
        <translation>vor 1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor %Ln Tag</numerusform>
            <numerusform>vor %Ln Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 TB</translation>
    </message>
    <message>
        <source>%1 PB</source>
        <translation>%1 PB</translation>
    </message>
    <message>
        <source>%1 B/s</source>
        <translation>%1 B/s</translation>
    </message>
    <message>
        <source>%1 kB/s</source>
        <translation>%1 kB/s</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 TB/s</source>
        <translation>%1 TB/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>MMM d, HH:mm</source>
        <comment>date format</comment>
        <translation>d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>MMM d yyyy, HH:mm</source>
        <comment>date format</comment>
        <translation>d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>The target holds index %1 of the same history; the snapshot has %2.</source>
        <translation>Das Ziel enthält Index %1 derselben Historie; der Snapshot hat %2.</translation>
    </message>
    <message>
        <source>The target holds only index %1 of the same history; the snapshot has %2.</source>
        <translation>Das Ziel enthält erst Index %1 derselben Historie; der Snapshot hat %2.</translation>
    </message>
    <message>
        <source>The target is untouched since this very content was restored to it.</source>
        <translation>Das Ziel ist unberührt, seit genau dieser Inhalt dort wiederhergestellt wurde.</translation>
    </message>
    <message>
        <source>Every page of the target equals the snapshot’s.</source>
        <translation>Jede Seite des Ziels gleicht der des Snapshots.</translation>
    </message>
    <message>
        <source>The target’s content differs from the snapshot’s.</source>
        <translation>Der Inhalt des Ziels unterscheidet sich von dem des Snapshots.</translation>
    </message>
    <message>
        <source>%1 of the target already equal the snapshot; the rest differs.</source>
        <translation>%1 des Ziels gleichen dem Snapshot schon; der Rest unterscheidet sich.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Finding the snapshot</source>
        <translation>Snapshot suchen</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Capturing</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Kontrollieren</translation>
    </message>
    <message>
        <source>Putting in place</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Starting the node</source>
        <translation>Knoten starten</translation>
    </message>
    <message>
        <source>Asserting</source>
        <translation>Zusicherungen prüfen</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <comment>stage, percent</comment>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1 %2 % · %3</source>
        <comment>stage, percent, rate</comment>
        <translation>%1 %2 % · %3</translation>
    </message>
    <message>
        <source>%1 %2 % · %3 · %4 left</source>
        <comment>stage, percent, rate, time</comment>
        <translation>%1 %2 % · %3 · noch %4</translation>
    </message>
    <message>
        <source>Find snapshot</source>
        <translation>Snapshot finden</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Start node</source>
        <translation>Knoten starten</translation>
    </message>
    <message>
        <source>Assert</source>
        <translation>Zusichern</translation>
    </message>
    <message>
        <source>Skip: nothing to do</source>
        <translation>Überspringen: nichts zu tun</translation>
    </message>
    <message>
        <source>Full restore</source>
        <translation>Volle Wiederherstellung</translation>
    </message>
    <message>
        <source>There is nothing at the target yet.</source>
        <translation>Am Ziel steht noch nichts.</translation>
    </message>
    <message>
        <source>Target and snapshot belong to different histories.</source>
        <translation>Ziel und Snapshot gehören zu verschiedenen Historien.</translation>
    </message>
    <message>
        <source>The target keeps no applied index to compare.</source>
        <translation>Das Ziel führt keinen Index zum Vergleichen.</translation>
    </message>
    <message>
        <source>The snapshot carries no applied index to compare.</source>
        <translation>Der Snapshot führt keinen Index zum Vergleichen.</translation>
    </message>
    <message>
        <source>An earlier restore of this snapshot was interrupted; what it wrote will be used.</source>
        <translation>Eine frühere Wiederherstellung dieses Snapshots wurde unterbrochen; was sie schrieb, wird benutzt.</translation>
    </message>
    <message>
        <source>The target is not a sound database.</source>
        <translation>Das Ziel ist keine heile Datenbank.</translation>
    </message>
    <message>
        <source>Going back was asked for: the target is newer, so a new history begins.</source>
        <translation>Zurückzugehen wurde verlangt: das Ziel ist neuer, also beginnt eine neue Historie.</translation>
    </message>
    <message>
        <source>The restore was asked for although the target needs none.</source>
        <translation>Die Wiederherstellung wurde verlangt, obwohl das Ziel keine braucht.</translation>
    </message>
    <message>
        <source>listed</source>
        <comment>verification depth</comment>
        <translation>gelistet</translation>
    </message>
    <message>
        <source>sealed</source>
        <comment>verification depth</comment>
        <translation>versiegelt</translation>
    </message>
    <message>
        <source>read</source>
        <comment>verification depth</comment>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>verification depth</comment>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>damaged (%1, %2)</source>
        <comment>verification depth, age</comment>
        <translation>beschädigt (%1, %2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>verification depth, age</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>integrity check</source>
        <translation>Unversehrtheitsprüfung</translation>
    </message>
    <message>
        <source>rows in %1 ≥ %2</source>
        <translation>Zeilen in %1 ≥ %2</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>RTO ≤ %1</source>
        <translation>RTO ≤ %1</translation>
    </message>
    <message>
        <source>RPO ≤ %1</source>
        <translation>RPO ≤ %1</translation>
    </message>
    <message>
        <source>delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>index %1</source>
        <translation>Index %1</translation>
    </message>
    <message>
        <source>content %1</source>
        <translation>Inhalt %1</translation>
    </message>
    <message>
        <source>Nothing you have was changed. Start it again when you are ready: a restore goes on where it stood.</source>
        <translation>Nichts von Ihren Daten wurde geändert. Starten Sie den Vorgang erneut, wenn Sie bereit sind: eine Wiederherstellung fährt dort fort, wo sie stand.</translation>
    </message>
    <message>
        <source>The database %1 has another name too, and its log may stand beside that one.</source>
        <translation>Die Datenbank %1 hat noch einen anderen Namen, und ihr Log steht womöglich neben jenem.</translation>
    </message>
    <message>
        <source>The database has another name too, and its log may stand beside that one.</source>
        <translation>Die Datenbank hat noch einen anderen Namen, und ihr Log steht womöglich neben jenem.</translation>
    </message>
    <message>
        <source>Remove the other name (a hard link), or work on a copy of the database.</source>
        <translation>Entfernen Sie den anderen Namen (einen harten Link), oder arbeiten Sie mit einer Kopie der Datenbank.</translation>
    </message>
    <message>
        <source>The database was damaged before the snapshot was taken; use an older snapshot, or restore this one as it is with lifeboatctl restore run --accept-findings.</source>
        <translation>Die Datenbank war schon vor dem Snapshot beschädigt; verwenden Sie einen älteren Snapshot, oder stellen Sie diesen so wieder her, wie er ist: lifeboatctl restore run --accept-findings.</translation>
    </message>
    <message>
        <source>%1 is not a valid configuration: %2.</source>
        <translation>%1 ist keine gültige Konfiguration: %2.</translation>
    </message>
    <message>
        <source>The state does not take %1: %2.</source>
        <translation>Der Datenbestand nimmt %1 nicht an: %2.</translation>
    </message>
    <message>
        <source>The log %1 already has an entry of that index.</source>
        <translation>Das Protokoll %1 hat schon einen Eintrag mit diesem Index.</translation>
    </message>
    <message>
        <source>The log already has an entry of that index.</source>
        <translation>Das Protokoll hat schon einen Eintrag mit diesem Index.</translation>
    </message>
    <message>
        <source>Read the log to its end first, then append after it.</source>
        <translation>Lesen Sie das Protokoll erst bis zum Ende und hängen Sie dann an.</translation>
    </message>
    <message>
        <source>The log %1 has a hole: an entry is missing between two others.</source>
        <translation>Das Protokoll %1 hat eine Lücke: Zwischen zwei Einträgen fehlt einer.</translation>
    </message>
    <message>
        <source>The log has a hole: an entry is missing between two others.</source>
        <translation>Das Protokoll hat eine Lücke: Zwischen zwei Einträgen fehlt einer.</translation>
    </message>
    <message>
        <source>Do not go on from this log: recover the node from its newest verified snapshot.</source>
        <translation>Setzen Sie dieses Protokoll nicht fort: Stellen Sie den Knoten aus seinem neuesten geprüften Snapshot wieder her.</translation>
    </message>
    <message>
        <source>The entries wanted from %1 are no longer in the log.</source>
        <translation>Die gewünschten Einträge aus %1 stehen nicht mehr im Protokoll.</translation>
    </message>
    <message>
        <source>The wanted entries are no longer in the log.</source>
        <translation>Die gewünschten Einträge stehen nicht mehr im Protokoll.</translation>
    </message>
    <message>
        <source>Recover from the newest verified snapshot first; the log goes on from there.</source>
        <translation>Stellen Sie zuerst den neuesten geprüften Snapshot wieder her; von dort an geht das Protokoll weiter.</translation>
    </message>
    <message>
        <source>The state does not take %1.</source>
        <translation>Der Datenbestand nimmt %1 nicht an.</translation>
    </message>
    <message>
        <source>The state does not take this document.</source>
        <translation>Der Datenbestand nimmt dieses Dokument nicht an.</translation>
    </message>
    <message>
        <source>Check the table name, the id, and that the document is a JSON object within the size limit.</source>
        <translation>Prüfen Sie Tabellenname, Kennung und ob das Dokument ein JSON-Objekt innerhalb der Größengrenze ist.</translation>
    </message>
    <message>
        <source>%1 is already busy with work of this kind.</source>
        <translation>%1 ist schon mit einer Arbeit dieser Art beschäftigt.</translation>
    </message>
    <message>
        <source>Work of this kind is already going on there.</source>
        <translation>Dort läuft schon eine Arbeit dieser Art.</translation>
    </message>
    <message>
        <source>Wait until it has finished, or cancel it, then try again.</source>
        <translation>Warten Sie, bis sie fertig ist, oder brechen Sie sie ab, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>%1 is not a valid configuration.</source>
        <translation>%1 ist keine gültige Konfiguration.</translation>
    </message>
    <message>
        <source>The configuration is not valid.</source>
        <translation>Die Konfiguration ist nicht gültig.</translation>
    </message>
    <message>
        <source>Correct the file at the place named.</source>
        <translation>Berichtigen Sie die Datei an der genannten Stelle.</translation>
    </message>
    <message>
        <source>The audit log %1 was changed after it was written.</source>
        <translation>Das Prüfprotokoll %1 wurde nachträglich verändert.</translation>
    </message>
    <message>
        <source>The audit log was changed after it was written.</source>
        <translation>Das Prüfprotokoll wurde nachträglich verändert.</translation>
    </message>
    <message>
        <source>Keep the file as it is and find out who could write to it.</source>
        <translation>Bewahren Sie die Datei unverändert auf und klären Sie, wer sie beschreiben konnte.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The node cannot be reached.</source>
        <translation>Der Knoten ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check that the node runs and that the network leads there; Lifeboat tries again by itself.</source>
        <translation>Prüfen Sie, ob der Knoten läuft und das Netz dorthin führt; Lifeboat versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The node did not answer in time.</source>
        <translation>Der Knoten hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Try again; if it happens often, look at the load of the node and of the network.</source>
        <translation>Versuchen Sie es noch einmal; kommt es oft vor, sehen Sie sich die Last von Knoten und Netz an.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Die Verbindung ist abgebrochen.</translation>
    </message>
    <message>
        <source>Lifeboat connects again by itself; a transfer goes on where it stood.</source>
        <translation>Lifeboat verbindet sich von selbst wieder; eine Übertragung geht dort weiter, wo sie stand.</translation>
    </message>
    <message>
        <source>What %1 sent does not follow the protocol.</source>
        <translation>Was %1 gesendet hat, folgt dem Protokoll nicht.</translation>
    </message>
    <message>
        <source>The peer sent what the protocol does not allow.</source>
        <translation>Die Gegenstelle hat gesendet, was das Protokoll nicht erlaubt.</translation>
    </message>
    <message>
        <source>Check that the address is that of a Lifeboat node.</source>
        <translation>Prüfen Sie, ob die Adresse die eines Lifeboat-Knotens ist.</translation>
    </message>
    <message>
        <source>%1 speaks another version of the protocol.</source>
        <translation>%1 spricht eine andere Version des Protokolls.</translation>
    </message>
    <message>
        <source>The peer speaks another version of the protocol.</source>
        <translation>Die Gegenstelle spricht eine andere Version des Protokolls.</translation>
    </message>
    <message>
        <source>Update the older of the two programs.</source>
        <translation>Aktualisieren Sie das ältere der beiden Programme.</translation>
    </message>
    <message>
        <source>%1 does not accept the token.</source>
        <translation>%1 nimmt das Token nicht an.</translation>
    </message>
    <message>
        <source>The node does not accept the token.</source>
        <translation>Der Knoten nimmt das Token nicht an.</translation>
    </message>
    <message>
        <source>The token is wrong, expired or revoked: ask the node’s administrator for a new one.</source>
        <translation>Das Token ist falsch, abgelaufen oder widerrufen: Lassen Sie sich vom Verwalter des Knotens ein neues geben.</translation>
    </message>
    <message>
        <source>The token’s role does not allow %1.</source>
        <translation>Die Rolle des Tokens erlaubt %1 nicht.</translation>
    </message>
    <message>
        <source>The token’s role does not allow this.</source>
        <translation>Die Rolle des Tokens erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Use a token with a role that may: operator or admin.</source>
        <translation>Verwenden Sie ein Token mit einer Rolle, die es darf: operator oder admin.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one that is trusted.</source>
        <translation>Das Zertifikat von %1 ist nicht das, dem vertraut wird.</translation>
    </message>
    <message>
        <source>The node’s certificate is not the one that is trusted.</source>
        <translation>Das Zertifikat des Knotens ist nicht das, dem vertraut wird.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one the node prints, and accept the certificate only if they are equal.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem, den der Knoten ausgibt, und nehmen Sie das Zertifikat nur an, wenn beide gleich sind.</translation>
    </message>
    <message>
        <source>The secret for %1 could not be read or kept.</source>
        <translation>Das Geheimnis für %1 konnte nicht gelesen oder aufbewahrt werden.</translation>
    </message>
    <message>
        <source>The secret could not be read or kept.</source>
        <translation>Das Geheimnis konnte nicht gelesen oder aufbewahrt werden.</translation>
    </message>
    <message>
        <source>The snapshot %1 is protected and stays.</source>
        <translation>Der Snapshot %1 ist geschützt und bleibt.</translation>
    </message>
    <message>
        <source>The snapshot is protected and stays.</source>
        <translation>Der Snapshot ist geschützt und bleibt.</translation>
    </message>
    <message>
        <source>Unpin it first; the last verified snapshot is never removed: verify a newer one.</source>
        <translation>Lösen Sie zuerst seine Anheftung; der letzte geprüfte Snapshot wird nie entfernt: Prüfen Sie einen neueren.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>gesund</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>It cannot be reached; what is shown of it is old.</source>
        <translation>Er ist nicht erreichbar; was von ihm gezeigt wird, ist alt.</translation>
    </message>
    <message>
        <source>It refuses the connection, and will until that is mended.</source>
        <translation>Er lehnt die Verbindung ab, bis das behoben ist.</translation>
    </message>
    <message>
        <source>A state on it cannot be worked with.</source>
        <translation>Mit einem Zustand auf ihm kann nicht gearbeitet werden.</translation>
    </message>
    <message>
        <source>A state on it has no snapshot: it would be lost.</source>
        <translation>Ein Zustand auf ihm hat keinen Snapshot: er wäre verloren.</translation>
    </message>
    <message>
        <source>Its newest snapshot is damaged.</source>
        <translation>Sein neuester Snapshot ist beschädigt.</translation>
    </message>
    <message>
        <source>Its newest snapshot was never verified.</source>
        <translation>Sein neuester Snapshot wurde nie geprüft.</translation>
    </message>
    <message>
        <source>Its newest snapshot is much older than its policy wants.</source>
        <translation>Sein neuester Snapshot ist viel älter, als seine Richtlinie es will.</translation>
    </message>
    <message>
        <source>A state on it is more than 1,000 entries behind its log.</source>
        <translation>Ein Zustand auf ihm liegt mehr als 1.000 Einträge hinter seinem Protokoll.</translation>
    </message>
    <message>
        <source>Its clock and this machine’s differ by more than 5 s.</source>
        <translation>Seine Uhr und die dieses Rechners gehen um mehr als 5 s auseinander.</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>state failed</source>
        <translation>Zustand gestört</translation>
    </message>
    <message>
        <source>no snapshot</source>
        <translation>kein Snapshot</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>snapshot old</source>
        <translation>Snapshot alt</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>im Rückstand</translation>
    </message>
    <message>
        <source>clock differs</source>
        <translation>Uhr weicht ab</translation>
    </message>
    <message>
        <source>The log goes on from another history than the state&apos;s (%1).</source>
        <translation>Das Log setzt eine andere Geschichte fort als die des Zustands (%1).</translation>
    </message>
    <message>
        <source>The log goes on from another history than the state&apos;s.</source>
        <translation>Das Log setzt eine andere Geschichte fort als die des Zustands.</translation>
    </message>
    <message>
        <source>The log %1 is gone, or another file stands in its place.</source>
        <translation>Das Log %1 ist weg, oder an seiner Stelle steht eine andere Datei.</translation>
    </message>
    <message>
        <source>The log is gone, or another file stands in its place.</source>
        <translation>Das Log ist weg, oder an seiner Stelle steht eine andere Datei.</translation>
    </message>
    <message>
        <source>Nothing is written meanwhile. Put the log back and start the node again; if it is lost, take a snapshot here and restore it by force: a new log begins there.</source>
        <translation>Solange wird nichts geschrieben. Legen Sie das Log zurück und starten Sie den Knoten neu; ist es verloren, nehmen Sie hier einen Snapshot auf und stellen Sie ihn mit Zwang wieder her: dort beginnt ein neues Log.</translation>
    </message>
    <message>
        <source>The log holds another entry %1 than the one this state applied.</source>
        <translation>Das Log enthält einen anderen Eintrag %1 als den, den dieser Zustand übernommen hat.</translation>
    </message>
    <message>
        <source>The log holds other entries than those this state applied.</source>
        <translation>Das Log enthält andere Einträge als die, die dieser Zustand übernommen hat.</translation>
    </message>
    <message>
        <source>The lease is held by %1.</source>
        <translation>Die Lease hält %1.</translation>
    </message>
    <message>
        <source>Another holds the lease.</source>
        <translation>Ein anderer hält die Lease.</translation>
    </message>
    <message>
        <source>Ask the holder to step down, or wait until the lease runs out.</source>
        <translation>Bitten Sie den Inhaber zurückzutreten, oder warten Sie, bis die Lease abläuft.</translation>
    </message>
    <message>
        <source>The lease %1 was lost.</source>
        <translation>Die Lease %1 ging verloren.</translation>
    </message>
    <message>
        <source>The lease was lost.</source>
        <translation>Die Lease ging verloren.</translation>
    </message>
    <message>
        <source>Nothing was published under it; the new holder goes on.</source>
        <translation>Unter ihr wurde nichts veröffentlicht; der neue Inhaber macht weiter.</translation>
    </message>
    <message>
        <source>What stands under %1 is not a lease of Lifeboat.</source>
        <translation>Was unter %1 steht, ist keine Lease von Lifeboat.</translation>
    </message>
    <message>
        <source>What stands there is not a lease of Lifeboat.</source>
        <translation>Was dort steht, ist keine Lease von Lifeboat.</translation>
    </message>
    <message>
        <source>%1 was changed by another meanwhile.</source>
        <translation>%1 wurde inzwischen von einem anderen geändert.</translation>
    </message>
    <message>
        <source>Another has changed it meanwhile.</source>
        <translation>Ein anderer hat es inzwischen geändert.</translation>
    </message>
    <message>
        <source>Look at what stands there now, then try again.</source>
        <translation>Sehen Sie nach, was jetzt dort steht, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The log lost entries and others took their places. Restore this node from a snapshot of a node that goes on.</source>
        <translation>Das Log hat Einträge verloren, und andere traten an ihre Stelle. Stellen Sie diesen Knoten aus einem Snapshot eines Knotens wieder her, der weitermacht.</translation>
    </message>
    <message>
        <source>%1 does not offer a service that is needed.</source>
        <translation>%1 bietet einen benötigten Dienst nicht an.</translation>
    </message>
    <message>
        <source>The server does not offer a service that is needed.</source>
        <translation>Der Server bietet einen benötigten Dienst nicht an.</translation>
    </message>
    <message>
        <source>Enable JetStream on the NATS server and for this account.</source>
        <translation>Schalten Sie JetStream auf dem NATS-Server und für dieses Konto ein.</translation>
    </message>
    <message>
        <source>%1 has other settings than Lifeboat needs.</source>
        <translation>%1 hat andere Einstellungen, als Lifeboat braucht.</translation>
    </message>
    <message>
        <source>What is there has other settings than Lifeboat needs.</source>
        <translation>Was dort ist, hat andere Einstellungen, als Lifeboat braucht.</translation>
    </message>
    <message>
        <source>Nothing was changed. Use another name, or correct the settings named in the details.</source>
        <translation>Nichts wurde geändert. Verwenden Sie einen anderen Namen, oder berichtigen Sie die Einstellungen, die in den Einzelheiten stehen.</translation>
    </message>
    <message>
        <source>acquired</source>
        <translation>erworben</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>renewed late</source>
        <translation>verspätet erneuert</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>zurückgegeben</translation>
    </message>
    <message>
        <source>ran out</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>two holders</source>
        <translation>zwei Inhaber</translation>
    </message>
    <message>
        <source>asked to step down</source>
        <translation>um Rücktritt gebeten</translation>
    </message>
    <message>
        <source>publish refused</source>
        <translation>Veröffentlichung abgewiesen</translation>
    </message>
    <message>
        <source>foreign record</source>
        <translation>fremder Eintrag</translation>
    </message>
    <message>
        <source>%1 had given it back</source>
        <translation>%1 hatte sie zurückgegeben</translation>
    </message>
    <message>
        <source>the lease of %1 had run out</source>
        <translation>die Lease von %1 war abgelaufen</translation>
    </message>
    <message>
        <source>%1 after it was due</source>
        <translation>%1 nach der Fälligkeit</translation>
    </message>
    <message>
        <source>not renewed in time</source>
        <translation>nicht rechtzeitig erneuert</translation>
    </message>
    <message>
        <source>its token is not above the last one</source>
        <translation>ihr Token liegt nicht über dem letzten</translation>
    </message>
    <message>
        <source>while the lease of %1 was not over</source>
        <translation>während die Lease von %1 noch lief</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>its lease was no longer the newest; nothing was overwritten</source>
        <translation>seine Lease war nicht mehr die neueste; nichts wurde überschrieben</translation>
    </message>
    <message>
        <source>what stands there is not ours, or the key was removed</source>
        <translation>was dort steht, ist nicht von uns, oder der Schlüssel wurde entfernt</translation>
    </message>
    <message>
        <source>%1 changes hands again and again</source>
        <translation>%1 wechselt immer wieder den Inhaber</translation>
    </message>
    <message>
        <source>%1 had two holders at once</source>
        <translation>%1 hatte zwei Inhaber zugleich</translation>
    </message>
    <message>
        <source>%1: the heartbeat of %2 is late</source>
        <translation>%1: Der Herzschlag von %2 ist überfällig</translation>
    </message>
    <message>
        <source>Nobody holds %1</source>
        <translation>Niemand hält %1</translation>
    </message>
    <message>
        <source>%1: the record is not ours</source>
        <translation>%1: Der Eintrag ist nicht von uns</translation>
    </message>
    <message>
        <source>Three changes or more within ten times its length: look at the nodes’ load and at the network.</source>
        <translation>Drei Wechsel oder mehr in der zehnfachen Laufzeit: Sehen Sie nach der Last der Knoten und nach dem Netz.</translation>
    </message>
    <message>
        <source>It was granted while another’s was not over. Only the larger token can publish; look at who else writes into the bucket.</source>
        <translation>Sie wurde vergeben, während die eines anderen noch lief. Nur das größere Token kann veröffentlichen; sehen Sie nach, wer sonst in das Bucket schreibt.</translation>
    </message>
    <message>
        <source>By half the lease’s length or more: it may be frozen or cut off. Another takes over once the lease has run out.</source>
        <translation>Um die halbe Laufzeit oder mehr: Der Knoten steht womöglich oder ist abgeschnitten. Ein anderer übernimmt, sobald die Lease abgelaufen ist.</translation>
    </message>
    <message>
        <source>The lease of %1 ran out and nobody took it: no snapshots are published. Look whether a node that publishes is running.</source>
        <translation>Die Lease von %1 lief ab, und niemand nahm sie: Es werden keine Snapshots veröffentlicht. Sehen Sie nach, ob ein Knoten läuft, der veröffentlicht.</translation>
    </message>
    <message>
        <source>Another program writes into the bucket, or the key was removed. Nothing is published before that is mended.</source>
        <translation>Ein anderes Programm schreibt in das Bucket, oder der Schlüssel wurde entfernt. Bis das behoben ist, wird nichts veröffentlicht.</translation>
    </message>
    <message>
        <source>reach it</source>
        <translation>erreichen</translation>
    </message>
    <message>
        <source>list what is there</source>
        <translation>auflisten, was da ist</translation>
    </message>
    <message>
        <source>write an object</source>
        <translation>ein Objekt schreiben</translation>
    </message>
    <message>
        <source>read it back, byte for byte</source>
        <translation>zurücklesen, Byte für Byte</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Check that the servers run and that the network leads there.</source>
        <translation>Prüfen Sie, ob die Server laufen und das Netz dorthin führt.</translation>
    </message>
    <message>
        <source>Check its name. A bucket can be made when the connection is tried.</source>
        <translation>Prüfen Sie den Namen. Einen Bucket können Sie beim Prüfen der Verbindung anlegen lassen.</translation>
    </message>
    <message>
        <source>The operation %1 is %2.</source>
        <translation>Der Vorgang %1 ist: %2.</translation>
    </message>
    <message>
        <source>The operation is in another state.</source>
        <translation>Der Vorgang ist in einem anderen Zustand.</translation>
    </message>
    <message>
        <source>What is pending or in flight can be cancelled, what is dead tried again.</source>
        <translation>Was wartet oder läuft, kann abgebrochen werden; was aufgegeben ist, neu versucht.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>The value given for %1 is not allowed: %2.</source>
        <translation>Der Wert für %1 ist nicht erlaubt: %2.</translation>
    </message>
    <message>
        <source>%1 was reserved for this restore, and is no longer.</source>
        <translation>%1 war für diese Wiederherstellung reserviert und ist es nicht mehr.</translation>
    </message>
    <message>
        <source>%1 is reserved by %2, for another restore.</source>
        <translation>%1 ist von %2 reserviert, für eine andere Wiederherstellung.</translation>
    </message>
    <message>
        <source>Nothing was begun there; another may have restored it since. Look at it, then try again.</source>
        <translation>Dort wurde nichts begonnen; ein anderer kann inzwischen wiederhergestellt haben. Sehen Sie nach und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>If that is what you want, confirm it with %1.</source>
        <translation>Wenn Sie das wollen, bestätigen Sie es mit %1.</translation>
    </message>
    <message>
        <source>Snapshots of it do not get to the cluster’s store.</source>
        <translation>Seine Snapshots gelangen nicht in den Speicher des Clusters.</translation>
    </message>
    <message>
        <source>Operations on it are dead: tried for the last time, or not worth another try.</source>
        <translation>Vorgänge auf ihm sind aufgegeben: zum letzten Mal versucht, oder keinen weiteren Versuch wert.</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>nicht veröffentlicht</translation>
    </message>
    <message>
        <source>operations dead</source>
        <translation>Vorgänge aufgegeben</translation>
    </message>
    <message>
        <source>There is no cluster %1.</source>
        <translation>Es gibt keinen Cluster %1.</translation>
    </message>
    <message>
        <source>There is no such cluster.</source>
        <translation>Es gibt keinen solchen Cluster.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster list” shows which there are, “lifeboatctl cluster add” makes one.</source>
        <translation>„lifeboatctl cluster list“ zeigt, welche es gibt, „lifeboatctl cluster add“ legt einen an.</translation>
    </message>
    <message>
        <source>The cluster has no node %1.</source>
        <translation>Der Cluster hat keinen Knoten %1.</translation>
    </message>
    <message>
        <source>The cluster has no such node.</source>
        <translation>Der Cluster hat keinen solchen Knoten.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster list” shows which it has.</source>
        <translation>„lifeboatctl cluster list“ zeigt, welche er hat.</translation>
    </message>
    <message>
        <source>The node has no state %1.</source>
        <translation>Der Knoten hat keinen Zustand %1.</translation>
    </message>
    <message>
        <source>The node has no such state.</source>
        <translation>Der Knoten hat keinen solchen Zustand.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster status” shows which it has.</source>
        <translation>„lifeboatctl cluster status“ zeigt, welche er hat.</translation>
    </message>
    <message>
        <source>The state has no table %1.</source>
        <translation>Der Zustand hat keine Tabelle %1.</translation>
    </message>
    <message>
        <source>The state has no such table.</source>
        <translation>Der Zustand hat keine solche Tabelle.</translation>
    </message>
    <message>
        <source>“lifeboatctl documents tables” shows which it has.</source>
        <translation>„lifeboatctl documents tables“ zeigt, welche er hat.</translation>
    </message>
    <message>
        <source>There is no document %1.</source>
        <translation>Es gibt kein Dokument %1.</translation>
    </message>
    <message>
        <source>There is no such document.</source>
        <translation>Es gibt kein solches Dokument.</translation>
    </message>
    <message>
        <source>“lifeboatctl documents list” shows those of a table.</source>
        <translation>„lifeboatctl documents list“ zeigt die einer Tabelle.</translation>
    </message>
    <message>
        <source>The snapshot %1 is not there.</source>
        <translation>Der Snapshot %1 ist nicht da.</translation>
    </message>
    <message>
        <source>The snapshot is not there.</source>
        <translation>Der Snapshot ist nicht da.</translation>
    </message>
    <message>
        <source>“lifeboatctl snapshot list” shows which there are.</source>
        <translation>„lifeboatctl snapshot list“ zeigt, welche es gibt.</translation>
    </message>
    <message>
        <source>There is no operation %1.</source>
        <translation>Es gibt keinen Vorgang %1.</translation>
    </message>
    <message>
        <source>There is no such operation.</source>
        <translation>Es gibt keinen solchen Vorgang.</translation>
    </message>
    <message>
        <source>“lifeboatctl operations list” shows which there are; only the last 1,000 that ended are kept.</source>
        <translation>„lifeboatctl operations list“ zeigt, welche es gibt; nur die letzten 1.000 beendeten bleiben.</translation>
    </message>
    <message>
        <source>Nobody holds a lease %1.</source>
        <translation>Niemand hält eine Lease %1.</translation>
    </message>
    <message>
        <source>Nobody holds such a lease.</source>
        <translation>Niemand hält eine solche Lease.</translation>
    </message>
    <message>
        <source>“lifeboatctl lease list” shows the leases and who holds them.</source>
        <translation>„lifeboatctl lease list“ zeigt die Leases und wer sie hält.</translation>
    </message>
    <message>
        <source>This node takes part in no leases.</source>
        <translation>Dieser Knoten nimmt an keinen Leases teil.</translation>
    </message>
    <message>
        <source>Nodes elect a leader once they share files or NATS servers: “--share” or “--nats” of “lifeboatd --init”.</source>
        <translation>Knoten wählen einen Führenden, sobald sie Dateien oder NATS-Server teilen: „--share“ oder „--nats“ von „lifeboatd --init“.</translation>
    </message>
    <message>
        <source>This node publishes nothing of %1.</source>
        <translation>Dieser Knoten veröffentlicht nichts von %1.</translation>
    </message>
    <message>
        <source>This node publishes nothing of this state.</source>
        <translation>Dieser Knoten veröffentlicht nichts von diesem Zustand.</translation>
    </message>
    <message>
        <source>Nodes publish their managed states once they share a store: “--share” or “--nats” of “lifeboatd --init”.</source>
        <translation>Knoten veröffentlichen ihre verwalteten Zustände, sobald sie einen Speicher teilen: „--share“ oder „--nats“ von „lifeboatd --init“.</translation>
    </message>
    <message>
        <source>There is no store %1.</source>
        <translation>Es gibt keinen Speicher %1.</translation>
    </message>
    <message>
        <source>There is no such store.</source>
        <translation>Es gibt keinen solchen Speicher.</translation>
    </message>
    <message>
        <source>“lifeboatctl store list” shows which there are, “lifeboatctl store add” makes one known.</source>
        <translation>„lifeboatctl store list“ zeigt, welche es gibt, „lifeboatctl store add“ macht einen bekannt.</translation>
    </message>
    <message>
        <source>The NATS servers have no object store %1.</source>
        <translation>Die NATS-Server haben keinen Objektspeicher %1.</translation>
    </message>
    <message>
        <source>The NATS servers have no such object store.</source>
        <translation>Die NATS-Server haben keinen solchen Objektspeicher.</translation>
    </message>
    <message>
        <source>Check the bucket’s name. Nodes make theirs when they publish first, “lifeboatctl store put --make-bucket” makes one too.</source>
        <translation>Prüfen Sie den Namen des Buckets. Knoten legen ihren an, wenn sie zum ersten Mal veröffentlichen; auch „lifeboatctl store put --make-bucket“ legt einen an.</translation>
    </message>
    <message>
        <source>%1 is not in the store.</source>
        <translation>%1 ist nicht im Speicher.</translation>
    </message>
    <message>
        <source>The object is not in the store.</source>
        <translation>Das Objekt ist nicht im Speicher.</translation>
    </message>
    <message>
        <source>“lifeboatctl store list” with the store’s name shows what is there.</source>
        <translation>„lifeboatctl store list“ mit dem Namen des Speichers zeigt, was da ist.</translation>
    </message>
    <message>
        <source>There is no practice cluster.</source>
        <translation>Es gibt keinen Übungscluster.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice start” starts one.</source>
        <translation>„lifeboatctl practice start“ startet einen.</translation>
    </message>
    <message>
        <source>Another node is called %1 too.</source>
        <translation>Ein anderer Knoten heißt auch %1.</translation>
    </message>
    <message>
        <source>Another node has the same name.</source>
        <translation>Ein anderer Knoten hat denselben Namen.</translation>
    </message>
    <message>
        <source>Give each node of the cluster a name of its own: &quot;name&quot; in its lifeboatd.toml.</source>
        <translation>Geben Sie jedem Knoten des Clusters einen eigenen Namen: „name“ in seiner lifeboatd.toml.</translation>
    </message>
    <message>
        <source>%1, which should point to the published snapshots, cannot be used.</source>
        <translation>%1, was auf die veröffentlichten Snapshots zeigen sollte, ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>What should point to the published snapshots cannot be used.</source>
        <translation>Was auf die veröffentlichten Snapshots zeigen sollte, ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Once it is clear who wrote it: &quot;lifeboatctl lease rebuild&quot; points anew to the newest whole snapshot of the store.</source>
        <translation>Sobald klar ist, wer es geschrieben hat: „lifeboatctl lease rebuild“ zeigt neu auf den neuesten heilen Snapshot des Speichers.</translation>
    </message>
    <message>
        <source>Nothing new of %1 was published for a long time.</source>
        <translation>Von %1 wurde lange nichts Neues veröffentlicht.</translation>
    </message>
    <message>
        <source>Nothing new was published for a long time.</source>
        <translation>Lange wurde nichts Neues veröffentlicht.</translation>
    </message>
    <message>
        <source>Look at who leads, and at the publishing node&apos;s operations.</source>
        <translation>Sehen Sie nach, wer führt, und was die Vorgänge des veröffentlichenden Knotens sagen.</translation>
    </message>
    <message>
        <source>pending</source>
        <comment>an operation</comment>
        <translation>wartet</translation>
    </message>
    <message>
        <source>in flight</source>
        <comment>an operation</comment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>completed</source>
        <comment>an operation</comment>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>dead</source>
        <comment>an operation</comment>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>Undo restore</source>
        <translation>Wiederherstellung zurücknehmen</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>Recover from the published snapshot</source>
        <translation>Aus dem veröffentlichten Snapshot wiederherstellen</translation>
    </message>
    <message>
        <source>Find the published snapshot anew</source>
        <translation>Veröffentlichten Snapshot neu finden</translation>
    </message>
    <message>
        <source>unreachable, waiting</source>
        <translation>nicht erreichbar, wartet</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>plans</source>
        <translation>plant</translation>
    </message>
    <message>
        <source>gets the archive</source>
        <translation>erhält das Archiv</translation>
    </message>
    <message>
        <source>restores</source>
        <translation>stellt wieder her</translation>
    </message>
    <message>
        <source>restored, undo failed</source>
        <translation>nicht zurückgenommen</translation>
    </message>
    <message>
        <source>held it already</source>
        <translation>hatte ihn schon</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>a node</comment>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>takes it back</source>
        <translation>nimmt zurück</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Not chosen, but of the history that is left: %1. Nodes that share its log can follow it no longer after this: choose them too.</source>
        <translation>Nicht gewählt, aber von der Historie, die verlassen wird: %1. Knoten, die ihr Log teilen, können ihm danach nicht mehr folgen: wählen Sie auch diese.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Takeover</source>
        <translation>Übernahme</translation>
    </message>
    <message>
        <source>the frozen leader was publishing in that moment</source>
        <translation>der angehaltene Führende veröffentlichte in dem Moment</translation>
    </message>
    <message>
        <source>the frozen leader was not publishing in that moment</source>
        <translation>der angehaltene Führende veröffentlichte in dem Moment nicht</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>%1: %2 refused by its token, %3 given up by itself</source>
        <translation>%1: %2 durch sein Token abgewiesen, %3 von selbst aufgegeben</translation>
    </message>
    <message>
        <source>Old token</source>
        <translation>Altes Token</translation>
    </message>
    <message>
        <source>a publish with it, tried after the takeover, was refused</source>
        <translation>eine Veröffentlichung damit, nach der Übernahme versucht, wurde abgewiesen</translation>
    </message>
    <message>
        <source>a publish with it, tried after the takeover, was NOT refused</source>
        <translation>eine Veröffentlichung damit, nach der Übernahme versucht, wurde NICHT abgewiesen</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>%1 written, %2 acknowledged, %3 lost</source>
        <translation>%1 geschrieben, %2 bestätigt, %3 verloren</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>%1  index %2  %3</source>
        <translation>%1  Index %2  %3</translation>
    </message>
    <message>
        <source>all nodes equal</source>
        <translation>alle Knoten gleich</translation>
    </message>
    <message>
        <source>all nodes NOT equal</source>
        <translation>NICHT alle Knoten gleich</translation>
    </message>
    <message>
        <source>%1 nodes joined by a nats-server, a relay before each</source>
        <translation>%1 Knoten an einem nats-server, ein Relais vor jedem</translation>
    </message>
    <message>
        <source>%1 nodes joined by shared files: there is no network to cut</source>
        <translation>%1 Knoten über gemeinsame Dateien: es gibt kein Netz zu trennen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>%1, tokens FELL</source>
        <translation>%1, Token SANKEN</translation>
    </message>
    <message>
        <source>%1, tokens never fell</source>
        <translation>%1, Token sanken nie</translation>
    </message>
    <message>
        <source>passed, after %1</source>
        <translation>bestanden, nach %1</translation>
    </message>
    <message>
        <source>FAILED, after %1</source>
        <translation>GESCHEITERT, nach %1</translation>
    </message>
    <message>
        <source>The snapshot of %1 is of another kind than the state it is for.</source>
        <translation>Der Snapshot von %1 ist von anderer Art als der Zustand, für den er sein soll.</translation>
    </message>
    <message>
        <source>The snapshot is of another kind than the state it is for.</source>
        <translation>Der Snapshot ist von anderer Art als der Zustand, für den er sein soll.</translation>
    </message>
    <message>
        <source>A managed state takes snapshots of managed states only. Choose another snapshot, or another state of the node.</source>
        <translation>Ein verwalteter Zustand nimmt nur Snapshots verwalteter Zustände. Wählen Sie einen anderen Snapshot oder einen anderen Zustand des Knotens.</translation>
    </message>
    <message>
        <source>Nodes that are of one history now (%1) would go on in different ones.</source>
        <translation>Knoten, die jetzt dieselbe Geschichte haben (%1), gingen in verschiedenen weiter.</translation>
    </message>
    <message>
        <source>Nodes that are of one history now would go on in different ones.</source>
        <translation>Knoten, die jetzt dieselbe Geschichte haben, gingen in verschiedenen weiter.</translation>
    </message>
    <message>
        <source>Choose the nodes that belong together. Only where each has a log of its own can they go apart: --apart.</source>
        <translation>Wählen Sie die Knoten, die zusammengehören. Nur wo jeder sein eigenes Log hat, können sie getrennt weitergehen: --apart.</translation>
    </message>
    <message>
        <source>Sending the archive</source>
        <translation>Archiv wird gesendet</translation>
    </message>
    <message>
        <source>A restore to this target is running now: another one is refused until it is over.</source>
        <translation>Eine Wiederherstellung in dieses Ziel läuft gerade: bis sie zu Ende ist, wird jede weitere abgelehnt.</translation>
    </message>
    <message>
        <source>restored, but does not go on with its log</source>
        <translation>wiederhergestellt, folgt aber dem Protokoll nicht</translation>
    </message>
    <message>
        <source>taken back, but does not go on with its log</source>
        <translation>zurückgenommen, folgt aber dem Protokoll nicht</translation>
    </message>
    <message>
        <source>Nobody leads now.</source>
        <translation>Gerade führt niemand.</translation>
    </message>
    <message>
        <source>Try again once a node does; “lifeboatctl lease list” shows who.</source>
        <translation>Versuchen Sie es wieder, sobald ein Knoten führt; „lifeboatctl lease list“ zeigt, wer.</translation>
    </message>
    <message>
        <source>%1 led and was killed; %2 took over after %3 (limit %4)</source>
        <translation>%1 führte und wurde getötet; %2 übernahm nach %3 (Grenze %4)</translation>
    </message>
    <message>
        <source>%1 led and was frozen; %2 took over after %3 (limit %4)</source>
        <translation>%1 führte und wurde angehalten; %2 übernahm nach %3 (Grenze %4)</translation>
    </message>
    <message>
        <source>%1 led and was cut off; %2 took over after %3 (limit %4)</source>
        <translation>%1 führte und wurde abgeschnitten; %2 übernahm nach %3 (Grenze %4)</translation>
    </message>
    <message>
        <source>reach its lease bucket</source>
        <translation>seinen Lease-Bucket erreichen</translation>
    </message>
    <message>
        <source>%1 was called more often than the node allows.</source>
        <translation>%1 wurde öfter aufgerufen, als der Knoten es erlaubt.</translation>
    </message>
    <message>
        <source>The node was asked more often than it allows.</source>
        <translation>Der Knoten wurde öfter gefragt, als er es erlaubt.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Warten Sie eine Minute, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>held already</source>
        <translation>schon gehalten</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>stimmt</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>%1 vor</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 nach</translation>
    </message>
    <message>
        <source>when it was looked at first; since when is not known</source>
        <translation>als zuerst hingesehen wurde; seit wann, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Get from a store</source>
        <translation>Aus einer Ablage holen</translation>
    </message>
    <message>
        <source>Put into a store</source>
        <translation>In eine Ablage legen</translation>
    </message>
    <message>
        <source>Restore nodes</source>
        <translation>Knoten wiederherstellen</translation>
    </message>
    <message>
        <source>Undo a restore of nodes</source>
        <translation>Wiederherstellung von Knoten zurücknehmen</translation>
    </message>
    <message>
        <source>The snapshot %1 is there already and is not replaced.</source>
        <translation>Der Snapshot %1 ist schon da und wird nicht ersetzt.</translation>
    </message>
    <message>
        <source>The snapshot is there already and is not replaced.</source>
        <translation>Der Snapshot ist schon da und wird nicht ersetzt.</translation>
    </message>
    <message>
        <source>Nothing is left to do, unless it is damaged there: delete it there first then.</source>
        <translation>Es bleibt nichts zu tun, außer er ist dort beschädigt: dann löschen Sie ihn dort zuerst.</translation>
    </message>
    <message>
        <source>Its first snapshot is about to be taken.</source>
        <translation>Sein erster Snapshot wird gleich aufgenommen.</translation>
    </message>
    <message>
        <source>Which other nodes it learnt of cannot be read there.</source>
        <translation>Von welchen anderen Knoten er erfahren hat, lässt sich dort nicht lesen.</translation>
    </message>
    <message>
        <source>first snapshot due</source>
        <translation>erster Snapshot steht an</translation>
    </message>
    <message>
        <source>leases not noted</source>
        <translation>Leases nicht festgehalten</translation>
    </message>
    <message>
        <source>node map not read</source>
        <translation>Knotenkarte nicht gelesen</translation>
    </message>
    <message>
        <source>No node could take over from %1: all others are gone, frozen or cut off.</source>
        <translation>Kein Knoten konnte %1 ablösen: alle anderen sind weg, eingefroren oder abgeschnitten.</translation>
    </message>
    <message>
        <source>No node could take over: all others are gone, frozen or cut off.</source>
        <translation>Kein Knoten konnte übernehmen: alle anderen sind weg, eingefroren oder abgeschnitten.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice heal” brings them back.</source>
        <translation>„lifeboatctl practice heal“ holt sie zurück.</translation>
    </message>
    <message>
        <source>The NATS servers cannot be reached.</source>
        <translation>Die NATS-Server sind nicht zu erreichen.</translation>
    </message>
    <message>
        <source>The NATS servers did not answer in time.</source>
        <translation>Die NATS-Server haben nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>%1 does not let us in.</source>
        <translation>%1 lässt uns nicht ein.</translation>
    </message>
    <message>
        <source>The NATS servers do not let us in.</source>
        <translation>Die NATS-Server lassen uns nicht ein.</translation>
    </message>
    <message>
        <source>Check user and password, token or credentials: they may be wrong, expired or revoked.</source>
        <translation>Prüfen Sie Benutzer und Passwort, Token oder Zugangsdatei: Sie können falsch, abgelaufen oder widerrufen sein.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted here.</source>
        <translation>Dem Zertifikat von %1 wird hier nicht vertraut.</translation>
    </message>
    <message>
        <source>The server’s certificate is not trusted here.</source>
        <translation>Dem Zertifikat des Servers wird hier nicht vertraut.</translation>
    </message>
    <message>
        <source>Name the file with the certificates that vouch for it, or look whether it has expired.</source>
        <translation>Nennen Sie die Datei mit den Zertifikaten, die dafür bürgen, oder sehen Sie nach, ob es abgelaufen ist.</translation>
    </message>
    <message>
        <source>restored, and changed by another since</source>
        <translation>wiederhergestellt, seitdem von jemand anderem geändert</translation>
    </message>
    <message>
        <source>taken back, and changed by another since</source>
        <translation>zurückgenommen, seitdem von jemand anderem geändert</translation>
    </message>
    <message>
        <source>Connection lost, it may go on</source>
        <translation>Verbindung verloren, läuft vielleicht weiter</translation>
    </message>
    <message>
        <source>The file %1 does not hold what it should.</source>
        <translation>Die Datei %1 enthält nicht, was sie soll.</translation>
    </message>
    <message>
        <source>The file does not hold what it should.</source>
        <translation>Die Datei enthält nicht, was sie soll.</translation>
    </message>
    <message>
        <source>Look at the file: put it right, or move it away if nothing else needs it.</source>
        <translation>Sehen Sie sich die Datei an: Bringen Sie sie in Ordnung, oder legen Sie sie beiseite, wenn nichts anderes sie braucht.</translation>
    </message>
    <message>
        <source>The log lacks entry %1: it has a hole there, or has lost its end.</source>
        <translation>Dem Log fehlt Eintrag %1: Es hat dort eine Lücke oder sein Ende verloren.</translation>
    </message>
    <message>
        <source>Check that the file is there, holds what it should and may be read.</source>
        <translation>Prüfen Sie, ob die Datei da ist, enthält, was sie soll, und gelesen werden darf.</translation>
    </message>
    <message>
        <source>The log %1 is damaged.</source>
        <translation>Das Log %1 ist beschädigt.</translation>
    </message>
    <message>
        <source>The log is damaged.</source>
        <translation>Das Log ist beschädigt.</translation>
    </message>
    <message>
        <source>Stop the nodes that use it, move it away with the files beside it (-wal, -shm), and start them again. Then take a snapshot here and restore it by force, on all of them: a new log begins there.</source>
        <translation>Halten Sie die Knoten an, die es benutzen, legen Sie es mit den Dateien daneben (-wal, -shm) beiseite und starten Sie sie wieder. Nehmen Sie dann hier einen Snapshot auf und stellen Sie ihn auf allen mit Zwang wieder her: Dort beginnt ein neues Log.</translation>
    </message>
    <message>
        <source>Mend what it says of itself, most often a full disk: it tries again every second, and its operations then tell how this ended.</source>
        <translation>Beheben Sie, was er von sich sagt, meist einen vollen Datenträger: Er versucht es jede Sekunde wieder, und seine Vorgänge sagen dann, wie dies ausging.</translation>
    </message>
    <message>
        <source>The leases in %1 are lost: the file is gone, damaged or another’s.</source>
        <translation>Die Leases in %1 sind verloren: Die Datei ist weg, beschädigt oder gehört zu anderem.</translation>
    </message>
    <message>
        <source>The leases are lost: their file is gone, damaged or another’s.</source>
        <translation>Die Leases sind verloren: Ihre Datei ist weg, beschädigt oder gehört zu anderem.</translation>
    </message>
    <message>
        <source>Nobody leads or publishes meanwhile. Stop the nodes that use it, move away what is left of it with the files beside it (-wal, -shm), and start them again: they make a new one.</source>
        <translation>Solange führt und veröffentlicht niemand. Halten Sie die Knoten an, die sie benutzen, legen Sie beiseite, was davon übrig ist, mit den Dateien daneben (-wal, -shm), und starten Sie sie wieder: Sie legen eine neue an.</translation>
    </message>
    <message>
        <source>Another program wrote there. Remove what it wrote; if it goes on, give Lifeboat a place of its own.</source>
        <translation>Ein anderes Programm hat dort geschrieben. Entfernen Sie, was es schrieb; hört es nicht auf, geben Sie Lifeboat einen eigenen Platz.</translation>
    </message>
    <message>
        <source>Give the node a new certificate, or trust this one by its fingerprint.</source>
        <translation>Geben Sie dem Knoten ein neues Zertifikat, oder vertrauen Sie diesem anhand seines Fingerabdrucks.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>The node’s certificate has expired.</source>
        <translation>Das Zertifikat des Knotens ist abgelaufen.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet.</source>
        <translation>Das Zertifikat von %1 gilt noch nicht.</translation>
    </message>
    <message>
        <source>The node’s certificate is not valid yet.</source>
        <translation>Das Zertifikat des Knotens gilt noch nicht.</translation>
    </message>
    <message>
        <source>Check the clocks of the node and of this machine.</source>
        <translation>Prüfen Sie die Uhren des Knotens und dieses Rechners.</translation>
    </message>
    <message>
        <source>The certificate that %1 shows is for another host name.</source>
        <translation>Das Zertifikat, das %1 zeigt, gilt für einen anderen Rechnernamen.</translation>
    </message>
    <message>
        <source>The node’s certificate is for another host name.</source>
        <translation>Das Zertifikat des Knotens gilt für einen anderen Rechnernamen.</translation>
    </message>
    <message>
        <source>Address the node by a name its certificate is for, or trust this one by its fingerprint.</source>
        <translation>Sprechen Sie den Knoten mit einem Namen an, für den sein Zertifikat gilt, oder vertrauen Sie diesem anhand seines Fingerabdrucks.</translation>
    </message>
    <message>
        <source>In the place of the managed state stands another program’s database: %1.</source>
        <translation>Wo der verwaltete Zustand stehen soll, steht die Datenbank eines anderen Programms: %1.</translation>
    </message>
    <message>
        <source>In the place of the managed state stands another program’s database.</source>
        <translation>Wo der verwaltete Zustand stehen soll, steht die Datenbank eines anderen Programms.</translation>
    </message>
    <message>
        <source>Find out who put it there, and move it away. Put the state’s own file back, or restore a snapshot of it.</source>
        <translation>Finden Sie heraus, wer sie dort hingelegt hat, und legen Sie sie beiseite. Legen Sie die eigene Datei des Zustands zurück, oder stellen Sie einen Snapshot von ihm wieder her.</translation>
    </message>
    <message>
        <source>What was kept as %1 is damaged and cannot come back.</source>
        <translation>Was als %1 aufgehoben wurde, ist beschädigt und kann nicht zurückkommen.</translation>
    </message>
    <message>
        <source>What was kept is damaged and cannot come back.</source>
        <translation>Was aufgehoben wurde, ist beschädigt und kann nicht zurückkommen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Restore from a snapshot instead.</source>
        <translation>Nichts wurde geändert. Stellen Sie stattdessen aus einem Snapshot wieder her.</translation>
    </message>
    <message>
        <source>It cannot record what it does: it begins nothing, and says of nothing that it is over.</source>
        <translation>Er kann nicht festhalten, was er tut: Er beginnt nichts und sagt von nichts, dass es zu Ende ist.</translation>
    </message>
    <message>
        <source>It cannot record what happens to leases.</source>
        <translation>Er kann nicht festhalten, was mit Leases geschieht.</translation>
    </message>
    <message>
        <source>cannot record</source>
        <translation>kann nichts festhalten</translation>
    </message>
    <message>
        <source>%1 cannot record what it does: what became of this there is not known.</source>
        <translation>%1 kann nicht festhalten, was er tut: Was dort daraus wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The node cannot record what it does: what became of this is not known.</source>
        <translation>Der Knoten kann nicht festhalten, was er tut: Was daraus wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>its own state</source>
        <translation>seinen Stand</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>The restore was asked for although the target needs none: a new history begins.</source>
        <translation>Die Wiederherstellung wurde verlangt, obwohl das Ziel keine braucht: Eine neue Historie beginnt.</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>A state on it is being restored.</source>
        <translation>Ein Zustand darauf wird gerade wiederhergestellt.</translation>
    </message>
    <message>
        <source>How far a state on it is behind its log is not known.</source>
        <translation>Wie weit ein Zustand darauf hinter seinem Log liegt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>being restored</source>
        <translation>wird wiederhergestellt</translation>
    </message>
    <message>
        <source>lag unknown</source>
        <translation>Rückstand unbekannt</translation>
    </message>
    <message>
        <source>%1: %2 holds it for %3 at a time, %4 would for %5</source>
        <translation>%1: %2 hält sie jeweils %3 lang, %4 hielte sie %5</translation>
    </message>
    <message>
        <source>A holder that dies is replaced after its own ttl only. Give all nodes the same one: “ttl” under [lease] in their lifeboatd.toml.</source>
        <translation>Ein ausgefallener Inhaber wird erst nach seiner eigenen ttl ersetzt. Geben Sie allen Knoten dieselbe: „ttl“ unter [lease] in ihrer lifeboatd.toml.</translation>
    </message>
    <message>
        <source>A restore began a new history. Restore this node from a snapshot of the log&apos;s history, or undo the restore on all nodes: “lifeboatctl cluster status” and “lifeboatctl snapshot list” show histories by their first digits.</source>
        <translation>Eine Wiederherstellung hat eine neue Historie begonnen. Stellen Sie diesen Knoten aus einem Snapshot der Historie des Logs wieder her, oder nehmen Sie die Wiederherstellung auf allen Knoten zurück: „lifeboatctl cluster status“ und „lifeboatctl snapshot list“ zeigen Historien mit ihren ersten Ziffern.</translation>
    </message>
    <message>
        <source>%1, which holds the lease, does not answer.</source>
        <translation>%1 hält die Lease und antwortet nicht.</translation>
    </message>
    <message>
        <source>The holder of the lease does not answer.</source>
        <translation>Der Inhaber der Lease antwortet nicht.</translation>
    </message>
    <message>
        <source>It was asked, and gives the lease back if it comes to itself before that runs out. Else another takes over then.</source>
        <translation>Er wurde gebeten und gibt die Lease zurück, wenn er vor deren Ablauf wieder zu sich kommt. Sonst übernimmt danach ein anderer.</translation>
    </message>
    <message>
        <source>Unlock the keychain of this session, or give the token again. Where nothing can unlock it, LIFEBOAT_SECRETS=file in the environment keeps secrets in a file instead.</source>
        <translation>Entsperren Sie den Schlüsselbund dieser Sitzung, oder geben Sie das Token noch einmal ein. Wo nichts ihn entsperren kann, hält LIFEBOAT_SECRETS=file in der Umgebung Geheimnisse stattdessen in einer Datei.</translation>
    </message>
    <message>
        <source>restored, undo cancelled</source>
        <translation>wiederhergestellt, Zurücknehmen abgebrochen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>No token is kept for %1.</source>
        <translation>Für %1 ist kein Token gespeichert.</translation>
    </message>
    <message>
        <source>No token is kept for the node.</source>
        <translation>Für den Knoten ist kein Token gespeichert.</translation>
    </message>
    <message>
        <source>Give it again: connect to the node once more, or use “lifeboatctl cluster add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</source>
        <translation>Geben Sie es noch einmal ein: Verbinden Sie sich erneut mit dem Knoten, oder verwenden Sie „lifeboatctl cluster add“. Was in einem Schlüsselbund liegt, ist nicht zu sehen, wo es keinen gibt oder LIFEBOAT_SECRETS=file gesetzt ist.</translation>
    </message>
    <message>
        <source>No password or token is kept for %1.</source>
        <translation>Für %1 ist kein Passwort oder Token gespeichert.</translation>
    </message>
    <message>
        <source>No password or token is kept for the store.</source>
        <translation>Für den Speicher ist kein Passwort oder Token gespeichert.</translation>
    </message>
    <message>
        <source>Give it again: set the store up once more, or use “lifeboatctl store add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</source>
        <translation>Geben Sie es noch einmal ein: Richten Sie den Speicher erneut ein, oder verwenden Sie „lifeboatctl store add“. Was in einem Schlüsselbund liegt, ist nicht zu sehen, wo es keinen gibt oder LIFEBOAT_SECRETS=file gesetzt ist.</translation>
    </message>
    <message>
        <source>The secret for %1 could not be read or kept: others may read the file it is in.</source>
        <translation>Das Geheimnis für %1 konnte nicht gelesen oder gespeichert werden: Andere dürfen die Datei lesen, in der es liegt.</translation>
    </message>
    <message>
        <source>The secret could not be read or kept: others may read the file it is in.</source>
        <translation>Das Geheimnis konnte nicht gelesen oder gespeichert werden: Andere dürfen die Datei lesen, in der es liegt.</translation>
    </message>
    <message>
        <source>Make the file yours alone (chmod 600); where somebody may have read it, give out new tokens.</source>
        <translation>Machen Sie die Datei nur für sich lesbar (chmod 600); wo jemand sie gelesen haben kann, geben Sie neue Token aus.</translation>
    </message>
    <message>
        <source>A practice cluster runs already.</source>
        <translation>Es läuft schon ein Übungscluster.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice stop” ends it.</source>
        <translation>„lifeboatctl practice stop“ beendet ihn.</translation>
    </message>
    <message>
        <source>It was asked, and steps down if it comes to itself. If it is dead, its lease runs out at %1, and another node that publishes takes over then.</source>
        <translation>Er wurde gebeten und tritt zurück, wenn er wieder zu sich kommt. Ist er ausgefallen, läuft seine Lease um %1 ab, und danach übernimmt ein anderer Knoten, der veröffentlicht.</translation>
    </message>
    <message>
        <source>The secret in %1 could not be read.</source>
        <translation>Das Geheimnis in %1 konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The secret could not be read from its file.</source>
        <translation>Das Geheimnis konnte nicht aus seiner Datei gelesen werden.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>stopped acting: not renewed in time, or another had it</source>
        <translation>handelt nicht mehr: nicht rechtzeitig erneuert, oder vergeben</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ActionButton</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Actions</name>
    <message>
        <source>Sa&amp;ve timeline as…</source>
        <translation>Zeitleiste &amp;sichern als …</translation>
    </message>
    <message>
        <source>&amp;About Lifeboat</source>
        <translation>Ü&amp;ber Lifeboat</translation>
    </message>
    <message>
        <source>Open &amp;database…</source>
        <translation>&amp;Datenbank öffnen …</translation>
    </message>
    <message>
        <source>Open snapshot &amp;store…</source>
        <translation>&amp;Snapshot-Ablage öffnen …</translation>
    </message>
    <message>
        <source>&amp;Connect to a cluster…</source>
        <translation>Mit einem &amp;Cluster verbinden …</translation>
    </message>
    <message>
        <source>&amp;Try a drill on sample data</source>
        <translation>&amp;Übung mit Beispieldaten ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>Aus der Liste &amp;entfernen</translation>
    </message>
    <message>
        <source>Read &amp;again</source>
        <translation>Er&amp;neut einlesen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Take snapshot…</source>
        <translation>Snapshot &amp;aufnehmen …</translation>
    </message>
    <message>
        <source>&amp;Verify…</source>
        <translation>&amp;Prüfen …</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen …</translation>
    </message>
    <message>
        <source>Show &amp;manifest</source>
        <translation>&amp;Manifest zeigen</translation>
    </message>
    <message>
        <source>&amp;Drill this snapshot</source>
        <translation>Diesen Snapshot ü&amp;ben</translation>
    </message>
    <message>
        <source>&amp;Copy command</source>
        <translation>&amp;Befehl kopieren</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>F&amp;ind in the table</source>
        <translation>In der Tabelle &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Plan a drill</source>
        <translation>Übung &amp;planen</translation>
    </message>
    <message>
        <source>&amp;Run drill</source>
        <translation>Übung &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Load plan…</source>
        <translation>Plan &amp;laden …</translation>
    </message>
    <message>
        <source>&amp;Save plan…</source>
        <translation>Plan spei&amp;chern …</translation>
    </message>
    <message>
        <source>Add row &amp;count</source>
        <translation>&amp;Zeilenzahl hinzufügen</translation>
    </message>
    <message>
        <source>Add S&amp;QL</source>
        <translation>S&amp;QL hinzufügen</translation>
    </message>
    <message>
        <source>S&amp;how report</source>
        <translation>&amp;Bericht zeigen</translation>
    </message>
    <message>
        <source>&amp;Open report in browser</source>
        <translation>Bericht im Bro&amp;wser öffnen</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Willkommen</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Überblick</translation>
    </message>
    <message>
        <source>&amp;Timeline</source>
        <translation>&amp;Zeitleiste</translation>
    </message>
    <message>
        <source>&amp;Snapshots</source>
        <translation>&amp;Snapshots</translation>
    </message>
    <message>
        <source>&amp;Drills</source>
        <translation>Ü&amp;bungen</translation>
    </message>
    <message>
        <source>Follow the s&amp;ystem</source>
        <translation>Dem S&amp;ystem folgen</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Da&amp;rk</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Dis&amp;miss messages</source>
        <translation>&amp;Meldungen schließen</translation>
    </message>
    <message>
        <source>&amp;Cancel running operations</source>
        <translation>&amp;Laufende Vorgänge abbrechen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Fit &amp;everything</source>
        <translation>Alles e&amp;inpassen</translation>
    </message>
    <message>
        <source>Follow &amp;now</source>
        <translation>Der Gegenwart f&amp;olgen</translation>
    </message>
    <message>
        <source>&amp;Previous event</source>
        <translation>&amp;Voriges Ereignis</translation>
    </message>
    <message>
        <source>Ne&amp;xt event</source>
        <translation>Nächstes &amp;Ereignis</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>&amp;Drill</source>
        <translation>Ü&amp;bung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Reconnect to the &amp;nodes</source>
        <translation>Mit den &amp;Knoten neu verbinden</translation>
    </message>
    <message>
        <source>&amp;Pin on its node</source>
        <translation>Auf dem Knoten an&amp;heften</translation>
    </message>
    <message>
        <source>Delete from its n&amp;ode…</source>
        <translation>Vom K&amp;noten löschen …</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>Wiederherstellung &amp;zurücknehmen …</translation>
    </message>
    <message>
        <source>Past re&amp;stores…</source>
        <translation>Frühere &amp;Wiederherstellungen …</translation>
    </message>
    <message>
        <source>&amp;Step down…</source>
        <translation>&amp;Zurücktreten lassen …</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>&amp;Cluster</translation>
    </message>
    <message>
        <source>Le&amp;ases</source>
        <translation>Le&amp;ases</translation>
    </message>
    <message>
        <source>&amp;Add a store…</source>
        <translation>Ablage &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>&amp;Try connection…</source>
        <translation>&amp;Verbindung prüfen …</translation>
    </message>
    <message>
        <source>&amp;Put a file…</source>
        <translation>Datei ab&amp;legen …</translation>
    </message>
    <message>
        <source>&amp;Get…</source>
        <translation>&amp;Holen …</translation>
    </message>
    <message>
        <source>O&amp;bjects</source>
        <translation>O&amp;bjekte</translation>
    </message>
    <message>
        <source>St&amp;ore</source>
        <translation>Ab&amp;lage</translation>
    </message>
    <message>
        <source>Start a &amp;practice cluster</source>
        <translation>&amp;Übungscluster starten</translation>
    </message>
    <message>
        <source>&amp;Kill leader</source>
        <translation>Führenden &amp;töten</translation>
    </message>
    <message>
        <source>&amp;Freeze leader</source>
        <translation>Führenden &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Cut leader off</source>
        <translation>Führenden ab&amp;schneiden</translation>
    </message>
    <message>
        <source>&amp;Heal</source>
        <translation>&amp;Heilen</translation>
    </message>
    <message>
        <source>Run the chaos &amp;drill</source>
        <translation>&amp;Chaosübung starten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Practice</source>
        <translation>Üb&amp;ungscluster</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::AlarmList</name>
    <message>
        <source>What needs a look</source>
        <translation>Was angesehen werden muss</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>%Ln weiteren zeigen</numerusform>
            <numerusform>%Ln weitere zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::AssertionModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Assertion</source>
        <translation>Zusicherung</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>not found out</source>
        <translation>nicht festgestellt</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>gilt nicht</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::AssertionRow</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ChaosReportDialog</name>
    <message>
        <source>Chaos drill of %1</source>
        <translation>Chaosübung von %1</translation>
    </message>
    <message>
        <source>The leader was killed, the next one frozen beyond its lease and, where there is a network, the one after it cut off, under steady writes.</source>
        <translation>Der Führende wurde getötet, der nächste über seine Lease hinaus angehalten und, wo es ein Netz gibt, der danach abgeschnitten, unter stetigem Schreiben.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Ended early</source>
        <translation>Vorzeitig beendet</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Gesichert als</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterCommands</name>
    <message>
        <source>Fetch and &amp;drill</source>
        <translation>Holen und ü&amp;ben</translation>
    </message>
    <message>
        <source>&amp;Drill this snapshot</source>
        <translation>Diesen Snapshot ü&amp;ben</translation>
    </message>
    <message>
        <source>Snapshot on %1</source>
        <translation>Snapshot auf %1</translation>
    </message>
    <message>
        <source>Verify on %1</source>
        <translation>Prüfen auf %1</translation>
    </message>
    <message>
        <source>Pin a snapshot on %1</source>
        <translation>Snapshot auf %1 anheften</translation>
    </message>
    <message>
        <source>Unpin a snapshot on %1</source>
        <translation>Snapshot auf %1 lösen</translation>
    </message>
    <message>
        <source>Delete a snapshot</source>
        <translation>Snapshot löschen</translation>
    </message>
    <message>
        <source>Delete the snapshot of %1 from %2?</source>
        <translation>Den Snapshot von %1 auf %2 löschen?</translation>
    </message>
    <message>
        <source>%1, %2, %3. Copies on other nodes stay. This cannot be undone.</source>
        <translation>%1, %2, %3. Kopien auf anderen Knoten bleiben. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete a snapshot from %1</source>
        <translation>Snapshot von %1 löschen</translation>
    </message>
    <message>
        <source>Retry on %1</source>
        <translation>Neuer Versuch auf %1</translation>
    </message>
    <message>
        <source>Not repeated without a new plan, on %1</source>
        <translation>Nicht ohne neuen Plan wiederholt, auf %1</translation>
    </message>
    <message>
        <source>Remove a node</source>
        <translation>Knoten entfernen</translation>
    </message>
    <message>
        <source>Remove a cluster</source>
        <translation>Cluster entfernen</translation>
    </message>
    <message>
        <source>Forget the node %1 of %2?</source>
        <translation>Den Knoten %1 von %2 vergessen?</translation>
    </message>
    <message>
        <source>Forget the cluster %1 with all its nodes?</source>
        <translation>Den Cluster %1 mit allen seinen Knoten vergessen?</translation>
    </message>
    <message>
        <source>Nothing is changed there. What this machine knows of it is forgotten, and the token is removed from the keychain.</source>
        <translation>Dort wird nichts geändert. Was dieser Rechner darüber weiß, wird vergessen, und das Token wird aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Nothing is tried again on %1.</source>
        <translation>Auf %1 wird nichts noch einmal versucht.</translation>
    </message>
    <message>
        <source>What it counts as dead is not among its last operations, which are told of here.</source>
        <translation>Was er als aufgegeben zählt, ist nicht unter seinen letzten Vorgängen, von denen hier berichtet wird.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterDialogs</name>
    <message>
        <source>Undo a restore</source>
        <translation>Wiederherstellung zurücknehmen</translation>
    </message>
    <message>
        <source>The restore of %1 was taken back.</source>
        <translation>Die Wiederherstellung von %1 wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 is restored.</source>
        <translation>%1 ist wiederhergestellt.</translation>
    </message>
    <message>
        <source>Fetch a snapshot of %1</source>
        <translation>Einen Snapshot von %1 holen</translation>
    </message>
    <message>
        <source>The undo of %1 was cancelled.</source>
        <translation>Das Zurücknehmen der Wiederherstellung von %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The restore of %1 was cancelled.</source>
        <translation>Die Wiederherstellung von %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1. The others stay as they were.</source>
        <translation>%1. Die übrigen bleiben, wie sie waren.</translation>
    </message>
    <message>
        <source>Keep the report of a restore</source>
        <translation>Bericht einer Wiederherstellung aufheben</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterOverview</name>
    <message>
        <source>Could lose now (RPO)</source>
        <translation>Jetzt zu verlieren (RPO)</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Last snapshot</source>
        <translation>Letzter Snapshot</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>no node has told of a snapshot yet</source>
        <translation>noch kein Knoten hat einen Snapshot genannt</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>%1 · token: %2</source>
        <translation>%1 · Token: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln ausgefallen</numerusform>
            <numerusform>%Ln ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln auffällig</numerusform>
            <numerusform>%Ln auffällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unbekannt</numerusform>
            <numerusform>%Ln unbekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 healthy</source>
        <translation>%1 von %2 gesund</translation>
    </message>
    <message>
        <source>all that is known is fresh and fine</source>
        <translation>alles Bekannte ist frisch und in Ordnung</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>nothing could be restored</source>
        <translation>nichts ließe sich wiederherstellen</translation>
    </message>
    <message>
        <source>on %1, %2, %3</source>
        <translation>auf %1, %2, %3</translation>
    </message>
    <message>
        <source>in flight on the nodes</source>
        <translation>laufen auf den Knoten</translation>
    </message>
    <message>
        <source>in flight on the nodes · %1</source>
        <translation>laufen auf den Knoten · %1</translation>
    </message>
    <message>
        <source>%1 of %2 on %3</source>
        <translation>%1 von %2 auf %3</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>by the node’s policy</source>
        <translation>durch die Regel des Knotens</translation>
    </message>
    <message>
        <source>no node has told of its work yet</source>
        <translation>noch kein Knoten hat seine Arbeit genannt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing was written yet</source>
        <translation>noch wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>no snapshot of %1 as it is on %2 is verified</source>
        <translation>kein Snapshot von %1, wie es auf %2 ist, ist geprüft</translation>
    </message>
    <message>
        <source>the newest verified snapshot, %1 on %2, holds everything</source>
        <translation>der neueste geprüfte Snapshot, %1 auf %2, enthält alles</translation>
    </message>
    <message>
        <source>≤ %1</source>
        <translation>≤ %1</translation>
    </message>
    <message>
        <source>if anything was written since the newest verified snapshot, %1 on %2</source>
        <translation>falls seit dem neuesten geprüften Snapshot, %1 auf %2, etwas geschrieben wurde</translation>
    </message>
    <message>
        <source>after the newest verified snapshot, %1 on %2</source>
        <translation>nach dem neuesten geprüften Snapshot, %1 auf %2</translation>
    </message>
    <message>
        <source>%1 after the newest verified snapshot, %2 on %3</source>
        <translation>%1 nach dem neuesten geprüften Snapshot, %2 auf %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>Dieser Cluster hat keine Knoten</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Verbinden Sie sich mit einem seiner Knoten.</translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%Ln wartet</numerusform>
            <numerusform>%Ln warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dead</source>
        <translation>
            <numerusform>%Ln aufgegeben</numerusform>
            <numerusform>%Ln aufgegeben</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing was written yet where a node answers</source>
        <translation>wo ein Knoten antwortet, wurde noch nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 last heard of %2</source>
        <translation>%1 meldete sich zuletzt %2</translation>
    </message>
    <message>
        <source>%1; until then the newest verified snapshot, %2 on %3, held everything</source>
        <translation>%1; bis dahin enthielt der neueste geprüfte Snapshot, %2 auf %3, alles</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <translation>≥ %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>no node answers</source>
        <translation>kein Knoten antwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not answer</source>
        <translation>
            <numerusform>%Ln Knoten antwortet nicht</numerusform>
            <numerusform>%Ln Knoten antworten nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>the nodes refuse the connection</source>
        <translation>die Knoten lehnen die Verbindung ab</translation>
    </message>
    <message>
        <source>the nodes do not answer or refuse the connection</source>
        <translation>die Knoten antworten nicht oder lehnen die Verbindung ab</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes refuse the connection</source>
        <translation>
            <numerusform>%Ln Knoten lehnt die Verbindung ab</numerusform>
            <numerusform>%Ln Knoten lehnen die Verbindung ab</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterRestoreDialog</name>
    <message>
        <source>Restore nodes of %1</source>
        <translation>Knoten von %1 wiederherstellen</translation>
    </message>
    <message>
        <source>Every node says itself what a restore would do to it. Nothing is touched before you begin; each keeps its old state, so that the restore can be taken back.</source>
        <translation>Jeder Knoten sagt selbst, was eine Wiederherstellung bei ihm täte. Nichts wird angerührt, bevor Sie beginnen; jeder behält seinen alten Stand, damit sie zurückgenommen werden kann.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Stop at the first failure: nodes not begun stay as they are</source>
        <translation>Beim ersten Fehler anhalten: nicht begonnene Knoten bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Go back also where a node holds this content or newer</source>
        <translation>Auch dort zurückgehen, wo ein Knoten diesen Inhalt oder neueren hat</translation>
    </message>
    <message>
        <source>Archive of this machine…</source>
        <translation>Archiv dieses Rechners …</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>Nodes at &amp;once</source>
        <translation>&amp;Gleichzeitig</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Name of the cluster, to confirm</source>
        <translation>Name des Clusters, zur Bestätigung</translation>
    </message>
    <message>
        <source>Nodes at once</source>
        <translation>Knoten gleichzeitig</translation>
    </message>
    <message>
        <source>No node holds a snapshot</source>
        <translation>Kein Knoten hält einen Snapshot</translation>
    </message>
    <message>
        <source>Archive to restore</source>
        <translation>Wiederherzustellendes Archiv</translation>
    </message>
    <message>
        <source>Snapshot archives (*.snap.tar)</source>
        <translation>Snapshot-Archive (*.snap.tar)</translation>
    </message>
    <message>
        <source>%1, %2, taken %3 · %4 on this machine</source>
        <translation>%1, %2, aufgenommen %3 · %4 auf diesem Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes, %1 to write, at most %2 at once</source>
        <translation>
            <numerusform>%Ln Knoten, %1 zu schreiben, höchstens %2 gleichzeitig</numerusform>
            <numerusform>%Ln Knoten, %1 zu schreiben, höchstens %2 gleichzeitig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more once the archive is there</source>
        <translation>
            <numerusform>%Ln weiterer, sobald das Archiv dort ist</numerusform>
            <numerusform>%Ln weitere, sobald das Archiv dort ist</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the nodes…</source>
        <translation>Die Knoten werden gefragt …</translation>
    </message>
    <message>
        <source>No node takes part.</source>
        <translation>Kein Knoten nimmt teil.</translation>
    </message>
    <message>
        <source>Choose a snapshot.</source>
        <translation>Wählen Sie einen Snapshot.</translation>
    </message>
    <message numerus="yes">
        <source>This replaces the state of %n nodes. Type the cluster’s name, %1, to go on:</source>
        <translation>
            <numerusform>Das ersetzt den Stand von %Ln Knoten. Geben Sie den Namen des Clusters ein, %1, um fortzufahren:</numerusform>
            <numerusform>Das ersetzt den Stand von %Ln Knoten. Geben Sie den Namen des Clusters ein, %1, um fortzufahren:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n nodes</source>
        <translation>
            <numerusform>%Ln Knoten wiederherstellen</numerusform>
            <numerusform>%Ln Knoten wiederherstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetch it here for those that lack it</source>
        <translation>Für die, denen er fehlt, hierher holen</translation>
    </message>
    <message>
        <source>Not chosen, and not reachable to be asked whether they share the log: %1.</source>
        <translation>Nicht gewählt, und nicht erreichbar für die Frage, ob sie das Log teilen: %1.</translation>
    </message>
    <message>
        <source>Each of these nodes has a log of its own: let them go apart</source>
        <translation>Jeder dieser Knoten hat ein eigenes Log: sie dürfen auseinandergehen</translation>
    </message>
    <message numerus="yes">
        <source>%n of them hold it already, or newer</source>
        <translation>
            <numerusform>%Ln davon hat ihn schon oder neueren Inhalt</numerusform>
            <numerusform>%Ln davon haben ihn schon oder neueren Inhalt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is replaced: every chosen node holds this content or newer.</source>
        <translation>Nichts wird ersetzt: Jeder gewählte Knoten hat diesen Inhalt oder neueren.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::CommandLine</name>
    <message>
        <source>The same from a shell</source>
        <translation>Dasselbe in einer Shell</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ConnectDialog</name>
    <message>
        <source>Connect to a cluster</source>
        <translation>Mit einem Cluster verbinden</translation>
    </message>
    <message>
        <source>A cluster is a set of nodes under a name of your choice. Nothing is kept before the nodes have answered and you add them.</source>
        <translation>Ein Cluster ist eine Menge von Knoten unter einem Namen Ihrer Wahl. Nichts wird gespeichert, bevor die Knoten geantwortet haben und Sie sie hinzufügen.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>bestellungen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>host, host:port or wss://host:port</source>
        <translation>Rechner, Rechner:Port oder wss://Rechner:Port</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>as “lifeboatd --init” or its administrator gave it</source>
        <translation>wie von „lifeboatd --init“ oder seinem Verwalter ausgegeben</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <source>C&amp;luster</source>
        <translation>C&amp;luster</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Nodes, one “address [fingerprint]” a line</source>
        <translation>Knoten, je Zeile „Adresse [Fingerabdruck]“</translation>
    </message>
    <message>
        <source>%1 names no node.</source>
        <translation>%1 nennt keinen Knoten.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes from %1; one token for all</source>
        <translation>
            <numerusform>%Ln Knoten aus %1; ein Token für alle</numerusform>
            <numerusform>%Ln Knoten aus %1; ein Token für alle</numerusform>
        </translation>
    </message>
    <message>
        <source>The keychain of this session has not answered yet: try again in a moment.</source>
        <translation>Der Schlüsselbund dieser Sitzung hat noch nicht geantwortet: Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>A name has 1 to 64 characters and no slash.</source>
        <translation>Ein Name hat 1 bis 64 Zeichen und keinen Schrägstrich.</translation>
    </message>
    <message>
        <source>This is not the address of a node: host, host:port or wss://host:port.</source>
        <translation>Das ist keine Adresse eines Knotens: Rechner, Rechner:Port oder wss://Rechner:Port.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not accept this token.</source>
        <translation>
            <numerusform>%Ln Knoten akzeptiert dieses Token nicht.</numerusform>
            <numerusform>%Ln Knoten akzeptieren dieses Token nicht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n nodes</source>
        <translation>
            <numerusform>%Ln Knoten hinzufügen</numerusform>
            <numerusform>%Ln Knoten hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Line %1 of %2 names no node. Each line is “address [fingerprint]”; # begins a comment.</source>
        <translation>Zeile %1 von %2 nennt keinen Knoten. Jede Zeile lautet „Adresse [Fingerabdruck]“; # beginnt einen Kommentar.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DialogFrame</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DrillModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>RTO</source>
        <translation>RTO</translation>
    </message>
    <message>
        <source>RPO</source>
        <translation>RPO</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>Zusicherungen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 hold</source>
        <translation>%1 von %2 gelten</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaosübung</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message numerus="yes">
        <source>%n takeovers</source>
        <translation>
            <numerusform>%Ln Übernahme</numerusform>
            <numerusform>%Ln Übernahmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DrillPage</name>
    <message>
        <source>Back in service in (RTO forecast)</source>
        <translation>Wieder da nach (RTO-Vorhersage)</translation>
    </message>
    <message>
        <source>No drill was run yet. The first one has no forecast; it makes one.</source>
        <translation>Noch keine Übung gelaufen. Die erste hat keine Vorhersage; sie schafft eine.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>A drill restores the snapshot onto the embedded node in a directory of its own. Your data is not touched.</source>
        <translation>Eine Übung stellt den Snapshot auf dem eingebauten Knoten in einem eigenen Verzeichnis wieder her. Ihre Daten bleiben unberührt.</translation>
    </message>
    <message>
        <source>History of drills</source>
        <translation>Verlauf der Übungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>no earlier run to learn from</source>
        <translation>kein früherer Lauf, aus dem sich lernen ließe</translation>
    </message>
    <message>
        <source>no snapshot chosen</source>
        <translation>kein Snapshot gewählt</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2, from %n drills, for %3</source>
        <translation>
            <numerusform>%1 bis %2, aus %Ln Übung, für %3</numerusform>
            <numerusform>%1 bis %2, aus %Ln Übungen, für %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Load plan</source>
        <translation>Plan laden</translation>
    </message>
    <message>
        <source>Drill plans (*.toml)</source>
        <translation>Übungspläne (*.toml)</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Save the plan to run the same drill from a shell.</source>
        <translation>Sichern Sie den Plan, um dieselbe Übung in einer Shell zu starten.</translation>
    </message>
    <message>
        <source>Fetch a snapshot here first.</source>
        <translation>Holen Sie zuerst einen Snapshot hierher.</translation>
    </message>
    <message>
        <source>%1 is a plan of losses on a practice cluster.</source>
        <translation>%1 ist ein Plan von Verlusten in einem Übungscluster.</translation>
    </message>
    <message>
        <source>Such plans run in a shell: %1</source>
        <translation>Solche Pläne laufen in einer Shell: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DrillRun</name>
    <message>
        <source>Drill: %1</source>
        <translation>Übung: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::EntryHealth</name>
    <message>
        <source>dated in the future, %1</source>
        <translation>in die Zukunft datiert, %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>store not readable now</source>
        <translation>Ablage zurzeit nicht lesbar</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::FetchDrill</name>
    <message>
        <source>Fetch %1 from %2</source>
        <translation>%1 von %2 holen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::GetDialog</name>
    <message>
        <source>Get %1</source>
        <translation>%1 holen</translation>
    </message>
    <message>
        <source>It comes as a file of that name, which appears when it is whole and its digest agrees. Where an earlier get into the same directory was interrupted, it goes on.</source>
        <translation>Es kommt als Datei dieses Namens, die erscheint, wenn sie vollständig ist und ihre Prüfsumme stimmt. Wurde ein früheres Holen in dasselbe Verzeichnis unterbrochen, geht es dort weiter.</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation>Ver&amp;zeichnis</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::InterruptedRestores</name>
    <message>
        <source>Taken back: %1.</source>
        <translation>Zurückgenommen: %1.</translation>
    </message>
    <message>
        <source>Restored: %1.</source>
        <translation>Wiederhergestellt: %1.</translation>
    </message>
    <message>
        <source>Failed: %1.</source>
        <translation>Fehlgeschlagen: %1.</translation>
    </message>
    <message>
        <source>Never begun: %1.</source>
        <translation>Nie begonnen: %1.</translation>
    </message>
    <message>
        <source>Past restores… shows it; Try again goes on with the rest.</source>
        <translation>„Frühere Wiederherstellungen …“ zeigt sie; „Erneut versuchen“ fährt mit den übrigen fort.</translation>
    </message>
    <message>
        <source>Keep the report of a restore</source>
        <translation>Den Bericht einer Wiederherstellung aufbewahren</translation>
    </message>
    <message>
        <source>Lifeboat was ended in the middle of an undo on %1.</source>
        <translation>Lifeboat wurde mitten in einer Rücknahme auf %1 beendet.</translation>
    </message>
    <message>
        <source>Lifeboat was ended in the middle of a restore of %1.</source>
        <translation>Lifeboat wurde mitten in einer Wiederherstellung von %1 beendet.</translation>
    </message>
    <message>
        <source>Begun, end not known: %1.</source>
        <translation>Begonnen, Ausgang nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>Taken back, but not going on with the log: %1.</source>
        <translation>Zurückgenommen, folgt aber dem Log nicht: %1.</translation>
    </message>
    <message>
        <source>Restored, but not going on with the log: %1.</source>
        <translation>Wiederhergestellt, folgt aber dem Log nicht: %1.</translation>
    </message>
    <message>
        <source>Taken back, and changed by another since: %1.</source>
        <translation>Zurückgenommen, seitdem von jemand anderem geändert: %1.</translation>
    </message>
    <message>
        <source>Restored, and changed by another since: %1.</source>
        <translation>Wiederhergestellt, seitdem von jemand anderem geändert: %1.</translation>
    </message>
    <message>
        <source>Past restores… shows it.</source>
        <translation>„Frühere Wiederherstellungen …“ zeigt es.</translation>
    </message>
    <message>
        <source>Cancelled: %1.</source>
        <translation>Abgebrochen: %1.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::IntroductionRow</name>
    <message>
        <source>as administrator</source>
        <translation>als Verwalter</translation>
    </message>
    <message>
        <source>as operator</source>
        <translation>als Bediener</translation>
    </message>
    <message>
        <source>as viewer: may look, but not restore</source>
        <translation>als Betrachter: darf sehen, nicht wiederherstellen</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>verbindet …</translation>
    </message>
    <message>
        <source>certificate not known</source>
        <translation>Zertifikat nicht bekannt</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>the same node once more</source>
        <translation>derselbe Knoten noch einmal</translation>
    </message>
    <message>
        <source>answers, %1</source>
        <translation>antwortet, %1</translation>
    </message>
    <message>
        <source>Not part of the cluster here. Tick it to connect with the same token.</source>
        <translation>Gehört hier noch nicht zum Cluster. Haken setzen, um mit demselben Token zu verbinden.</translation>
    </message>
    <message>
        <source>No authority that this machine trusts vouches for its certificate. Run “lifeboatd --fingerprint” on the node and compare every group:</source>
        <translation>Keine Stelle, der dieser Rechner vertraut, bürgt für sein Zertifikat. Führen Sie auf dem Knoten „lifeboatd --fingerprint“ aus und vergleichen Sie jede Gruppe:</translation>
    </message>
    <message>
        <source>It shows another certificate than the one given: somebody may stand between. Accept it only if the node was given a new one and “lifeboatd --fingerprint” prints this there:</source>
        <translation>Er zeigt ein anderes Zertifikat als das angegebene: Jemand könnte dazwischenstehen. Akzeptieren Sie es nur, wenn der Knoten ein neues erhalten hat und „lifeboatd --fingerprint“ dort dies ausgibt:</translation>
    </message>
    <message>
        <source>Check the address and that the node runs. Tick it to keep it for later.</source>
        <translation>Prüfen Sie die Adresse und ob der Knoten läuft. Mit Haken wird er für später gespeichert.</translation>
    </message>
    <message>
        <source>%1 was met under another address already.</source>
        <translation>%1 hat bereits unter einer anderen Adresse geantwortet.</translation>
    </message>
    <message>
        <source>The fingerprint is the node’s own</source>
        <translation>Der Fingerabdruck ist der des Knotens</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The fingerprint is %1’s own</source>
        <translation>Der Fingerabdruck ist der von %1</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>%1 erneut versuchen</translation>
    </message>
    <message>
        <source>To trust it all the same, run “lifeboatd --fingerprint” on the node and compare every group:</source>
        <translation>Um ihm dennoch zu vertrauen, rufen Sie auf dem Knoten „lifeboatd --fingerprint“ auf und vergleichen Sie jede Gruppe:</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseCard</name>
    <message>
        <source>Publisher lease</source>
        <translation>Lease des Führenden</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>nobody has held it yet</source>
        <translation>noch hat sie niemand gehalten</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>runs out in %1 unless renewed</source>
        <translation>läuft in %1 ab, wenn nicht erneuert</translation>
    </message>
    <message>
        <source>its heartbeat is late · runs out in %1</source>
        <translation>sein Herzschlag ist verspätet · läuft in %1 ab</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseEventModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseFace</name>
    <message>
        <source>given back</source>
        <translation>zurückgegeben</translation>
    </message>
    <message>
        <source>at %1; nobody holds it</source>
        <translation>um %1; niemand hält sie</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>told %1 ago: it was to run out at %2 unless renewed</source>
        <translation>vor %1 gemeldet: sollte um %2 ablaufen, wenn nicht erneuert</translation>
    </message>
    <message>
        <source>ran out</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>%1 ago%2; nobody took it yet</source>
        <translation>vor %1%2; noch nahm sie niemand</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>unless renewed · lasts %1, heartbeat every %2</source>
        <translation>wenn nicht erneuert · gilt %1, Herzschlag alle %2</translation>
    </message>
    <message>
        <source>not renewed yet</source>
        <translation>noch nicht erneuert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln renewals, the last %1 ago</source>
        <translation>
            <numerusform>%Ln Erneuerung, die letzte vor %1</numerusform>
            <numerusform>%Ln Erneuerungen, die letzte vor %1</numerusform>
        </translation>
    </message>
    <message>
        <source>the holder’s clock against the bucket’s</source>
        <translation>Uhr des Inhabers gegen die des Buckets</translation>
    </message>
    <message>
        <source>%1’s against the bucket’s; %2’s is unknown</source>
        <translation>die von %1 gegen die des Buckets; die von %2 ist unbekannt</translation>
    </message>
    <message>
        <source>this machine’s against the bucket’s; %1’s is unknown</source>
        <translation>die dieses Rechners gegen die des Buckets; die von %1 ist unbekannt</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht gebraucht</translation>
    </message>
    <message>
        <source>since %1 ago%2; it is held only while a snapshot is taken</source>
        <translation>seit %1%2; gehalten wird es nur, während ein Snapshot aufgenommen wird</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Runs out in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Renewals</source>
        <translation>Erneuerungen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeasesPage</name>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Runs out in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Fencing token</source>
        <translation>Fencing-Token</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>Course of the leases</source>
        <translation>Verlauf der Leases</translation>
    </message>
    <message>
        <source>What happened to the leases</source>
        <translation>Was mit den Leases geschah</translation>
    </message>
    <message>
        <source>No node has told of leases yet</source>
        <translation>Noch hat kein Knoten von Leases berichtet</translation>
    </message>
    <message>
        <source>The nodes are being asked.</source>
        <translation>Die Knoten werden gefragt.</translation>
    </message>
    <message>
        <source>These nodes share no leases</source>
        <translation>Diese Knoten teilen keine Leases</translation>
    </message>
    <message>
        <source>The leases were never reached</source>
        <translation>Die Leases wurden nie erreicht</translation>
    </message>
    <message>
        <source>Nobody has held a lease yet</source>
        <translation>Noch hat niemand eine Lease gehalten</translation>
    </message>
    <message>
        <source>The first node that publishes takes one within seconds of its start.</source>
        <translation>Der erste Knoten, der veröffentlicht, nimmt Sekunden nach seinem Start eine.</translation>
    </message>
    <message>
        <source>held it from %1</source>
        <translation>hielt sie ab %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Step down from %1</source>
        <translation>Rücktritt von %1</translation>
    </message>
    <message>
        <source>The lease bucket has not answered yet</source>
        <translation>Der Lease-Bucket hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>It is being asked.</source>
        <translation>Er wird gefragt.</translation>
    </message>
    <message>
        <source>Straight from NATS leases are only looked at. A holder steps down when a node asks it to: connect to its cluster for that.</source>
        <translation>Direkt aus NATS werden Leases nur angesehen. Ein Halter tritt zurück, wenn ein Knoten ihn darum bittet: Verbinden Sie sich dafür mit seinem Cluster.</translation>
    </message>
    <message>
        <source>There is no such lease bucket</source>
        <translation>Es gibt keinen solchen Lease-Bucket</translation>
    </message>
    <message>
        <source>Nodes make theirs when they first share leases. Check its name.</source>
        <translation>Knoten legen den ihren an, wenn sie zum ersten Mal Leases teilen. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Nodes that share a directory or a NATS server agree on who publishes snapshots. Make them with
lifeboatd --init DIR --share SHARED
or, on several machines,
lifeboatd --init DIR --nats URL
Nodes of a practice cluster share them too.</source>
        <translation>Knoten, die ein Verzeichnis oder einen NATS-Server teilen, einigen sich, wer Snapshots veröffentlicht. Legen Sie sie an mit
lifeboatd --init DIR --share SHARED
oder, auf mehreren Maschinen,
lifeboatd --init DIR --nats URL
Auch Knoten eines Übungsclusters teilen sie.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::MainWindow</name>
    <message>
        <source>%1 is restored.</source>
        <translation>%1 ist wiederhergestellt.</translation>
    </message>
    <message>
        <source>The old state stays as %1 until you remove it.</source>
        <translation>Der alte Stand bleibt als %1, bis Sie ihn entfernen.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>About Lifeboat</source>
        <translation>Über Lifeboat</translation>
    </message>
    <message>
        <source>Lifeboat %1
Snapshots, restores and recovery drills.

GNU General Public License, version 3 or later.</source>
        <translation>Lifeboat %1
Snapshots, Wiederherstellung und Notfallübungen.

GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Sample drill</source>
        <translation>Beispielübung</translation>
    </message>
    <message>
        <source>The sample’s snapshot was taken of a database at rest.</source>
        <translation>Der Snapshot des Beispiels entstand von einer ruhenden Datenbank.</translation>
    </message>
    <message>
        <source>lifeboatctl, whose second process would have written to it meanwhile, was not found beside lifeboat.</source>
        <translation>lifeboatctl, dessen zweiter Prozess währenddessen in sie geschrieben hätte, wurde neben lifeboat nicht gefunden.</translation>
    </message>
    <message>
        <source>Open database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>SQLite databases (*.db *.sqlite *.sqlite3 *.db3)</source>
        <translation>SQLite-Datenbanken (*.db *.sqlite *.sqlite3 *.db3)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open snapshot store</source>
        <translation>Snapshot-Ablage öffnen</translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation>Es gibt noch keinen Bericht.</translation>
    </message>
    <message>
        <source>Run a drill first.</source>
        <translation>Führen Sie zuerst eine Übung durch.</translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation>Es ließ sich kein Browser starten.</translation>
    </message>
    <message>
        <source>The report is here: %1</source>
        <translation>Der Bericht liegt hier: %1</translation>
    </message>
    <message>
        <source>Quit Lifeboat</source>
        <translation>Lifeboat beenden</translation>
    </message>
    <message numerus="yes">
        <source>%n operations are running.</source>
        <translation>
            <numerusform>%Ln Vorgang läuft.</numerusform>
            <numerusform>%Ln Vorgänge laufen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Cancel them and quit</source>
        <translation>Abbrechen und beenden</translation>
    </message>
    <message>
        <source>SQLite’s check found in it, as in the database it was taken of: %1</source>
        <translation>SQLites Prüfung fand darin, wie in der Datenbank, aus der er stammt: %1</translation>
    </message>
    <message>
        <source>Quitting ends the practice cluster and removes it.</source>
        <translation>Beim Beenden wird der Übungscluster beendet und entfernt.</translation>
    </message>
    <message>
        <source>The practice cluster is running.</source>
        <translation>Der Übungscluster läuft.</translation>
    </message>
    <message>
        <source>End it and quit</source>
        <translation>Beenden und schließen</translation>
    </message>
    <message>
        <source>Quitting cancels it. What is half done is undone.</source>
        <translation>Beenden bricht ihn ab. Was halb getan ist, wird rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Quitting cancels them. What is half done is undone.</source>
        <translation>Beenden bricht sie ab. Was halb getan ist, wird rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Cancel it and quit</source>
        <translation>Abbrechen und beenden</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ManifestDialog</name>
    <message>
        <source>Snapshot of %1</source>
        <translation>Snapshot von %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schaden</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>index %1 of history %2</source>
        <translation>Index %1 der Historie %2</translation>
    </message>
    <message>
        <source>none: a database without a log</source>
        <translation>keine: eine Datenbank ohne Log</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1, from %2 (%3)</source>
        <translation>%1, aus %2 (%3)</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows in %n tables</source>
        <translation>
            <numerusform>%1 Zeilen in %Ln Tabelle</numerusform>
            <numerusform>%1 Zeilen in %Ln Tabellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Content digest</source>
        <translation>Inhaltsprüfsumme</translation>
    </message>
    <message>
        <source>The manifest as it stands in the archive</source>
        <translation>Das Manifest, wie es im Archiv steht</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::MessageBar</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: what was tried, for example &quot;Restore orders.db&quot;; %2: a sentence saying what happened</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeAlarm</name>
    <message>
        <source>Not reachable: %1</source>
        <translation>Nicht erreichbar: %1</translation>
    </message>
    <message>
        <source>A state cannot be worked with: %1</source>
        <translation>Mit einem Zustand kann nicht gearbeitet werden: %1</translation>
    </message>
    <message>
        <source>No snapshot yet: %1</source>
        <translation>Noch kein Snapshot: %1</translation>
    </message>
    <message>
        <source>Newest snapshot damaged: %1</source>
        <translation>Neuester Snapshot beschädigt: %1</translation>
    </message>
    <message>
        <source>Newest snapshot never verified: %1</source>
        <translation>Neuester Snapshot nie geprüft: %1</translation>
    </message>
    <message>
        <source>Newest snapshot too old: %1</source>
        <translation>Neuester Snapshot zu alt: %1</translation>
    </message>
    <message>
        <source>Behind the log: %1</source>
        <translation>Hinter dem Protokoll: %1</translation>
    </message>
    <message>
        <source>Clock differs: %1</source>
        <translation>Uhr weicht ab: %1</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Take snapshot…</source>
        <translation>Snapshot aufnehmen …</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 (%2 entries)</source>
        <translation>%1 (%2 Einträge)</translation>
    </message>
    <message>
        <source>%1 (by %2)</source>
        <translation>%1 (um %2)</translation>
    </message>
    <message>
        <source>Last heard of %1.</source>
        <translation>Zuletzt gehört %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Their operations say why.</source>
        <translation>Ihre Vorgänge sagen, warum.</translation>
    </message>
    <message>
        <source>What is in that state would be lost with the node.</source>
        <translation>Was in diesem Zustand steht, wäre mit dem Knoten verloren.</translation>
    </message>
    <message>
        <source>It cannot be restored: take a new one.</source>
        <translation>Er lässt sich nicht wiederherstellen: Nehmen Sie einen neuen auf.</translation>
    </message>
    <message>
        <source>Nobody knows yet whether it can be restored.</source>
        <translation>Noch weiß niemand, ob er sich wiederherstellen lässt.</translation>
    </message>
    <message>
        <source>Three intervals of the node’s policy have passed without a new one.</source>
        <translation>Drei Intervalle der Richtlinie des Knotens sind ohne einen neuen vergangen.</translation>
    </message>
    <message>
        <source>If it does not catch up, restore it from another node’s snapshot.</source>
        <translation>Holt er nicht auf, stellen Sie ihn aus dem Snapshot eines anderen Knotens wieder her.</translation>
    </message>
    <message>
        <source>Times and ages told by it are off by as much: look at its time service.</source>
        <translation>Zeiten und Alter, die er nennt, sind um so viel falsch: Sehen Sie nach seinem Zeitdienst.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %Ln weiterer</numerusform>
            <numerusform>%1 und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Not published as it should be: %1</source>
        <translation>Nicht veröffentlicht, wie es sein sollte: %1</translation>
    </message>
    <message>
        <source>Dead operations: %1</source>
        <translation>Aufgegebene Vorgänge: %1</translation>
    </message>
    <message>
        <source>They are not among its last operations, which are told of here.</source>
        <translation>Sie sind nicht unter seinen letzten Vorgängen, von denen hier berichtet wird.</translation>
    </message>
    <message>
        <source>First snapshot due: %1</source>
        <translation>Erster Snapshot steht an: %1</translation>
    </message>
    <message>
        <source>The history of leases cannot be written: %1</source>
        <translation>Der Verlauf der Leases lässt sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Node map cannot be read: %1</source>
        <translation>Knotenkarte nicht lesbar: %1</translation>
    </message>
    <message>
        <source>It begins nothing, and says of nothing that it is over.</source>
        <translation>Er beginnt nichts und sagt von nichts, dass es zu Ende ist.</translation>
    </message>
    <message>
        <source>Operations cannot be recorded: %1</source>
        <translation>Vorgänge lassen sich nicht festhalten: %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>Being restored: %1</source>
        <translation>Wird wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>Lag not known: %1</source>
        <translation>Rückstand unbekannt: %1</translation>
    </message>
    <message>
        <source>Token refused: %1</source>
        <translation>Token abgelehnt: %1</translation>
    </message>
    <message>
        <source>Certificate not trusted: %1</source>
        <translation>Zertifikat nicht vertrauenswürdig: %1</translation>
    </message>
    <message>
        <source>Token not at hand: %1</source>
        <translation>Token nicht zur Hand: %1</translation>
    </message>
    <message>
        <source>The log does not answer there, or goes on in another history.</source>
        <translation>Das Log antwortet dort nicht oder geht in einer anderen Historie weiter.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeFace</name>
    <message>
        <source>No snapshot yet</source>
        <translation>Noch kein Snapshot</translation>
    </message>
    <message>
        <source>Last snapshot %1</source>
        <translation>Letzter Snapshot %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>Last snapshot %1 · %2</source>
        <translation>Letzter Snapshot %1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %Ln weiterer</numerusform>
            <numerusform>%1 und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Applied index</source>
        <translation>Angewendeter Index</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>wird verbunden …</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>Rückstand %1</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln ausgefallen</numerusform>
            <numerusform>%Ln ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln auffällig</numerusform>
            <numerusform>%Ln auffällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unbekannt</numerusform>
            <numerusform>%Ln unbekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%Ln gesund</numerusform>
            <numerusform>%Ln gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>managed</source>
        <translation>verwaltet</translation>
    </message>
    <message>
        <source>database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>no nodes</source>
        <translation>keine Knoten</translation>
    </message>
    <message>
        <source>Snapshots are taken by %1, last %2</source>
        <translation>Snapshots macht %1, zuletzt %2</translation>
    </message>
    <message>
        <source>Snapshots are taken by %1</source>
        <translation>Snapshots macht %1</translation>
    </message>
    <message>
        <source>None here yet; the cluster has one published</source>
        <translation>Hier noch keiner; für den Cluster ist einer veröffentlicht</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeModel</name>
    <message>
        <source>Lag</source>
        <translation>Rückstand</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeOperations</name>
    <message>
        <source>%1 on %2</source>
        <extracomment>what is done, the node&apos;s name</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Cancel on %1</source>
        <translation>Abbrechen auf %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeRestoreModel</name>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · noch %2</translation>
    </message>
    <message>
        <source>%1 was left as it is: another node failed first, or the restore was cancelled.</source>
        <translation>%1 blieb, wie er ist: Ein anderer Knoten scheiterte zuerst, oder die Wiederherstellung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Whether it finished is not known: look at the node before you try again.</source>
        <translation>Ob sie zu Ende kam, ist nicht bekannt: Sehen Sie nach dem Knoten, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>The node is as it was.</source>
        <translation>Der Knoten ist, wie er war.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>%1 geschrieben</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>%1 cannot be reached. It had done %2 %, and may go on there: it is followed again once it answers.</source>
        <translation>%1 ist nicht erreichbar. %2 % waren getan, und dort kann es weitergehen: ihm wird wieder gefolgt, sobald er antwortet.</translation>
    </message>
    <message>
        <source>at index %1</source>
        <translation>bei Index %1</translation>
    </message>
    <message>
        <source>%1 was never begun: Lifeboat was ended before that.</source>
        <translation>%1 wurde nie begonnen: Lifeboat wurde vorher beendet.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OperationTile</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>wird abgebrochen …</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OperationsBar</name>
    <message>
        <source>Nothing is running</source>
        <translation>Es läuft nichts</translation>
    </message>
    <message>
        <source>Running operations</source>
        <translation>Laufende Vorgänge</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%Ln weiterer</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OverviewPage</name>
    <message>
        <source>Could lose now (RPO)</source>
        <translation>Jetzt zu verlieren (RPO)</translation>
    </message>
    <message>
        <source>Back in service in (RTO forecast)</source>
        <translation>Wieder da nach (RTO-Vorhersage)</translation>
    </message>
    <message>
        <source>Last drill</source>
        <translation>Letzte Übung</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>no snapshot is proven restorable yet: run a drill</source>
        <translation>noch kein Snapshot ist nachweislich wiederherstellbar: üben Sie</translation>
    </message>
    <message>
        <source>since the newest snapshot proven restorable, %1</source>
        <translation>seit dem neuesten nachweislich wiederherstellbaren Snapshot, %1</translation>
    </message>
    <message>
        <source>no earlier drill to learn from</source>
        <translation>keine frühere Übung, aus der sich lernen ließe</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>a snapshot that was never restored is a hope</source>
        <translation>ein nie wiederhergestellter Snapshot ist eine Hoffnung</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>%1, RTO %2</source>
        <translation>%1, RTO %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not verified lately</source>
        <translation>
            <numerusform>%Ln nicht kürzlich geprüft</numerusform>
            <numerusform>%Ln nicht kürzlich geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%Ln beschädigt</numerusform>
            <numerusform>%Ln beschädigt</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no snapshot yet.</source>
        <translation>Es gibt noch keinen Snapshot.</translation>
    </message>
    <message>
        <source>Everything would be lost.</source>
        <translation>Alles wäre verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots are damaged.</source>
        <translation>
            <numerusform>%Ln Snapshot ist beschädigt.</numerusform>
            <numerusform>%Ln Snapshots sind beschädigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>They cannot be restored. Look at them, and take a new snapshot.</source>
        <translation>Sie lassen sich nicht wiederherstellen. Sehen Sie sie an und nehmen Sie einen neuen Snapshot auf.</translation>
    </message>
    <message>
        <source>The last drill failed.</source>
        <translation>Die letzte Übung ist gescheitert.</translation>
    </message>
    <message>
        <source>Its report says which stage or assertion, and why.</source>
        <translation>Ihr Bericht sagt, an welcher Stufe oder Zusicherung und warum.</translation>
    </message>
    <message>
        <source>The newest snapshot is not proven restorable.</source>
        <translation>Der neueste Snapshot ist nicht nachweislich wiederherstellbar.</translation>
    </message>
    <message>
        <source>A drill restores it onto the embedded node and says how long it takes.</source>
        <translation>Eine Übung stellt ihn auf dem eingebauten Knoten wieder her und sagt, wie lange das dauert.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Snapshot of %1, %2</source>
        <translation>Snapshot von %1, %2</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Snapshot %1</translation>
    </message>
    <message>
        <source>Drill: %1</source>
        <translation>Übung: %1</translation>
    </message>
    <message>
        <source>passed in %1</source>
        <translation>bestanden in %1</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaosübung</translation>
    </message>
    <message>
        <source>Chaos drill: %1</source>
        <translation>Chaosübung: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unbekannt</numerusform>
            <numerusform>%Ln unbekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>no snapshot to restore yet</source>
        <translation>noch kein Snapshot zum Wiederherstellen</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2, from %n drills, for %3</source>
        <translation>
            <numerusform>%1 bis %2, aus %Ln Übung, für %3</numerusform>
            <numerusform>%1 bis %2, aus %Ln Übungen, für %3</numerusform>
        </translation>
    </message>
    <message>
        <source>since the newest snapshot proven restorable, %1; its store is not open here</source>
        <translation>seit dem neuesten nachweislich wiederherstellbaren Snapshot, %1; dessen Ablage ist hier nicht geöffnet</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PastRestoresDialog</name>
    <message>
        <source>Past restores</source>
        <translation>Frühere Wiederherstellungen</translation>
    </message>
    <message>
        <source>Past restores of %1</source>
        <translation>Frühere Wiederherstellungen von %1</translation>
    </message>
    <message>
        <source>Restores and undos of nodes that were run from this machine, newest first.</source>
        <translation>Wiederherstellungen von Knoten und ihre Rücknahmen, die von diesem Rechner ausgingen, die neueste zuerst.</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>Bericht zeigen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>None was run from this machine yet.</source>
        <translation>Von diesem Rechner ging noch keine aus.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PathField</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PlaceList</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>LOCAL</source>
        <translation>LOKAL</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>DATABASES</source>
        <translation>DATENBANKEN</translation>
    </message>
    <message>
        <source>STORES</source>
        <translation>ABLAGEN</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>CLUSTERS</source>
        <translation>CLUSTER</translation>
    </message>
    <message>
        <source>Practice cluster on this machine</source>
        <translation>Übungscluster auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PlanForm</name>
    <message>
        <source>Nothing beyond integrity is asserted about the data.</source>
        <translation>Über die Unversehrtheit hinaus wird nichts über die Daten zugesichert.</translation>
    </message>
    <message>
        <source>Quick: every page and row</source>
        <translation>Schnell: jede Seite und jede Zeile</translation>
    </message>
    <message>
        <source>Full: indexes match their tables too</source>
        <translation>Vollständig: auch Indizes passen zu ihren Tabellen</translation>
    </message>
    <message>
        <source>no limit, or 10s, 2min</source>
        <translation>keine Grenze, oder 10s, 2min</translation>
    </message>
    <message>
        <source>no limit, or 15min, 1d</source>
        <translation>keine Grenze, oder 15min, 1d</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Sn&amp;apshot</source>
        <translation>Sn&amp;apshot</translation>
    </message>
    <message>
        <source>&amp;Integrity</source>
        <translation>&amp;Unversehrtheit</translation>
    </message>
    <message>
        <source>RTO a&amp;t most</source>
        <translation>RTO &amp;höchstens</translation>
    </message>
    <message>
        <source>RPO at m&amp;ost</source>
        <translation>RPO höchs&amp;tens</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Newest intact in %1</source>
        <translation>Neuester unversehrter in %1</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>There is no snapshot to restore.</source>
        <translation>Es gibt keinen Snapshot zum Wiederherstellen.</translation>
    </message>
    <message>
        <source>The RTO limit is not a duration like 10s or 2min.</source>
        <translation>Die RTO-Grenze ist keine Dauer wie 10s oder 2min.</translation>
    </message>
    <message>
        <source>The RPO limit is not a duration like 15min or 1d.</source>
        <translation>Die RPO-Grenze ist keine Dauer wie 15min oder 1d.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Practice</name>
    <message>
        <source>End what is left of a practice cluster</source>
        <translation>Reste eines Übungsclusters beenden</translation>
    </message>
    <message>
        <source>Start the practice cluster</source>
        <translation>Übungscluster starten</translation>
    </message>
    <message>
        <source>Kill the leader</source>
        <translation>Führenden töten</translation>
    </message>
    <message>
        <source>Freeze the leader</source>
        <translation>Führenden anhalten</translation>
    </message>
    <message>
        <source>Cut the leader off</source>
        <translation>Führenden abschneiden</translation>
    </message>
    <message>
        <source>Heal the practice cluster</source>
        <translation>Übungscluster heilen</translation>
    </message>
    <message>
        <source>Stop the practice cluster</source>
        <translation>Übungscluster beenden</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaosübung</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PracticeBar</name>
    <message>
        <source>All was well already.</source>
        <translation>Alles war schon in Ordnung.</translation>
    </message>
    <message>
        <source>Healed: %1</source>
        <translation>Geheilt: %1</translation>
    </message>
    <message>
        <source>Chaos drill: %1</source>
        <translation>Chaosübung: %1</translation>
    </message>
    <message>
        <source>Practice cluster</source>
        <translation>Übungscluster</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1 …</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PracticeCommands</name>
    <message>
        <source>What was left of a practice cluster is gone.</source>
        <translation>Die Reste eines Übungsclusters sind fort.</translation>
    </message>
    <message>
        <source>The program that had started it came to its end without stopping it.</source>
        <translation>Das Programm, das ihn gestartet hatte, endete, ohne ihn zu beenden.</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaosübung</translation>
    </message>
    <message>
        <source>The nodes share files: there is no network between them to cut. With a nats-server installed there is.</source>
        <translation>Die Knoten teilen Dateien: Zwischen ihnen ist kein Netz zu trennen. Mit einem installierten nats-server gibt es eines.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PutDialog</name>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Put a file into %1</source>
        <translation>Eine Datei in %1 ablegen</translation>
    </message>
    <message>
        <source>It is there when it is whole, and stays as it is: a name is used once. The file stays here too.</source>
        <translation>Sie ist dort, wenn sie vollständig ist, und bleibt, wie sie ist: Ein Name wird einmal vergeben. Die Datei bleibt auch hier.</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>Ablegen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Snapshot of this machine</source>
        <translation>Snapshot dieses Rechners</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Eine andere Datei</translation>
    </message>
    <message>
        <source>Name in the store</source>
        <translation>Name in der Ablage</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>There is an object of that name. It stays: choose another name.</source>
        <translation>Es gibt ein Objekt dieses Namens. Es bleibt: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>A name has 1 to 255 letters, digits, dots, - and _, and does not begin with a dot.</source>
        <translation>Ein Name hat 1 bis 255 Buchstaben, Ziffern, Punkte, - und _ und beginnt nicht mit einem Punkt.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RecentList</name>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RecoveryCard</name>
    <message>
        <source>Drill it here</source>
        <translation>Hier üben</translation>
    </message>
    <message>
        <source>A recovery would start from %1 of %2, kept on %3</source>
        <translation>Wiederhergestellt würde ab %1 von %2, aufbewahrt auf %3</translation>
    </message>
    <message>
        <source>taken %1</source>
        <translation>aufgenommen %1</translation>
    </message>
    <message>
        <source>drilled here %1, passed</source>
        <translation>hier geübt %1, bestanden</translation>
    </message>
    <message>
        <source>drilled here %1, failed</source>
        <translation>hier geübt %1, gescheitert</translation>
    </message>
    <message>
        <source>not drilled here yet</source>
        <translation>hier noch nicht geübt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ReportView</name>
    <message>
        <source>RTO measured</source>
        <translation>RTO gemessen</translation>
    </message>
    <message>
        <source>RPO proven</source>
        <translation>RPO nachgewiesen</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>Zusicherungen</translation>
    </message>
    <message>
        <source>Drill report</source>
        <translation>Übungsbericht</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>All drills</source>
        <translation>Alle Übungen</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message numerus="yes">
        <source>RTO over %n drills, band: forecast</source>
        <translation>
            <numerusform>RTO über %Ln Übung, Band: Vorhersage</numerusform>
            <numerusform>RTO über %Ln Übungen, Band: Vorhersage</numerusform>
        </translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 · %2 · on %3</source>
        <translation>%1 · %2 · auf %3</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>forecast %1 (%2 to %3)</source>
        <translation>Vorhersage %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>no forecast: no earlier run</source>
        <translation>keine Vorhersage: kein früherer Lauf</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>from the snapshot to the drill</source>
        <translation>vom Snapshot bis zur Übung</translation>
    </message>
    <message>
        <source>%1 · peak memory %2</source>
        <translation>%1 · Speicherspitze %2</translation>
    </message>
    <message>
        <source>nothing was written</source>
        <translation>nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>the drill did not get there</source>
        <translation>so weit kam die Übung nicht</translation>
    </message>
    <message>
        <source>all hold</source>
        <translation>alle gelten</translation>
    </message>
    <message numerus="yes">
        <source>%n do not hold</source>
        <translation>
            <numerusform>%Ln gilt nicht</numerusform>
            <numerusform>%Ln gelten nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, every member</source>
        <translation>%1, jeder Bestandteil</translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n threads</source>
        <translation>
            <numerusform>%1 mit %Ln Thread</numerusform>
            <numerusform>%1 mit %Ln Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>embedded, own directory</source>
        <translation>eingebaut, eigenes Verzeichnis</translation>
    </message>
    <message>
        <source>%1 of %2 hold</source>
        <translation>%1 von %2 gelten</translation>
    </message>
    <message>
        <source>the snapshot is dated ahead of this clock</source>
        <translation>der Snapshot ist vordatiert gegenüber dieser Uhr</translation>
    </message>
    <message>
        <source>the snapshot did not come back</source>
        <translation>der Snapshot kam nicht zurück</translation>
    </message>
    <message>
        <source> · of node %1</source>
        <translation> · von Knoten %1</translation>
    </message>
    <message>
        <source> · of node %1 of %2</source>
        <translation> · von Knoten %1 in %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestoreDialog</name>
    <message>
        <source>%1, %2, taken %3</source>
        <translation>%1, %2, aufgenommen %3</translation>
    </message>
    <message>
        <source>Restore a snapshot</source>
        <translation>Einen Snapshot wiederherstellen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore to</source>
        <translation>Wiederherstellen nach</translation>
    </message>
    <message>
        <source>Restore even if the target holds this content or newer</source>
        <translation>Auch wiederherstellen, wenn das Ziel diesen Inhalt oder Neueres enthält</translation>
    </message>
    <message>
        <source>Full integrity check: also that indexes match their tables</source>
        <translation>Vollständige Prüfung: auch, dass Indizes zu ihren Tabellen passen</translation>
    </message>
    <message>
        <source>Restore &amp;to</source>
        <translation>Wiederherstellen &amp;nach</translation>
    </message>
    <message>
        <source>Name of the target, to confirm</source>
        <translation>Name des Ziels, zur Bestätigung</translation>
    </message>
    <message>
        <source>Looking at the target…</source>
        <translation>Das Ziel wird angesehen …</translation>
    </message>
    <message>
        <source>This cannot be restored there</source>
        <translation>Dorthin lässt sich das nicht wiederherstellen</translation>
    </message>
    <message>
        <source>Writes %1.</source>
        <translation>Schreibt %1.</translation>
    </message>
    <message>
        <source>A new history begins: the target was further along in the same one.</source>
        <translation>Eine neue Historie beginnt: das Ziel war in derselben schon weiter.</translation>
    </message>
    <message>
        <source>Open now by %1. It must be closed there before it can be replaced.</source>
        <translation>Gerade geöffnet von %1. Dort muss es geschlossen werden, bevor es ersetzt werden kann.</translation>
    </message>
    <message>
        <source>This replaces %1 (%2). The old state stays beside it as %1.previous. Type its name to go on:</source>
        <translation>Das ersetzt %1 (%2). Der alte Stand bleibt daneben als %1.previous. Geben Sie den Namen ein, um fortzufahren:</translation>
    </message>
    <message>
        <source>What is kept as %1.previous now is removed.</source>
        <translation>Was jetzt als %1.previous aufgehoben ist, wird entfernt.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestorePlanModel</name>
    <message>
        <source>lacks the snapshot</source>
        <translation>hat den Snapshot nicht</translation>
    </message>
    <message>
        <source>cannot be planned</source>
        <translation>nicht planbar</translation>
    </message>
    <message>
        <source>gets the archive first</source>
        <translation>erhält erst das Archiv</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>skip: holds it already</source>
        <translation>auslassen: hat ihn schon</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>ersetzen</translation>
    </message>
    <message>
        <source>write anew</source>
        <translation>neu schreiben</translation>
    </message>
    <message>
        <source>%1 does not hold this snapshot. Fetch it from a node that does, then restore from that archive: it is sent to nodes that lack it.</source>
        <translation>%1 hat diesen Snapshot nicht. Holen Sie ihn von einem Knoten, der ihn hat, und stellen Sie aus diesem Archiv wieder her: Es wird an Knoten geschickt, denen er fehlt.</translation>
    </message>
    <message>
        <source>%1 does not hold this snapshot: the archive is sent there, then the node plans.</source>
        <translation>%1 hat diesen Snapshot nicht: Das Archiv wird dorthin geschickt, dann plant der Knoten.</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Loses</source>
        <translation>Verliert</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>To go back to the snapshot all the same, tick “Go back also where a node holds this content or newer”.</source>
        <translation>Um dennoch zum Snapshot zurückzugehen, wählen Sie „Auch dort zurückgehen, wo ein Knoten diesen Inhalt oder neueren hat“.</translation>
    </message>
    <message>
        <source>What it loses is known then: it tells no position to compare.</source>
        <translation>Was er verliert, ist erst dann bekannt: er nennt keine Position zum Vergleichen.</translation>
    </message>
    <message numerus="yes">
        <source>skip: %n entries ahead of it</source>
        <translation>
            <numerusform>auslassen: %Ln Eintrag voraus</numerusform>
            <numerusform>auslassen: %Ln Einträge voraus</numerusform>
        </translation>
    </message>
    <message>
        <source>gets the archive, then skip</source>
        <translation>erhält das Archiv, dann auslassen</translation>
    </message>
    <message>
        <source>gets the archive, then replace</source>
        <translation>erhält das Archiv, dann ersetzen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestoreRunDialog</name>
    <message>
        <source>Cancel restore</source>
        <translation>Wiederherstellung abbrechen</translation>
    </message>
    <message>
        <source>Undo on all…</source>
        <translation>Auf allen zurücknehmen …</translation>
    </message>
    <message>
        <source>Retry the failed</source>
        <translation>Gescheiterte wiederholen</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern …</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Closing this window stops nothing: the nodes finish what they began, and it stays among the running operations.</source>
        <translation>Dieses Fenster zu schließen hält nichts an: Die Knoten beenden, was sie begonnen haben, und es bleibt unter den laufenden Vorgängen.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes done · %2</source>
        <translation>
            <numerusform>%1 von %Ln Knoten fertig · %2</numerusform>
            <numerusform>%1 von %Ln Knoten fertig · %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel undo</source>
        <translation>Zurücknehmen abbrechen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.json)</source>
        <translation>Berichte (*.json)</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>Der Bericht liegt in %1.</translation>
    </message>
    <message>
        <source>Ended %1. Its report stays among the past restores.</source>
        <translation>Beendet %1. Der Bericht bleibt unter den früheren Wiederherstellungen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RowsRow</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Smallest number of rows</source>
        <translation>Kleinste Zeilenzahl</translation>
    </message>
    <message>
        <source>rows in</source>
        <translation>Zeilen in</translation>
    </message>
    <message>
        <source>Remove this row count</source>
        <translation>Diese Zeilenzahl entfernen</translation>
    </message>
    <message>
        <source>A row count names no table.</source>
        <translation>Eine Zeilenzahl nennt keine Tabelle.</translation>
    </message>
    <message>
        <source>A number of rows is not a whole number.</source>
        <translation>Eine Zeilenzahl ist keine ganze Zahl.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RunView</name>
    <message>
        <source>Progress of the drill</source>
        <translation>Fortschritt der Übung</translation>
    </message>
    <message>
        <source>Cancel drill</source>
        <translation>Übung abbrechen</translation>
    </message>
    <message>
        <source>Rehearsing: %1</source>
        <translation>Geübt wird: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RunningRestore</name>
    <message numerus="yes">
        <source>Undo the restore of %1 on %n nodes</source>
        <translation>
            <numerusform>Wiederherstellung von %1 auf %Ln Knoten zurücknehmen</numerusform>
            <numerusform>Wiederherstellung von %1 auf %Ln Knoten zurücknehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %1 on %n nodes</source>
        <translation>
            <numerusform>%1 auf %Ln Knoten wiederherstellen</numerusform>
            <numerusform>%1 auf %Ln Knoten wiederherstellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %n nodes</source>
        <translation>
            <numerusform>Auf %Ln Knoten zurückgenommen</numerusform>
            <numerusform>Auf %Ln Knoten zurückgenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %1 of %n nodes</source>
        <translation>
            <numerusform>Auf %1 von %Ln Knoten zurückgenommen</numerusform>
            <numerusform>Auf %1 von %Ln Knoten zurückgenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %n nodes</source>
        <translation>
            <numerusform>Auf %Ln Knoten wiederhergestellt</numerusform>
            <numerusform>Auf %Ln Knoten wiederhergestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %1 of %n nodes</source>
        <translation>
            <numerusform>Auf %1 von %Ln Knoten wiederhergestellt</numerusform>
            <numerusform>Auf %1 von %Ln Knoten wiederhergestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %n nodes, but to different histories</source>
        <translation>
            <numerusform>Auf %Ln Knoten wiederhergestellt, aber mit verschiedenen Historien</numerusform>
            <numerusform>Auf %Ln Knoten wiederhergestellt, aber mit verschiedenen Historien</numerusform>
        </translation>
    </message>
    <message>
        <source>These nodes cannot go on together: what one of them writes the others do not get. Restore all of them from one snapshot, also where a node holds this content or newer.</source>
        <translation>Diese Knoten können nicht gemeinsam weitermachen: was einer von ihnen schreibt, bekommen die anderen nicht. Stellen Sie alle aus einem Snapshot wieder her, auch wo ein Knoten diesen Inhalt oder neueren hat.</translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %n nodes, but to different histories</source>
        <translation>
            <numerusform>Auf %Ln Knoten zurückgenommen, aber mit verschiedenen Historien</numerusform>
            <numerusform>Auf %Ln Knoten zurückgenommen, aber mit verschiedenen Historien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SampleTour</name>
    <message>
        <source>Make sample data</source>
        <translation>Beispieldaten anlegen</translation>
    </message>
    <message>
        <source>Snapshot of the sample</source>
        <translation>Snapshot des Beispiels</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Screenshot</name>
    <message>
        <source>There is no drill report to show.</source>
        <translation>Es gibt keinen Übungsbericht zu zeigen.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>There is no cluster %1.</source>
        <translation>Es gibt keinen Cluster %1.</translation>
    </message>
    <message>
        <source>There is no node %1 in %2.</source>
        <translation>Es gibt keinen Knoten %1 in %2.</translation>
    </message>
    <message>
        <source>There is no store %1.</source>
        <translation>Es gibt keine Ablage %1.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotCommands</name>
    <message>
        <source>Snapshot of %1</source>
        <translation>Snapshot von %1</translation>
    </message>
    <message>
        <source>Verify %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>After the restore of %1</source>
        <translation>Nach der Wiederherstellung von %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Index or content</source>
        <translation>Index oder Inhalt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historie</translation>
    </message>
    <message>
        <source>%1 · now</source>
        <extracomment>The history a snapshot is of, where its node&apos;s state is of the same one now.</extracomment>
        <translation>%1 · jetzt</translation>
    </message>
    <message>
        <source>%1 is of this history now.</source>
        <translation>%1 ist jetzt von dieser Historie.</translation>
    </message>
    <message>
        <source>%1 is of another one now, %2.</source>
        <translation>%1 ist jetzt von einer anderen, %2.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotOnNodes</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>on all nodes</source>
        <translation>auf allen Knoten</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message numerus="yes">
        <source>on %n nodes</source>
        <translation>
            <numerusform>auf %Ln Knoten</numerusform>
            <numerusform>auf %Ln Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, taken %2 · %3 · %4</source>
        <translation>%1, aufgenommen %2 · %3 · %4</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotsPage</name>
    <message>
        <source>Filter by database, index, state…</source>
        <translation>Nach Datenbank, Index, Zustand filtern …</translation>
    </message>
    <message>
        <source>Filter snapshots</source>
        <translation>Snapshots filtern</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots</source>
        <translation>
            <numerusform>%Ln Snapshot</numerusform>
            <numerusform>%Ln Snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n snapshots</source>
        <translation>
            <numerusform>%1 von %Ln Snapshot</numerusform>
            <numerusform>%1 von %Ln Snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the snapshots…</source>
        <translation>Die Snapshots werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist geöffnet</translation>
    </message>
    <message>
        <source>Open a database or a directory with snapshots.</source>
        <translation>Öffnen Sie eine Datenbank oder ein Verzeichnis mit Snapshots.</translation>
    </message>
    <message>
        <source>No snapshots yet</source>
        <translation>Noch keine Snapshots</translation>
    </message>
    <message>
        <source>Take the first one: the database may stay in use while it is read.</source>
        <translation>Nehmen Sie den ersten auf: die Datenbank darf dabei in Gebrauch bleiben.</translation>
    </message>
    <message>
        <source>Filter by node, index, state…</source>
        <translation>Nach Knoten, Index, Zustand filtern …</translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>Dieser Cluster hat keine Knoten</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Verbinden Sie sich mit einem seiner Knoten.</translation>
    </message>
    <message>
        <source>Take the first one: the nodes go on working while it is read.</source>
        <translation>Nehmen Sie den ersten auf: Die Knoten arbeiten weiter, während er gelesen wird.</translation>
    </message>
    <message>
        <source>No node can be reached</source>
        <translation>Kein Knoten ist erreichbar</translation>
    </message>
    <message>
        <source>Connecting to the nodes…</source>
        <translation>Verbindung zu den Knoten wird aufgebaut …</translation>
    </message>
    <message>
        <source>The nodes refuse the connection</source>
        <translation>Die Knoten lehnen die Verbindung ab</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SqlRow</name>
    <message>
        <source>SELECT …</source>
        <translation>SELECT …</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the query in reports</source>
        <translation>Name der Abfrage in Berichten</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Expected value</source>
        <translation>Erwarteter Wert</translation>
    </message>
    <message>
        <source>Remove this query</source>
        <translation>Diese Abfrage entfernen</translation>
    </message>
    <message>
        <source>An SQL assertion has no query.</source>
        <translation>Eine SQL-Zusicherung hat keine Abfrage.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StageList</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StepDownDialog</name>
    <message>
        <source>Ask %1 to step down</source>
        <translation>%1 um Rücktritt bitten</translation>
    </message>
    <message>
        <source>It gives back %1 of %2 as soon as it can, and lets others go first. Another node that publishes takes over, usually within a second. A snapshot it is publishing meanwhile may be refused; nothing is overwritten.</source>
        <translation>Er gibt %1 von %2 zurück, sobald er kann, und lässt anderen den Vortritt. Ein anderer Knoten, der veröffentlicht, übernimmt, meist binnen einer Sekunde. Ein Snapshot, den er gerade veröffentlicht, wird womöglich abgewiesen; nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>Step down</source>
        <translation>Zurücktreten lassen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreCommands</name>
    <message>
        <source>Remove a store</source>
        <translation>Eine Ablage entfernen</translation>
    </message>
    <message>
        <source>Forget the store %1?</source>
        <translation>Die Ablage %1 vergessen?</translation>
    </message>
    <message>
        <source>What is in it stays: %1.</source>
        <translation>Was darin ist, bleibt: %1.</translation>
    </message>
    <message>
        <source>Its secret is removed from the keychain.</source>
        <translation>Ihr Geheimnis wird aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation>%1 in %2 ablegen</translation>
    </message>
    <message>
        <source>Get %1 from %2</source>
        <translation>%1 aus %2 holen</translation>
    </message>
    <message>
        <source>%1 is here.</source>
        <translation>%1 ist hier.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreDialog</name>
    <message>
        <source>Change the store %1</source>
        <translation>Die Ablage %1 ändern</translation>
    </message>
    <message>
        <source>Add a store</source>
        <translation>Eine Ablage hinzufügen</translation>
    </message>
    <message>
        <source>Snapshots are kept in a store besides where they were taken: a directory, of another machine say, or an object store of NATS servers. Secrets go to the keychain only.</source>
        <translation>In einer Ablage liegen Snapshots noch an einem anderen Ort als dem, an dem sie aufgenommen wurden: in einem Verzeichnis, etwa eines anderen Rechners, oder in einem Object Store von NATS-Servern. Geheimnisse kommen nur in den Schlüsselbund.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Add store</source>
        <translation>Ablage hinzufügen</translation>
    </message>
    <message>
        <source>Try connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Wird geprüft …</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>offsite</source>
        <translation>auswaerts</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>nats://host:4222 or tls://host:4222; several of one cluster</source>
        <translation>nats://rechner:4222 oder tls://rechner:4222; mehrere eines Clusters</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>of its object store: lifeboat-orders</source>
        <translation>seines Object Store: lifeboat-orders</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>NATS object store</source>
        <translation>NATS Object Store</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Niemand Bestimmtes</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Benutzer und Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Credentials file</source>
        <translation>Credentials-Datei</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation>Ver&amp;zeichnis</translation>
    </message>
    <message>
        <source>&amp;Servers</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Bucket</source>
        <translation>&amp;Bucket</translation>
    </message>
    <message>
        <source>&amp;Identity</source>
        <translation>&amp;Identität</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>Ben&amp;utzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Credentials</source>
        <translation>&amp;Credentials</translation>
    </message>
    <message>
        <source>&amp;Authorities</source>
        <translation>Zertifizierungsste&amp;llen</translation>
    </message>
    <message>
        <source>C&amp;ertificate</source>
        <translation>Z&amp;ertifikat</translation>
    </message>
    <message>
        <source>Ke&amp;y</source>
        <translation>Sc&amp;hlüssel</translation>
    </message>
    <message>
        <source>&amp;Leases</source>
        <translation>Le&amp;ases</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>the one that is kept</source>
        <translation>das aufbewahrte</translation>
    </message>
    <message>
        <source>T&amp;oken</source>
        <translation>T&amp;oken</translation>
    </message>
    <message>
        <source>User and password do not belong in the address: choose them under Identity.</source>
        <translation>Benutzer und Passwort gehören nicht in die Adresse: Wählen Sie sie unter Identität.</translation>
    </message>
    <message>
        <source>This is not the address of a NATS server: nats://host:port or tls://host:port.</source>
        <translation>Das ist nicht die Adresse eines NATS-Servers: nats://rechner:port oder tls://rechner:port.</translation>
    </message>
    <message>
        <source>A bucket’s name has letters, digits, - and _ only.</source>
        <translation>Der Name eines Buckets hat nur Buchstaben, Ziffern, - und _.</translation>
    </message>
    <message>
        <source>A certificate and its key belong together.</source>
        <translation>Ein Zertifikat und sein Schlüssel gehören zusammen.</translation>
    </message>
    <message>
        <source>Give the whole path, like /mnt/snapshots.</source>
        <translation>Geben Sie den ganzen Pfad an, wie /mnt/snapshots.</translation>
    </message>
    <message>
        <source>There is a store of that name already.</source>
        <translation>Es gibt schon eine Ablage dieses Namens.</translation>
    </message>
    <message>
        <source>A name has 1 to 64 characters and no slash.</source>
        <translation>Ein Name hat 1 bis 64 Zeichen und keinen Schrägstrich.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Send nothing without &amp;TLS</source>
        <translation>Nichts ohne &amp;TLS senden</translation>
    </message>
    <message>
        <source>Authorities to trust</source>
        <translation>Vertraute Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Dessen Schlüssel</translation>
    </message>
    <message>
        <source>Lease bucket</source>
        <translation>Lease-Bucket</translation>
    </message>
    <message>
        <source>if its leases are to be seen: lifeboat-orders or e-harmonylite</source>
        <translation>falls seine Leases gezeigt werden sollen: lifeboat-orders oder e-harmonylite</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreObjectModel</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%L1 bytes</source>
        <translation>%L1 Bytes</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Abgelegt</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StorePage</name>
    <message>
        <source>Filter by name or digest…</source>
        <translation>Nach Name oder Prüfsumme filtern …</translation>
    </message>
    <message>
        <source>Filter objects</source>
        <translation>Objekte filtern</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>listed %1</source>
        <translation>aufgelistet %1</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%Ln Objekt</numerusform>
            <numerusform>%Ln Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects</source>
        <translation>
            <numerusform>%1 von %Ln Objekt</numerusform>
            <numerusform>%1 von %Ln Objekten</numerusform>
        </translation>
    </message>
    <message>
        <source>Listing what is there…</source>
        <translation>Was dort ist, wird aufgelistet …</translation>
    </message>
    <message>
        <source>There is nothing in this store yet</source>
        <translation>In dieser Ablage ist noch nichts</translation>
    </message>
    <message>
        <source>Put a snapshot of this machine there, or any file. Nodes that publish there put theirs.</source>
        <translation>Legen Sie einen Snapshot dieses Rechners dort ab oder irgendeine Datei. Knoten, die dort veröffentlichen, legen die ihren ab.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>%1; listed %2</source>
        <translation>%1; aufgelistet %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SubjectHeader</name>
    <message>
        <source>Drill…</source>
        <translation>Übung …</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%n verified</source>
        <translation>
            <numerusform>%Ln geprüft</numerusform>
            <numerusform>%Ln geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%Ln beschädigt</numerusform>
            <numerusform>%Ln beschädigt</numerusform>
        </translation>
    </message>
    <message>
        <source>everything open here</source>
        <translation>alles hier Geöffnete</translation>
    </message>
    <message numerus="yes">
        <source>%n not verified lately</source>
        <translation>
            <numerusform>%Ln nicht kürzlich geprüft</numerusform>
            <numerusform>%Ln nicht kürzlich geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%Ln gesund</numerusform>
            <numerusform>%Ln gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln auffällig</numerusform>
            <numerusform>%Ln auffällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln ausgefallen</numerusform>
            <numerusform>%Ln ausgefallen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · node of %2</source>
        <translation>%1 · Knoten von %2</translation>
    </message>
    <message numerus="yes">
        <source>cluster of %n nodes</source>
        <translation>
            <numerusform>Cluster mit %Ln Knoten</numerusform>
            <numerusform>Cluster mit %Ln Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unbekannt</numerusform>
            <numerusform>%Ln unbekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>practice cluster of %n nodes on this machine</source>
        <translation>
            <numerusform>Übungscluster aus %Ln Knoten auf diesem Rechner</numerusform>
            <numerusform>Übungscluster aus %Ln Knoten auf diesem Rechner</numerusform>
        </translation>
    </message>
    <message>
        <source>reached %1</source>
        <translation>erreicht %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TakeDialog</name>
    <message>
        <source>Take a snapshot</source>
        <translation>Einen Snapshot aufnehmen</translation>
    </message>
    <message>
        <source>The database may stay in use: writers are not blocked. The archive is verified before it gets its name.</source>
        <translation>Die Datenbank darf in Gebrauch bleiben: Schreiber werden nicht aufgehalten. Das Archiv wird geprüft, bevor es seinen Namen bekommt.</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Snapshot aufnehmen</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Snapshot store</source>
        <translation>Snapshot-Ablage</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Smallest, slow</source>
        <translation>Am kleinsten, langsam</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation>&amp;Ablage</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Kompression</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TakeOnNodesDialog</name>
    <message>
        <source>Take a snapshot on nodes of %1</source>
        <translation>Snapshot auf Knoten von %1 aufnehmen</translation>
    </message>
    <message>
        <source>The nodes go on working meanwhile. Each keeps its snapshot in its own store and verifies it.</source>
        <translation>Die Knoten arbeiten dabei weiter. Jeder behält seinen Snapshot in seiner eigenen Ablage und prüft ihn.</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Snapshot aufnehmen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1, not reachable</source>
        <translation>%1, nicht erreichbar</translation>
    </message>
    <message>
        <source>%1, your token may only look</source>
        <translation>%1, Ihr Token darf nur lesen</translation>
    </message>
    <message>
        <source>The first of each node</source>
        <translation>Der erste jedes Knotens</translation>
    </message>
    <message>
        <source>&amp;Nodes</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>&amp;State</source>
        <translation>&amp;Zustand</translation>
    </message>
    <message>
        <source>%1, refuses the connection</source>
        <translation>%1, lehnt die Verbindung ab</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineEvents</name>
    <message>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineLegend</name>
    <message>
        <source>full snapshot</source>
        <translation>voller Snapshot</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>drill, restore</source>
        <translation>Übung, Wiederh.</translation>
    </message>
    <message>
        <source>lease held</source>
        <translation>Lease gehalten</translation>
    </message>
    <message>
        <source>could have lived until</source>
        <translation>hätte gelten können bis</translation>
    </message>
    <message>
        <source>publish refused</source>
        <translation>Veröffentlichung abgewiesen</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Drill passed</source>
        <translation>Übung bestanden</translation>
    </message>
    <message>
        <source>Drill failed</source>
        <translation>Übung gescheitert</translation>
    </message>
    <message>
        <source>%1, RTO %2</source>
        <translation>%1, RTO %2</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>Undo of a restore failed</source>
        <translation>Zurücknehmen der Wiederherstellung gescheitert</translation>
    </message>
    <message>
        <source>Restore failed</source>
        <translation>Wiederherstellung gescheitert</translation>
    </message>
    <message>
        <source>Restore undone</source>
        <translation>Wiederherstellung zurückgenommen</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>%1, %2 at %3</source>
        <translation>%1, %2 um %3</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>%1 · token %2</source>
        <translation>%1 · Token %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>, could have lived until %1</source>
        <translation>, hätte bis %1 gelten können</translation>
    </message>
    <message>
        <source>, while another’s was not over</source>
        <translation>, während die eines anderen noch lief</translation>
    </message>
    <message>
        <source>recovery</source>
        <translation>Nachholen</translation>
    </message>
    <message>
        <source>Recovery from the published snapshot failed</source>
        <translation>Wiederherstellung aus dem veröffentlichten Snapshot misslungen</translation>
    </message>
    <message>
        <source>Recovered from the published snapshot</source>
        <translation>Aus dem veröffentlichten Snapshot wiederhergestellt</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelinePage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Save timeline</source>
        <translation>Zeitleiste sichern</translation>
    </message>
    <message>
        <source>Image (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Reading the snapshots…</source>
        <translation>Die Snapshots werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Snapshots and drills appear here at the moment they were made.</source>
        <translation>Snapshots und Übungen erscheinen hier zu ihrem Zeitpunkt.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Select a snapshot or a drill</source>
        <translation>Wählen Sie einen Snapshot oder eine Übung</translation>
    </message>
    <message>
        <source>Wheel zooms, drag pans, arrow keys move, Ctrl+arrows go from event to event, Home fits, F follows the present.</source>
        <translation>Das Rad zoomt, Ziehen und Pfeiltasten verschieben, Strg+Pfeile gehen von Ereignis zu Ereignis, Pos1 passt ein, F folgt der Gegenwart.</translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>Dieser Cluster hat keine Knoten</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Verbinden Sie sich mit einem seiner Knoten.</translation>
    </message>
    <message>
        <source>No turn of a lease is known yet</source>
        <translation>Noch ist nicht bekannt, wer eine Lease hielt</translation>
    </message>
    <message>
        <source>The Leases page says what its bucket answers.</source>
        <translation>Die Seite „Leases“ sagt, was ihr Bucket antwortet.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelinePainter</name>
    <message numerus="yes">
        <source>%n drills</source>
        <translation>
            <numerusform>%Ln Übung</numerusform>
            <numerusform>%Ln Übungen</numerusform>
        </translation>
    </message>
    <message>
        <source>drill</source>
        <translation>Übung</translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%Ln Ereignis</numerusform>
            <numerusform>%Ln Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>free for %1</source>
        <translation>%1 lang frei</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineScale</name>
    <message>
        <source>MMM d</source>
        <comment>date format</comment>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n drills</source>
        <translation>
            <numerusform>%Ln Übung</numerusform>
            <numerusform>%Ln Übungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots</source>
        <translation>
            <numerusform>%Ln Snapshot</numerusform>
            <numerusform>%Ln Snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 · some failed</source>
        <translation>%1 · einige gescheitert</translation>
    </message>
    <message>
        <source>%1 · some are damaged</source>
        <translation>%1 · einige beschädigt</translation>
    </message>
    <message>
        <source>%1 · all passed</source>
        <translation>%1 · alle bestanden</translation>
    </message>
    <message>
        <source>%1 · all verified</source>
        <translation>%1 · alle geprüft</translation>
    </message>
    <message>
        <source>%1 · some are not verified</source>
        <translation>%1 · einige nicht geprüft</translation>
    </message>
    <message numerus="yes">
        <source>%n restores and drills</source>
        <translation>
            <numerusform>%Ln Wiederherstellung oder Übung</numerusform>
            <numerusform>%Ln Wiederherstellungen und Übungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Publish of %1 refused</source>
        <translation>Veröffentlichung von %1 abgewiesen</translation>
    </message>
    <message>
        <source>%1 · token %2, nothing was overwritten</source>
        <translation>%1 · Token %2, nichts wurde überschrieben</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Transfers</name>
    <message>
        <source>Verify %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>Drill: %1</source>
        <translation>Übung: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TrendChart</name>
    <message>
        <source>RTO over drills</source>
        <translation>RTO über die Übungen</translation>
    </message>
    <message>
        <source>No drill got far enough to be timed</source>
        <translation>Keine Übung kam so weit, dass eine Zeit vorläge</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TrialSteps</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Make the bucket</source>
        <translation>Bucket anlegen</translation>
    </message>
    <message>
        <source>Try connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>wird geprüft …</translation>
    </message>
    <message>
        <source>works</source>
        <translation>geht</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>geht nicht</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>The servers answer, but have no such bucket. Check its name, or make it.</source>
        <translation>Die Server antworten, haben aber keinen solchen Bucket. Prüfen Sie seinen Namen, oder legen Sie ihn an.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::UndoDialog</name>
    <message>
        <source>Undo the last restore</source>
        <translation>Die letzte Wiederherstellung zurücknehmen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Type the cluster’s name, %1, to go on:</source>
        <translation>Geben Sie den Namen des Clusters ein, %1, um fortzufahren:</translation>
    </message>
    <message>
        <source>Name of the cluster, to confirm</source>
        <translation>Name des Clusters, zur Bestätigung</translation>
    </message>
    <message numerus="yes">
        <source>Undo on %n nodes</source>
        <translation>
            <numerusform>Auf %Ln Knoten zurücknehmen</numerusform>
            <numerusform>Auf %Ln Knoten zurücknehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>These nodes of %1 keep the state from before their last restore or undo. Both change places: what is in place now is kept instead, so that this can be taken back too.</source>
        <translation>Diese Knoten von %1 behalten den Stand vor ihrer letzten Wiederherstellung oder Zurücknahme. Beide tauschen den Platz: Der jetzige wird stattdessen behalten, sodass auch dies zurückgenommen werden kann.</translation>
    </message>
    <message>
        <source>what was there before comes back; its index is not known here</source>
        <translation>was vorher da war, kommt zurück; sein Index ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>index %1 comes back</source>
        <translation>Index %1 kommt zurück</translation>
    </message>
    <message>
        <source>nothing to take back</source>
        <translation>nichts zurückzunehmen</translation>
    </message>
    <message>
        <source>index %1 comes back: an undo was last, its restore is there again</source>
        <translation>Index %1 kommt zurück: zuletzt wurde zurückgenommen, die Wiederherstellung ist dann wieder da</translation>
    </message>
    <message>
        <source>Each of these nodes has a log of its own: let them go apart</source>
        <translation>Jeder dieser Knoten hat ein eigenes Log: sie dürfen auseinandergehen</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>These nodes are of one history now and would go back to different ones: choose those that were restored together.</source>
        <translation>Diese Knoten sind jetzt von einer Historie und gingen zu verschiedenen zurück: wählen Sie die, die gemeinsam wiederhergestellt wurden.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::VerifyDialog</name>
    <message>
        <source>Verify a snapshot</source>
        <translation>Einen Snapshot prüfen</translation>
    </message>
    <message>
        <source>%1, %2, now: %3</source>
        <translation>%1, %2, jetzt: %3</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>&amp;Sealed: structure, manifest and the SHA-256 of every member</source>
        <translation>&amp;Versiegelt: Aufbau, Manifest und die SHA-256 jedes Bestandteils</translation>
    </message>
    <message>
        <source>&amp;Read: also decodes every segment and compares every page</source>
        <translation>&amp;Gelesen: dekodiert auch jedes Segment und vergleicht jede Seite</translation>
    </message>
    <message>
        <source>Only a drill goes deeper: it really restores.</source>
        <translation>Nur eine Übung geht tiefer: sie stellt wirklich wieder her.</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Auf %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::WelcomePage</name>
    <message>
        <source>Know that you can get it back</source>
        <translation>Wissen, dass man es zurückbekommt</translation>
    </message>
    <message>
        <source>Lifeboat takes snapshots of live databases, restores them, and rehearses the worst day: a recovery drill proves that a snapshot restores, how long it takes and how much it would lose.</source>
        <translation>Lifeboat nimmt Snapshots laufender Datenbanken auf, stellt sie wieder her und übt den schlimmsten Tag: eine Notfallübung beweist, dass ein Snapshot sich wiederherstellen lässt, wie lange das dauert und wie viel verloren ginge.</translation>
    </message>
    <message>
        <source>Try a drill on sample data</source>
        <translation>Übung mit Beispieldaten ausprobieren</translation>
    </message>
    <message>
        <source>Makes a small database on this machine, takes a snapshot of it while another process writes to it, restores that snapshot and checks it. All of it really runs; it takes a few seconds.</source>
        <translation>Legt auf diesem Rechner eine kleine Datenbank an, nimmt einen Snapshot auf, während ein anderer Prozess in sie schreibt, stellt ihn wieder her und prüft ihn. Alles läuft wirklich; es dauert wenige Sekunden.</translation>
    </message>
    <message>
        <source>Nothing of yours is touched.</source>
        <translation>Nichts von Ihnen wird angerührt.</translation>
    </message>
    <message>
        <source>Open what you have</source>
        <translation>Öffnen, was Sie haben</translation>
    </message>
    <message>
        <source>Opening only reads.</source>
        <translation>Öffnen liest nur.</translation>
    </message>
    <message>
        <source>Connect to a cluster</source>
        <translation>Mit einem Cluster verbinden</translation>
    </message>
    <message>
        <source>Open a SQLite database to take snapshots of it, also while it is in use, or a directory that already holds snapshots.</source>
        <translation>Öffnen Sie eine SQLite-Datenbank, um Snapshots von ihr aufzunehmen, auch während sie in Gebrauch ist, oder ein Verzeichnis, das schon Snapshots enthält.</translation>
    </message>
    <message>
        <source>Nodes and their snapshots on one timeline: take, restore and rehearse on many at once. Nodes run lifeboatd. Or practise with three of them on this machine: kill the one that leads and watch another take over.</source>
        <translation>Knoten und ihre Snapshots auf einer Zeitachse: sichern, wiederherstellen und üben, auf vielen zugleich. Auf Knoten läuft lifeboatd. Oder üben Sie mit dreien auf diesem Rechner: Töten Sie den führenden und sehen Sie einem anderen beim Übernehmen zu.</translation>
    </message>
    <message>
        <source>Connecting needs a node’s address and a token; practising needs nothing.</source>
        <translation>Verbinden braucht Adresse und Token eines Knotens; Üben braucht nichts.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Workspace</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Queue of operations</source>
        <translation>Warteschlange der Vorgänge</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Ablagen</translation>
    </message>
    <message>
        <source>%1 is forgotten, but its secret stays in the keychain</source>
        <translation>%1 ist vergessen, aber das Geheimnis bleibt im Schlüsselbund</translation>
    </message>
</context>
</TS>
