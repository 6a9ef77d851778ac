package validation

import (
	"regexp"
	"strings"
)

// Types of texts with a form of their own.

var (
	basicEmail   = mustPattern(`^\S+@\S+\.\S+$`)
	preciseEmail = mustPattern(`^(([^<>()[\]\\.,;:\s@"]+(\.[^<>()[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$`)
	urlForm      = mustPattern(`^https?:\/\/\S+`)
	uuidForm     = mustPattern(`^([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12})$`)
	macForm      = mustPattern(`^(([a-f0-9]{2,}-){5}[a-f0-9]{2}|([a-f0-9]{2,}:){5}[a-f0-9]{2}|([a-f0-9]{4,}\.){2}[a-f0-9]{4})$`)
	objectIDForm = mustPattern(`^[0-9a-fA-F]{24}$`)
)

// mustPattern is for the patterns of this package.
func mustPattern(pattern string) *regexp.Regexp {
	t := &translator{rest: pattern}
	if err := t.translate(); err != nil {
		return nil
	}
	return regexp.MustCompile(t.out.String())
}

// text makes a test of a judgment of texts; what is no text is a violation of
// the type string.
func text(n *node, judge func(r *run, at place, s string) any) test {
	return func(r *run, at place, v any) any {
		s, ok := v.(string)
		if !ok {
			r.fail(n, at, "", "string", nil, v)
			return v
		}
		return judge(r, at, s)
	}
}

// empty judges the empty text for types that refuse it unless the word empty
// is set. It reports whether s is one.
func (n *node) empty(r *run, at place, s, violation string) bool {
	if s == "" && !n.words.on("empty") {
		r.fail(n, at, "empty", violation, nil, s)
	}
	return s == ""
}

func emailTest(_ *compiler, n *node) (test, error) {
	form := basicEmail
	if n.words.Get("mode") == "precise" {
		form = preciseEmail
	}
	bounds, err := lengthTests(words{n.words.Without("length")}, "email")
	if err != nil {
		return nil, err
	}
	return text(n, func(r *run, at place, s string) any {
		if n.empty(r, at, s, "emailEmpty") {
			return s
		}
		if n.words.on("normalize") {
			s = strings.ToLower(trim(s))
		}
		for _, b := range bounds {
			if !b.holds(s) {
				r.fail(n, at, b.word, b.violation, b.expected, utf16Length(s))
			}
		}
		if !form.MatchString(s) {
			r.fail(n, at, "", "email", nil, s)
		}
		return s
	}), nil
}

func urlTest(_ *compiler, n *node) (test, error) {
	return text(n, func(r *run, at place, s string) any {
		if !n.empty(r, at, s, "urlEmpty") && !urlForm.MatchString(s) {
			r.fail(n, at, "", "url", nil, s)
		}
		return s
	}), nil
}

func uuidTest(_ *compiler, n *node) (test, error) {
	wanted, given, err := n.words.number("version")
	return text(n, func(r *run, at place, s string) any {
		lower := strings.ToLower(s)
		if !uuidForm.MatchString(lower) {
			r.fail(n, at, "", "uuid", nil, s)
			return s
		}
		version := float64(lower[14] - '0')
		switch {
		case given && wanted < 9 && wanted != version:
			r.fail(n, at, "version", "uuidVersion", wanted, version)
		case version >= 3 && version != 6 && !strings.ContainsRune("89ab", rune(lower[19])):
			r.fail(n, at, "", "uuid", nil, s)
		}
		return s
	}), err
}

func macTest(_ *compiler, n *node) (test, error) {
	return text(n, func(r *run, at place, s string) any {
		if !macForm.MatchString(strings.ToLower(s)) {
			r.fail(n, at, "", "mac", nil, s)
		}
		return s
	}), nil
}

func luhnTest(_ *compiler, n *node) (test, error) {
	return text(n, func(r *run, at place, s string) any {
		if sum := luhnSum(s); sum == 0 || sum%10 != 0 {
			r.fail(n, at, "", "luhn", nil, s)
		}
		return s
	}), nil
}

// luhnSum adds up the digits of a text, every second one from the right
// doubled and reduced to one digit.
func luhnSum(s string) int {
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		digit := int(s[i] - '0')
		if double {
			digit = digit*2/10 + digit*2%10
		}
		sum += digit
		double = !double
	}
	return sum
}

// objectIDTest accepts the 24 hexadecimal digits of an ObjectID.
func objectIDTest(_ *compiler, n *node) (test, error) {
	return func(r *run, at place, v any) any {
		if s, ok := v.(string); !ok || !objectIDForm.MatchString(s) {
			r.fail(n, at, "", "objectID", nil, v)
		}
		return v
	}, nil
}

func currencyTest(_ *compiler, n *node) (test, error) {
	form, err := currencyForm(n.words)
	return func(r *run, at place, v any) any {
		if s, ok := v.(string); !ok || !form(s) {
			r.fail(n, at, "", "currency", nil, v)
		}
		return v
	}, err
}

// currencyForm returns the form of an amount: an optional sign beside the
// symbol, digits in groups of three, up to two decimals, at least one digit.
func currencyForm(w words) (func(string) bool, error) {
	if custom, ok := w.Get("customRegex").(string); ok {
		parts := strings.Split(custom, "/")
		if len(parts) < 3 || parts[0] != "" {
			return nil, badRule("the word \"customRegex\" of the rule needs a regular expression between slashes")
		}
		re, err := compilePattern(strings.Join(parts[1:len(parts)-1], "/"), parts[len(parts)-1])
		if err != nil {
			return nil, err
		}
		return re.MatchString, nil
	}
	symbol := ""
	if s, ok := w.text("currencySymbol"); ok && s != "" {
		symbol = regexp.QuoteMeta(s)
		if w.on("symbolOptional") {
			symbol = "(?:" + symbol + ")?"
		}
	}
	thousands, decimals := separator(w, "thousandSeparator", ","), separator(w, "decimalSeparator", ".")
	re, err := regexp.Compile(`^(-?` + symbol + `|` + symbol + `-?)(([0-9]\d{0,2}(` + thousands + `\d{3})*)|0)?(` + decimals + `\d{1,2})?$`)
	return func(s string) bool { return strings.ContainsAny(s, "0123456789") && re.MatchString(s) }, err
}

func separator(w words, word, otherwise string) string {
	if s, ok := w.text(word); ok && s != "" {
		return regexp.QuoteMeta(s)
	}
	return regexp.QuoteMeta(otherwise)
}
