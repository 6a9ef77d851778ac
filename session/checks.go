package session

import (
	"slices"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func checkEncoding(value string) (string, error) {
	plain := strings.ToUpper(strings.NewReplacer("-", "", "_", "").Replace(value))
	if plain == "UTF8" || plain == "UNICODE" {
		return "UTF8", nil
	}
	if !slices.Contains(encodings, plain) {
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"client_encoding\": %q", value)
	}
	return "", pgerr.Unsupported("client_encoding " + value).WithHint("Only UTF8 is supported.")
}

// encodings are PostgreSQL's other encodings, in capitals and without
// separators.
var encodings = strings.Fields(`ABC ALT BIG5 EUCCN EUCJIS2004 EUCJP EUCKR EUCTW GB18030 GBK ISO88591 ISO885910
	ISO885913 ISO885914 ISO885915 ISO885916 ISO88592 ISO88593 ISO88594 ISO88595 ISO88596 ISO88597 ISO88598 ISO88599
	JOHAB KOI8 KOI8R KOI8U LATIN1 LATIN10 LATIN2 LATIN3 LATIN4 LATIN5 LATIN6 LATIN7 LATIN8 LATIN9 MSKANJI
	MULEINTERNAL SHIFTJIS SHIFTJIS2004 SJIS SQLASCII TCVN TCVN5712 UHC VSCII WIN WIN1250 WIN1251 WIN1252 WIN1253
	WIN1254 WIN1255 WIN1256 WIN1257 WIN1258 WIN866 WIN874 WIN932 WIN936 WIN949 WIN950 WINDOWS1250 WINDOWS1251
	WINDOWS1252 WINDOWS1253 WINDOWS1254 WINDOWS1255 WINDOWS1256 WINDOWS1257 WINDOWS1258 WINDOWS866 WINDOWS874
	WINDOWS932 WINDOWS936 WINDOWS949 WINDOWS950`)

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
	loc, err := types.LoadLocation(value)
	if err != nil {
		return nil, "", err
	}
	name := loc.String()
	if !strings.EqualFold(name, value) { // GMT, or a POSIX specification
		name = strings.ToUpper(value)
	}
	return loc, name, nil
}
