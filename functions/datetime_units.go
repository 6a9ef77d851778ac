package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// units are the names of fields that extract and date_trunc know, by the first
// ten letters, with their short forms.
var units = func() map[string]string {
	m := map[string]string{}
	for unit, names := range map[string]string{
		"millennium":   "mil mils millennia",
		"century":      "c cent centuries",
		"decade":       "dec decs decades",
		"year":         "y yr yrs years",
		"quarter":      "qtr",
		"month":        "mon mons months",
		"week":         "w weeks",
		"day":          "d days",
		"hour":         "h hr hrs hours",
		"minute":       "m min mins minutes",
		"second":       "s sec secs seconds",
		"milliseconds": "ms msec msecs mseconds millisecon",
		"microseconds": "us usec usecs useconds microsecon",
		"epoch":        "", "dow": "", "isodow": "", "doy": "", "isoyear": "",
		"julian":          "j jd",
		"timezone":        "",
		"timezone_hour":   "timezone_h",
		"timezone_minute": "timezone_m",
	} {
		for _, name := range append(strings.Fields(names), unit) {
			m[name[:min(len(name), 10)]] = unit
		}
	}
	return m
}()

// unitOf finds the unit a name stands for; 22023 if it is none.
func unitOf(name string, t *types.Type) (string, error) {
	word := strings.ToLower(name)
	if unit, ok := units[word[:min(len(word), 10)]]; ok {
		return unit, nil
	}
	return "", unitNotRecognized(word, t)
}

func unitNotRecognized(unit string, t *types.Type) error {
	return pgerr.Newf(pgerr.InvalidParameterValue, "unit \"%s\" not recognized for type %s", unit, t)
}

func unitNotSupported(unit string, t *types.Type) *pgerr.Error {
	return pgerr.Newf(pgerr.FeatureNotSupported, "unit \"%s\" not supported for type %s", unit, t)
}
