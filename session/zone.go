package session

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// parseOffset reads a zone given as a number of hours, as in SET TimeZone TO 2.
func parseOffset(text string) (hours float64, ok bool) {
	hours, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return hours, err == nil && math.Abs(hours) < 168
}

// offsetName prints such a zone as SHOW does: POSIX text, whose sign runs
// west, behind the offset in angle brackets, whose sign runs east.
func offsetName(hours float64) string {
	minutes := int(math.Round(math.Abs(hours) * 60))
	text := fmt.Sprintf("%02d", minutes/60)
	if minutes%60 != 0 {
		text += fmt.Sprintf(":%02d", minutes%60)
	}
	if hours < 0 {
		return "<-" + text + ">+" + text
	}
	return "<+" + text + ">-" + text
}

// zoneOfInterval is the zone of SET TIME ZONE INTERVAL 'hh:mm'.
func zoneOfInterval(text string) (string, error) {
	v, err := types.ParseText(types.IntervalType, types.NoTypmod, text, nil)
	if err != nil {
		return "", err
	}
	iv := v.Interval()
	if iv.Months != 0 || iv.Days != 0 {
		return "", pgerr.New(pgerr.InvalidParameterValue, "invalid value for parameter \"TimeZone\": \""+text+"\"")
	}
	return strconv.FormatFloat(float64(iv.Micros)/3.6e9, 'f', -1, 64), nil
}
