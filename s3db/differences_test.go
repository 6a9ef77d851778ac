package s3db_test

import "os"

func haveFixtures() bool {
	_, err := os.Stat(fixtureDirs[0])
	return err == nil
}

// Reasons why an answer differs from the one that s3db.js gave. Numbers in
// brackets are sections of the format.
const (
	fractions    = "s3db.js 10 reads scalar numbers with a fraction as NaN (18.2)"
	kept         = "numbers that s3db.js loses or rounds are kept (6.3)"
	escaped      = "s3db.js misreads what it wrote without an escape (7, 18.3, 18.4)"
	looksLikeOne = "texts that look like JSON stay texts (18.5)"
	blanks       = "blanks at the ends are kept (7)"
	noValue      = "null and undefined are no value; s3db.js stores them as words, or false (18.13)"
	oneEmptyItem = "a list of one empty text is no empty list (18.15)"
	plainDates   = "a date is a time, not a quoted text (18.13)"
	dateTaken    = "a time is a date; s3db.js 21 takes none"
	ownJSON      = "only binary content is content; s3db.js says so of the record's own JSON in the body (14)"
	noContent    = "no content is an error; s3db.js gives an empty buffer"
	contentStays = "an update keeps the content; s3db.js replaces it by JSON (14)"
	noBodyOnly   = "content is refused where it would destroy the record (14)"
	overflows    = "what does not fit on update goes to the body; the store refused it in s3db.js (18.9)"
	staleBody    = "the new value is read; s3db.js reads an old one beside it"
	truncation   = "truncate-data cuts no more than needed and drops nothing (10.3)"
	caseless     = "slots that differ only in case do not overwrite each other (18.1)"
	unmapped     = "s3db.js unmaps a record twice (18.6)"
	emptyObject  = "empty objects come back under other names, or not (18.14)"
	emptyDropped = "an empty object without a place of its own is no value (5)"
	asText       = "what is no attribute is text (4)"
	drawn        = "ids are drawn"
	clock        = "times are the clock's, and there is no metadata.updatedAt (13)"
	refusedID    = "ids with a slash, the id undefined and ids that are no texts are refused or drawn (20.8)"
	refusedValue = "partition values that keys cannot hold are refused (20.8)"
	leftBehind   = "deletes leave no references behind (18.16)"
	wholeNames   = "a listing of US has no USA (18.16), is in the order of keys, and finds values of any field (11)"
	noPartition  = "a partition that does not exist is an error (18.17)"
	otherData    = "deleteAll of one resource leaves those alone whose names begin so (18.16)"
	notRun       = "hooks in s3db.json are data; a process has those it adds"
	wrongKey     = "a secret of another passphrase is an error, not its ciphertext (12)"
	secretValue  = "secretNumber is a number, secretAny the value it was; s3db.js returns texts (18.13)"
	secretText   = "the plain text of a secret is the text that was given (12)"
	notThere     = "a missing record is an error"
	ownMap       = "a record is read by the version that wrote it (13)"
	sameOrder    = "a stored version keeps the order of its attributes (3.3)"
	mildRounding = "decimals are the nearest numbers; s3db.js 21 computes with floats"
	pages        = "pages with an offset work"
)

// replayDifferences are those of TestReplay.
var replayDifferences = []difference{
	{"v10/arrays-number", "* b", kept},
	{"v10/arrays-string", "* emptyitem", oneEmptyItem},
	{"v10/arrays-string", "* json", looksLikeOne},
	{"v10/arrays-string", "* brack", looksLikeOne},
	{"v10/arrays-string", "* nul", noValue},
	{"v10/arrays-string", "* nullword", escaped},
	{"v10/behavior-*", "back hasContent *", ownJSON},
	{"v10/behavior-body-overflow", "back get mid", staleBody},
	{"v10/behavior-truncate-data", "*", truncation},
	{"v10/behavior-user-managed", "* mid", overflows},
	{"v10/behavior-user-managed", "* ups", overflows},
	{"v10/booleans", "* nul", noValue},
	{"v10/booleans", "* undef", noValue},
	{"v10/content-body-only", "*", noBodyOnly},
	{"v10/content-user-managed", "back content upd", contentStays},
	{"v10/content-user-managed", "back content *", noContent},
	{"v10/dates", "*", plainDates},
	{"v10/defaults", "* trim", blanks},
	{"v10/delete-all", "*", otherData},
	{"v10/hooks-persisted", "* b", notRun},
	{"v10/ids-generated", "*", drawn},
	{"v10/ids-odd", "* */*", refusedID},
	{"v10/ids-odd", "* *//*", refusedID},
	{"v10/ids-odd", "* */*/*", refusedID},
	{"v10/ids-odd", "* insert undefined", refusedID},
	{"v10/ids-odd", "* insert", refusedID},
	{"v10/ids-odd", "back listIds", refusedID},
	{"v10/ids-odd", "back count", refusedID},
	{"v10/ids-odd", "back get 12345", refusedID},
	{"v10/json-and-object", "* numstr", looksLikeOne},
	{"v10/json-and-object", "* jsonstr", looksLikeOne},
	{"v10/json-and-object", "* nul", noValue},
	{"v10/legacy-base64-misread", "*", escaped},
	{"v10/limit-edge-timestamps", "*", clock},
	{"v10/limit-edge-truncate-data", "*", truncation},
	{"v10/map-70-attributes", "*", caseless},
	{"v10/map-single-letter-names", "*", unmapped},
	{"v10/nested-objects", "* deepempty", emptyObject},
	{"v10/nested-objects", "* nulls", noValue},
	{"v10/numbers-decimal", "*", fractions},
	{"v10/numbers-integer", "* i5598187", escaped},
	{"v10/numbers-integer", "* nul", noValue},
	{"v10/numbers-integer", "* undef", noValue},
	{"v10/partitions-deletemany", "back listIds", leftBehind},
	{"v10/partitions-sync", "* insert o6", refusedValue},
	{"v10/partitions-sync", "back list", noPartition},
	{"v10/partitions-sync", "back *", wholeNames},
	{"v10/schema-metadata", "*", drawn},
	{"v10/secrets-wrong-passphrase", "* get a", wrongKey},
	{"v10/secrets", "* e", secretValue},
	{"v10/secrets", "* g", secretText},
	{"v10/secrets", "* i", secretText},
	{"v10/strings-ambiguous", "*", escaped},
	{"v10/timestamps*", "*", clock},
	{"v10/unknown-attributes", "* a", asText},
	{"v10/update-conditional", "* ghost", notThere},
	{"v10/versions-append", "*", ownMap},
	{"v10/versions-reorder", "*", ownMap},
	{"v10/versions-silent-reorder", "*", sameOrder},

	{"v21/arrays-number", "* b", kept},
	{"v21/arrays-number", "* c", kept},
	{"v21/arrays-string", "* emptyitem", oneEmptyItem},
	{"v21/arrays-string", "* json", looksLikeOne},
	{"v21/arrays-string", "* brack", looksLikeOne},
	{"v21/arrays-string", "back get nul", noValue},
	{"v21/arrays-string", "back get nullword", escaped},
	{"v21/behavior-*", "back hasContent *", ownJSON},
	{"v21/behavior-*", "* ups", overflows},
	{"v21/behavior-*", "* mid", overflows},
	{"v21/booleans", "* nul", noValue},
	{"v21/booleans", "* undef", noValue},
	{"v21/dates", "* conv*", plainDates},
	{"v21/dates", "*", dateTaken},
	{"v21/json-and-object", "* numstr", looksLikeOne},
	{"v21/json-and-object", "* jsonstr", looksLikeOne},
	{"v21/json-and-object", "* dates", plainDates},
	{"v21/json-and-object", "back get nul", noValue},
	{"v21/nested-objects", "* deepempty", emptyObject},
	{"v21/nested-objects", "* extra", asText},
	{"v21/nested-objects", "* nulls", emptyDropped},
	{"v21/new-types", "* a", mildRounding},
	{"v21/numbers-decimal", "*", kept},
	{"v21/numbers-integer", "back get i5598187", escaped},
	{"v21/numbers-integer", "back get *", noValue},
	{"v21/partitions-sync", "* insert o9", emptyObject},
	{"v21/partitions-sync", "* insert *", refusedValue},
	{"v21/partitions-sync", "back list", noPartition},
	{"v21/partitions-sync", "back page", pages},
	{"v21/partitions-sync", "back *", wholeNames},
	{"v21/secrets", "* e", secretValue},
	{"v21/secrets", "* g", secretText},
	{"v21/secrets", "* i", secretText},
	{"v21/strings-ambiguous", "back get json*", looksLikeOne},
	{"v21/strings-ambiguous", "* json*", looksLikeOne},
	{"v21/strings-ambiguous", "* objObj", looksLikeOne},
	{"v21/strings-ambiguous", "back get str*", escaped},
	{"v21/strings-ambiguous", "back get *", blanks},
	{"v21/timestamps", "*", clock},
	{"v21/versions-reorder", "* old", ownMap},
}

// readDifferences are those of TestReadBack.
var readDifferences = []difference{
	{"v10/arrays-string", "back get json", looksLikeOne},
	{"v10/arrays-string", "back get brack", looksLikeOne},
	{"v10/arrays-string", "back get nul", noValue},
	{"v10/behavior-*", "back hasContent *", ownJSON},
	{"v10/behavior-body-overflow", "back get mid", staleBody},
	{"v10/booleans", "back get *", noValue},
	{"v10/content-body-only", "back get a", noBodyOnly},
	{"v10/content-user-managed", "back content *", noContent},
	{"v10/dates", "back get *", plainDates},
	{"v10/ids-odd", "back get */*", refusedID},
	{"v10/ids-odd", "back get *//*", refusedID},
	{"v10/ids-odd", "back get */*/*", refusedID},
	{"v10/ids-odd", "back listIds", refusedID},
	{"v10/json-and-object", "back get nul", noValue},
	{"v10/legacy-base64-misread", "back get *", escaped},
	{"v10/map-single-letter-names", "back get p", unmapped},
	{"v10/nested-objects", "back get deepempty", emptyObject},
	{"v10/nested-objects", "back get nulls", noValue},
	{"v10/numbers-decimal", "back get *", fractions},
	{"v10/numbers-integer", "back get *", noValue},
	{"v10/partitions-deletemany", "back listIds", leftBehind},
	{"v10/partitions-sync", "back list", noPartition},
	{"v10/partitions-sync", "back *", wholeNames},
	{"v10/secrets", "back get *", secretText},
	{"v10/strings-ambiguous", "back get json*", looksLikeOne},
	{"v10/strings-ambiguous", "back get *", escaped},
	{"v10/timestamps*", "back get p1", clock},
	{"v10/unknown-attributes", "back get a", asText},
	{"v10/versions-append", "back *", ownMap},
	{"v10/versions-reorder", "back get *", ownMap},

	{"v21/arrays-number", "back get *", kept},
	{"v21/arrays-string", "back get json", looksLikeOne},
	{"v21/arrays-string", "back get brack", looksLikeOne},
	{"v21/arrays-string", "back get nul", noValue},
	{"v21/behavior-*", "back hasContent *", ownJSON},
	{"v21/behavior-body-overflow", "back get mid", staleBody},
	{"v21/booleans", "back get *", noValue},
	{"v21/dates", "back get conv*", plainDates},
	{"v21/json-and-object", "back get nul", noValue},
	{"v21/nested-objects", "back get deepempty", emptyObject},
	{"v21/nested-objects", "back get nulls", emptyDropped},
	{"v21/new-types", "back get a", mildRounding},
	{"v21/numbers-decimal", "back get *", kept},
	{"v21/numbers-integer", "back get *", noValue},
	{"v21/partitions-sync", "back list", noPartition},
	{"v21/partitions-sync", "back page", pages},
	{"v21/partitions-sync", "back *", wholeNames},
	{"v21/secrets", "back get *", secretText},
	{"v21/strings-ambiguous", "back get *", looksLikeOne},
	{"v21/timestamps", "back get p1", clock},
	{"v21/versions-reorder", "back get old", ownMap},
}
