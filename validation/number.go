package validation

import "math"

// numberWord is a word that a number satisfies or not.
type numberWord struct {
	word, violation string
	holds           func(f, bound float64) bool
}

// bounds are the words with an argument, signs those without, in the order
// in which violations are told.
var (
	bounds = []numberWord{
		{"min", "numberMin", func(f, bound float64) bool { return f >= bound }},
		{"max", "numberMax", func(f, bound float64) bool { return f <= bound }},
		{"equal", "numberEqual", func(f, bound float64) bool { return f == bound }},
		{"notEqual", "numberNotEqual", func(f, bound float64) bool { return f != bound }},
	}
	signs = []numberWord{
		{"integer", "numberInteger", func(f, _ float64) bool { return f == math.Trunc(f) }},
		{"positive", "numberPositive", func(f, _ float64) bool { return f > 0 }},
		{"negative", "numberNegative", func(f, _ float64) bool { return f < 0 }},
	}
)

func numberTest(_ *compiler, n *node) (test, error) {
	convert := n.words.is("convert")
	limits := map[string]float64{}
	for _, b := range bounds {
		bound, ok, err := n.words.number(b.word)
		if err != nil {
			return nil, err
		}
		if ok {
			limits[b.word] = bound
		}
	}
	return func(r *run, at place, v any) any {
		f, ok := v.(float64)
		if !ok && convert {
			f = numberOf(v)
		}
		if !ok && !convert || math.IsNaN(f) || math.IsInf(f, 0) {
			r.fail(n, at, "", "number", nil, v)
			return f
		}
		n.judge(r, at, f, v, limits)
		return f
	}, nil
}

// judge tells which words a number breaks; v is the value it was made of.
func (n *node) judge(r *run, at place, f float64, v any, limits map[string]float64) {
	for _, b := range bounds {
		if bound, ok := limits[b.word]; ok && !b.holds(f, bound) {
			r.fail(n, at, b.word, b.violation, bound, v)
		}
	}
	for _, s := range signs {
		if n.words.is(s.word) && !s.holds(f, 0) {
			r.fail(n, at, s.word, s.violation, nil, v)
		}
	}
}

func booleanTest(_ *compiler, n *node) (test, error) {
	convert := n.words.is("convert")
	return func(r *run, at place, v any) any {
		if b, ok := v.(bool); ok {
			return b
		}
		if convert {
			switch v {
			case 1.0, "true", "1", "on":
				return true
			case 0.0, "false", "0", "off":
				return false
			}
		}
		r.fail(n, at, "", "boolean", nil, v)
		return v
	}, nil
}
