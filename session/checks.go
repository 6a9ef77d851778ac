package session

import (
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func checkEncoding(value string) (string, error) {
	switch strings.ToUpper(strings.ReplaceAll(value, "-", "")) {
	case "UTF8", "UNICODE":
		return "UTF8", nil
	}
	return "", pgerr.Unsupported("client_encoding " + value).WithHint("Only UTF8 is supported.")
}

// checkDateStyle accepts an output style and a field order in either order;
// what is left out stays as it is now (PostgreSQL manual, 8.5.2).
func checkDateStyle(value, now string) (string, error) {
	style, order, _ := strings.Cut(now, ", ")
	for word := range strings.SplitSeq(value, ",") {
		switch word = strings.ToUpper(strings.TrimSpace(word)); word {
		case "ISO", "SQL", "GERMAN", "POSTGRES":
			style = map[string]string{"ISO": "ISO", "SQL": "SQL", "GERMAN": "German", "POSTGRES": "Postgres"}[word]
			if style == "German" {
				order = "DMY"
			}
		case "MDY", "US", "NONEURO", "NONEUROPEAN":
			order = "MDY"
		case "DMY", "EURO", "EUROPEAN":
			order = "DMY"
		case "YMD":
			order = "YMD"
		case "DEFAULT":
			style, order = "ISO", "MDY"
		default:
			return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"DateStyle\": %q", value).
				WithDetail("Unrecognized key word: %q.", strings.ToLower(word))
		}
	}
	return style + ", " + order, nil
}

func checkTimeZone(value string) (string, error) {
	if _, name, err := loadZone(value); err == nil {
		return name, nil
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"TimeZone\": %q", value)
}

// loadZone finds a time zone by name, whatever its case, or by an offset in
// hours east of Greenwich.
func loadZone(value string) (*time.Location, string, error) {
	if hours, ok := parseOffset(value); ok {
		name := offsetName(hours)
		return time.FixedZone(name, int(hours*3600)), name, nil
	}
	for _, name := range []string{value, strings.ToUpper(value), titleCase(value)} {
		if name == "" || name == "Local" {
			continue
		}
		if loc, err := time.LoadLocation(name); err == nil {
			return loc, name, nil
		}
	}
	return nil, "", pgerr.Newf(pgerr.InvalidParameterValue, "time zone %q not recognized", value)
}
