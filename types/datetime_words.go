package types

// wordKind groups the words of dates and times by what they do.
type wordKind uint8

const (
	wordIgnore wordKind = iota // on, at
	wordMonth
	wordWeekday // read and not checked
	wordMeridiem
	wordEra
	wordNow
	wordDay // today and its neighbours, in days from today
	wordEpoch
	wordInfinity
	wordMidnight // allballs
	wordZulu
	wordDST // one hour east of the zone before it
	wordPrefix
)

type word struct {
	kind  wordKind
	value int64
}

// What stands before a number and says how to read it.
const (
	prefixNone   = iota
	prefixJulian // J2451187
	prefixTime   // T040506
)

// datetimeWords are the words PostgreSQL knows in dates and times.
var datetimeWords = func() map[string]word {
	m := map[string]word{
		"on": {wordIgnore, 0}, "at": {wordIgnore, 0},
		"am": {wordMeridiem, 0}, "pm": {wordMeridiem, 12},
		"ad": {wordEra, 0}, "bc": {wordEra, 1},
		"now": {wordNow, 0}, "today": {wordDay, 0}, "tomorrow": {wordDay, 1}, "yesterday": {wordDay, -1},
		"epoch": {wordEpoch, 0}, "infinity": {wordInfinity, 1},
		"-infinity": {wordInfinity, -1}, "allballs": {wordMidnight, 0},
		"z": {wordZulu, 0}, "zulu": {wordZulu, 0}, "dst": {wordDST, 3600},
		"j": {wordPrefix, prefixJulian}, "jd": {wordPrefix, prefixJulian}, "julian": {wordPrefix, prefixJulian},
		"t": {wordPrefix, prefixTime},
	}
	for i, names := range [...][]string{
		{"jan", "january"}, {"feb", "february"}, {"mar", "march"}, {"apr", "april"}, {"may"},
		{"jun", "june"}, {"jul", "july"}, {"aug", "august"}, {"sep", "sept", "september"},
		{"oct", "october"}, {"nov", "november"}, {"dec", "december"},
	} {
		for _, name := range names {
			m[name] = word{wordMonth, int64(i + 1)}
		}
	}
	for _, name := range []string{
		"sun", "sunday", "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday",
		"thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday",
	} {
		m[name] = word{wordWeekday, 0}
	}
	return m
}()
