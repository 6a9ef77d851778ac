package validation

import (
	"regexp"
	"strings"
)

// stringRule is the type string.
type stringRule struct {
	*node
	convert  bool
	clean    func(string) string
	patterns []textTest
}

// textTest is a word of a rule that a text satisfies or not.
type textTest struct {
	word, violation string
	expected        any
	length          bool // the violation shows the length
	holds           func(s string) bool
}

func stringTest(_ *compiler, n *node) (test, error) {
	s := &stringRule{node: n, convert: n.words.is("convert")}
	var err error
	if s.clean, err = cleaning(n.words); err != nil {
		return nil, err
	}
	s.patterns, err = stringWords(n.words)
	return s.test, err
}

func (s *stringRule) test(r *run, at place, v any) any {
	text, ok := v.(string)
	if !ok && !s.convert {
		r.fail(s.node, at, "", "string", nil, v)
		return v
	}
	if !ok {
		text = textOf(v)
	}
	cleaned := s.clean(text)
	if cleaned == "" && s.words.is("empty") {
		return cleaned
	}
	for _, t := range s.patterns {
		if t.holds(cleaned) {
			continue
		}
		var actual any = text
		if t.length {
			actual = utf16Length(cleaned)
		}
		r.fail(s.node, at, t.word, t.violation, t.expected, actual)
	}
	return cleaned
}

// cleaning returns the changes that a rule makes to a text, in their order.
func cleaning(w words) (func(string) string, error) {
	var steps []func(string) string
	add := func(word string, step func(string) string) {
		if w.on(word) {
			steps = append(steps, step)
		}
	}
	add("trim", trim)
	add("trimLeft", func(s string) string { return strings.TrimLeftFunc(s, isSpace) })
	add("trimRight", func(s string) string { return strings.TrimRightFunc(s, isSpace) })
	for _, word := range []string{"padStart", "padEnd"} {
		pad, err := padding(w, word)
		if err != nil {
			return nil, err
		}
		add(word, pad)
	}
	add("lowercase", strings.ToLower)
	add("uppercase", strings.ToUpper)
	add("localeLowercase", strings.ToLower)
	add("localeUppercase", strings.ToUpper)
	return func(s string) string {
		for _, step := range steps {
			s = step(s)
		}
		return s
	}, nil
}

// maxPadding bounds what a rule out of a bucket can make of a short text.
const maxPadding = 1 << 20

func padding(w words, word string) (func(string) string, error) {
	length, _, err := w.number(word)
	if err != nil {
		return nil, err
	}
	if length > maxPadding {
		return nil, badRule("the word %q of the rule is too large", word)
	}
	fill, ok := w.text("padChar")
	if !ok {
		fill = " "
	}
	return func(s string) string {
		missing := int(length - utf16Length(s))
		if missing <= 0 || fill == "" {
			return s
		}
		units := []rune(strings.Repeat(fill, missing/len([]rune(fill))+1))[:missing]
		if word == "padStart" {
			return string(units) + s
		}
		return s + string(units)
	}, nil
}

// stringWords returns the tests of a rule of the type string, in the order
// in which violations are told.
func stringWords(w words) ([]textTest, error) {
	var tests []textTest
	if w.Get("empty") == false {
		tests = append(tests, textTest{word: "empty", violation: "stringEmpty", holds: func(s string) bool { return s != "" }})
	}
	lengths, err := lengthTests(w, "string")
	if err != nil {
		return nil, err
	}
	tests = append(tests, lengths...)
	for _, more := range []func(words) (textTest, error){patternTest, containsTest, textEnumTest} {
		t, err := more(w)
		if err != nil {
			return nil, err
		}
		if t.holds != nil {
			tests = append(tests, t)
		}
	}
	for _, t := range alphabets {
		if w.is(t.word) {
			tests = append(tests, t)
		}
	}
	return tests, nil
}

// lengthTests returns the tests of min, max and length.
func lengthTests(w words, kind string) ([]textTest, error) {
	var tests []textTest
	for _, l := range []struct {
		word, violation string
		holds           func(length, bound float64) bool
	}{
		{"min", "Min", func(length, bound float64) bool { return length >= bound }},
		{"max", "Max", func(length, bound float64) bool { return length <= bound }},
		{"length", "Length", func(length, bound float64) bool { return length == bound }},
	} {
		bound, ok, err := w.number(l.word)
		if err != nil {
			return nil, err
		}
		if ok {
			holds := func(s string) bool { return l.holds(utf16Length(s), bound) }
			tests = append(tests, textTest{l.word, kind + l.violation, plain(w.Get(l.word)), true, holds})
		}
	}
	return tests, nil
}

func patternTest(w words) (textTest, error) {
	text, ok := w.text("pattern")
	if !ok {
		return textTest{}, nil
	}
	if _, ok := w.Get("pattern").(string); !ok {
		return textTest{}, badRule("the word \"pattern\" of the rule needs a regular expression")
	}
	flags, _ := w.text("patternFlags")
	re, err := compilePattern(text, flags)
	if err != nil {
		return textTest{}, err
	}
	shown := "/" + text + "/" + flags
	return textTest{word: "pattern", violation: "stringPattern", expected: shown, holds: re.MatchString}, nil
}

func containsTest(w words) (textTest, error) {
	part, ok := w.text("contains")
	if !ok {
		return textTest{}, nil
	}
	holds := func(s string) bool { return strings.Contains(s, part) }
	return textTest{word: "contains", violation: "stringContains", expected: part, holds: holds}, nil
}

func textEnumTest(w words) (textTest, error) {
	list, ok, err := w.list("enum")
	if err != nil || !ok {
		return textTest{}, err
	}
	holds := func(s string) bool { return contains(list, s) }
	return textTest{word: "enum", violation: "stringEnum", expected: joinedWith(list, ", "), holds: holds}, nil
}

func joinedWith(list []any, separator string) string {
	return strings.ReplaceAll(joined(list), ",", separator)
}

// alphabets are the words that say which characters a text is made of.
var alphabets = []textTest{
	{word: "numeric", violation: "stringNumeric", holds: matcher(`^-?[0-9]\d*(\.\d+)?$`)},
	{word: "alpha", violation: "stringAlpha", holds: matcher(`^[a-zA-Z]+$`)},
	{word: "alphanum", violation: "stringAlphanum", holds: matcher(`^[a-zA-Z0-9]+$`)},
	{word: "alphadash", violation: "stringAlphadash", holds: matcher(`^[a-zA-Z0-9_-]+$`)},
	{word: "hex", violation: "stringHex", holds: matcher(`^([0-9a-fA-F]{2})+$`)},
	{word: "singleLine", violation: "stringSingleLine", holds: func(s string) bool { return !strings.Contains(s, "\n") }},
	{word: "base64", violation: "stringBase64", holds: matcher(`^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+/]{3}=)?$`)},
}

func matcher(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }
