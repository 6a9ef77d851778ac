package codec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// isoDuration is a duration as s3db.js prints it, wordDuration one in words:
// 1h30m, 2.5d, 250ms.
var (
	isoDuration  = regexp.MustCompile(`^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)
	wordDuration = regexp.MustCompile(`^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$`)
)

// durationUnits are the milliseconds of the groups of both expressions.
var durationUnits = [...]float64{dayMillis, hourMillis, minuteMillis, 1000, 1}

// packDuration leaves a duration as ISO text whose form begins with P:
// s3db.js would take that form for such a text.
func packDuration(text string) (string, bool) {
	ms, ok := durationMillis(text)
	if !ok || ms >= exactIntegers {
		return "", false
	}
	stored := Base62(uint64(ms))
	if strings.HasPrefix(stored, "P") {
		return isoOfMillis(uint64(ms)), true
	}
	return stored, true
}

// durationMillis reads a duration; a bare number is milliseconds.
func durationMillis(text string) (ms float64, ok bool) {
	if n, err := strconv.ParseUint(text, 10, 53); err == nil {
		return float64(n), true
	}
	m := isoDuration.FindStringSubmatch(text)
	if m == nil {
		m = wordDuration.FindStringSubmatch(strings.ToLower(text))
	}
	if m == nil || text == "" || strings.Trim(text, "PT") == "" {
		return 0, false
	}
	for i, group := range m[1:] {
		n, _ := strconv.ParseFloat(group, 64) // none is 0
		ms += n * durationUnits[i]
	}
	return math.Round(ms), true
}

func unpackDuration(stored string) (string, bool) {
	n, ok := ParseBase62(stored)
	if !ok || n >= exactIntegers || isoDuration.MatchString(stored) {
		return "", false
	}
	return isoOfMillis(n), true
}

// isoOfMillis prints a duration as s3db.js does: PT1H30M.
func isoOfMillis(ms uint64) string {
	var b strings.Builder
	b.WriteByte('P')
	add := func(n uint64, unit string) {
		if n > 0 {
			b.WriteString(strconv.FormatUint(n, 10) + unit)
		}
	}
	add(ms/dayMillis, "D")
	if rest := ms % dayMillis; rest > 0 {
		b.WriteByte('T')
		add(rest/hourMillis, "H")
		add(rest%hourMillis/minuteMillis, "M")
		if millis := rest % 1000; millis > 0 {
			fmt.Fprintf(&b, "%d.%03dS", rest%minuteMillis/1000, millis)
		} else {
			add(rest%minuteMillis/1000, "S")
		}
	}
	if b.Len() == 1 {
		return "PT0S"
	}
	return b.String()
}
