<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>lifeboat::text</name>
    <message>
        <source>in the future: clocks differ</source>
        <translation>in the future: clocks differ</translation>
    </message>
    <message>
        <source>Do not rely on this archive: use another snapshot, and take a new one from the source if it still runs.</source>
        <translation>Do not rely on this archive: use another snapshot, and take a new one from the source if it still runs.</translation>
    </message>
    <message>
        <source>The work on %1 was cancelled before it was complete.</source>
        <translation>The work on %1 was cancelled before it was complete.</translation>
    </message>
    <message>
        <source>The operation was cancelled before it was complete.</source>
        <translation>The operation was cancelled before it was complete.</translation>
    </message>
    <message>
        <source>The value given for %1 is not allowed.</source>
        <translation>The value given for %1 is not allowed.</translation>
    </message>
    <message>
        <source>A given value is not allowed.</source>
        <translation>A given value is not allowed.</translation>
    </message>
    <message>
        <source>Check the value against its documented range.</source>
        <translation>Check the value against its documented range.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong with %1.</source>
        <translation>Something unexpected went wrong with %1.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Something unexpected went wrong.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it together with the detail.</source>
        <translation>Try again; if it happens again, report it together with the detail.</translation>
    </message>
    <message>
        <source>%1 was not found.</source>
        <translation>%1 was not found.</translation>
    </message>
    <message>
        <source>The file was not found.</source>
        <translation>The file was not found.</translation>
    </message>
    <message>
        <source>Check the name and whether its device is mounted.</source>
        <translation>Check the name and whether its device is mounted.</translation>
    </message>
    <message>
        <source>The directory %1 does not exist.</source>
        <translation>The directory %1 does not exist.</translation>
    </message>
    <message>
        <source>The directory does not exist.</source>
        <translation>The directory does not exist.</translation>
    </message>
    <message>
        <source>Create the directory first or choose another one.</source>
        <translation>Create the directory first or choose another one.</translation>
    </message>
    <message>
        <source>%1 is not the kind of file that is needed here.</source>
        <translation>%1 is not the kind of file that is needed here.</translation>
    </message>
    <message>
        <source>Something else stands where a file or directory is needed.</source>
        <translation>Something else stands where a file or directory is needed.</translation>
    </message>
    <message>
        <source>Choose another path.</source>
        <translation>Choose another path.</translation>
    </message>
    <message>
        <source>%1 already exists and is not replaced.</source>
        <translation>%1 already exists and is not replaced.</translation>
    </message>
    <message>
        <source>Something of that name already exists and is not replaced.</source>
        <translation>Something of that name already exists and is not replaced.</translation>
    </message>
    <message>
        <source>Choose another name, or move the existing one away.</source>
        <translation>Choose another name, or move the existing one away.</translation>
    </message>
    <message>
        <source>The system refuses access to %1.</source>
        <translation>The system refuses access to %1.</translation>
    </message>
    <message>
        <source>The system refuses access.</source>
        <translation>The system refuses access.</translation>
    </message>
    <message>
        <source>Check owner and permissions, and that the file system is not mounted read-only.</source>
        <translation>Check owner and permissions, and that the file system is not mounted read-only.</translation>
    </message>
    <message>
        <source>There is not enough space for %1.</source>
        <translation>There is not enough space for %1.</translation>
    </message>
    <message>
        <source>There is not enough space on the device.</source>
        <translation>There is not enough space on the device.</translation>
    </message>
    <message>
        <source>Free some space or choose a directory on another device.</source>
        <translation>Free some space or choose a directory on another device.</translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1 could not be read.</translation>
    </message>
    <message>
        <source>The device failed while reading.</source>
        <translation>The device failed while reading.</translation>
    </message>
    <message>
        <source>Check the device that holds it, and try again.</source>
        <translation>Check the device that holds it, and try again.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 could not be written.</translation>
    </message>
    <message>
        <source>The device failed while writing.</source>
        <translation>The device failed while writing.</translation>
    </message>
    <message>
        <source>Another process is working on %1.</source>
        <translation>Another process is working on %1.</translation>
    </message>
    <message>
        <source>Another process is working on the same files.</source>
        <translation>Another process is working on the same files.</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>Wait until it has finished, then try again.</translation>
    </message>
    <message>
        <source>%1 is not a SQLite database.</source>
        <translation>%1 is not a SQLite database.</translation>
    </message>
    <message>
        <source>The file is not a SQLite database.</source>
        <translation>The file is not a SQLite database.</translation>
    </message>
    <message>
        <source>Choose the database file itself.</source>
        <translation>Choose the database file itself.</translation>
    </message>
    <message>
        <source>%1 looks like an encrypted database, which cannot be read.</source>
        <translation>%1 looks like an encrypted database, which cannot be read.</translation>
    </message>
    <message>
        <source>The database looks encrypted and cannot be read.</source>
        <translation>The database looks encrypted and cannot be read.</translation>
    </message>
    <message>
        <source>Export it to a plain SQLite database with the program that owns it, and use that.</source>
        <translation>Export it to a plain SQLite database with the program that owns it, and use that.</translation>
    </message>
    <message>
        <source>The database %1 is damaged.</source>
        <translation>The database %1 is damaged.</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>The database is damaged.</translation>
    </message>
    <message>
        <source>Restore it from its newest good snapshot.</source>
        <translation>Restore it from its newest good snapshot.</translation>
    </message>
    <message>
        <source>%1 is an empty file: there is nothing to take a snapshot of.</source>
        <translation>%1 is an empty file: there is nothing to take a snapshot of.</translation>
    </message>
    <message>
        <source>The database is an empty file.</source>
        <translation>The database is an empty file.</translation>
    </message>
    <message>
        <source>Check that this is the right file and that its program has written to it.</source>
        <translation>Check that this is the right file and that its program has written to it.</translation>
    </message>
    <message>
        <source>The database %1 was kept locked by another program for too long.</source>
        <translation>The database %1 was kept locked by another program for too long.</translation>
    </message>
    <message>
        <source>The database was kept locked by another program for too long.</source>
        <translation>The database was kept locked by another program for too long.</translation>
    </message>
    <message>
        <source>Try again when the other program has ended its long transaction.</source>
        <translation>Try again when the other program has ended its long transaction.</translation>
    </message>
    <message>
        <source>%1 uses a database feature that this version cannot handle.</source>
        <translation>%1 uses a database feature that this version cannot handle.</translation>
    </message>
    <message>
        <source>The database uses a feature that this version cannot handle.</source>
        <translation>The database uses a feature that this version cannot handle.</translation>
    </message>
    <message>
        <source>Update Lifeboat, or convert the database with sqlite3.</source>
        <translation>Update Lifeboat, or convert the database with sqlite3.</translation>
    </message>
    <message>
        <source>SQLite refused the statement for “%1”.</source>
        <translation>SQLite refused the statement for “%1”.</translation>
    </message>
    <message>
        <source>SQLite refused a statement.</source>
        <translation>SQLite refused a statement.</translation>
    </message>
    <message>
        <source>Check that the tables and columns it names exist, and that it only reads.</source>
        <translation>Check that the tables and columns it names exist, and that it only reads.</translation>
    </message>
    <message>
        <source>The archive is damaged: its part %1 is missing.</source>
        <translation>The archive is damaged: its part %1 is missing.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is missing.</source>
        <translation>The archive is damaged: a part is missing.</translation>
    </message>
    <message>
        <source>The archive is damaged: its part %1 is there twice.</source>
        <translation>The archive is damaged: its part %1 is there twice.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is there twice.</source>
        <translation>The archive is damaged: a part is there twice.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 holds a part that does not belong there.</source>
        <translation>The archive is damaged: %1 holds a part that does not belong there.</translation>
    </message>
    <message>
        <source>The archive is damaged: it holds a part that does not belong there.</source>
        <translation>The archive is damaged: it holds a part that does not belong there.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 is not in its place.</source>
        <translation>The archive is damaged: %1 is not in its place.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part is not in its place.</source>
        <translation>The archive is damaged: a part is not in its place.</translation>
    </message>
    <message>
        <source>The archive was refused: the name %1 in it is not one that Lifeboat writes.</source>
        <translation>The archive was refused: the name %1 in it is not one that Lifeboat writes.</translation>
    </message>
    <message>
        <source>The archive was refused: a name in it is not one that Lifeboat writes.</source>
        <translation>The archive was refused: a name in it is not one that Lifeboat writes.</translation>
    </message>
    <message>
        <source>Find out where this archive comes from before you use it; nothing of it was unpacked.</source>
        <translation>Find out where this archive comes from before you use it; nothing of it was unpacked.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 does not match its checksum.</source>
        <translation>The archive is damaged: %1 does not match its checksum.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part does not match its checksum.</source>
        <translation>The archive is damaged: a part does not match its checksum.</translation>
    </message>
    <message>
        <source>The archive is damaged: %1 does not decompress.</source>
        <translation>The archive is damaged: %1 does not decompress.</translation>
    </message>
    <message>
        <source>The archive is damaged: a part does not decompress.</source>
        <translation>The archive is damaged: a part does not decompress.</translation>
    </message>
    <message>
        <source>The archive is damaged: a page in %1 is not the one that was captured.</source>
        <translation>The archive is damaged: a page in %1 is not the one that was captured.</translation>
    </message>
    <message>
        <source>The archive is damaged: a page is not the one that was captured.</source>
        <translation>The archive is damaged: a page is not the one that was captured.</translation>
    </message>
    <message>
        <source>%1 is not a Lifeboat snapshot.</source>
        <translation>%1 is not a Lifeboat snapshot.</translation>
    </message>
    <message>
        <source>The file is not a Lifeboat snapshot.</source>
        <translation>The file is not a Lifeboat snapshot.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .snap.tar.</source>
        <translation>Choose a file that ends in .snap.tar.</translation>
    </message>
    <message>
        <source>The archive is cut off: %1 ends too early.</source>
        <translation>The archive is cut off: %1 ends too early.</translation>
    </message>
    <message>
        <source>The archive is cut off: it ends too early.</source>
        <translation>The archive is cut off: it ends too early.</translation>
    </message>
    <message>
        <source>Copy it again from where it came from, or use another snapshot.</source>
        <translation>Copy it again from where it came from, or use another snapshot.</translation>
    </message>
    <message>
        <source>The archive is damaged at %1.</source>
        <translation>The archive is damaged at %1.</translation>
    </message>
    <message>
        <source>The archive is damaged.</source>
        <translation>The archive is damaged.</translation>
    </message>
    <message>
        <source>%1 is not a Lifeboat snapshot: it does not begin with a manifest.</source>
        <translation>%1 is not a Lifeboat snapshot: it does not begin with a manifest.</translation>
    </message>
    <message>
        <source>The file is not a Lifeboat snapshot: it does not begin with a manifest.</source>
        <translation>The file is not a Lifeboat snapshot: it does not begin with a manifest.</translation>
    </message>
    <message>
        <source>The description in %1 is not valid.</source>
        <translation>The description in %1 is not valid.</translation>
    </message>
    <message>
        <source>The archive&apos;s manifest is not valid.</source>
        <translation>The archive&apos;s manifest is not valid.</translation>
    </message>
    <message>
        <source>The description in %1 is larger than any real one.</source>
        <translation>The description in %1 is larger than any real one.</translation>
    </message>
    <message>
        <source>The archive&apos;s manifest is larger than any real one.</source>
        <translation>The archive&apos;s manifest is larger than any real one.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Lifeboat.</source>
        <translation>%1 was written by a newer version of Lifeboat.</translation>
    </message>
    <message>
        <source>The archive was written by a newer version of Lifeboat.</source>
        <translation>The archive was written by a newer version of Lifeboat.</translation>
    </message>
    <message>
        <source>Update Lifeboat to read it.</source>
        <translation>Update Lifeboat to read it.</translation>
    </message>
    <message>
        <source>The archive is damaged: the sizes given for %1 contradict each other.</source>
        <translation>The archive is damaged: the sizes given for %1 contradict each other.</translation>
    </message>
    <message>
        <source>The archive is damaged: sizes in it contradict each other.</source>
        <translation>The archive is damaged: sizes in it contradict each other.</translation>
    </message>
    <message>
        <source>%1 describes a kind of snapshot that this version cannot restore.</source>
        <translation>%1 describes a kind of snapshot that this version cannot restore.</translation>
    </message>
    <message>
        <source>This kind of snapshot cannot be restored by this version.</source>
        <translation>This kind of snapshot cannot be restored by this version.</translation>
    </message>
    <message>
        <source>Update Lifeboat, or use a full snapshot.</source>
        <translation>Update Lifeboat, or use a full snapshot.</translation>
    </message>
    <message>
        <source>%1 is larger than the documented limit.</source>
        <translation>%1 is larger than the documented limit.</translation>
    </message>
    <message>
        <source>Something is larger than the documented limit.</source>
        <translation>Something is larger than the documented limit.</translation>
    </message>
    <message>
        <source>Check that this is the file you meant.</source>
        <translation>Check that this is the file you meant.</translation>
    </message>
    <message>
        <source>%1 is in use by another program.</source>
        <translation>%1 is in use by another program.</translation>
    </message>
    <message>
        <source>The target is in use by another program.</source>
        <translation>The target is in use by another program.</translation>
    </message>
    <message>
        <source>Stop that program, or restore to another path.</source>
        <translation>Stop that program, or restore to another path.</translation>
    </message>
    <message>
        <source>%1 holds data that would be replaced.</source>
        <translation>%1 holds data that would be replaced.</translation>
    </message>
    <message>
        <source>Existing data would be replaced.</source>
        <translation>Existing data would be replaced.</translation>
    </message>
    <message>
        <source>Confirm by giving the name of the target.</source>
        <translation>Confirm by giving the name of the target.</translation>
    </message>
    <message>
        <source>The name given as confirmation is not that of %1.</source>
        <translation>The name given as confirmation is not that of %1.</translation>
    </message>
    <message>
        <source>The name given as confirmation is not the target&apos;s.</source>
        <translation>The name given as confirmation is not the target&apos;s.</translation>
    </message>
    <message>
        <source>Nothing was changed; check that this is the target you mean.</source>
        <translation>Nothing was changed; check that this is the target you mean.</translation>
    </message>
    <message>
        <source>The database restored to %1 does not pass SQLite’s integrity check.</source>
        <translation>The database restored to %1 does not pass SQLite’s integrity check.</translation>
    </message>
    <message>
        <source>The restored database does not pass SQLite’s integrity check.</source>
        <translation>The restored database does not pass SQLite’s integrity check.</translation>
    </message>
    <message>
        <source>%1 is not a valid drill plan.</source>
        <translation>%1 is not a valid drill plan.</translation>
    </message>
    <message>
        <source>The drill plan is not valid.</source>
        <translation>The drill plan is not valid.</translation>
    </message>
    <message>
        <source>Correct the plan at the place named.</source>
        <translation>Correct the plan at the place named.</translation>
    </message>
    <message>
        <source>%1 is in use by %2.</source>
        <translation>%1 is in use by %2.</translation>
    </message>
    <message>
        <source>%1 is not a valid drill plan: %2.</source>
        <translation>%1 is not a valid drill plan: %2.</translation>
    </message>
    <message>
        <source>To replace it, confirm with its name: %1.</source>
        <translation>To replace it, confirm with its name: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%Ln h ago</numerusform>
            <numerusform>%Ln h ago</numerusform>
        </translation>
    </message>
    <message>
        <source>1 day ago</source>
        <translation>1 day ago</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
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
        <translation>just now</translation>
    </message>
    <message>
        <source>MMM d, HH:mm</source>
        <comment>date format</comment>
        <translation>MMM d, HH:mm</translation>
    </message>
    <message>
        <source>MMM d yyyy, HH:mm</source>
        <comment>date format</comment>
        <translation>MMM d yyyy, HH:mm</translation>
    </message>
    <message>
        <source>The target holds index %1 of the same history; the snapshot has %2.</source>
        <translation>The target holds index %1 of the same history; the snapshot has %2.</translation>
    </message>
    <message>
        <source>The target holds only index %1 of the same history; the snapshot has %2.</source>
        <translation>The target holds only index %1 of the same history; the snapshot has %2.</translation>
    </message>
    <message>
        <source>The target is untouched since this very content was restored to it.</source>
        <translation>The target is untouched since this very content was restored to it.</translation>
    </message>
    <message>
        <source>Every page of the target equals the snapshot’s.</source>
        <translation>Every page of the target equals the snapshot’s.</translation>
    </message>
    <message>
        <source>The target’s content differs from the snapshot’s.</source>
        <translation>The target’s content differs from the snapshot’s.</translation>
    </message>
    <message>
        <source>%1 of the target already equal the snapshot; the rest differs.</source>
        <translation>%1 of the target already equal the snapshot; the rest differs.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>Finding the snapshot</source>
        <translation>Finding the snapshot</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copying</translation>
    </message>
    <message>
        <source>Capturing</source>
        <translation>Capturing</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Verifying</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>Resuming</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restoring</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>Putting in place</source>
        <translation>Putting in place</translation>
    </message>
    <message>
        <source>Starting the node</source>
        <translation>Starting the node</translation>
    </message>
    <message>
        <source>Asserting</source>
        <translation>Asserting</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Writing the report</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
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
        <translation>%1 %2 % · %3 · %4 left</translation>
    </message>
    <message>
        <source>Find snapshot</source>
        <translation>Find snapshot</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Start node</source>
        <translation>Start node</translation>
    </message>
    <message>
        <source>Assert</source>
        <translation>Assert</translation>
    </message>
    <message>
        <source>Skip: nothing to do</source>
        <translation>Skip: nothing to do</translation>
    </message>
    <message>
        <source>Full restore</source>
        <translation>Full restore</translation>
    </message>
    <message>
        <source>There is nothing at the target yet.</source>
        <translation>There is nothing at the target yet.</translation>
    </message>
    <message>
        <source>Target and snapshot belong to different histories.</source>
        <translation>Target and snapshot belong to different histories.</translation>
    </message>
    <message>
        <source>The target keeps no applied index to compare.</source>
        <translation>The target keeps no applied index to compare.</translation>
    </message>
    <message>
        <source>The snapshot carries no applied index to compare.</source>
        <translation>The snapshot carries no applied index to compare.</translation>
    </message>
    <message>
        <source>An earlier restore of this snapshot was interrupted; what it wrote will be used.</source>
        <translation>An earlier restore of this snapshot was interrupted; what it wrote will be used.</translation>
    </message>
    <message>
        <source>The target is not a sound database.</source>
        <translation>The target is not a sound database.</translation>
    </message>
    <message>
        <source>Going back was asked for: the target is newer, so a new history begins.</source>
        <translation>Going back was asked for: the target is newer, so a new history begins.</translation>
    </message>
    <message>
        <source>The restore was asked for although the target needs none.</source>
        <translation>The restore was asked for although the target needs none.</translation>
    </message>
    <message>
        <source>listed</source>
        <comment>verification depth</comment>
        <translation>listed</translation>
    </message>
    <message>
        <source>sealed</source>
        <comment>verification depth</comment>
        <translation>sealed</translation>
    </message>
    <message>
        <source>read</source>
        <comment>verification depth</comment>
        <translation>read</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>verification depth</comment>
        <translation>restored</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>not verified</translation>
    </message>
    <message>
        <source>damaged (%1, %2)</source>
        <comment>verification depth, age</comment>
        <translation>damaged (%1, %2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>verification depth, age</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>integrity check</source>
        <translation>integrity check</translation>
    </message>
    <message>
        <source>rows in %1 ≥ %2</source>
        <translation>rows in %1 ≥ %2</translation>
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
        <translation>delta</translation>
    </message>
    <message>
        <source>full</source>
        <translation>full</translation>
    </message>
    <message>
        <source>index %1</source>
        <translation>index %1</translation>
    </message>
    <message>
        <source>content %1</source>
        <translation>content %1</translation>
    </message>
    <message>
        <source>Nothing you have was changed. Start it again when you are ready: a restore goes on where it stood.</source>
        <translation>Nothing you have was changed. Start it again when you are ready: a restore goes on where it stood.</translation>
    </message>
    <message>
        <source>The database %1 has another name too, and its log may stand beside that one.</source>
        <translation>The database %1 has another name too, and its log may stand beside that one.</translation>
    </message>
    <message>
        <source>The database has another name too, and its log may stand beside that one.</source>
        <translation>The database has another name too, and its log may stand beside that one.</translation>
    </message>
    <message>
        <source>Remove the other name (a hard link), or work on a copy of the database.</source>
        <translation>Remove the other name (a hard link), or work on a copy of the database.</translation>
    </message>
    <message>
        <source>The database was damaged before the snapshot was taken; use an older snapshot, or restore this one as it is with lifeboatctl restore run --accept-findings.</source>
        <translation>The database was damaged before the snapshot was taken; use an older snapshot, or restore this one as it is with lifeboatctl restore run --accept-findings.</translation>
    </message>
    <message>
        <source>%1 is not a valid configuration: %2.</source>
        <translation>%1 is not a valid configuration: %2.</translation>
    </message>
    <message>
        <source>The state does not take %1: %2.</source>
        <translation>The state does not take %1: %2.</translation>
    </message>
    <message>
        <source>The log %1 already has an entry of that index.</source>
        <translation>The log %1 already has an entry of that index.</translation>
    </message>
    <message>
        <source>The log already has an entry of that index.</source>
        <translation>The log already has an entry of that index.</translation>
    </message>
    <message>
        <source>Read the log to its end first, then append after it.</source>
        <translation>Read the log to its end first, then append after it.</translation>
    </message>
    <message>
        <source>The log %1 has a hole: an entry is missing between two others.</source>
        <translation>The log %1 has a hole: an entry is missing between two others.</translation>
    </message>
    <message>
        <source>The log has a hole: an entry is missing between two others.</source>
        <translation>The log has a hole: an entry is missing between two others.</translation>
    </message>
    <message>
        <source>Do not go on from this log: recover the node from its newest verified snapshot.</source>
        <translation>Do not go on from this log: recover the node from its newest verified snapshot.</translation>
    </message>
    <message>
        <source>The entries wanted from %1 are no longer in the log.</source>
        <translation>The entries wanted from %1 are no longer in the log.</translation>
    </message>
    <message>
        <source>The wanted entries are no longer in the log.</source>
        <translation>The wanted entries are no longer in the log.</translation>
    </message>
    <message>
        <source>Recover from the newest verified snapshot first; the log goes on from there.</source>
        <translation>Recover from the newest verified snapshot first; the log goes on from there.</translation>
    </message>
    <message>
        <source>The state does not take %1.</source>
        <translation>The state does not take %1.</translation>
    </message>
    <message>
        <source>The state does not take this document.</source>
        <translation>The state does not take this document.</translation>
    </message>
    <message>
        <source>Check the table name, the id, and that the document is a JSON object within the size limit.</source>
        <translation>Check the table name, the id, and that the document is a JSON object within the size limit.</translation>
    </message>
    <message>
        <source>%1 is already busy with work of this kind.</source>
        <translation>%1 is already busy with work of this kind.</translation>
    </message>
    <message>
        <source>Work of this kind is already going on there.</source>
        <translation>Work of this kind is already going on there.</translation>
    </message>
    <message>
        <source>Wait until it has finished, or cancel it, then try again.</source>
        <translation>Wait until it has finished, or cancel it, then try again.</translation>
    </message>
    <message>
        <source>%1 is not a valid configuration.</source>
        <translation>%1 is not a valid configuration.</translation>
    </message>
    <message>
        <source>The configuration is not valid.</source>
        <translation>The configuration is not valid.</translation>
    </message>
    <message>
        <source>Correct the file at the place named.</source>
        <translation>Correct the file at the place named.</translation>
    </message>
    <message>
        <source>The audit log %1 was changed after it was written.</source>
        <translation>The audit log %1 was changed after it was written.</translation>
    </message>
    <message>
        <source>The audit log was changed after it was written.</source>
        <translation>The audit log was changed after it was written.</translation>
    </message>
    <message>
        <source>Keep the file as it is and find out who could write to it.</source>
        <translation>Keep the file as it is and find out who could write to it.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 cannot be reached.</translation>
    </message>
    <message>
        <source>The node cannot be reached.</source>
        <translation>The node cannot be reached.</translation>
    </message>
    <message>
        <source>Check that the node runs and that the network leads there; Lifeboat tries again by itself.</source>
        <translation>Check that the node runs and that the network leads there; Lifeboat tries again by itself.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 did not answer in time.</translation>
    </message>
    <message>
        <source>The node did not answer in time.</source>
        <translation>The node did not answer in time.</translation>
    </message>
    <message>
        <source>Try again; if it happens often, look at the load of the node and of the network.</source>
        <translation>Try again; if it happens often, look at the load of the node and of the network.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>The connection to %1 was lost.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>The connection was lost.</translation>
    </message>
    <message>
        <source>Lifeboat connects again by itself; a transfer goes on where it stood.</source>
        <translation>Lifeboat connects again by itself; a transfer goes on where it stood.</translation>
    </message>
    <message>
        <source>What %1 sent does not follow the protocol.</source>
        <translation>What %1 sent does not follow the protocol.</translation>
    </message>
    <message>
        <source>The peer sent what the protocol does not allow.</source>
        <translation>The peer sent what the protocol does not allow.</translation>
    </message>
    <message>
        <source>Check that the address is that of a Lifeboat node.</source>
        <translation>Check that the address is that of a Lifeboat node.</translation>
    </message>
    <message>
        <source>%1 speaks another version of the protocol.</source>
        <translation>%1 speaks another version of the protocol.</translation>
    </message>
    <message>
        <source>The peer speaks another version of the protocol.</source>
        <translation>The peer speaks another version of the protocol.</translation>
    </message>
    <message>
        <source>Update the older of the two programs.</source>
        <translation>Update the older of the two programs.</translation>
    </message>
    <message>
        <source>%1 does not accept the token.</source>
        <translation>%1 does not accept the token.</translation>
    </message>
    <message>
        <source>The node does not accept the token.</source>
        <translation>The node does not accept the token.</translation>
    </message>
    <message>
        <source>The token is wrong, expired or revoked: ask the node’s administrator for a new one.</source>
        <translation>The token is wrong, expired or revoked: ask the node’s administrator for a new one.</translation>
    </message>
    <message>
        <source>The token’s role does not allow %1.</source>
        <translation>The token’s role does not allow %1.</translation>
    </message>
    <message>
        <source>The token’s role does not allow this.</source>
        <translation>The token’s role does not allow this.</translation>
    </message>
    <message>
        <source>Use a token with a role that may: operator or admin.</source>
        <translation>Use a token with a role that may: operator or admin.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one that is trusted.</source>
        <translation>The certificate of %1 is not the one that is trusted.</translation>
    </message>
    <message>
        <source>The node’s certificate is not the one that is trusted.</source>
        <translation>The node’s certificate is not the one that is trusted.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one the node prints, and accept the certificate only if they are equal.</source>
        <translation>Compare the fingerprint with the one the node prints, and accept the certificate only if they are equal.</translation>
    </message>
    <message>
        <source>The secret for %1 could not be read or kept.</source>
        <translation>The secret for %1 could not be read or kept.</translation>
    </message>
    <message>
        <source>The secret could not be read or kept.</source>
        <translation>The secret could not be read or kept.</translation>
    </message>
    <message>
        <source>The snapshot %1 is protected and stays.</source>
        <translation>The snapshot %1 is protected and stays.</translation>
    </message>
    <message>
        <source>The snapshot is protected and stays.</source>
        <translation>The snapshot is protected and stays.</translation>
    </message>
    <message>
        <source>Unpin it first; the last verified snapshot is never removed: verify a newer one.</source>
        <translation>Unpin it first; the last verified snapshot is never removed: verify a newer one.</translation>
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
        <translation>healthy</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>attention</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>It cannot be reached; what is shown of it is old.</source>
        <translation>It cannot be reached; what is shown of it is old.</translation>
    </message>
    <message>
        <source>It refuses the connection, and will until that is mended.</source>
        <translation>It refuses the connection, and will until that is mended.</translation>
    </message>
    <message>
        <source>A state on it cannot be worked with.</source>
        <translation>A state on it cannot be worked with.</translation>
    </message>
    <message>
        <source>A state on it has no snapshot: it would be lost.</source>
        <translation>A state on it has no snapshot: it would be lost.</translation>
    </message>
    <message>
        <source>Its newest snapshot is damaged.</source>
        <translation>Its newest snapshot is damaged.</translation>
    </message>
    <message>
        <source>Its newest snapshot was never verified.</source>
        <translation>Its newest snapshot was never verified.</translation>
    </message>
    <message>
        <source>Its newest snapshot is much older than its policy wants.</source>
        <translation>Its newest snapshot is much older than its policy wants.</translation>
    </message>
    <message>
        <source>A state on it is more than 1,000 entries behind its log.</source>
        <translation>A state on it is more than 1,000 entries behind its log.</translation>
    </message>
    <message>
        <source>Its clock and this machine’s differ by more than 5 s.</source>
        <translation>Its clock and this machine’s differ by more than 5 s.</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>not reachable</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>state failed</source>
        <translation>state failed</translation>
    </message>
    <message>
        <source>no snapshot</source>
        <translation>no snapshot</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>snapshot old</source>
        <translation>snapshot old</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>behind</translation>
    </message>
    <message>
        <source>clock differs</source>
        <translation>clock differs</translation>
    </message>
    <message>
        <source>The log goes on from another history than the state&apos;s (%1).</source>
        <translation>The log goes on from another history than the state&apos;s (%1).</translation>
    </message>
    <message>
        <source>The log goes on from another history than the state&apos;s.</source>
        <translation>The log goes on from another history than the state&apos;s.</translation>
    </message>
    <message>
        <source>The lease is held by %1.</source>
        <translation>The lease is held by %1.</translation>
    </message>
    <message>
        <source>Another holds the lease.</source>
        <translation>Another holds the lease.</translation>
    </message>
    <message>
        <source>Ask the holder to step down, or wait until the lease runs out.</source>
        <translation>Ask the holder to step down, or wait until the lease runs out.</translation>
    </message>
    <message>
        <source>The lease %1 was lost.</source>
        <translation>The lease %1 was lost.</translation>
    </message>
    <message>
        <source>The lease was lost.</source>
        <translation>The lease was lost.</translation>
    </message>
    <message>
        <source>Nothing was published under it; the new holder goes on.</source>
        <translation>Nothing was published under it; the new holder goes on.</translation>
    </message>
    <message>
        <source>What stands under %1 is not a lease of Lifeboat.</source>
        <translation>What stands under %1 is not a lease of Lifeboat.</translation>
    </message>
    <message>
        <source>What stands there is not a lease of Lifeboat.</source>
        <translation>What stands there is not a lease of Lifeboat.</translation>
    </message>
    <message>
        <source>%1 was changed by another meanwhile.</source>
        <translation>%1 was changed by another meanwhile.</translation>
    </message>
    <message>
        <source>Another has changed it meanwhile.</source>
        <translation>Another has changed it meanwhile.</translation>
    </message>
    <message>
        <source>Look at what stands there now, then try again.</source>
        <translation>Look at what stands there now, then try again.</translation>
    </message>
    <message>
        <source>The log %1 is gone, or another file stands in its place.</source>
        <translation>The log %1 is gone, or another file stands in its place.</translation>
    </message>
    <message>
        <source>The log is gone, or another file stands in its place.</source>
        <translation>The log is gone, or another file stands in its place.</translation>
    </message>
    <message>
        <source>Nothing is written meanwhile. Put the log back and start the node again; if it is lost, take a snapshot here and restore it by force: a new log begins there.</source>
        <translation>Nothing is written meanwhile. Put the log back and start the node again; if it is lost, take a snapshot here and restore it by force: a new log begins there.</translation>
    </message>
    <message>
        <source>The log holds another entry %1 than the one this state applied.</source>
        <translation>The log holds another entry %1 than the one this state applied.</translation>
    </message>
    <message>
        <source>The log holds other entries than those this state applied.</source>
        <translation>The log holds other entries than those this state applied.</translation>
    </message>
    <message>
        <source>The log lost entries and others took their places. Restore this node from a snapshot of a node that goes on.</source>
        <translation>The log lost entries and others took their places. Restore this node from a snapshot of a node that goes on.</translation>
    </message>
    <message>
        <source>%1 does not offer a service that is needed.</source>
        <translation>%1 does not offer a service that is needed.</translation>
    </message>
    <message>
        <source>The server does not offer a service that is needed.</source>
        <translation>The server does not offer a service that is needed.</translation>
    </message>
    <message>
        <source>Enable JetStream on the NATS server and for this account.</source>
        <translation>Enable JetStream on the NATS server and for this account.</translation>
    </message>
    <message>
        <source>%1 has other settings than Lifeboat needs.</source>
        <translation>%1 has other settings than Lifeboat needs.</translation>
    </message>
    <message>
        <source>What is there has other settings than Lifeboat needs.</source>
        <translation>What is there has other settings than Lifeboat needs.</translation>
    </message>
    <message>
        <source>Nothing was changed. Use another name, or correct the settings named in the details.</source>
        <translation>Nothing was changed. Use another name, or correct the settings named in the details.</translation>
    </message>
    <message>
        <source>acquired</source>
        <translation>acquired</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>taken over</translation>
    </message>
    <message>
        <source>renewed late</source>
        <translation>renewed late</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>given back</translation>
    </message>
    <message>
        <source>ran out</source>
        <translation>ran out</translation>
    </message>
    <message>
        <source>two holders</source>
        <translation>two holders</translation>
    </message>
    <message>
        <source>asked to step down</source>
        <translation>asked to step down</translation>
    </message>
    <message>
        <source>publish refused</source>
        <translation>publish refused</translation>
    </message>
    <message>
        <source>foreign record</source>
        <translation>foreign record</translation>
    </message>
    <message>
        <source>%1 had given it back</source>
        <translation>%1 had given it back</translation>
    </message>
    <message>
        <source>the lease of %1 had run out</source>
        <translation>the lease of %1 had run out</translation>
    </message>
    <message>
        <source>%1 after it was due</source>
        <translation>%1 after it was due</translation>
    </message>
    <message>
        <source>not renewed in time</source>
        <translation>not renewed in time</translation>
    </message>
    <message>
        <source>its token is not above the last one</source>
        <translation>its token is not above the last one</translation>
    </message>
    <message>
        <source>while the lease of %1 was not over</source>
        <translation>while the lease of %1 was not over</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>by %1</translation>
    </message>
    <message>
        <source>its lease was no longer the newest; nothing was overwritten</source>
        <translation>its lease was no longer the newest; nothing was overwritten</translation>
    </message>
    <message>
        <source>what stands there is not ours, or the key was removed</source>
        <translation>what stands there is not ours, or the key was removed</translation>
    </message>
    <message>
        <source>%1 changes hands again and again</source>
        <translation>%1 changes hands again and again</translation>
    </message>
    <message>
        <source>%1 had two holders at once</source>
        <translation>%1 had two holders at once</translation>
    </message>
    <message>
        <source>%1: the heartbeat of %2 is late</source>
        <translation>%1: the heartbeat of %2 is late</translation>
    </message>
    <message>
        <source>Nobody holds %1</source>
        <translation>Nobody holds %1</translation>
    </message>
    <message>
        <source>%1: the record is not ours</source>
        <translation>%1: the record is not ours</translation>
    </message>
    <message>
        <source>Three changes or more within ten times its length: look at the nodes’ load and at the network.</source>
        <translation>Three changes or more within ten times its length: look at the nodes’ load and at the network.</translation>
    </message>
    <message>
        <source>It was granted while another’s was not over. Only the larger token can publish; look at who else writes into the bucket.</source>
        <translation>It was granted while another’s was not over. Only the larger token can publish; look at who else writes into the bucket.</translation>
    </message>
    <message>
        <source>By half the lease’s length or more: it may be frozen or cut off. Another takes over once the lease has run out.</source>
        <translation>By half the lease’s length or more: it may be frozen or cut off. Another takes over once the lease has run out.</translation>
    </message>
    <message>
        <source>The lease of %1 ran out and nobody took it: no snapshots are published. Look whether a node that publishes is running.</source>
        <translation>The lease of %1 ran out and nobody took it: no snapshots are published. Look whether a node that publishes is running.</translation>
    </message>
    <message>
        <source>Another program writes into the bucket, or the key was removed. Nothing is published before that is mended.</source>
        <translation>Another program writes into the bucket, or the key was removed. Nothing is published before that is mended.</translation>
    </message>
    <message>
        <source>reach it</source>
        <translation>reach it</translation>
    </message>
    <message>
        <source>list what is there</source>
        <translation>list what is there</translation>
    </message>
    <message>
        <source>write an object</source>
        <translation>write an object</translation>
    </message>
    <message>
        <source>read it back, byte for byte</source>
        <translation>read it back, byte for byte</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>remove it</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>not there</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>Check that the servers run and that the network leads there.</source>
        <translation>Check that the servers run and that the network leads there.</translation>
    </message>
    <message>
        <source>Check its name. A bucket can be made when the connection is tried.</source>
        <translation>Check its name. A bucket can be made when the connection is tried.</translation>
    </message>
    <message>
        <source>The operation %1 is %2.</source>
        <translation>The operation %1 is %2.</translation>
    </message>
    <message>
        <source>The operation is in another state.</source>
        <translation>The operation is in another state.</translation>
    </message>
    <message>
        <source>What is pending or in flight can be cancelled, what is dead tried again.</source>
        <translation>What is pending or in flight can be cancelled, what is dead tried again.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Check the name.</translation>
    </message>
    <message>
        <source>The value given for %1 is not allowed: %2.</source>
        <translation>The value given for %1 is not allowed: %2.</translation>
    </message>
    <message>
        <source>%1 was reserved for this restore, and is no longer.</source>
        <translation>%1 was reserved for this restore, and is no longer.</translation>
    </message>
    <message>
        <source>%1 is reserved by %2, for another restore.</source>
        <translation>%1 is reserved by %2, for another restore.</translation>
    </message>
    <message>
        <source>Nothing was begun there; another may have restored it since. Look at it, then try again.</source>
        <translation>Nothing was begun there; another may have restored it since. Look at it, then try again.</translation>
    </message>
    <message>
        <source>If that is what you want, confirm it with %1.</source>
        <translation>If that is what you want, confirm it with %1.</translation>
    </message>
    <message>
        <source>Snapshots of it do not get to the cluster’s store.</source>
        <translation>Snapshots of it do not get to the cluster’s store.</translation>
    </message>
    <message>
        <source>Operations on it are dead: tried for the last time, or not worth another try.</source>
        <translation>Operations on it are dead: tried for the last time, or not worth another try.</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>not published</translation>
    </message>
    <message>
        <source>operations dead</source>
        <translation>operations dead</translation>
    </message>
    <message>
        <source>There is no cluster %1.</source>
        <translation>There is no cluster %1.</translation>
    </message>
    <message>
        <source>There is no such cluster.</source>
        <translation>There is no such cluster.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster list” shows which there are, “lifeboatctl cluster add” makes one.</source>
        <translation>“lifeboatctl cluster list” shows which there are, “lifeboatctl cluster add” makes one.</translation>
    </message>
    <message>
        <source>The cluster has no node %1.</source>
        <translation>The cluster has no node %1.</translation>
    </message>
    <message>
        <source>The cluster has no such node.</source>
        <translation>The cluster has no such node.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster list” shows which it has.</source>
        <translation>“lifeboatctl cluster list” shows which it has.</translation>
    </message>
    <message>
        <source>The node has no state %1.</source>
        <translation>The node has no state %1.</translation>
    </message>
    <message>
        <source>The node has no such state.</source>
        <translation>The node has no such state.</translation>
    </message>
    <message>
        <source>“lifeboatctl cluster status” shows which it has.</source>
        <translation>“lifeboatctl cluster status” shows which it has.</translation>
    </message>
    <message>
        <source>The state has no table %1.</source>
        <translation>The state has no table %1.</translation>
    </message>
    <message>
        <source>The state has no such table.</source>
        <translation>The state has no such table.</translation>
    </message>
    <message>
        <source>“lifeboatctl documents tables” shows which it has.</source>
        <translation>“lifeboatctl documents tables” shows which it has.</translation>
    </message>
    <message>
        <source>There is no document %1.</source>
        <translation>There is no document %1.</translation>
    </message>
    <message>
        <source>There is no such document.</source>
        <translation>There is no such document.</translation>
    </message>
    <message>
        <source>“lifeboatctl documents list” shows those of a table.</source>
        <translation>“lifeboatctl documents list” shows those of a table.</translation>
    </message>
    <message>
        <source>The snapshot %1 is not there.</source>
        <translation>The snapshot %1 is not there.</translation>
    </message>
    <message>
        <source>The snapshot is not there.</source>
        <translation>The snapshot is not there.</translation>
    </message>
    <message>
        <source>“lifeboatctl snapshot list” shows which there are.</source>
        <translation>“lifeboatctl snapshot list” shows which there are.</translation>
    </message>
    <message>
        <source>There is no operation %1.</source>
        <translation>There is no operation %1.</translation>
    </message>
    <message>
        <source>There is no such operation.</source>
        <translation>There is no such operation.</translation>
    </message>
    <message>
        <source>“lifeboatctl operations list” shows which there are; only the last 1,000 that ended are kept.</source>
        <translation>“lifeboatctl operations list” shows which there are; only the last 1,000 that ended are kept.</translation>
    </message>
    <message>
        <source>Nobody holds a lease %1.</source>
        <translation>Nobody holds a lease %1.</translation>
    </message>
    <message>
        <source>Nobody holds such a lease.</source>
        <translation>Nobody holds such a lease.</translation>
    </message>
    <message>
        <source>“lifeboatctl lease list” shows the leases and who holds them.</source>
        <translation>“lifeboatctl lease list” shows the leases and who holds them.</translation>
    </message>
    <message>
        <source>This node takes part in no leases.</source>
        <translation>This node takes part in no leases.</translation>
    </message>
    <message>
        <source>Nodes elect a leader once they share files or NATS servers: “--share” or “--nats” of “lifeboatd --init”.</source>
        <translation>Nodes elect a leader once they share files or NATS servers: “--share” or “--nats” of “lifeboatd --init”.</translation>
    </message>
    <message>
        <source>This node publishes nothing of %1.</source>
        <translation>This node publishes nothing of %1.</translation>
    </message>
    <message>
        <source>This node publishes nothing of this state.</source>
        <translation>This node publishes nothing of this state.</translation>
    </message>
    <message>
        <source>Nodes publish their managed states once they share a store: “--share” or “--nats” of “lifeboatd --init”.</source>
        <translation>Nodes publish their managed states once they share a store: “--share” or “--nats” of “lifeboatd --init”.</translation>
    </message>
    <message>
        <source>There is no store %1.</source>
        <translation>There is no store %1.</translation>
    </message>
    <message>
        <source>There is no such store.</source>
        <translation>There is no such store.</translation>
    </message>
    <message>
        <source>“lifeboatctl store list” shows which there are, “lifeboatctl store add” makes one known.</source>
        <translation>“lifeboatctl store list” shows which there are, “lifeboatctl store add” makes one known.</translation>
    </message>
    <message>
        <source>The NATS servers have no object store %1.</source>
        <translation>The NATS servers have no object store %1.</translation>
    </message>
    <message>
        <source>The NATS servers have no such object store.</source>
        <translation>The NATS servers have no such object store.</translation>
    </message>
    <message>
        <source>Check the bucket’s name. Nodes make theirs when they publish first, “lifeboatctl store put --make-bucket” makes one too.</source>
        <translation>Check the bucket’s name. Nodes make theirs when they publish first, “lifeboatctl store put --make-bucket” makes one too.</translation>
    </message>
    <message>
        <source>%1 is not in the store.</source>
        <translation>%1 is not in the store.</translation>
    </message>
    <message>
        <source>The object is not in the store.</source>
        <translation>The object is not in the store.</translation>
    </message>
    <message>
        <source>“lifeboatctl store list” with the store’s name shows what is there.</source>
        <translation>“lifeboatctl store list” with the store’s name shows what is there.</translation>
    </message>
    <message>
        <source>There is no practice cluster.</source>
        <translation>There is no practice cluster.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice start” starts one.</source>
        <translation>“lifeboatctl practice start” starts one.</translation>
    </message>
    <message>
        <source>Another node is called %1 too.</source>
        <translation>Another node is called %1 too.</translation>
    </message>
    <message>
        <source>Another node has the same name.</source>
        <translation>Another node has the same name.</translation>
    </message>
    <message>
        <source>Give each node of the cluster a name of its own: &quot;name&quot; in its lifeboatd.toml.</source>
        <translation>Give each node of the cluster a name of its own: &quot;name&quot; in its lifeboatd.toml.</translation>
    </message>
    <message>
        <source>%1, which should point to the published snapshots, cannot be used.</source>
        <translation>%1, which should point to the published snapshots, cannot be used.</translation>
    </message>
    <message>
        <source>What should point to the published snapshots cannot be used.</source>
        <translation>What should point to the published snapshots cannot be used.</translation>
    </message>
    <message>
        <source>Once it is clear who wrote it: &quot;lifeboatctl lease rebuild&quot; points anew to the newest whole snapshot of the store.</source>
        <translation>Once it is clear who wrote it: &quot;lifeboatctl lease rebuild&quot; points anew to the newest whole snapshot of the store.</translation>
    </message>
    <message>
        <source>Nothing new of %1 was published for a long time.</source>
        <translation>Nothing new of %1 was published for a long time.</translation>
    </message>
    <message>
        <source>Nothing new was published for a long time.</source>
        <translation>Nothing new was published for a long time.</translation>
    </message>
    <message>
        <source>Look at who leads, and at the publishing node&apos;s operations.</source>
        <translation>Look at who leads, and at the publishing node&apos;s operations.</translation>
    </message>
    <message>
        <source>pending</source>
        <comment>an operation</comment>
        <translation>pending</translation>
    </message>
    <message>
        <source>in flight</source>
        <comment>an operation</comment>
        <translation>in flight</translation>
    </message>
    <message>
        <source>completed</source>
        <comment>an operation</comment>
        <translation>completed</translation>
    </message>
    <message>
        <source>dead</source>
        <comment>an operation</comment>
        <translation>dead</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>Undo restore</source>
        <translation>Undo restore</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>Recover from the published snapshot</source>
        <translation>Recover from the published snapshot</translation>
    </message>
    <message>
        <source>Find the published snapshot anew</source>
        <translation>Find the published snapshot anew</translation>
    </message>
    <message>
        <source>unreachable, waiting</source>
        <translation>unreachable, waiting</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>plans</source>
        <translation>plans</translation>
    </message>
    <message>
        <source>gets the archive</source>
        <translation>gets the archive</translation>
    </message>
    <message>
        <source>restores</source>
        <translation>restores</translation>
    </message>
    <message>
        <source>restored, undo failed</source>
        <translation>restored, undo failed</translation>
    </message>
    <message>
        <source>held it already</source>
        <translation>held it already</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>a node</comment>
        <translation>restored</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>takes it back</source>
        <translation>takes it back</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>Not chosen, but of the history that is left: %1. Nodes that share its log can follow it no longer after this: choose them too.</source>
        <translation>Not chosen, but of the history that is left: %1. Nodes that share its log can follow it no longer after this: choose them too.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Takeover</source>
        <translation>Takeover</translation>
    </message>
    <message>
        <source>the frozen leader was publishing in that moment</source>
        <translation>the frozen leader was publishing in that moment</translation>
    </message>
    <message>
        <source>the frozen leader was not publishing in that moment</source>
        <translation>the frozen leader was not publishing in that moment</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>%1: %2 refused by its token, %3 given up by itself</source>
        <translation>%1: %2 refused by its token, %3 given up by itself</translation>
    </message>
    <message>
        <source>Old token</source>
        <translation>Old token</translation>
    </message>
    <message>
        <source>a publish with it, tried after the takeover, was refused</source>
        <translation>a publish with it, tried after the takeover, was refused</translation>
    </message>
    <message>
        <source>a publish with it, tried after the takeover, was NOT refused</source>
        <translation>a publish with it, tried after the takeover, was NOT refused</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>%1 written, %2 acknowledged, %3 lost</source>
        <translation>%1 written, %2 acknowledged, %3 lost</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>%1  index %2  %3</source>
        <translation>%1  index %2  %3</translation>
    </message>
    <message>
        <source>all nodes equal</source>
        <translation>all nodes equal</translation>
    </message>
    <message>
        <source>all nodes NOT equal</source>
        <translation>all nodes NOT equal</translation>
    </message>
    <message>
        <source>%1 nodes joined by a nats-server, a relay before each</source>
        <translation>%1 nodes joined by a nats-server, a relay before each</translation>
    </message>
    <message>
        <source>%1 nodes joined by shared files: there is no network to cut</source>
        <translation>%1 nodes joined by shared files: there is no network to cut</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Published</translation>
    </message>
    <message>
        <source>%1, tokens FELL</source>
        <translation>%1, tokens FELL</translation>
    </message>
    <message>
        <source>%1, tokens never fell</source>
        <translation>%1, tokens never fell</translation>
    </message>
    <message>
        <source>passed, after %1</source>
        <translation>passed, after %1</translation>
    </message>
    <message>
        <source>FAILED, after %1</source>
        <translation>FAILED, after %1</translation>
    </message>
    <message>
        <source>The snapshot of %1 is of another kind than the state it is for.</source>
        <translation>The snapshot of %1 is of another kind than the state it is for.</translation>
    </message>
    <message>
        <source>The snapshot is of another kind than the state it is for.</source>
        <translation>The snapshot is of another kind than the state it is for.</translation>
    </message>
    <message>
        <source>A managed state takes snapshots of managed states only. Choose another snapshot, or another state of the node.</source>
        <translation>A managed state takes snapshots of managed states only. Choose another snapshot, or another state of the node.</translation>
    </message>
    <message>
        <source>Nodes that are of one history now (%1) would go on in different ones.</source>
        <translation>Nodes that are of one history now (%1) would go on in different ones.</translation>
    </message>
    <message>
        <source>Nodes that are of one history now would go on in different ones.</source>
        <translation>Nodes that are of one history now would go on in different ones.</translation>
    </message>
    <message>
        <source>Choose the nodes that belong together. Only where each has a log of its own can they go apart: --apart.</source>
        <translation>Choose the nodes that belong together. Only where each has a log of its own can they go apart: --apart.</translation>
    </message>
    <message>
        <source>Sending the archive</source>
        <translation>Sending the archive</translation>
    </message>
    <message>
        <source>A restore to this target is running now: another one is refused until it is over.</source>
        <translation>A restore to this target is running now: another one is refused until it is over.</translation>
    </message>
    <message>
        <source>restored, but does not go on with its log</source>
        <translation>restored, but does not go on with its log</translation>
    </message>
    <message>
        <source>taken back, but does not go on with its log</source>
        <translation>taken back, but does not go on with its log</translation>
    </message>
    <message>
        <source>Nobody leads now.</source>
        <translation>Nobody leads now.</translation>
    </message>
    <message>
        <source>Try again once a node does; “lifeboatctl lease list” shows who.</source>
        <translation>Try again once a node does; “lifeboatctl lease list” shows who.</translation>
    </message>
    <message>
        <source>%1 led and was killed; %2 took over after %3 (limit %4)</source>
        <translation>%1 led and was killed; %2 took over after %3 (limit %4)</translation>
    </message>
    <message>
        <source>%1 led and was frozen; %2 took over after %3 (limit %4)</source>
        <translation>%1 led and was frozen; %2 took over after %3 (limit %4)</translation>
    </message>
    <message>
        <source>%1 led and was cut off; %2 took over after %3 (limit %4)</source>
        <translation>%1 led and was cut off; %2 took over after %3 (limit %4)</translation>
    </message>
    <message>
        <source>reach its lease bucket</source>
        <translation>reach its lease bucket</translation>
    </message>
    <message>
        <source>%1 was called more often than the node allows.</source>
        <translation>%1 was called more often than the node allows.</translation>
    </message>
    <message>
        <source>The node was asked more often than it allows.</source>
        <translation>The node was asked more often than it allows.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Wait a minute, then try again.</translation>
    </message>
    <message>
        <source>held already</source>
        <translation>held already</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>agrees</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>%1 ahead</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 behind</translation>
    </message>
    <message>
        <source>when it was looked at first; since when is not known</source>
        <translation>when it was looked at first; since when is not known</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Fetch</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Get from a store</source>
        <translation>Get from a store</translation>
    </message>
    <message>
        <source>Put into a store</source>
        <translation>Put into a store</translation>
    </message>
    <message>
        <source>Restore nodes</source>
        <translation>Restore nodes</translation>
    </message>
    <message>
        <source>Undo a restore of nodes</source>
        <translation>Undo a restore of nodes</translation>
    </message>
    <message>
        <source>The snapshot %1 is there already and is not replaced.</source>
        <translation>The snapshot %1 is there already and is not replaced.</translation>
    </message>
    <message>
        <source>The snapshot is there already and is not replaced.</source>
        <translation>The snapshot is there already and is not replaced.</translation>
    </message>
    <message>
        <source>Nothing is left to do, unless it is damaged there: delete it there first then.</source>
        <translation>Nothing is left to do, unless it is damaged there: delete it there first then.</translation>
    </message>
    <message>
        <source>Its first snapshot is about to be taken.</source>
        <translation>Its first snapshot is about to be taken.</translation>
    </message>
    <message>
        <source>Which other nodes it learnt of cannot be read there.</source>
        <translation>Which other nodes it learnt of cannot be read there.</translation>
    </message>
    <message>
        <source>first snapshot due</source>
        <translation>first snapshot due</translation>
    </message>
    <message>
        <source>leases not noted</source>
        <translation>leases not noted</translation>
    </message>
    <message>
        <source>node map not read</source>
        <translation>node map not read</translation>
    </message>
    <message>
        <source>No node could take over from %1: all others are gone, frozen or cut off.</source>
        <translation>No node could take over from %1: all others are gone, frozen or cut off.</translation>
    </message>
    <message>
        <source>No node could take over: all others are gone, frozen or cut off.</source>
        <translation>No node could take over: all others are gone, frozen or cut off.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice heal” brings them back.</source>
        <translation>“lifeboatctl practice heal” brings them back.</translation>
    </message>
    <message>
        <source>The NATS servers cannot be reached.</source>
        <translation>The NATS servers cannot be reached.</translation>
    </message>
    <message>
        <source>The NATS servers did not answer in time.</source>
        <translation>The NATS servers did not answer in time.</translation>
    </message>
    <message>
        <source>%1 does not let us in.</source>
        <translation>%1 does not let us in.</translation>
    </message>
    <message>
        <source>The NATS servers do not let us in.</source>
        <translation>The NATS servers do not let us in.</translation>
    </message>
    <message>
        <source>Check user and password, token or credentials: they may be wrong, expired or revoked.</source>
        <translation>Check user and password, token or credentials: they may be wrong, expired or revoked.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted here.</source>
        <translation>The certificate of %1 is not trusted here.</translation>
    </message>
    <message>
        <source>The server’s certificate is not trusted here.</source>
        <translation>The server’s certificate is not trusted here.</translation>
    </message>
    <message>
        <source>Name the file with the certificates that vouch for it, or look whether it has expired.</source>
        <translation>Name the file with the certificates that vouch for it, or look whether it has expired.</translation>
    </message>
    <message>
        <source>restored, and changed by another since</source>
        <translation>restored, and changed by another since</translation>
    </message>
    <message>
        <source>taken back, and changed by another since</source>
        <translation>taken back, and changed by another since</translation>
    </message>
    <message>
        <source>Connection lost, it may go on</source>
        <translation>Connection lost, it may go on</translation>
    </message>
    <message>
        <source>The file %1 does not hold what it should.</source>
        <translation>The file %1 does not hold what it should.</translation>
    </message>
    <message>
        <source>The file does not hold what it should.</source>
        <translation>The file does not hold what it should.</translation>
    </message>
    <message>
        <source>Look at the file: put it right, or move it away if nothing else needs it.</source>
        <translation>Look at the file: put it right, or move it away if nothing else needs it.</translation>
    </message>
    <message>
        <source>The log lacks entry %1: it has a hole there, or has lost its end.</source>
        <translation>The log lacks entry %1: it has a hole there, or has lost its end.</translation>
    </message>
    <message>
        <source>Check that the file is there, holds what it should and may be read.</source>
        <translation>Check that the file is there, holds what it should and may be read.</translation>
    </message>
    <message>
        <source>The log %1 is damaged.</source>
        <translation>The log %1 is damaged.</translation>
    </message>
    <message>
        <source>The log is damaged.</source>
        <translation>The log is damaged.</translation>
    </message>
    <message>
        <source>Stop the nodes that use it, move it away with the files beside it (-wal, -shm), and start them again. Then take a snapshot here and restore it by force, on all of them: a new log begins there.</source>
        <translation>Stop the nodes that use it, move it away with the files beside it (-wal, -shm), and start them again. Then take a snapshot here and restore it by force, on all of them: a new log begins there.</translation>
    </message>
    <message>
        <source>Mend what it says of itself, most often a full disk: it tries again every second, and its operations then tell how this ended.</source>
        <translation>Mend what it says of itself, most often a full disk: it tries again every second, and its operations then tell how this ended.</translation>
    </message>
    <message>
        <source>The leases in %1 are lost: the file is gone, damaged or another’s.</source>
        <translation>The leases in %1 are lost: the file is gone, damaged or another’s.</translation>
    </message>
    <message>
        <source>The leases are lost: their file is gone, damaged or another’s.</source>
        <translation>The leases are lost: their file is gone, damaged or another’s.</translation>
    </message>
    <message>
        <source>Nobody leads or publishes meanwhile. Stop the nodes that use it, move away what is left of it with the files beside it (-wal, -shm), and start them again: they make a new one.</source>
        <translation>Nobody leads or publishes meanwhile. Stop the nodes that use it, move away what is left of it with the files beside it (-wal, -shm), and start them again: they make a new one.</translation>
    </message>
    <message>
        <source>Another program wrote there. Remove what it wrote; if it goes on, give Lifeboat a place of its own.</source>
        <translation>Another program wrote there. Remove what it wrote; if it goes on, give Lifeboat a place of its own.</translation>
    </message>
    <message>
        <source>Give the node a new certificate, or trust this one by its fingerprint.</source>
        <translation>Give the node a new certificate, or trust this one by its fingerprint.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>The certificate of %1 has expired.</translation>
    </message>
    <message>
        <source>The node’s certificate has expired.</source>
        <translation>The node’s certificate has expired.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet.</source>
        <translation>The certificate of %1 is not valid yet.</translation>
    </message>
    <message>
        <source>The node’s certificate is not valid yet.</source>
        <translation>The node’s certificate is not valid yet.</translation>
    </message>
    <message>
        <source>Check the clocks of the node and of this machine.</source>
        <translation>Check the clocks of the node and of this machine.</translation>
    </message>
    <message>
        <source>The certificate that %1 shows is for another host name.</source>
        <translation>The certificate that %1 shows is for another host name.</translation>
    </message>
    <message>
        <source>The node’s certificate is for another host name.</source>
        <translation>The node’s certificate is for another host name.</translation>
    </message>
    <message>
        <source>Address the node by a name its certificate is for, or trust this one by its fingerprint.</source>
        <translation>Address the node by a name its certificate is for, or trust this one by its fingerprint.</translation>
    </message>
    <message>
        <source>In the place of the managed state stands another program’s database: %1.</source>
        <translation>In the place of the managed state stands another program’s database: %1.</translation>
    </message>
    <message>
        <source>In the place of the managed state stands another program’s database.</source>
        <translation>In the place of the managed state stands another program’s database.</translation>
    </message>
    <message>
        <source>Find out who put it there, and move it away. Put the state’s own file back, or restore a snapshot of it.</source>
        <translation>Find out who put it there, and move it away. Put the state’s own file back, or restore a snapshot of it.</translation>
    </message>
    <message>
        <source>What was kept as %1 is damaged and cannot come back.</source>
        <translation>What was kept as %1 is damaged and cannot come back.</translation>
    </message>
    <message>
        <source>What was kept is damaged and cannot come back.</source>
        <translation>What was kept is damaged and cannot come back.</translation>
    </message>
    <message>
        <source>Nothing was changed. Restore from a snapshot instead.</source>
        <translation>Nothing was changed. Restore from a snapshot instead.</translation>
    </message>
    <message>
        <source>It cannot record what it does: it begins nothing, and says of nothing that it is over.</source>
        <translation>It cannot record what it does: it begins nothing, and says of nothing that it is over.</translation>
    </message>
    <message>
        <source>It cannot record what happens to leases.</source>
        <translation>It cannot record what happens to leases.</translation>
    </message>
    <message>
        <source>cannot record</source>
        <translation>cannot record</translation>
    </message>
    <message>
        <source>%1 cannot record what it does: what became of this there is not known.</source>
        <translation>%1 cannot record what it does: what became of this there is not known.</translation>
    </message>
    <message>
        <source>The node cannot record what it does: what became of this is not known.</source>
        <translation>The node cannot record what it does: what became of this is not known.</translation>
    </message>
    <message>
        <source>its own state</source>
        <translation>its own state</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 entry</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message>
        <source>The restore was asked for although the target needs none: a new history begins.</source>
        <translation>The restore was asked for although the target needs none: a new history begins.</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>A state on it is being restored.</source>
        <translation>A state on it is being restored.</translation>
    </message>
    <message>
        <source>How far a state on it is behind its log is not known.</source>
        <translation>How far a state on it is behind its log is not known.</translation>
    </message>
    <message>
        <source>being restored</source>
        <translation>being restored</translation>
    </message>
    <message>
        <source>lag unknown</source>
        <translation>lag unknown</translation>
    </message>
    <message>
        <source>%1: %2 holds it for %3 at a time, %4 would for %5</source>
        <translation>%1: %2 holds it for %3 at a time, %4 would for %5</translation>
    </message>
    <message>
        <source>A holder that dies is replaced after its own ttl only. Give all nodes the same one: “ttl” under [lease] in their lifeboatd.toml.</source>
        <translation>A holder that dies is replaced after its own ttl only. Give all nodes the same one: “ttl” under [lease] in their lifeboatd.toml.</translation>
    </message>
    <message>
        <source>A restore began a new history. Restore this node from a snapshot of the log&apos;s history, or undo the restore on all nodes: “lifeboatctl cluster status” and “lifeboatctl snapshot list” show histories by their first digits.</source>
        <translation>A restore began a new history. Restore this node from a snapshot of the log&apos;s history, or undo the restore on all nodes: “lifeboatctl cluster status” and “lifeboatctl snapshot list” show histories by their first digits.</translation>
    </message>
    <message>
        <source>%1, which holds the lease, does not answer.</source>
        <translation>%1, which holds the lease, does not answer.</translation>
    </message>
    <message>
        <source>The holder of the lease does not answer.</source>
        <translation>The holder of the lease does not answer.</translation>
    </message>
    <message>
        <source>It was asked, and gives the lease back if it comes to itself before that runs out. Else another takes over then.</source>
        <translation>It was asked, and gives the lease back if it comes to itself before that runs out. Else another takes over then.</translation>
    </message>
    <message>
        <source>Unlock the keychain of this session, or give the token again. Where nothing can unlock it, LIFEBOAT_SECRETS=file in the environment keeps secrets in a file instead.</source>
        <translation>Unlock the keychain of this session, or give the token again. Where nothing can unlock it, LIFEBOAT_SECRETS=file in the environment keeps secrets in a file instead.</translation>
    </message>
    <message>
        <source>restored, undo cancelled</source>
        <translation>restored, undo cancelled</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>No token is kept for %1.</source>
        <translation>No token is kept for %1.</translation>
    </message>
    <message>
        <source>No token is kept for the node.</source>
        <translation>No token is kept for the node.</translation>
    </message>
    <message>
        <source>Give it again: connect to the node once more, or use “lifeboatctl cluster add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</source>
        <translation>Give it again: connect to the node once more, or use “lifeboatctl cluster add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</translation>
    </message>
    <message>
        <source>No password or token is kept for %1.</source>
        <translation>No password or token is kept for %1.</translation>
    </message>
    <message>
        <source>No password or token is kept for the store.</source>
        <translation>No password or token is kept for the store.</translation>
    </message>
    <message>
        <source>Give it again: set the store up once more, or use “lifeboatctl store add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</source>
        <translation>Give it again: set the store up once more, or use “lifeboatctl store add”. What a keychain keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.</translation>
    </message>
    <message>
        <source>The secret for %1 could not be read or kept: others may read the file it is in.</source>
        <translation>The secret for %1 could not be read or kept: others may read the file it is in.</translation>
    </message>
    <message>
        <source>The secret could not be read or kept: others may read the file it is in.</source>
        <translation>The secret could not be read or kept: others may read the file it is in.</translation>
    </message>
    <message>
        <source>Make the file yours alone (chmod 600); where somebody may have read it, give out new tokens.</source>
        <translation>Make the file yours alone (chmod 600); where somebody may have read it, give out new tokens.</translation>
    </message>
    <message>
        <source>A practice cluster runs already.</source>
        <translation>A practice cluster runs already.</translation>
    </message>
    <message>
        <source>“lifeboatctl practice stop” ends it.</source>
        <translation>“lifeboatctl practice stop” ends it.</translation>
    </message>
    <message>
        <source>It was asked, and steps down if it comes to itself. If it is dead, its lease runs out at %1, and another node that publishes takes over then.</source>
        <translation>It was asked, and steps down if it comes to itself. If it is dead, its lease runs out at %1, and another node that publishes takes over then.</translation>
    </message>
    <message>
        <source>The secret in %1 could not be read.</source>
        <translation>The secret in %1 could not be read.</translation>
    </message>
    <message>
        <source>The secret could not be read from its file.</source>
        <translation>The secret could not be read from its file.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>lost</translation>
    </message>
    <message>
        <source>stopped acting: not renewed in time, or another had it</source>
        <translation>stopped acting: not renewed in time, or another had it</translation>
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
        <translation>Sa&amp;ve timeline as…</translation>
    </message>
    <message>
        <source>&amp;About Lifeboat</source>
        <translation>&amp;About Lifeboat</translation>
    </message>
    <message>
        <source>Open &amp;database…</source>
        <translation>Open &amp;database…</translation>
    </message>
    <message>
        <source>Open snapshot &amp;store…</source>
        <translation>Open snapshot &amp;store…</translation>
    </message>
    <message>
        <source>&amp;Connect to a cluster…</source>
        <translation>&amp;Connect to a cluster…</translation>
    </message>
    <message>
        <source>&amp;Try a drill on sample data</source>
        <translation>&amp;Try a drill on sample data</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>&amp;Remove from the list</translation>
    </message>
    <message>
        <source>Read &amp;again</source>
        <translation>Read &amp;again</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Take snapshot…</source>
        <translation>&amp;Take snapshot…</translation>
    </message>
    <message>
        <source>&amp;Verify…</source>
        <translation>&amp;Verify…</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restore…</translation>
    </message>
    <message>
        <source>Show &amp;manifest</source>
        <translation>Show &amp;manifest</translation>
    </message>
    <message>
        <source>&amp;Drill this snapshot</source>
        <translation>&amp;Drill this snapshot</translation>
    </message>
    <message>
        <source>&amp;Copy command</source>
        <translation>&amp;Copy command</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Open &amp;folder</translation>
    </message>
    <message>
        <source>F&amp;ind in the table</source>
        <translation>F&amp;ind in the table</translation>
    </message>
    <message>
        <source>&amp;Plan a drill</source>
        <translation>&amp;Plan a drill</translation>
    </message>
    <message>
        <source>&amp;Run drill</source>
        <translation>&amp;Run drill</translation>
    </message>
    <message>
        <source>&amp;Load plan…</source>
        <translation>&amp;Load plan…</translation>
    </message>
    <message>
        <source>&amp;Save plan…</source>
        <translation>&amp;Save plan…</translation>
    </message>
    <message>
        <source>Add row &amp;count</source>
        <translation>Add row &amp;count</translation>
    </message>
    <message>
        <source>Add S&amp;QL</source>
        <translation>Add S&amp;QL</translation>
    </message>
    <message>
        <source>S&amp;how report</source>
        <translation>S&amp;how report</translation>
    </message>
    <message>
        <source>&amp;Open report in browser</source>
        <translation>&amp;Open report in browser</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Welcome</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Overview</translation>
    </message>
    <message>
        <source>&amp;Timeline</source>
        <translation>&amp;Timeline</translation>
    </message>
    <message>
        <source>&amp;Snapshots</source>
        <translation>&amp;Snapshots</translation>
    </message>
    <message>
        <source>&amp;Drills</source>
        <translation>&amp;Drills</translation>
    </message>
    <message>
        <source>Follow the s&amp;ystem</source>
        <translation>Follow the s&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>Da&amp;rk</source>
        <translation>Da&amp;rk</translation>
    </message>
    <message>
        <source>Dis&amp;miss messages</source>
        <translation>Dis&amp;miss messages</translation>
    </message>
    <message>
        <source>&amp;Cancel running operations</source>
        <translation>&amp;Cancel running operations</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Zoom &amp;in</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>Zoom o&amp;ut</translation>
    </message>
    <message>
        <source>Fit &amp;everything</source>
        <translation>Fit &amp;everything</translation>
    </message>
    <message>
        <source>Follow &amp;now</source>
        <translation>Follow &amp;now</translation>
    </message>
    <message>
        <source>&amp;Previous event</source>
        <translation>&amp;Previous event</translation>
    </message>
    <message>
        <source>Ne&amp;xt event</source>
        <translation>Ne&amp;xt event</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>&amp;Drill</source>
        <translation>&amp;Drill</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>Reconnect to the &amp;nodes</source>
        <translation>Reconnect to the &amp;nodes</translation>
    </message>
    <message>
        <source>&amp;Pin on its node</source>
        <translation>&amp;Pin on its node</translation>
    </message>
    <message>
        <source>Delete from its n&amp;ode…</source>
        <translation>Delete from its n&amp;ode…</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>&amp;Undo restore…</translation>
    </message>
    <message>
        <source>Past re&amp;stores…</source>
        <translation>Past re&amp;stores…</translation>
    </message>
    <message>
        <source>&amp;Step down…</source>
        <translation>&amp;Step down…</translation>
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
        <translation>&amp;Add a store…</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>&amp;Change…</translation>
    </message>
    <message>
        <source>&amp;Try connection…</source>
        <translation>&amp;Try connection…</translation>
    </message>
    <message>
        <source>&amp;Put a file…</source>
        <translation>&amp;Put a file…</translation>
    </message>
    <message>
        <source>&amp;Get…</source>
        <translation>&amp;Get…</translation>
    </message>
    <message>
        <source>O&amp;bjects</source>
        <translation>O&amp;bjects</translation>
    </message>
    <message>
        <source>St&amp;ore</source>
        <translation>St&amp;ore</translation>
    </message>
    <message>
        <source>Start a &amp;practice cluster</source>
        <translation>Start a &amp;practice cluster</translation>
    </message>
    <message>
        <source>&amp;Kill leader</source>
        <translation>&amp;Kill leader</translation>
    </message>
    <message>
        <source>&amp;Freeze leader</source>
        <translation>&amp;Freeze leader</translation>
    </message>
    <message>
        <source>&amp;Cut leader off</source>
        <translation>&amp;Cut leader off</translation>
    </message>
    <message>
        <source>&amp;Heal</source>
        <translation>&amp;Heal</translation>
    </message>
    <message>
        <source>Run the chaos &amp;drill</source>
        <translation>Run the chaos &amp;drill</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stop</translation>
    </message>
    <message>
        <source>&amp;Practice</source>
        <translation>&amp;Practice</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::AlarmList</name>
    <message>
        <source>What needs a look</source>
        <translation>What needs a look</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Show fewer</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
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
        <translation>Assertion</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>not found out</source>
        <translation>not found out</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>holds</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>does not hold</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::AssertionRow</name>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ChaosReportDialog</name>
    <message>
        <source>Chaos drill of %1</source>
        <translation>Chaos drill of %1</translation>
    </message>
    <message>
        <source>The leader was killed, the next one frozen beyond its lease and, where there is a network, the one after it cut off, under steady writes.</source>
        <translation>The leader was killed, the next one frozen beyond its lease and, where there is a network, the one after it cut off, under steady writes.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Ended early</source>
        <translation>Ended early</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Kept as</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterCommands</name>
    <message>
        <source>Fetch and &amp;drill</source>
        <translation>Fetch and &amp;drill</translation>
    </message>
    <message>
        <source>&amp;Drill this snapshot</source>
        <translation>&amp;Drill this snapshot</translation>
    </message>
    <message>
        <source>Snapshot on %1</source>
        <translation>Snapshot on %1</translation>
    </message>
    <message>
        <source>Verify on %1</source>
        <translation>Verify on %1</translation>
    </message>
    <message>
        <source>Pin a snapshot on %1</source>
        <translation>Pin a snapshot on %1</translation>
    </message>
    <message>
        <source>Unpin a snapshot on %1</source>
        <translation>Unpin a snapshot on %1</translation>
    </message>
    <message>
        <source>Delete a snapshot</source>
        <translation>Delete a snapshot</translation>
    </message>
    <message>
        <source>Delete the snapshot of %1 from %2?</source>
        <translation>Delete the snapshot of %1 from %2?</translation>
    </message>
    <message>
        <source>%1, %2, %3. Copies on other nodes stay. This cannot be undone.</source>
        <translation>%1, %2, %3. Copies on other nodes stay. This cannot be undone.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Delete a snapshot from %1</source>
        <translation>Delete a snapshot from %1</translation>
    </message>
    <message>
        <source>Retry on %1</source>
        <translation>Retry on %1</translation>
    </message>
    <message>
        <source>Not repeated without a new plan, on %1</source>
        <translation>Not repeated without a new plan, on %1</translation>
    </message>
    <message>
        <source>Remove a node</source>
        <translation>Remove a node</translation>
    </message>
    <message>
        <source>Remove a cluster</source>
        <translation>Remove a cluster</translation>
    </message>
    <message>
        <source>Forget the node %1 of %2?</source>
        <translation>Forget the node %1 of %2?</translation>
    </message>
    <message>
        <source>Forget the cluster %1 with all its nodes?</source>
        <translation>Forget the cluster %1 with all its nodes?</translation>
    </message>
    <message>
        <source>Nothing is changed there. What this machine knows of it is forgotten, and the token is removed from the keychain.</source>
        <translation>Nothing is changed there. What this machine knows of it is forgotten, and the token is removed from the keychain.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Forget it</translation>
    </message>
    <message>
        <source>Nothing is tried again on %1.</source>
        <translation>Nothing is tried again on %1.</translation>
    </message>
    <message>
        <source>What it counts as dead is not among its last operations, which are told of here.</source>
        <translation>What it counts as dead is not among its last operations, which are told of here.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterDialogs</name>
    <message>
        <source>Undo a restore</source>
        <translation>Undo a restore</translation>
    </message>
    <message>
        <source>The restore of %1 was taken back.</source>
        <translation>The restore of %1 was taken back.</translation>
    </message>
    <message>
        <source>%1 is restored.</source>
        <translation>%1 is restored.</translation>
    </message>
    <message>
        <source>Fetch a snapshot of %1</source>
        <translation>Fetch a snapshot of %1</translation>
    </message>
    <message>
        <source>The undo of %1 was cancelled.</source>
        <translation>The undo of %1 was cancelled.</translation>
    </message>
    <message>
        <source>The restore of %1 was cancelled.</source>
        <translation>The restore of %1 was cancelled.</translation>
    </message>
    <message>
        <source>%1. The others stay as they were.</source>
        <translation>%1. The others stay as they were.</translation>
    </message>
    <message>
        <source>Keep the report of a restore</source>
        <translation>Keep the report of a restore</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterOverview</name>
    <message>
        <source>Could lose now (RPO)</source>
        <translation>Could lose now (RPO)</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>Last snapshot</source>
        <translation>Last snapshot</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operations</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>no node has told of a snapshot yet</source>
        <translation>no node has told of a snapshot yet</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>%1 · token: %2</source>
        <translation>%1 · token: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln to look at</numerusform>
            <numerusform>%Ln to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 healthy</source>
        <translation>%1 of %2 healthy</translation>
    </message>
    <message>
        <source>all that is known is fresh and fine</source>
        <translation>all that is known is fresh and fine</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>nothing could be restored</source>
        <translation>nothing could be restored</translation>
    </message>
    <message>
        <source>on %1, %2, %3</source>
        <translation>on %1, %2, %3</translation>
    </message>
    <message>
        <source>in flight on the nodes</source>
        <translation>in flight on the nodes</translation>
    </message>
    <message>
        <source>in flight on the nodes · %1</source>
        <translation>in flight on the nodes · %1</translation>
    </message>
    <message>
        <source>%1 of %2 on %3</source>
        <translation>%1 of %2 on %3</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>by %1</translation>
    </message>
    <message>
        <source>by the node’s policy</source>
        <translation>by the node’s policy</translation>
    </message>
    <message>
        <source>no node has told of its work yet</source>
        <translation>no node has told of its work yet</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>nothing was written yet</source>
        <translation>nothing was written yet</translation>
    </message>
    <message>
        <source>no snapshot of %1 as it is on %2 is verified</source>
        <translation>no snapshot of %1 as it is on %2 is verified</translation>
    </message>
    <message>
        <source>the newest verified snapshot, %1 on %2, holds everything</source>
        <translation>the newest verified snapshot, %1 on %2, holds everything</translation>
    </message>
    <message>
        <source>≤ %1</source>
        <translation>≤ %1</translation>
    </message>
    <message>
        <source>if anything was written since the newest verified snapshot, %1 on %2</source>
        <translation>if anything was written since the newest verified snapshot, %1 on %2</translation>
    </message>
    <message>
        <source>after the newest verified snapshot, %1 on %2</source>
        <translation>after the newest verified snapshot, %1 on %2</translation>
    </message>
    <message>
        <source>%1 after the newest verified snapshot, %2 on %3</source>
        <translation>%1 after the newest verified snapshot, %2 on %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>This cluster has no nodes</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Connect to one of its nodes.</translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%Ln pending</numerusform>
            <numerusform>%Ln pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dead</source>
        <translation>
            <numerusform>%Ln dead</numerusform>
            <numerusform>%Ln dead</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing was written yet where a node answers</source>
        <translation>nothing was written yet where a node answers</translation>
    </message>
    <message>
        <source>%1 last heard of %2</source>
        <translation>%1 last heard of %2</translation>
    </message>
    <message>
        <source>%1; until then the newest verified snapshot, %2 on %3, held everything</source>
        <translation>%1; until then the newest verified snapshot, %2 on %3, held everything</translation>
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
        <translation>no node answers</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not answer</source>
        <translation>
            <numerusform>%Ln node does not answer</numerusform>
            <numerusform>%Ln nodes do not answer</numerusform>
        </translation>
    </message>
    <message>
        <source>being read</source>
        <translation>being read</translation>
    </message>
    <message>
        <source>the nodes refuse the connection</source>
        <translation>the nodes refuse the connection</translation>
    </message>
    <message>
        <source>the nodes do not answer or refuse the connection</source>
        <translation>the nodes do not answer or refuse the connection</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes refuse the connection</source>
        <translation>
            <numerusform>%Ln node refuses the connection</numerusform>
            <numerusform>%Ln nodes refuse the connection</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ClusterRestoreDialog</name>
    <message>
        <source>Restore nodes of %1</source>
        <translation>Restore nodes of %1</translation>
    </message>
    <message>
        <source>Every node says itself what a restore would do to it. Nothing is touched before you begin; each keeps its old state, so that the restore can be taken back.</source>
        <translation>Every node says itself what a restore would do to it. Nothing is touched before you begin; each keeps its old state, so that the restore can be taken back.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Stop at the first failure: nodes not begun stay as they are</source>
        <translation>Stop at the first failure: nodes not begun stay as they are</translation>
    </message>
    <message>
        <source>Go back also where a node holds this content or newer</source>
        <translation>Go back also where a node holds this content or newer</translation>
    </message>
    <message>
        <source>Archive of this machine…</source>
        <translation>Archive of this machine…</translation>
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
        <translation>Nodes at &amp;once</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>Name of the cluster, to confirm</source>
        <translation>Name of the cluster, to confirm</translation>
    </message>
    <message>
        <source>Nodes at once</source>
        <translation>Nodes at once</translation>
    </message>
    <message>
        <source>No node holds a snapshot</source>
        <translation>No node holds a snapshot</translation>
    </message>
    <message>
        <source>Archive to restore</source>
        <translation>Archive to restore</translation>
    </message>
    <message>
        <source>Snapshot archives (*.snap.tar)</source>
        <translation>Snapshot archives (*.snap.tar)</translation>
    </message>
    <message>
        <source>%1, %2, taken %3 · %4 on this machine</source>
        <translation>%1, %2, taken %3 · %4 on this machine</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes, %1 to write, at most %2 at once</source>
        <translation>
            <numerusform>%Ln node, %1 to write, at most %2 at once</numerusform>
            <numerusform>%Ln nodes, %1 to write, at most %2 at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more once the archive is there</source>
        <translation>
            <numerusform>%Ln more once the archive is there</numerusform>
            <numerusform>%Ln more once the archive is there</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the nodes…</source>
        <translation>Asking the nodes…</translation>
    </message>
    <message>
        <source>No node takes part.</source>
        <translation>No node takes part.</translation>
    </message>
    <message>
        <source>Choose a snapshot.</source>
        <translation>Choose a snapshot.</translation>
    </message>
    <message numerus="yes">
        <source>This replaces the state of %n nodes. Type the cluster’s name, %1, to go on:</source>
        <translation>
            <numerusform>This replaces the state of %Ln node. Type the cluster’s name, %1, to go on:</numerusform>
            <numerusform>This replaces the state of %Ln nodes. Type the cluster’s name, %1, to go on:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n nodes</source>
        <translation>
            <numerusform>Restore %Ln node</numerusform>
            <numerusform>Restore %Ln nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetch it here for those that lack it</source>
        <translation>Fetch it here for those that lack it</translation>
    </message>
    <message>
        <source>Not chosen, and not reachable to be asked whether they share the log: %1.</source>
        <translation>Not chosen, and not reachable to be asked whether they share the log: %1.</translation>
    </message>
    <message>
        <source>Each of these nodes has a log of its own: let them go apart</source>
        <translation>Each of these nodes has a log of its own: let them go apart</translation>
    </message>
    <message numerus="yes">
        <source>%n of them hold it already, or newer</source>
        <translation>
            <numerusform>%Ln of them holds it already, or newer</numerusform>
            <numerusform>%Ln of them hold it already, or newer</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is replaced: every chosen node holds this content or newer.</source>
        <translation>Nothing is replaced: every chosen node holds this content or newer.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::CommandLine</name>
    <message>
        <source>The same from a shell</source>
        <translation>The same from a shell</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Copy command</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ConnectDialog</name>
    <message>
        <source>Connect to a cluster</source>
        <translation>Connect to a cluster</translation>
    </message>
    <message>
        <source>A cluster is a set of nodes under a name of your choice. Nothing is kept before the nodes have answered and you add them.</source>
        <translation>A cluster is a set of nodes under a name of your choice. Nothing is kept before the nodes have answered and you add them.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>orders</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>host, host:port or wss://host:port</source>
        <translation>host, host:port or wss://host:port</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>as “lifeboatd --init” or its administrator gave it</source>
        <translation>as “lifeboatd --init” or its administrator gave it</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>From a file…</translation>
    </message>
    <message>
        <source>C&amp;luster</source>
        <translation>C&amp;luster</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Node</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>Nodes, one “address [fingerprint]” a line</source>
        <translation>Nodes, one “address [fingerprint]” a line</translation>
    </message>
    <message>
        <source>%1 names no node.</source>
        <translation>%1 names no node.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes from %1; one token for all</source>
        <translation>
            <numerusform>%Ln node from %1</numerusform>
            <numerusform>%Ln nodes from %1; one token for all</numerusform>
        </translation>
    </message>
    <message>
        <source>The keychain of this session has not answered yet: try again in a moment.</source>
        <translation>The keychain of this session has not answered yet: try again in a moment.</translation>
    </message>
    <message>
        <source>A name has 1 to 64 characters and no slash.</source>
        <translation>A name has 1 to 64 characters and no slash.</translation>
    </message>
    <message>
        <source>This is not the address of a node: host, host:port or wss://host:port.</source>
        <translation>This is not the address of a node: host, host:port or wss://host:port.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not accept this token.</source>
        <translation>
            <numerusform>%Ln node does not accept this token.</numerusform>
            <numerusform>%Ln nodes do not accept this token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n nodes</source>
        <translation>
            <numerusform>Add %Ln node</numerusform>
            <numerusform>Add %Ln nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Line %1 of %2 names no node. Each line is “address [fingerprint]”; # begins a comment.</source>
        <translation>Line %1 of %2 names no node. Each line is “address [fingerprint]”; # begins a comment.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DialogFrame</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
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
        <translation>Result</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
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
        <translation>Assertions</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>passed</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 hold</source>
        <translation>%1 of %2 hold</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaos drill</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 lost</translation>
    </message>
    <message numerus="yes">
        <source>%n takeovers</source>
        <translation>
            <numerusform>%Ln takeover</numerusform>
            <numerusform>%Ln takeovers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DrillPage</name>
    <message>
        <source>Back in service in (RTO forecast)</source>
        <translation>Back in service in (RTO forecast)</translation>
    </message>
    <message>
        <source>No drill was run yet. The first one has no forecast; it makes one.</source>
        <translation>No drill was run yet. The first one has no forecast; it makes one.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>A drill restores the snapshot onto the embedded node in a directory of its own. Your data is not touched.</source>
        <translation>A drill restores the snapshot onto the embedded node in a directory of its own. Your data is not touched.</translation>
    </message>
    <message>
        <source>History of drills</source>
        <translation>History of drills</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>no earlier run to learn from</source>
        <translation>no earlier run to learn from</translation>
    </message>
    <message>
        <source>no snapshot chosen</source>
        <translation>no snapshot chosen</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2, from %n drills, for %3</source>
        <translation>
            <numerusform>%1 to %2, from %Ln drill, for %3</numerusform>
            <numerusform>%1 to %2, from %Ln drills, for %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Load plan</source>
        <translation>Load plan</translation>
    </message>
    <message>
        <source>Drill plans (*.toml)</source>
        <translation>Drill plans (*.toml)</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Save plan</translation>
    </message>
    <message>
        <source>Save the plan to run the same drill from a shell.</source>
        <translation>Save the plan to run the same drill from a shell.</translation>
    </message>
    <message>
        <source>Fetch a snapshot here first.</source>
        <translation>Fetch a snapshot here first.</translation>
    </message>
    <message>
        <source>%1 is a plan of losses on a practice cluster.</source>
        <translation>%1 is a plan of losses on a practice cluster.</translation>
    </message>
    <message>
        <source>Such plans run in a shell: %1</source>
        <translation>Such plans run in a shell: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::DrillRun</name>
    <message>
        <source>Drill: %1</source>
        <translation>Drill: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::EntryHealth</name>
    <message>
        <source>dated in the future, %1</source>
        <translation>dated in the future, %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>store not readable now</source>
        <translation>store not readable now</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::FetchDrill</name>
    <message>
        <source>Fetch %1 from %2</source>
        <translation>Fetch %1 from %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::GetDialog</name>
    <message>
        <source>Get %1</source>
        <translation>Get %1</translation>
    </message>
    <message>
        <source>It comes as a file of that name, which appears when it is whole and its digest agrees. Where an earlier get into the same directory was interrupted, it goes on.</source>
        <translation>It comes as a file of that name, which appears when it is whole and its digest agrees. Where an earlier get into the same directory was interrupted, it goes on.</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Get</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation>&amp;Directory</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::InterruptedRestores</name>
    <message>
        <source>Taken back: %1.</source>
        <translation>Taken back: %1.</translation>
    </message>
    <message>
        <source>Restored: %1.</source>
        <translation>Restored: %1.</translation>
    </message>
    <message>
        <source>Failed: %1.</source>
        <translation>Failed: %1.</translation>
    </message>
    <message>
        <source>Never begun: %1.</source>
        <translation>Never begun: %1.</translation>
    </message>
    <message>
        <source>Past restores… shows it; Try again goes on with the rest.</source>
        <translation>Past restores… shows it; Try again goes on with the rest.</translation>
    </message>
    <message>
        <source>Keep the report of a restore</source>
        <translation>Keep the report of a restore</translation>
    </message>
    <message>
        <source>Lifeboat was ended in the middle of an undo on %1.</source>
        <translation>Lifeboat was ended in the middle of an undo on %1.</translation>
    </message>
    <message>
        <source>Lifeboat was ended in the middle of a restore of %1.</source>
        <translation>Lifeboat was ended in the middle of a restore of %1.</translation>
    </message>
    <message>
        <source>Begun, end not known: %1.</source>
        <translation>Begun, end not known: %1.</translation>
    </message>
    <message>
        <source>Taken back, but not going on with the log: %1.</source>
        <translation>Taken back, but not going on with the log: %1.</translation>
    </message>
    <message>
        <source>Restored, but not going on with the log: %1.</source>
        <translation>Restored, but not going on with the log: %1.</translation>
    </message>
    <message>
        <source>Taken back, and changed by another since: %1.</source>
        <translation>Taken back, and changed by another since: %1.</translation>
    </message>
    <message>
        <source>Restored, and changed by another since: %1.</source>
        <translation>Restored, and changed by another since: %1.</translation>
    </message>
    <message>
        <source>Past restores… shows it.</source>
        <translation>Past restores… shows it.</translation>
    </message>
    <message>
        <source>Cancelled: %1.</source>
        <translation>Cancelled: %1.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::IntroductionRow</name>
    <message>
        <source>as administrator</source>
        <translation>as administrator</translation>
    </message>
    <message>
        <source>as operator</source>
        <translation>as operator</translation>
    </message>
    <message>
        <source>as viewer: may look, but not restore</source>
        <translation>as viewer: may look, but not restore</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>not tried</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>connecting…</translation>
    </message>
    <message>
        <source>certificate not known</source>
        <translation>certificate not known</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>not reachable</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>the same node once more</source>
        <translation>the same node once more</translation>
    </message>
    <message>
        <source>answers, %1</source>
        <translation>answers, %1</translation>
    </message>
    <message>
        <source>Not part of the cluster here. Tick it to connect with the same token.</source>
        <translation>Not part of the cluster here. Tick it to connect with the same token.</translation>
    </message>
    <message>
        <source>No authority that this machine trusts vouches for its certificate. Run “lifeboatd --fingerprint” on the node and compare every group:</source>
        <translation>No authority that this machine trusts vouches for its certificate. Run “lifeboatd --fingerprint” on the node and compare every group:</translation>
    </message>
    <message>
        <source>It shows another certificate than the one given: somebody may stand between. Accept it only if the node was given a new one and “lifeboatd --fingerprint” prints this there:</source>
        <translation>It shows another certificate than the one given: somebody may stand between. Accept it only if the node was given a new one and “lifeboatd --fingerprint” prints this there:</translation>
    </message>
    <message>
        <source>Check the address and that the node runs. Tick it to keep it for later.</source>
        <translation>Check the address and that the node runs. Tick it to keep it for later.</translation>
    </message>
    <message>
        <source>%1 was met under another address already.</source>
        <translation>%1 was met under another address already.</translation>
    </message>
    <message>
        <source>The fingerprint is the node’s own</source>
        <translation>The fingerprint is the node’s own</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>The fingerprint is %1’s own</source>
        <translation>The fingerprint is %1’s own</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>Try %1 again</translation>
    </message>
    <message>
        <source>To trust it all the same, run “lifeboatd --fingerprint” on the node and compare every group:</source>
        <translation>To trust it all the same, run “lifeboatd --fingerprint” on the node and compare every group:</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseCard</name>
    <message>
        <source>Publisher lease</source>
        <translation>Publisher lease</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>nobody</translation>
    </message>
    <message>
        <source>nobody has held it yet</source>
        <translation>nobody has held it yet</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>runs out in %1 unless renewed</source>
        <translation>runs out in %1 unless renewed</translation>
    </message>
    <message>
        <source>its heartbeat is late · runs out in %1</source>
        <translation>its heartbeat is late · runs out in %1</translation>
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
        <translation>Time</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeaseFace</name>
    <message>
        <source>given back</source>
        <translation>given back</translation>
    </message>
    <message>
        <source>at %1; nobody holds it</source>
        <translation>at %1; nobody holds it</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>told %1 ago: it was to run out at %2 unless renewed</source>
        <translation>told %1 ago: it was to run out at %2 unless renewed</translation>
    </message>
    <message>
        <source>ran out</source>
        <translation>ran out</translation>
    </message>
    <message>
        <source>%1 ago%2; nobody took it yet</source>
        <translation>%1 ago%2; nobody took it yet</translation>
    </message>
    <message>
        <source>held</source>
        <translation>held</translation>
    </message>
    <message>
        <source>unless renewed · lasts %1, heartbeat every %2</source>
        <translation>unless renewed · lasts %1, heartbeat every %2</translation>
    </message>
    <message>
        <source>not renewed yet</source>
        <translation>not renewed yet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln renewals, the last %1 ago</source>
        <translation>
            <numerusform>%Ln renewal, the last %1 ago</numerusform>
            <numerusform>%Ln renewals, the last %1 ago</numerusform>
        </translation>
    </message>
    <message>
        <source>the holder’s clock against the bucket’s</source>
        <translation>the holder’s clock against the bucket’s</translation>
    </message>
    <message>
        <source>%1’s against the bucket’s; %2’s is unknown</source>
        <translation>%1’s against the bucket’s; %2’s is unknown</translation>
    </message>
    <message>
        <source>this machine’s against the bucket’s; %1’s is unknown</source>
        <translation>this machine’s against the bucket’s; %1’s is unknown</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>not needed</translation>
    </message>
    <message>
        <source>since %1 ago%2; it is held only while a snapshot is taken</source>
        <translation>since %1 ago%2; it is held only while a snapshot is taken</translation>
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
        <translation>State</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Runs out in</source>
        <translation>Runs out in</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Renewals</source>
        <translation>Renewals</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::LeasesPage</name>
    <message>
        <source>Holder</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>Runs out in</source>
        <translation>Runs out in</translation>
    </message>
    <message>
        <source>Fencing token</source>
        <translation>Fencing token</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>Course of the leases</source>
        <translation>Course of the leases</translation>
    </message>
    <message>
        <source>What happened to the leases</source>
        <translation>What happened to the leases</translation>
    </message>
    <message>
        <source>No node has told of leases yet</source>
        <translation>No node has told of leases yet</translation>
    </message>
    <message>
        <source>The nodes are being asked.</source>
        <translation>The nodes are being asked.</translation>
    </message>
    <message>
        <source>These nodes share no leases</source>
        <translation>These nodes share no leases</translation>
    </message>
    <message>
        <source>The leases were never reached</source>
        <translation>The leases were never reached</translation>
    </message>
    <message>
        <source>Nobody has held a lease yet</source>
        <translation>Nobody has held a lease yet</translation>
    </message>
    <message>
        <source>The first node that publishes takes one within seconds of its start.</source>
        <translation>The first node that publishes takes one within seconds of its start.</translation>
    </message>
    <message>
        <source>held it from %1</source>
        <translation>held it from %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>since %1</translation>
    </message>
    <message>
        <source>Step down from %1</source>
        <translation>Step down from %1</translation>
    </message>
    <message>
        <source>The lease bucket has not answered yet</source>
        <translation>The lease bucket has not answered yet</translation>
    </message>
    <message>
        <source>It is being asked.</source>
        <translation>It is being asked.</translation>
    </message>
    <message>
        <source>Straight from NATS leases are only looked at. A holder steps down when a node asks it to: connect to its cluster for that.</source>
        <translation>Straight from NATS leases are only looked at. A holder steps down when a node asks it to: connect to its cluster for that.</translation>
    </message>
    <message>
        <source>There is no such lease bucket</source>
        <translation>There is no such lease bucket</translation>
    </message>
    <message>
        <source>Nodes make theirs when they first share leases. Check its name.</source>
        <translation>Nodes make theirs when they first share leases. Check its name.</translation>
    </message>
    <message>
        <source>Nodes that share a directory or a NATS server agree on who publishes snapshots. Make them with
lifeboatd --init DIR --share SHARED
or, on several machines,
lifeboatd --init DIR --nats URL
Nodes of a practice cluster share them too.</source>
        <translation>Nodes that share a directory or a NATS server agree on who publishes snapshots. Make them with
lifeboatd --init DIR --share SHARED
or, on several machines,
lifeboatd --init DIR --nats URL
Nodes of a practice cluster share them too.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::MainWindow</name>
    <message>
        <source>%1 is restored.</source>
        <translation>%1 is restored.</translation>
    </message>
    <message>
        <source>The old state stays as %1 until you remove it.</source>
        <translation>The old state stays as %1 until you remove it.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>About Lifeboat</source>
        <translation>About Lifeboat</translation>
    </message>
    <message>
        <source>Lifeboat %1
Snapshots, restores and recovery drills.

GNU General Public License, version 3 or later.</source>
        <translation>Lifeboat %1
Snapshots, restores and recovery drills.

GNU General Public License, version 3 or later.</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>Sample drill</source>
        <translation>Sample drill</translation>
    </message>
    <message>
        <source>The sample’s snapshot was taken of a database at rest.</source>
        <translation>The sample’s snapshot was taken of a database at rest.</translation>
    </message>
    <message>
        <source>lifeboatctl, whose second process would have written to it meanwhile, was not found beside lifeboat.</source>
        <translation>lifeboatctl, whose second process would have written to it meanwhile, was not found beside lifeboat.</translation>
    </message>
    <message>
        <source>Open database</source>
        <translation>Open database</translation>
    </message>
    <message>
        <source>SQLite databases (*.db *.sqlite *.sqlite3 *.db3)</source>
        <translation>SQLite databases (*.db *.sqlite *.sqlite3 *.db3)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Open snapshot store</source>
        <translation>Open snapshot store</translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation>There is no report yet.</translation>
    </message>
    <message>
        <source>Run a drill first.</source>
        <translation>Run a drill first.</translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation>No browser could be started.</translation>
    </message>
    <message>
        <source>The report is here: %1</source>
        <translation>The report is here: %1</translation>
    </message>
    <message>
        <source>Quit Lifeboat</source>
        <translation>Quit Lifeboat</translation>
    </message>
    <message numerus="yes">
        <source>%n operations are running.</source>
        <translation>
            <numerusform>%Ln operation is running.</numerusform>
            <numerusform>%Ln operations are running.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Keep running</translation>
    </message>
    <message>
        <source>Cancel them and quit</source>
        <translation>Cancel them and quit</translation>
    </message>
    <message>
        <source>SQLite’s check found in it, as in the database it was taken of: %1</source>
        <translation>SQLite’s check found in it, as in the database it was taken of: %1</translation>
    </message>
    <message>
        <source>Quitting ends the practice cluster and removes it.</source>
        <translation>Quitting ends the practice cluster and removes it.</translation>
    </message>
    <message>
        <source>The practice cluster is running.</source>
        <translation>The practice cluster is running.</translation>
    </message>
    <message>
        <source>End it and quit</source>
        <translation>End it and quit</translation>
    </message>
    <message>
        <source>Quitting cancels it. What is half done is undone.</source>
        <translation>Quitting cancels it. What is half done is undone.</translation>
    </message>
    <message>
        <source>Quitting cancels them. What is half done is undone.</source>
        <translation>Quitting cancels them. What is half done is undone.</translation>
    </message>
    <message>
        <source>Cancel it and quit</source>
        <translation>Cancel it and quit</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ManifestDialog</name>
    <message>
        <source>Snapshot of %1</source>
        <translation>Snapshot of %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Damage</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 on %2</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>index %1 of history %2</source>
        <translation>index %1 of history %2</translation>
    </message>
    <message>
        <source>none: a database without a log</source>
        <translation>none: a database without a log</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>%1, from %2 (%3)</source>
        <translation>%1, from %2 (%3)</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows in %n tables</source>
        <translation>
            <numerusform>%1 rows in %Ln table</numerusform>
            <numerusform>%1 rows in %Ln tables</numerusform>
        </translation>
    </message>
    <message>
        <source>Content digest</source>
        <translation>Content digest</translation>
    </message>
    <message>
        <source>The manifest as it stands in the archive</source>
        <translation>The manifest as it stands in the archive</translation>
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
        <translation>Failed</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeAlarm</name>
    <message>
        <source>Not reachable: %1</source>
        <translation>Not reachable: %1</translation>
    </message>
    <message>
        <source>A state cannot be worked with: %1</source>
        <translation>A state cannot be worked with: %1</translation>
    </message>
    <message>
        <source>No snapshot yet: %1</source>
        <translation>No snapshot yet: %1</translation>
    </message>
    <message>
        <source>Newest snapshot damaged: %1</source>
        <translation>Newest snapshot damaged: %1</translation>
    </message>
    <message>
        <source>Newest snapshot never verified: %1</source>
        <translation>Newest snapshot never verified: %1</translation>
    </message>
    <message>
        <source>Newest snapshot too old: %1</source>
        <translation>Newest snapshot too old: %1</translation>
    </message>
    <message>
        <source>Behind the log: %1</source>
        <translation>Behind the log: %1</translation>
    </message>
    <message>
        <source>Clock differs: %1</source>
        <translation>Clock differs: %1</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Reconnect</translation>
    </message>
    <message>
        <source>Take snapshot…</source>
        <translation>Take snapshot…</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Verify now</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>%1 (%2 entries)</source>
        <translation>%1 (%2 entries)</translation>
    </message>
    <message>
        <source>%1 (by %2)</source>
        <translation>%1 (by %2)</translation>
    </message>
    <message>
        <source>Last heard of %1.</source>
        <translation>Last heard of %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Their operations say why.</source>
        <translation>Their operations say why.</translation>
    </message>
    <message>
        <source>What is in that state would be lost with the node.</source>
        <translation>What is in that state would be lost with the node.</translation>
    </message>
    <message>
        <source>It cannot be restored: take a new one.</source>
        <translation>It cannot be restored: take a new one.</translation>
    </message>
    <message>
        <source>Nobody knows yet whether it can be restored.</source>
        <translation>Nobody knows yet whether it can be restored.</translation>
    </message>
    <message>
        <source>Three intervals of the node’s policy have passed without a new one.</source>
        <translation>Three intervals of the node’s policy have passed without a new one.</translation>
    </message>
    <message>
        <source>If it does not catch up, restore it from another node’s snapshot.</source>
        <translation>If it does not catch up, restore it from another node’s snapshot.</translation>
    </message>
    <message>
        <source>Times and ages told by it are off by as much: look at its time service.</source>
        <translation>Times and ages told by it are off by as much: look at its time service.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message>
        <source>Not published as it should be: %1</source>
        <translation>Not published as it should be: %1</translation>
    </message>
    <message>
        <source>Dead operations: %1</source>
        <translation>Dead operations: %1</translation>
    </message>
    <message>
        <source>They are not among its last operations, which are told of here.</source>
        <translation>They are not among its last operations, which are told of here.</translation>
    </message>
    <message>
        <source>First snapshot due: %1</source>
        <translation>First snapshot due: %1</translation>
    </message>
    <message>
        <source>The history of leases cannot be written: %1</source>
        <translation>The history of leases cannot be written: %1</translation>
    </message>
    <message>
        <source>Node map cannot be read: %1</source>
        <translation>Node map cannot be read: %1</translation>
    </message>
    <message>
        <source>It begins nothing, and says of nothing that it is over.</source>
        <translation>It begins nothing, and says of nothing that it is over.</translation>
    </message>
    <message>
        <source>Operations cannot be recorded: %1</source>
        <translation>Operations cannot be recorded: %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Refused: %1</translation>
    </message>
    <message>
        <source>Being restored: %1</source>
        <translation>Being restored: %1</translation>
    </message>
    <message>
        <source>Lag not known: %1</source>
        <translation>Lag not known: %1</translation>
    </message>
    <message>
        <source>Token refused: %1</source>
        <translation>Token refused: %1</translation>
    </message>
    <message>
        <source>Certificate not trusted: %1</source>
        <translation>Certificate not trusted: %1</translation>
    </message>
    <message>
        <source>Token not at hand: %1</source>
        <translation>Token not at hand: %1</translation>
    </message>
    <message>
        <source>The log does not answer there, or goes on in another history.</source>
        <translation>The log does not answer there, or goes on in another history.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeFace</name>
    <message>
        <source>No snapshot yet</source>
        <translation>No snapshot yet</translation>
    </message>
    <message>
        <source>Last snapshot %1</source>
        <translation>Last snapshot %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>not verified</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>Last snapshot %1 · %2</source>
        <translation>Last snapshot %1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message>
        <source>Applied index</source>
        <translation>Applied index</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>connecting…</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>lag %1</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln to look at</numerusform>
            <numerusform>%Ln to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%Ln healthy</numerusform>
            <numerusform>%Ln healthy</numerusform>
        </translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>as of %1</translation>
    </message>
    <message>
        <source>managed</source>
        <translation>managed</translation>
    </message>
    <message>
        <source>database</source>
        <translation>database</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>no nodes</source>
        <translation>no nodes</translation>
    </message>
    <message>
        <source>Snapshots are taken by %1, last %2</source>
        <translation>Snapshots are taken by %1, last %2</translation>
    </message>
    <message>
        <source>Snapshots are taken by %1</source>
        <translation>Snapshots are taken by %1</translation>
    </message>
    <message>
        <source>None here yet; the cluster has one published</source>
        <translation>None here yet; the cluster has one published</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeModel</name>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeOperations</name>
    <message>
        <source>%1 on %2</source>
        <extracomment>what is done, the node&apos;s name</extracomment>
        <translation>%1 on %2</translation>
    </message>
    <message>
        <source>Cancel on %1</source>
        <translation>Cancel on %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::NodeRestoreModel</name>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · %2 left</translation>
    </message>
    <message>
        <source>%1 was left as it is: another node failed first, or the restore was cancelled.</source>
        <translation>%1 was left as it is: another node failed first, or the restore was cancelled.</translation>
    </message>
    <message>
        <source>Whether it finished is not known: look at the node before you try again.</source>
        <translation>Whether it finished is not known: look at the node before you try again.</translation>
    </message>
    <message>
        <source>The node is as it was.</source>
        <translation>The node is as it was.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>%1 written</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>%1 cannot be reached. It had done %2 %, and may go on there: it is followed again once it answers.</source>
        <translation>%1 cannot be reached. It had done %2 %, and may go on there: it is followed again once it answers.</translation>
    </message>
    <message>
        <source>at index %1</source>
        <translation>at index %1</translation>
    </message>
    <message>
        <source>%1 was never begun: Lifeboat was ended before that.</source>
        <translation>%1 was never begun: Lifeboat was ended before that.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OperationTile</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>cancelling…</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Cancel: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OperationsBar</name>
    <message>
        <source>Nothing is running</source>
        <translation>Nothing is running</translation>
    </message>
    <message>
        <source>Running operations</source>
        <translation>Running operations</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::OverviewPage</name>
    <message>
        <source>Could lose now (RPO)</source>
        <translation>Could lose now (RPO)</translation>
    </message>
    <message>
        <source>Back in service in (RTO forecast)</source>
        <translation>Back in service in (RTO forecast)</translation>
    </message>
    <message>
        <source>Last drill</source>
        <translation>Last drill</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>no snapshot is proven restorable yet: run a drill</source>
        <translation>no snapshot is proven restorable yet: run a drill</translation>
    </message>
    <message>
        <source>since the newest snapshot proven restorable, %1</source>
        <translation>since the newest snapshot proven restorable, %1</translation>
    </message>
    <message>
        <source>no earlier drill to learn from</source>
        <translation>no earlier drill to learn from</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>a snapshot that was never restored is a hope</source>
        <translation>a snapshot that was never restored is a hope</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>passed</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>%1, RTO %2</source>
        <translation>%1, RTO %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not verified lately</source>
        <translation>
            <numerusform>%Ln not verified lately</numerusform>
            <numerusform>%Ln not verified lately</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%Ln damaged</numerusform>
            <numerusform>%Ln damaged</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no snapshot yet.</source>
        <translation>There is no snapshot yet.</translation>
    </message>
    <message>
        <source>Everything would be lost.</source>
        <translation>Everything would be lost.</translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots are damaged.</source>
        <translation>
            <numerusform>%Ln snapshot is damaged.</numerusform>
            <numerusform>%Ln snapshots are damaged.</numerusform>
        </translation>
    </message>
    <message>
        <source>They cannot be restored. Look at them, and take a new snapshot.</source>
        <translation>They cannot be restored. Look at them, and take a new snapshot.</translation>
    </message>
    <message>
        <source>The last drill failed.</source>
        <translation>The last drill failed.</translation>
    </message>
    <message>
        <source>Its report says which stage or assertion, and why.</source>
        <translation>Its report says which stage or assertion, and why.</translation>
    </message>
    <message>
        <source>The newest snapshot is not proven restorable.</source>
        <translation>The newest snapshot is not proven restorable.</translation>
    </message>
    <message>
        <source>A drill restores it onto the embedded node and says how long it takes.</source>
        <translation>A drill restores it onto the embedded node and says how long it takes.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Snapshot of %1, %2</source>
        <translation>Snapshot of %1, %2</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Snapshot %1</translation>
    </message>
    <message>
        <source>Drill: %1</source>
        <translation>Drill: %1</translation>
    </message>
    <message>
        <source>passed in %1</source>
        <translation>passed in %1</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaos drill</translation>
    </message>
    <message>
        <source>Chaos drill: %1</source>
        <translation>Chaos drill: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message>
        <source>being read</source>
        <translation>being read</translation>
    </message>
    <message>
        <source>no snapshot to restore yet</source>
        <translation>no snapshot to restore yet</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2, from %n drills, for %3</source>
        <translation>
            <numerusform>%1 to %2, from %Ln drill, for %3</numerusform>
            <numerusform>%1 to %2, from %Ln drills, for %3</numerusform>
        </translation>
    </message>
    <message>
        <source>since the newest snapshot proven restorable, %1; its store is not open here</source>
        <translation>since the newest snapshot proven restorable, %1; its store is not open here</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PastRestoresDialog</name>
    <message>
        <source>Past restores</source>
        <translation>Past restores</translation>
    </message>
    <message>
        <source>Past restores of %1</source>
        <translation>Past restores of %1</translation>
    </message>
    <message>
        <source>Restores and undos of nodes that were run from this machine, newest first.</source>
        <translation>Restores and undos of nodes that were run from this machine, newest first.</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>Show report</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>None was run from this machine yet.</source>
        <translation>None was run from this machine yet.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PathField</name>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Browse: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PlaceList</name>
    <message>
        <source>Places</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>LOCAL</source>
        <translation>LOCAL</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>This machine</translation>
    </message>
    <message>
        <source>DATABASES</source>
        <translation>DATABASES</translation>
    </message>
    <message>
        <source>STORES</source>
        <translation>STORES</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>not reachable</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>CLUSTERS</source>
        <translation>CLUSTERS</translation>
    </message>
    <message>
        <source>Practice cluster on this machine</source>
        <translation>Practice cluster on this machine</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PlanForm</name>
    <message>
        <source>Nothing beyond integrity is asserted about the data.</source>
        <translation>Nothing beyond integrity is asserted about the data.</translation>
    </message>
    <message>
        <source>Quick: every page and row</source>
        <translation>Quick: every page and row</translation>
    </message>
    <message>
        <source>Full: indexes match their tables too</source>
        <translation>Full: indexes match their tables too</translation>
    </message>
    <message>
        <source>no limit, or 10s, 2min</source>
        <translation>no limit, or 10s, 2min</translation>
    </message>
    <message>
        <source>no limit, or 15min, 1d</source>
        <translation>no limit, or 15min, 1d</translation>
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
        <translation>&amp;Integrity</translation>
    </message>
    <message>
        <source>RTO a&amp;t most</source>
        <translation>RTO a&amp;t most</translation>
    </message>
    <message>
        <source>RPO at m&amp;ost</source>
        <translation>RPO at m&amp;ost</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Newest intact in %1</source>
        <translation>Newest intact in %1</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>There is no snapshot to restore.</source>
        <translation>There is no snapshot to restore.</translation>
    </message>
    <message>
        <source>The RTO limit is not a duration like 10s or 2min.</source>
        <translation>The RTO limit is not a duration like 10s or 2min.</translation>
    </message>
    <message>
        <source>The RPO limit is not a duration like 15min or 1d.</source>
        <translation>The RPO limit is not a duration like 15min or 1d.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Practice</name>
    <message>
        <source>End what is left of a practice cluster</source>
        <translation>End what is left of a practice cluster</translation>
    </message>
    <message>
        <source>Start the practice cluster</source>
        <translation>Start the practice cluster</translation>
    </message>
    <message>
        <source>Kill the leader</source>
        <translation>Kill the leader</translation>
    </message>
    <message>
        <source>Freeze the leader</source>
        <translation>Freeze the leader</translation>
    </message>
    <message>
        <source>Cut the leader off</source>
        <translation>Cut the leader off</translation>
    </message>
    <message>
        <source>Heal the practice cluster</source>
        <translation>Heal the practice cluster</translation>
    </message>
    <message>
        <source>Stop the practice cluster</source>
        <translation>Stop the practice cluster</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaos drill</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::PracticeBar</name>
    <message>
        <source>All was well already.</source>
        <translation>All was well already.</translation>
    </message>
    <message>
        <source>Healed: %1</source>
        <translation>Healed: %1</translation>
    </message>
    <message>
        <source>Chaos drill: %1</source>
        <translation>Chaos drill: %1</translation>
    </message>
    <message>
        <source>Practice cluster</source>
        <translation>Practice cluster</translation>
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
        <translation>What was left of a practice cluster is gone.</translation>
    </message>
    <message>
        <source>The program that had started it came to its end without stopping it.</source>
        <translation>The program that had started it came to its end without stopping it.</translation>
    </message>
    <message>
        <source>Chaos drill</source>
        <translation>Chaos drill</translation>
    </message>
    <message>
        <source>The nodes share files: there is no network between them to cut. With a nats-server installed there is.</source>
        <translation>The nodes share files: there is no network between them to cut. With a nats-server installed there is.</translation>
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
        <translation>Put a file into %1</translation>
    </message>
    <message>
        <source>It is there when it is whole, and stays as it is: a name is used once. The file stays here too.</source>
        <translation>It is there when it is whole, and stays as it is: a name is used once. The file stays here too.</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>Put</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Snapshot of this machine</source>
        <translation>Snapshot of this machine</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Another file</translation>
    </message>
    <message>
        <source>Name in the store</source>
        <translation>Name in the store</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>There is an object of that name. It stays: choose another name.</source>
        <translation>There is an object of that name. It stays: choose another name.</translation>
    </message>
    <message>
        <source>A name has 1 to 255 letters, digits, dots, - and _, and does not begin with a dot.</source>
        <translation>A name has 1 to 255 letters, digits, dots, - and _, and does not begin with a dot.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RecentList</name>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Nothing has happened yet.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RecoveryCard</name>
    <message>
        <source>Drill it here</source>
        <translation>Drill it here</translation>
    </message>
    <message>
        <source>A recovery would start from %1 of %2, kept on %3</source>
        <translation>A recovery would start from %1 of %2, kept on %3</translation>
    </message>
    <message>
        <source>taken %1</source>
        <translation>taken %1</translation>
    </message>
    <message>
        <source>drilled here %1, passed</source>
        <translation>drilled here %1, passed</translation>
    </message>
    <message>
        <source>drilled here %1, failed</source>
        <translation>drilled here %1, failed</translation>
    </message>
    <message>
        <source>not drilled here yet</source>
        <translation>not drilled here yet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::ReportView</name>
    <message>
        <source>RTO measured</source>
        <translation>RTO measured</translation>
    </message>
    <message>
        <source>RPO proven</source>
        <translation>RPO proven</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>Assertions</translation>
    </message>
    <message>
        <source>Drill report</source>
        <translation>Drill report</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Run again</translation>
    </message>
    <message>
        <source>All drills</source>
        <translation>All drills</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message numerus="yes">
        <source>RTO over %n drills, band: forecast</source>
        <translation>
            <numerusform>RTO over %Ln drill, band: forecast</numerusform>
            <numerusform>RTO over %Ln drills, band: forecast</numerusform>
        </translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 · %2 · on %3</source>
        <translation>%1 · %2 · on %3</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>forecast %1 (%2 to %3)</source>
        <translation>forecast %1 (%2 to %3)</translation>
    </message>
    <message>
        <source>no forecast: no earlier run</source>
        <translation>no forecast: no earlier run</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limit %1</translation>
    </message>
    <message>
        <source>from the snapshot to the drill</source>
        <translation>from the snapshot to the drill</translation>
    </message>
    <message>
        <source>%1 · peak memory %2</source>
        <translation>%1 · peak memory %2</translation>
    </message>
    <message>
        <source>nothing was written</source>
        <translation>nothing was written</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>the drill did not get there</source>
        <translation>the drill did not get there</translation>
    </message>
    <message>
        <source>all hold</source>
        <translation>all hold</translation>
    </message>
    <message numerus="yes">
        <source>%n do not hold</source>
        <translation>
            <numerusform>%Ln does not hold</numerusform>
            <numerusform>%Ln do not hold</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, every member</source>
        <translation>%1, every member</translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n threads</source>
        <translation>
            <numerusform>%1 with %Ln thread</numerusform>
            <numerusform>%1 with %Ln threads</numerusform>
        </translation>
    </message>
    <message>
        <source>embedded, own directory</source>
        <translation>embedded, own directory</translation>
    </message>
    <message>
        <source>%1 of %2 hold</source>
        <translation>%1 of %2 hold</translation>
    </message>
    <message>
        <source>the snapshot is dated ahead of this clock</source>
        <translation>the snapshot is dated ahead of this clock</translation>
    </message>
    <message>
        <source>the snapshot did not come back</source>
        <translation>the snapshot did not come back</translation>
    </message>
    <message>
        <source> · of node %1</source>
        <translation> · of node %1</translation>
    </message>
    <message>
        <source> · of node %1 of %2</source>
        <translation> · of node %1 of %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestoreDialog</name>
    <message>
        <source>%1, %2, taken %3</source>
        <translation>%1, %2, taken %3</translation>
    </message>
    <message>
        <source>Restore a snapshot</source>
        <translation>Restore a snapshot</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Restore to</source>
        <translation>Restore to</translation>
    </message>
    <message>
        <source>Restore even if the target holds this content or newer</source>
        <translation>Restore even if the target holds this content or newer</translation>
    </message>
    <message>
        <source>Full integrity check: also that indexes match their tables</source>
        <translation>Full integrity check: also that indexes match their tables</translation>
    </message>
    <message>
        <source>Restore &amp;to</source>
        <translation>Restore &amp;to</translation>
    </message>
    <message>
        <source>Name of the target, to confirm</source>
        <translation>Name of the target, to confirm</translation>
    </message>
    <message>
        <source>Looking at the target…</source>
        <translation>Looking at the target…</translation>
    </message>
    <message>
        <source>This cannot be restored there</source>
        <translation>This cannot be restored there</translation>
    </message>
    <message>
        <source>Writes %1.</source>
        <translation>Writes %1.</translation>
    </message>
    <message>
        <source>A new history begins: the target was further along in the same one.</source>
        <translation>A new history begins: the target was further along in the same one.</translation>
    </message>
    <message>
        <source>Open now by %1. It must be closed there before it can be replaced.</source>
        <translation>Open now by %1. It must be closed there before it can be replaced.</translation>
    </message>
    <message>
        <source>This replaces %1 (%2). The old state stays beside it as %1.previous. Type its name to go on:</source>
        <translation>This replaces %1 (%2). The old state stays beside it as %1.previous. Type its name to go on:</translation>
    </message>
    <message>
        <source>What is kept as %1.previous now is removed.</source>
        <translation>What is kept as %1.previous now is removed.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestorePlanModel</name>
    <message>
        <source>lacks the snapshot</source>
        <translation>lacks the snapshot</translation>
    </message>
    <message>
        <source>cannot be planned</source>
        <translation>cannot be planned</translation>
    </message>
    <message>
        <source>gets the archive first</source>
        <translation>gets the archive first</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>asking…</translation>
    </message>
    <message>
        <source>skip: holds it already</source>
        <translation>skip: holds it already</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>replace</translation>
    </message>
    <message>
        <source>write anew</source>
        <translation>write anew</translation>
    </message>
    <message>
        <source>%1 does not hold this snapshot. Fetch it from a node that does, then restore from that archive: it is sent to nodes that lack it.</source>
        <translation>%1 does not hold this snapshot. Fetch it from a node that does, then restore from that archive: it is sent to nodes that lack it.</translation>
    </message>
    <message>
        <source>%1 does not hold this snapshot: the archive is sent there, then the node plans.</source>
        <translation>%1 does not hold this snapshot: the archive is sent there, then the node plans.</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Writes</translation>
    </message>
    <message>
        <source>Loses</source>
        <translation>Loses</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>not known yet</translation>
    </message>
    <message>
        <source>To go back to the snapshot all the same, tick “Go back also where a node holds this content or newer”.</source>
        <translation>To go back to the snapshot all the same, tick “Go back also where a node holds this content or newer”.</translation>
    </message>
    <message>
        <source>What it loses is known then: it tells no position to compare.</source>
        <translation>What it loses is known then: it tells no position to compare.</translation>
    </message>
    <message numerus="yes">
        <source>skip: %n entries ahead of it</source>
        <translation>
            <numerusform>skip: %Ln entry ahead of it</numerusform>
            <numerusform>skip: %Ln entries ahead of it</numerusform>
        </translation>
    </message>
    <message>
        <source>gets the archive, then skip</source>
        <translation>gets the archive, then skip</translation>
    </message>
    <message>
        <source>gets the archive, then replace</source>
        <translation>gets the archive, then replace</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RestoreRunDialog</name>
    <message>
        <source>Cancel restore</source>
        <translation>Cancel restore</translation>
    </message>
    <message>
        <source>Undo on all…</source>
        <translation>Undo on all…</translation>
    </message>
    <message>
        <source>Retry the failed</source>
        <translation>Retry the failed</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Save report…</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>All nodes</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>Closing this window stops nothing: the nodes finish what they began, and it stays among the running operations.</source>
        <translation>Closing this window stops nothing: the nodes finish what they began, and it stays among the running operations.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Cancelling…</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes done · %2</source>
        <translation>
            <numerusform>%1 of %Ln node done · %2</numerusform>
            <numerusform>%1 of %Ln nodes done · %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel undo</source>
        <translation>Cancel undo</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Save report</translation>
    </message>
    <message>
        <source>Reports (*.json)</source>
        <translation>Reports (*.json)</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>The report is in %1.</translation>
    </message>
    <message>
        <source>Ended %1. Its report stays among the past restores.</source>
        <translation>Ended %1. Its report stays among the past restores.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RowsRow</name>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>table</source>
        <translation>table</translation>
    </message>
    <message>
        <source>Smallest number of rows</source>
        <translation>Smallest number of rows</translation>
    </message>
    <message>
        <source>rows in</source>
        <translation>rows in</translation>
    </message>
    <message>
        <source>Remove this row count</source>
        <translation>Remove this row count</translation>
    </message>
    <message>
        <source>A row count names no table.</source>
        <translation>A row count names no table.</translation>
    </message>
    <message>
        <source>A number of rows is not a whole number.</source>
        <translation>A number of rows is not a whole number.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RunView</name>
    <message>
        <source>Progress of the drill</source>
        <translation>Progress of the drill</translation>
    </message>
    <message>
        <source>Cancel drill</source>
        <translation>Cancel drill</translation>
    </message>
    <message>
        <source>Rehearsing: %1</source>
        <translation>Rehearsing: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::RunningRestore</name>
    <message numerus="yes">
        <source>Undo the restore of %1 on %n nodes</source>
        <translation>
            <numerusform>Undo the restore of %1 on %Ln node</numerusform>
            <numerusform>Undo the restore of %1 on %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %1 on %n nodes</source>
        <translation>
            <numerusform>Restore %1 on %Ln node</numerusform>
            <numerusform>Restore %1 on %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %n nodes</source>
        <translation>
            <numerusform>Taken back on %Ln node</numerusform>
            <numerusform>Taken back on %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %1 of %n nodes</source>
        <translation>
            <numerusform>Taken back on %1 of %Ln node</numerusform>
            <numerusform>Taken back on %1 of %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %n nodes</source>
        <translation>
            <numerusform>Restored on %Ln node</numerusform>
            <numerusform>Restored on %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %1 of %n nodes</source>
        <translation>
            <numerusform>Restored on %1 of %Ln node</numerusform>
            <numerusform>Restored on %1 of %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored on %n nodes, but to different histories</source>
        <translation>
            <numerusform>Restored on %Ln node, but to different histories</numerusform>
            <numerusform>Restored on %Ln nodes, but to different histories</numerusform>
        </translation>
    </message>
    <message>
        <source>These nodes cannot go on together: what one of them writes the others do not get. Restore all of them from one snapshot, also where a node holds this content or newer.</source>
        <translation>These nodes cannot go on together: what one of them writes the others do not get. Restore all of them from one snapshot, also where a node holds this content or newer.</translation>
    </message>
    <message numerus="yes">
        <source>Taken back on %n nodes, but to different histories</source>
        <translation>
            <numerusform>Taken back on %Ln node, but to different histories</numerusform>
            <numerusform>Taken back on %Ln nodes, but to different histories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SampleTour</name>
    <message>
        <source>Make sample data</source>
        <translation>Make sample data</translation>
    </message>
    <message>
        <source>Snapshot of the sample</source>
        <translation>Snapshot of the sample</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Screenshot</name>
    <message>
        <source>There is no drill report to show.</source>
        <translation>There is no drill report to show.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 could not be written.</translation>
    </message>
    <message>
        <source>There is no cluster %1.</source>
        <translation>There is no cluster %1.</translation>
    </message>
    <message>
        <source>There is no node %1 in %2.</source>
        <translation>There is no node %1 in %2.</translation>
    </message>
    <message>
        <source>There is no store %1.</source>
        <translation>There is no store %1.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotCommands</name>
    <message>
        <source>Snapshot of %1</source>
        <translation>Snapshot of %1</translation>
    </message>
    <message>
        <source>Verify %1</source>
        <translation>Verify %1</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Restore %1</translation>
    </message>
    <message>
        <source>After the restore of %1</source>
        <translation>After the restore of %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotModel</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Index or content</source>
        <translation>Index or content</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Ratio</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: column title, then the cell&apos;s text.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>pinned</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>%1 · now</source>
        <extracomment>The history a snapshot is of, where its node&apos;s state is of the same one now.</extracomment>
        <translation>%1 · now</translation>
    </message>
    <message>
        <source>%1 is of this history now.</source>
        <translation>%1 is of this history now.</translation>
    </message>
    <message>
        <source>%1 is of another one now, %2.</source>
        <translation>%1 is of another one now, %2.</translation>
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
        <translation>on all nodes</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>on %1</translation>
    </message>
    <message numerus="yes">
        <source>on %n nodes</source>
        <translation>
            <numerusform>on %Ln node</numerusform>
            <numerusform>on %Ln nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, taken %2 · %3 · %4</source>
        <translation>%1, taken %2 · %3 · %4</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SnapshotsPage</name>
    <message>
        <source>Filter by database, index, state…</source>
        <translation>Filter by database, index, state…</translation>
    </message>
    <message>
        <source>Filter snapshots</source>
        <translation>Filter snapshots</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots</source>
        <translation>
            <numerusform>%Ln snapshot</numerusform>
            <numerusform>%Ln snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n snapshots</source>
        <translation>
            <numerusform>%1 of %Ln snapshot</numerusform>
            <numerusform>%1 of %Ln snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the snapshots…</source>
        <translation>Reading the snapshots…</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nothing is open</translation>
    </message>
    <message>
        <source>Open a database or a directory with snapshots.</source>
        <translation>Open a database or a directory with snapshots.</translation>
    </message>
    <message>
        <source>No snapshots yet</source>
        <translation>No snapshots yet</translation>
    </message>
    <message>
        <source>Take the first one: the database may stay in use while it is read.</source>
        <translation>Take the first one: the database may stay in use while it is read.</translation>
    </message>
    <message>
        <source>Filter by node, index, state…</source>
        <translation>Filter by node, index, state…</translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>This cluster has no nodes</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Connect to one of its nodes.</translation>
    </message>
    <message>
        <source>Take the first one: the nodes go on working while it is read.</source>
        <translation>Take the first one: the nodes go on working while it is read.</translation>
    </message>
    <message>
        <source>No node can be reached</source>
        <translation>No node can be reached</translation>
    </message>
    <message>
        <source>Connecting to the nodes…</source>
        <translation>Connecting to the nodes…</translation>
    </message>
    <message>
        <source>The nodes refuse the connection</source>
        <translation>The nodes refuse the connection</translation>
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
        <translation>Query</translation>
    </message>
    <message>
        <source>name</source>
        <translation>name</translation>
    </message>
    <message>
        <source>Name of the query in reports</source>
        <translation>Name of the query in reports</translation>
    </message>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message>
        <source>Expected value</source>
        <translation>Expected value</translation>
    </message>
    <message>
        <source>Remove this query</source>
        <translation>Remove this query</translation>
    </message>
    <message>
        <source>An SQL assertion has no query.</source>
        <translation>An SQL assertion has no query.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StageList</name>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>running</source>
        <translation>running</translation>
    </message>
    <message>
        <source>done</source>
        <translation>done</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stages</translation>
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
        <translation>Ask %1 to step down</translation>
    </message>
    <message>
        <source>It gives back %1 of %2 as soon as it can, and lets others go first. Another node that publishes takes over, usually within a second. A snapshot it is publishing meanwhile may be refused; nothing is overwritten.</source>
        <translation>It gives back %1 of %2 as soon as it can, and lets others go first. Another node that publishes takes over, usually within a second. A snapshot it is publishing meanwhile may be refused; nothing is overwritten.</translation>
    </message>
    <message>
        <source>Step down</source>
        <translation>Step down</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreCommands</name>
    <message>
        <source>Remove a store</source>
        <translation>Remove a store</translation>
    </message>
    <message>
        <source>Forget the store %1?</source>
        <translation>Forget the store %1?</translation>
    </message>
    <message>
        <source>What is in it stays: %1.</source>
        <translation>What is in it stays: %1.</translation>
    </message>
    <message>
        <source>Its secret is removed from the keychain.</source>
        <translation>Its secret is removed from the keychain.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Forget it</translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation>Put %1 into %2</translation>
    </message>
    <message>
        <source>Get %1 from %2</source>
        <translation>Get %1 from %2</translation>
    </message>
    <message>
        <source>%1 is here.</source>
        <translation>%1 is here.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreDialog</name>
    <message>
        <source>Change the store %1</source>
        <translation>Change the store %1</translation>
    </message>
    <message>
        <source>Add a store</source>
        <translation>Add a store</translation>
    </message>
    <message>
        <source>Snapshots are kept in a store besides where they were taken: a directory, of another machine say, or an object store of NATS servers. Secrets go to the keychain only.</source>
        <translation>Snapshots are kept in a store besides where they were taken: a directory, of another machine say, or an object store of NATS servers. Secrets go to the keychain only.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Add store</source>
        <translation>Add store</translation>
    </message>
    <message>
        <source>Try connection</source>
        <translation>Try connection</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Trying…</translation>
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
        <translation>offsite</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servers</translation>
    </message>
    <message>
        <source>nats://host:4222 or tls://host:4222; several of one cluster</source>
        <translation>nats://host:4222 or tls://host:4222; several of one cluster</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>of its object store: lifeboat-orders</source>
        <translation>of its object store: lifeboat-orders</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>NATS object store</source>
        <translation>NATS object store</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Nobody in particular</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>User and password</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Credentials file</source>
        <translation>Credentials file</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Kind</translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation>&amp;Directory</translation>
    </message>
    <message>
        <source>&amp;Servers</source>
        <translation>&amp;Servers</translation>
    </message>
    <message>
        <source>&amp;Bucket</source>
        <translation>&amp;Bucket</translation>
    </message>
    <message>
        <source>&amp;Identity</source>
        <translation>&amp;Identity</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;User</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Password</translation>
    </message>
    <message>
        <source>&amp;Credentials</source>
        <translation>&amp;Credentials</translation>
    </message>
    <message>
        <source>&amp;Authorities</source>
        <translation>&amp;Authorities</translation>
    </message>
    <message>
        <source>C&amp;ertificate</source>
        <translation>C&amp;ertificate</translation>
    </message>
    <message>
        <source>Ke&amp;y</source>
        <translation>Ke&amp;y</translation>
    </message>
    <message>
        <source>&amp;Leases</source>
        <translation>&amp;Leases</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>the one that is kept</source>
        <translation>the one that is kept</translation>
    </message>
    <message>
        <source>T&amp;oken</source>
        <translation>T&amp;oken</translation>
    </message>
    <message>
        <source>User and password do not belong in the address: choose them under Identity.</source>
        <translation>User and password do not belong in the address: choose them under Identity.</translation>
    </message>
    <message>
        <source>This is not the address of a NATS server: nats://host:port or tls://host:port.</source>
        <translation>This is not the address of a NATS server: nats://host:port or tls://host:port.</translation>
    </message>
    <message>
        <source>A bucket’s name has letters, digits, - and _ only.</source>
        <translation>A bucket’s name has letters, digits, - and _ only.</translation>
    </message>
    <message>
        <source>A certificate and its key belong together.</source>
        <translation>A certificate and its key belong together.</translation>
    </message>
    <message>
        <source>Give the whole path, like /mnt/snapshots.</source>
        <translation>Give the whole path, like /mnt/snapshots.</translation>
    </message>
    <message>
        <source>There is a store of that name already.</source>
        <translation>There is a store of that name already.</translation>
    </message>
    <message>
        <source>A name has 1 to 64 characters and no slash.</source>
        <translation>A name has 1 to 64 characters and no slash.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Send nothing without &amp;TLS</source>
        <translation>Send nothing without &amp;TLS</translation>
    </message>
    <message>
        <source>Authorities to trust</source>
        <translation>Authorities to trust</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>Own certificate</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Its key</translation>
    </message>
    <message>
        <source>Lease bucket</source>
        <translation>Lease bucket</translation>
    </message>
    <message>
        <source>if its leases are to be seen: lifeboat-orders or e-harmonylite</source>
        <translation>if its leases are to be seen: lifeboat-orders or e-harmonylite</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::StoreObjectModel</name>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>%L1 bytes</source>
        <translation>%L1 bytes</translation>
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
        <translation>Size</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Stored</translation>
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
        <translation>Filter by name or digest…</translation>
    </message>
    <message>
        <source>Filter objects</source>
        <translation>Filter objects</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objects</translation>
    </message>
    <message>
        <source>listed %1</source>
        <translation>listed %1</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%Ln object</numerusform>
            <numerusform>%Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects</source>
        <translation>
            <numerusform>%1 of %Ln object</numerusform>
            <numerusform>%1 of %Ln objects</numerusform>
        </translation>
    </message>
    <message>
        <source>Listing what is there…</source>
        <translation>Listing what is there…</translation>
    </message>
    <message>
        <source>There is nothing in this store yet</source>
        <translation>There is nothing in this store yet</translation>
    </message>
    <message>
        <source>Put a snapshot of this machine there, or any file. Nodes that publish there put theirs.</source>
        <translation>Put a snapshot of this machine there, or any file. Nodes that publish there put theirs.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>%1; listed %2</source>
        <translation>%1; listed %2</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::SubjectHeader</name>
    <message>
        <source>Drill…</source>
        <translation>Drill…</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>This machine</translation>
    </message>
    <message numerus="yes">
        <source>%n verified</source>
        <translation>
            <numerusform>%Ln verified</numerusform>
            <numerusform>%Ln verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%Ln damaged</numerusform>
            <numerusform>%Ln damaged</numerusform>
        </translation>
    </message>
    <message>
        <source>everything open here</source>
        <translation>everything open here</translation>
    </message>
    <message numerus="yes">
        <source>%n not verified lately</source>
        <translation>
            <numerusform>%Ln not verified lately</numerusform>
            <numerusform>%Ln not verified lately</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%Ln healthy</numerusform>
            <numerusform>%Ln healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%Ln to look at</numerusform>
            <numerusform>%Ln to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · node of %2</source>
        <translation>%1 · node of %2</translation>
    </message>
    <message numerus="yes">
        <source>cluster of %n nodes</source>
        <translation>
            <numerusform>cluster of %Ln node</numerusform>
            <numerusform>cluster of %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>practice cluster of %n nodes on this machine</source>
        <translation>
            <numerusform>practice cluster of %Ln node on this machine</numerusform>
            <numerusform>practice cluster of %Ln nodes on this machine</numerusform>
        </translation>
    </message>
    <message>
        <source>reached %1</source>
        <translation>reached %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TakeDialog</name>
    <message>
        <source>Take a snapshot</source>
        <translation>Take a snapshot</translation>
    </message>
    <message>
        <source>The database may stay in use: writers are not blocked. The archive is verified before it gets its name.</source>
        <translation>The database may stay in use: writers are not blocked. The archive is verified before it gets its name.</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Take snapshot</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Snapshot store</source>
        <translation>Snapshot store</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Fast</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Balanced</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Small</translation>
    </message>
    <message>
        <source>Smallest, slow</source>
        <translation>Smallest, slow</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Database</translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation>&amp;Store</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Compression</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TakeOnNodesDialog</name>
    <message>
        <source>Take a snapshot on nodes of %1</source>
        <translation>Take a snapshot on nodes of %1</translation>
    </message>
    <message>
        <source>The nodes go on working meanwhile. Each keeps its snapshot in its own store and verifies it.</source>
        <translation>The nodes go on working meanwhile. Each keeps its snapshot in its own store and verifies it.</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Take snapshot</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>%1, not reachable</source>
        <translation>%1, not reachable</translation>
    </message>
    <message>
        <source>%1, your token may only look</source>
        <translation>%1, your token may only look</translation>
    </message>
    <message>
        <source>The first of each node</source>
        <translation>The first of each node</translation>
    </message>
    <message>
        <source>&amp;Nodes</source>
        <translation>&amp;Nodes</translation>
    </message>
    <message>
        <source>&amp;State</source>
        <translation>&amp;State</translation>
    </message>
    <message>
        <source>%1, refuses the connection</source>
        <translation>%1, refuses the connection</translation>
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
        <translation>Drill</translation>
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
        <translation>Time</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineLegend</name>
    <message>
        <source>full snapshot</source>
        <translation>full snapshot</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>several</source>
        <translation>several</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legend</translation>
    </message>
    <message>
        <source>drill, restore</source>
        <translation>drill, restore</translation>
    </message>
    <message>
        <source>lease held</source>
        <translation>lease held</translation>
    </message>
    <message>
        <source>could have lived until</source>
        <translation>could have lived until</translation>
    </message>
    <message>
        <source>publish refused</source>
        <translation>publish refused</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>lease</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
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
        <translation>Drill passed</translation>
    </message>
    <message>
        <source>Drill failed</source>
        <translation>Drill failed</translation>
    </message>
    <message>
        <source>%1, RTO %2</source>
        <translation>%1, RTO %2</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>restore</translation>
    </message>
    <message>
        <source>Undo of a restore failed</source>
        <translation>Undo of a restore failed</translation>
    </message>
    <message>
        <source>Restore failed</source>
        <translation>Restore failed</translation>
    </message>
    <message>
        <source>Restore undone</source>
        <translation>Restore undone</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>by %1</translation>
    </message>
    <message>
        <source>%1, %2 at %3</source>
        <translation>%1, %2 at %3</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>lease</translation>
    </message>
    <message>
        <source>%1 · token %2</source>
        <translation>%1 · token %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>, could have lived until %1</source>
        <translation>, could have lived until %1</translation>
    </message>
    <message>
        <source>, while another’s was not over</source>
        <translation>, while another’s was not over</translation>
    </message>
    <message>
        <source>recovery</source>
        <translation>recovery</translation>
    </message>
    <message>
        <source>Recovery from the published snapshot failed</source>
        <translation>Recovery from the published snapshot failed</translation>
    </message>
    <message>
        <source>Recovered from the published snapshot</source>
        <translation>Recovered from the published snapshot</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelinePage</name>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Save timeline</source>
        <translation>Save timeline</translation>
    </message>
    <message>
        <source>Image (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Drawing (*.svg)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Table (*.csv)</translation>
    </message>
    <message>
        <source>Reading the snapshots…</source>
        <translation>Reading the snapshots…</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nothing has happened yet</translation>
    </message>
    <message>
        <source>Snapshots and drills appear here at the moment they were made.</source>
        <translation>Snapshots and drills appear here at the moment they were made.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Select a snapshot or a drill</source>
        <translation>Select a snapshot or a drill</translation>
    </message>
    <message>
        <source>Wheel zooms, drag pans, arrow keys move, Ctrl+arrows go from event to event, Home fits, F follows the present.</source>
        <translation>Wheel zooms, drag pans, arrow keys move, Ctrl+arrows go from event to event, Home fits, F follows the present.</translation>
    </message>
    <message>
        <source>This cluster has no nodes</source>
        <translation>This cluster has no nodes</translation>
    </message>
    <message>
        <source>Connect to one of its nodes.</source>
        <translation>Connect to one of its nodes.</translation>
    </message>
    <message>
        <source>No turn of a lease is known yet</source>
        <translation>No turn of a lease is known yet</translation>
    </message>
    <message>
        <source>The Leases page says what its bucket answers.</source>
        <translation>The Leases page says what its bucket answers.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelinePainter</name>
    <message numerus="yes">
        <source>%n drills</source>
        <translation>
            <numerusform>%Ln drill</numerusform>
            <numerusform>%Ln drills</numerusform>
        </translation>
    </message>
    <message>
        <source>drill</source>
        <translation>drill</translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message>
        <source>free for %1</source>
        <translation>free for %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineScale</name>
    <message>
        <source>MMM d</source>
        <comment>date format</comment>
        <translation>MMM d</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n drills</source>
        <translation>
            <numerusform>%Ln drill</numerusform>
            <numerusform>%Ln drills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots</source>
        <translation>
            <numerusform>%Ln snapshot</numerusform>
            <numerusform>%Ln snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>%1 · some failed</source>
        <translation>%1 · some failed</translation>
    </message>
    <message>
        <source>%1 · some are damaged</source>
        <translation>%1 · some are damaged</translation>
    </message>
    <message>
        <source>%1 · all passed</source>
        <translation>%1 · all passed</translation>
    </message>
    <message>
        <source>%1 · all verified</source>
        <translation>%1 · all verified</translation>
    </message>
    <message>
        <source>%1 · some are not verified</source>
        <translation>%1 · some are not verified</translation>
    </message>
    <message numerus="yes">
        <source>%n restores and drills</source>
        <translation>
            <numerusform>%Ln restore and drills</numerusform>
            <numerusform>%Ln restores and drills</numerusform>
        </translation>
    </message>
    <message>
        <source>Publish of %1 refused</source>
        <translation>Publish of %1 refused</translation>
    </message>
    <message>
        <source>%1 · token %2, nothing was overwritten</source>
        <translation>%1 · token %2, nothing was overwritten</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Transfers</name>
    <message>
        <source>Verify %1</source>
        <translation>Verify %1</translation>
    </message>
    <message>
        <source>Drill: %1</source>
        <translation>Drill: %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::TrendChart</name>
    <message>
        <source>RTO over drills</source>
        <translation>RTO over drills</translation>
    </message>
    <message>
        <source>No drill got far enough to be timed</source>
        <translation>No drill got far enough to be timed</translation>
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
        <translation>Make the bucket</translation>
    </message>
    <message>
        <source>Try connection</source>
        <translation>Try connection</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>trying…</translation>
    </message>
    <message>
        <source>works</source>
        <translation>works</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>fails</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>not tried</translation>
    </message>
    <message>
        <source>The servers answer, but have no such bucket. Check its name, or make it.</source>
        <translation>The servers answer, but have no such bucket. Check its name, or make it.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::UndoDialog</name>
    <message>
        <source>Undo the last restore</source>
        <translation>Undo the last restore</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nodes</translation>
    </message>
    <message>
        <source>Type the cluster’s name, %1, to go on:</source>
        <translation>Type the cluster’s name, %1, to go on:</translation>
    </message>
    <message>
        <source>Name of the cluster, to confirm</source>
        <translation>Name of the cluster, to confirm</translation>
    </message>
    <message numerus="yes">
        <source>Undo on %n nodes</source>
        <translation>
            <numerusform>Undo on %Ln node</numerusform>
            <numerusform>Undo on %Ln nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>These nodes of %1 keep the state from before their last restore or undo. Both change places: what is in place now is kept instead, so that this can be taken back too.</source>
        <translation>These nodes of %1 keep the state from before their last restore or undo. Both change places: what is in place now is kept instead, so that this can be taken back too.</translation>
    </message>
    <message>
        <source>what was there before comes back; its index is not known here</source>
        <translation>what was there before comes back; its index is not known here</translation>
    </message>
    <message>
        <source>index %1 comes back</source>
        <translation>index %1 comes back</translation>
    </message>
    <message>
        <source>nothing to take back</source>
        <translation>nothing to take back</translation>
    </message>
    <message>
        <source>index %1 comes back: an undo was last, its restore is there again</source>
        <translation>index %1 comes back: an undo was last, its restore is there again</translation>
    </message>
    <message>
        <source>Each of these nodes has a log of its own: let them go apart</source>
        <translation>Each of these nodes has a log of its own: let them go apart</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>asking…</translation>
    </message>
    <message>
        <source>These nodes are of one history now and would go back to different ones: choose those that were restored together.</source>
        <translation>These nodes are of one history now and would go back to different ones: choose those that were restored together.</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::VerifyDialog</name>
    <message>
        <source>Verify a snapshot</source>
        <translation>Verify a snapshot</translation>
    </message>
    <message>
        <source>%1, %2, now: %3</source>
        <translation>%1, %2, now: %3</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>&amp;Sealed: structure, manifest and the SHA-256 of every member</source>
        <translation>&amp;Sealed: structure, manifest and the SHA-256 of every member</translation>
    </message>
    <message>
        <source>&amp;Read: also decodes every segment and compares every page</source>
        <translation>&amp;Read: also decodes every segment and compares every page</translation>
    </message>
    <message>
        <source>Only a drill goes deeper: it really restores.</source>
        <translation>Only a drill goes deeper: it really restores.</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>On %1</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::WelcomePage</name>
    <message>
        <source>Know that you can get it back</source>
        <translation>Know that you can get it back</translation>
    </message>
    <message>
        <source>Lifeboat takes snapshots of live databases, restores them, and rehearses the worst day: a recovery drill proves that a snapshot restores, how long it takes and how much it would lose.</source>
        <translation>Lifeboat takes snapshots of live databases, restores them, and rehearses the worst day: a recovery drill proves that a snapshot restores, how long it takes and how much it would lose.</translation>
    </message>
    <message>
        <source>Try a drill on sample data</source>
        <translation>Try a drill on sample data</translation>
    </message>
    <message>
        <source>Makes a small database on this machine, takes a snapshot of it while another process writes to it, restores that snapshot and checks it. All of it really runs; it takes a few seconds.</source>
        <translation>Makes a small database on this machine, takes a snapshot of it while another process writes to it, restores that snapshot and checks it. All of it really runs; it takes a few seconds.</translation>
    </message>
    <message>
        <source>Nothing of yours is touched.</source>
        <translation>Nothing of yours is touched.</translation>
    </message>
    <message>
        <source>Open what you have</source>
        <translation>Open what you have</translation>
    </message>
    <message>
        <source>Opening only reads.</source>
        <translation>Opening only reads.</translation>
    </message>
    <message>
        <source>Connect to a cluster</source>
        <translation>Connect to a cluster</translation>
    </message>
    <message>
        <source>Open a SQLite database to take snapshots of it, also while it is in use, or a directory that already holds snapshots.</source>
        <translation>Open a SQLite database to take snapshots of it, also while it is in use, or a directory that already holds snapshots.</translation>
    </message>
    <message>
        <source>Nodes and their snapshots on one timeline: take, restore and rehearse on many at once. Nodes run lifeboatd. Or practise with three of them on this machine: kill the one that leads and watch another take over.</source>
        <translation>Nodes and their snapshots on one timeline: take, restore and rehearse on many at once. Nodes run lifeboatd. Or practise with three of them on this machine: kill the one that leads and watch another take over.</translation>
    </message>
    <message>
        <source>Connecting needs a node’s address and a token; practising needs nothing.</source>
        <translation>Connecting needs a node’s address and a token; practising needs nothing.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welcome</translation>
    </message>
</context>
<context>
    <name>lifeboat::ui::Workspace</name>
    <message>
        <source>Clusters</source>
        <translation>Clusters</translation>
    </message>
    <message>
        <source>Queue of operations</source>
        <translation>Queue of operations</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Stores</translation>
    </message>
    <message>
        <source>%1 is forgotten, but its secret stays in the keychain</source>
        <translation>%1 is forgotten, but its secret stays in the keychain</translation>
    </message>
</context>
</TS>
