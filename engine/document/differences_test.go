package document

import "os"

// haveDesign reports whether the large set of fixtures is there, to which the
// tables belong.
func haveDesign() bool {
	_, err := os.Stat(fixtureDirs[1])
	return err == nil
}

// Reasons why a record of s3db.js does not give back what was put in: it was
// lost or changed when it was written.
const (
	lostText     = "stored without an escape and means something else (7, 18.4)"
	lostBlanks   = "HTTP trims blanks at the ends (7)"
	lostFraction = "integers are floored, numbers below 1e-6 without a point are lost (6.3)"
	lostItem     = "a single empty item is stored as an empty list (18.15)"
	lostCut      = "truncate-data empties the value and drops the ones after it (10.3)"
	lostCase     = "slots that differ only in case share a header (18.1)"
	lostName     = "fields without an attribute are stored under a sanitised name, as text (4)"
	lostObject   = "the text [object Object] is stored as {} (5)"
	lostOrder    = "two orders of attributes under one version, and nothing tells them apart (3.3)"
	lostRecord   = "deleteAllData of one resource deletes the other's, whose name begins the same (18.16)"
	asStored     = "the value is converted when it is stored, as its rule says"
	asBool       = "null booleans are stored as false (18.13)"
	oddID        = "refused here: ids with a slash, and the id undefined (20.8)"
	lostDate     = "a Date inside json is stored as {} (19)"
	lostDigits   = "beyond 2^53 s3db.js stores other digits than those of the number (6.3)"
	lostBurned   = "values under a burned index stay unread (19)"
	asPacked     = "packed values come back in one spelling, with the digits of their form (19)"
	oddNumber    = "the insert fails after the record was written (2)"
)

// readDifferences lists the records that do not read back as they were put in.
var readDifferences = []difference{
	{"arrays-number", "b c", lostFraction},
	{"arrays-string", "nullword", lostText},
	{"arrays-string", "emptyitem", lostItem},
	{"behavior-truncate-data", "twobig ups uni", lostCut},
	{"booleans", "c0 c1 cs con coff", asStored},
	{"booleans", "nul", asBool},
	{"dates", "convnum", asStored},
	{"defaults", "trim", lostBlanks},
	{"delete-all", "resource=logs/data/id=1", lostRecord},
	{"ids-odd", "undefined */*", oddID},
	{"ids-odd", "resource=odd/data/id=*/*", oddID},
	{"ids-odd", "12345", oddNumber},
	{"json-and-object", "numstr jsonstr", lostText},
	{"limit-edge-truncate-data", "n202[6-9] n203? n204?", lostCut},
	{"map-70-attributes", "r1 r2 r3", lostCase},
	{"nested-objects", "extra deepempty", lostName},
	{"numbers-decimal", "n14", lostFraction},
	{"numbers-decimal", "strdec", asStored},
	{"numbers-integer", "i5598187", lostText},
	{"numbers-integer", "str42 negzero", asStored},
	{"partitions-sync", "o6", "refused here: partition values with a slash (20.8)"},
	{"strings-ambiguous", "strNull strUndefined prefixU prefixB", lostText},
	{"strings-ambiguous", "lead trail spaces", lostBlanks},
	{"strings-ambiguous", "objObj", lostObject},
	{"unknown-attributes", "a", lostName},
	{"versions-silent-reorder", "before same-process", lostOrder},

	{"v21/arrays-number", "b c", lostFraction},
	{"v21/arrays-string", "nullword", lostText},
	{"v21/arrays-string", "emptyitem", lostItem},
	{"v21/booleans", "c0 c1 cs con coff str", asStored},
	{"v21/booleans", "nul", asBool},
	{"v21/dates", "convday convnum", asStored},
	{"v21/json-and-object", "numstr jsonstr", lostText},
	{"v21/json-and-object", "dates", lostDate},
	{"v21/nested-objects", "extra deepempty", lostName},
	{"v21/new-types", "a", asPacked},
	{"v21/numbers-decimal", "n12 n13 n15 n18", asPacked},
	{"v21/numbers-decimal", "n14", lostFraction},
	{"v21/numbers-decimal", "n16 n17", lostDigits},
	{"v21/numbers-decimal", "strdec", asStored},
	{"v21/numbers-integer", "i5598187", lostText},
	{"v21/numbers-integer", "str42 negzero", asStored},
	{"v21/partitions-sync", "o[6-8]", "refused here: partition values with one of / \\ = % (19)"},
	{"v21/plugin-free-registry", "a", lostBurned},
	{"v21/strings-ambiguous", "strNull strUndefined", lostText},
	{"v21/strings-ambiguous", "lead trail spaces", lostBlanks},
	{"v21/strings-ambiguous", "objObj", lostObject},
}

// Reasons why what is written here differs from what s3db.js writes.
const (
	safeEscape    = "safe escapes: s3db.js misreads what it writes (7)"
	noNullText    = "no value is no header; the texts null and undefined are not written (20.5)"
	leaks         = "update leaks system fields and writes a redundant body (18.8)"
	upperSlots    = "slots with capitals go to the body (18.1)"
	truncation    = "truncate-data cuts no more than needed and drops nothing (10.3)"
	leftBehind    = "deletes leave references behind (18.16)"
	lostReference = "update deletes references of partitions with a longer name (18.16)"
	lostVersion   = "an update loses the reference of byVersion (11)"
	countsEncoded = "limits are counted on encoded bytes with names (20.3)"
	noRoom        = "no room for the stamp beside the record"
	isoOnly       = "only ISO dates are dates (11)"
	plainDates    = "dates are written without quotes (6.3)"
	keepsNumbers  = "numbers that s3db.js loses are kept (6.3)"
	refusedValue  = "refused here: a value that a raw key cannot hold (20.8)"
	overflows     = "refused by the store there: update never overflows to the body (18.9)"
	newMap        = "a process that redefines a resource writes with the new map at once (13)"
	keepsOrder    = "a stored version keeps the order of its attributes (3.3)"
	keepsContent  = "content is kept on update, refused where the body holds the record, and its notes are only needed for JSON (14)"
	noUndefined   = "absent values are not written as the word undefined, nor as a secret of it (19)"
	keepsSpelling = "dates and texts of numbers are kept as they were given (19)"
	keepsIndex    = "an index that was given is stored at once; s3db.js gives it again when it connects (19)"
	noName        = "an empty record has no header without a name (19)"
	backups       = "a backup is kept whenever something is lost (3.4)"
)

// sameRecord are the reasons that change the layout of a record only: both
// objects must read the same.
var sameRecord = map[string]bool{
	leaks: true, noRoom: true, countsEncoded: true, plainDates: true, newMap: true, keepsContent: true,
	noUndefined: true, noName: true,
}

// writeDifferences lists the objects that differ.
var writeDifferences = []difference{
	{"arrays-number", "b c", keepsNumbers},
	{"arrays-string", "brack brack2 json nullword nul emptyitem", safeEscape},
	{"behavior-body-only", "small mid large ups", leaks},
	{"behavior-body-overflow", "small mid large ups", leaks},
	{"behavior-enforce-limits", "small", leaks},
	{"behavior-truncate-data", "small large", leaks},
	{"behavior-truncate-data", "twobig uni ups", truncation},
	{"behavior-user-managed", "small large", leaks},
	{"behavior-user-managed", "mid ups", overflows},
	{"booleans", "nul undef", noNullText},
	{"content-body-only", "a", keepsContent},
	{"content-body-overflow", "a", keepsContent},
	{"content-user-managed", "gone json png txt upd", keepsContent},
	{"dates", "obj epoch old far", plainDates},
	{"defaults", "trim", safeEscape},
	{"delete-all", "resource=logs/data/id=1 resource=logs/partition=byT/*/*", lostRecord},
	{"delete-all", "resource=other/partition=byT/*/*", leftBehind},
	{"healing-missing-brace", "s3db.json.corrupted.*", backups},
	{"healing-json-null", "s3db.json.corrupted.*", backups},
	{"healing-no-versions", "s3db.json.corrupted.*", backups},
	{"healing-null-resource", "s3db.json.corrupted.*", backups},
	{"ids-odd", "resource=odd/data/id=*/* undefined", oddID},
	{"ids-odd", "12345", oddNumber},
	{"json-and-object", "jsonstr numstr nul", safeEscape},
	{"legacy-base64-misread", "list num num2 pad word year", safeEscape},
	{"limit-edge-body-overflow", "n202[5-9] n203[0-5]", noRoom},
	{"limit-edge-body-overflow", "n203[6-9]", countsEncoded},
	{"limit-edge-truncate-data", "n202[6-9] n203? n204?", truncation},
	{"limit-edge-user-managed", "n202[5-9] n203[0-5]", noRoom},
	{"map-70-attributes", "r1 r2 r3", upperSlots},
	{"nested-objects", "nulls", noNullText},
	{"numbers-decimal", "n14", keepsNumbers},
	{"numbers-decimal", "n2", leaks},
	{"numbers-integer", "i5598187", safeEscape},
	{"numbers-integer", "nul undef", noNullText},
	{"operations", "u1", leaks},
	{"partitions-async-update-delete", "o1 o3", leaks},
	{"partitions-async-update-delete", "resource=orders/partition=byDay/*/id=o3", isoOnly},
	{"partitions-async-update-delete", "resource=orders/partition=byRegionKind/*/*/*", lostReference},
	{"partitions-deletemany", "resource=orders/partition=*/*/id=o[12] resource=orders/partition=*/*/*/id=o[12]", leftBehind},
	{"partitions-deletemany", "resource=orders/partition=byDay/*/id=o3", isoOnly},
	{"partitions-sync", "o6 resource=orders/partition=*/*/id=o6 resource=orders/partition=*/*/*/*/id=o6", refusedValue},
	{"partitions-sync", "resource=orders/partition=byDay/*/id=o3", isoOnly},
	{"strings-ambiguous", "b64* lead trail spaces prefix[UB]* strNull strUndefined", safeEscape},
	{"strings-ambiguous", "objObj", lostObject},
	{"strings-basic", "nul undef", noNullText},
	{"timestamps", "p1", leaks},
	{"timestamps-own-partitions", "p1", leaks},
	{"unknown-attributes", "a", noNullText},
	{"update-leaks-system-fields", "a", leaks},
	{"versioning-enabled", "n1", leaks},
	{"versioning-enabled", "resource=notes/partition=byVersion/_v=v1/id=n1", lostVersion},
	{"versions-append", "live", newMap},
	{"versions-reorder", "live", newMap},
	{"versions-silent-reorder", "after s3db.json", keepsOrder},

	{"v21/arrays-number", "b c", keepsNumbers},
	{"v21/arrays-string", "brack brack2 json nullword nul emptyitem", safeEscape},
	{"v21/behavior-body-only", "small mid large ups", leaks},
	{"v21/behavior-body-overflow", "small mid large ups", leaks},
	{"v21/behavior-user-managed", "small large", leaks},
	{"v21/behavior-user-managed", "mid ups", overflows},
	{"v21/booleans", "nul undef", noNullText},
	{"v21/dates", "convday convnum", keepsSpelling},
	{"v21/dates", "convstr", plainDates},
	{"v21/json-and-object", "jsonstr numstr nul", safeEscape},
	{"v21/json-and-object", "dates", keepsSpelling},
	{"v21/nested-objects", "nulls", noNullText},
	{"v21/new-types", "b", noUndefined},
	{"v21/numbers-decimal", "n14", keepsNumbers},
	{"v21/numbers-decimal", "n16 n17", lostDigits},
	{"v21/numbers-decimal", "n2 n8", leaks},
	{"v21/numbers-integer", "i5598187", safeEscape},
	{"v21/numbers-integer", "nul undef", noNullText},
	{"v21/partitions-sync", "o[6-8] resource=orders/partition=*/*/id=o[6-8] resource=orders/partition=*/*/*/id=o[6-8] resource=orders/partition=*/*/*/*/id=o6", refusedValue},
	{"v21/partitions-sync", "o9", noName},
	{"v21/partitions-sync", "resource=orders/partition=byDay/*/id=o3", isoOnly},
	{"v21/secrets", "[a-i]", noUndefined},
	{"v21/strings-ambiguous", "lead trail spaces strNull strUndefined url", safeEscape},
	{"v21/strings-ambiguous", "objObj", lostObject},
	{"v21/strings-basic", "nul undef", noNullText},
	{"v21/timestamps", "p1", leaks},
	{"v21/versions-append", "s3db.json", keepsIndex},
}
