package catalog

import (
	"encoding/json"
	"slices"
	"strings"
)

// validatorTypes are the types that s3db.js 21 takes for the type of an
// attribute in the long form, {"type": "array", "items": "number"}, which looks
// like an object with attributes of its own.
var validatorTypes = strings.Fields(`string number boolean bool any object array date dateonly datetime timeonly email url
	uuid enum custom ip4 ip6 mac cidr semver phone color duration cron locale currency country ean buffer bits money crypto
	decimal geo:lat geo:lon geo:point secret password embedding`)

// typedRule returns the rule of an attribute in the long form as one text, and
// that of objects for another object.
func typedRule(o *Object) string {
	word, _, _ := strings.Cut(o.String("type"), ":")
	if !slices.Contains(validatorTypes, word) && !slices.Contains(validatorTypes, o.String("type")) {
		return objectRule
	}
	rule := o.String("type")
	for _, m := range o.Members() {
		switch v := m.Value.(type) {
		case string:
			if m.Key != "type" {
				rule += "|" + m.Key + ":" + v
			}
		case json.Number:
			rule += "|" + m.Key + ":" + string(v)
		case bool:
			if v {
				rule += "|" + m.Key
			}
		}
	}
	return rule
}
