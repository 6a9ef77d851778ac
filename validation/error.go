package validation

import (
	"fmt"
	"strings"
)

// Error says that a record does not satisfy the rules: at least one
// violation, in the order of the attributes.
type Error struct{ Violations []Violation }

// Error returns the message of the first violation, as s3db.js does.
func (e *Error) Error() string { return e.Violations[0].Message }

// Violation is one rule that a value breaks.
type Violation struct {
	Path     string // of the value in the record, as "profile.links[2]"
	Rule     string // the word of the rule, as "min:2", or the type where there is no word
	Type     string // fastest-validator's name of the violation, as "stringMin"
	Message  string // fastest-validator's message
	Expected any    // what the word asks for, nil if that is in its name
	Actual   any    // the value, or its length; nil for secrets
}

// RuleError says that a rule cannot be used. s3db.js refuses to define a
// resource with it.
type RuleError struct{ Message string }

func (e *RuleError) Error() string { return e.Message }

func badRule(format string, args ...any) error {
	return &RuleError{fmt.Sprintf(format, args...)}
}

// run collects the violations of one record.
type run struct{ violations []Violation }

func (r *run) err() error {
	if len(r.violations) == 0 {
		return nil
	}
	return &Error{r.violations}
}

// fail adds a violation of a word, or of the type where word is "".
func (r *run) fail(n *node, at place, word, kind string, expected, actual any) {
	actual = n.disclose(actual)
	v := Violation{Path: at.path, Rule: n.kind, Type: kind, Expected: expected, Actual: actual}
	if word != "" {
		v.Rule = word
		if argument, ok := n.words.text(word); ok && argument != "true" {
			v.Rule += ":" + argument
		}
	}
	v.Message = n.message(kind, at, expected, actual)
	r.violations = append(r.violations, v)
}

func (n *node) message(kind string, at place, expected, actual any) string {
	text, ok := n.messages[kind]
	if !ok {
		text = messages[kind]
	}
	return strings.NewReplacer("{field}", n.name(at), "{expected}", shown(expected), "{actual}", shown(actual)).Replace(text)
}

// disclose returns a value as a violation may show it.
func (n *node) disclose(v any) any {
	if n.secret {
		return nil
	}
	return v
}

// name is what messages call the value.
func (n *node) name(at place) string {
	if n.label != "" {
		return n.label
	}
	return at.path
}

func shown(v any) string {
	switch v.(type) {
	case nil, missing:
		return ""
	}
	return textOf(v)
}
