package types

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// arrayParser reads the text form of arrays (PostgreSQL manual, "Array Input
// and Output Syntax").
type arrayParser struct {
	elem   *Type
	typmod int32
	env    *ParseEnv
	text   string // the whole, for messages
	s      string // what is left
	lens   []int  // elements in each dimension, -1 until one has been closed
	depth  int    // of the elements, 0 before the first
	values []Value
}

func parseArray(t *Type, typmod int32, s string, env *ParseEnv) (Value, error) {
	if isVector(t) {
		return parseCatalogVector(t, s)
	}
	p := &arrayParser{elem: t.elem(), typmod: typmod, env: env, text: s, s: strings.TrimLeft(s, space)}
	bounds, err := p.bounds()
	if err != nil {
		return Null, err
	}
	if !strings.HasPrefix(p.s, "{") {
		return Null, p.malformed(`Array value must start with "{" or dimension information.`)
	}
	if err := p.level(1); err != nil {
		return Null, err
	}
	if strings.Trim(p.s, space) != "" {
		return Null, p.malformed("Junk after closing right brace.")
	}
	return p.result(bounds)
}

// parseCatalogVector reads numbers between blanks; subscripts start at 0.
func parseCatalogVector(t *Type, s string) (Value, error) {
	a := &Array{}
	for _, word := range strings.Fields(s) {
		v, err := ParseText(t.Elem, NoTypmod, word, nil)
		if err != nil {
			return Null, err
		}
		a.Values = append(a.Values, v)
	}
	a.Dims = []Dim{{Len: len(a.Values)}}
	return NewArray(a), nil
}

func (p *arrayParser) malformed(detail string) error {
	return pgerr.New(pgerr.InvalidTextRepresentation, "malformed array literal: \""+p.text+"\"").WithDetail("%s", detail)
}

// bounds reads [l:u][l:u]= in front of the braces.
func (p *arrayParser) bounds() ([]Dim, error) {
	var dims []Dim
	for strings.HasPrefix(p.s, "[") {
		if len(dims) == maxDims {
			return nil, tooManyDims(maxDims + 1)
		}
		inside, rest, ok := strings.Cut(p.s[1:], "]")
		if !ok {
			return nil, p.malformed(`Missing "]" after array dimensions.`)
		}
		low, high, ranged := strings.Cut(inside, ":")
		if !ranged {
			low, high = "1", inside
		}
		lower, err := strconv.ParseInt(low, 10, 32)
		upper, err2 := strconv.ParseInt(high, 10, 32)
		if err != nil || err2 != nil {
			return nil, p.malformed(`"[" must introduce explicitly-specified array dimensions.`)
		}
		if upper < lower {
			return nil, pgerr.New(pgerr.ArraySubscriptError, "upper bound cannot be less than lower bound")
		}
		dims = append(dims, Dim{Len: int(upper - lower + 1), Lower: int(lower)})
		p.s = strings.TrimLeft(rest, space)
	}
	if dims == nil {
		return nil, nil
	}
	if !strings.HasPrefix(p.s, "=") {
		return nil, p.malformed(`Missing "=" after array dimensions.`)
	}
	p.s = strings.TrimLeft(p.s[1:], space)
	if !strings.HasPrefix(p.s, "{") {
		return nil, p.malformed(`Array contents must start with "{".`)
	}
	return dims, nil
}

// level reads one pair of braces at the given depth, from 1.
func (p *arrayParser) level(depth int) error {
	if depth > maxDims {
		return tooManyDims(depth)
	}
	if len(p.lens) < depth {
		p.lens = append(p.lens, -1)
	}
	p.skip(1)
	count := 0
	for p.s != "" && (p.s[0] != '}' || count > 0) {
		if err := p.item(depth); err != nil {
			return err
		}
		count++
		if p.s == "" {
			break
		}
		if p.s[0] == '}' {
			return p.close(depth, count)
		}
		if p.s[0] != ',' {
			return p.malformed("Unexpected array element.")
		}
		p.skip(1)
	}
	switch {
	case p.s == "":
		return p.malformed("Unexpected end of input.")
	case count == 0 && depth > 1:
		return p.malformed(`Unexpected "}" character.`)
	}
	return p.close(depth, count)
}

func (p *arrayParser) close(depth, count int) error {
	p.skip(1)
	if p.lens[depth-1] >= 0 && p.lens[depth-1] != count {
		return p.malformed("Multidimensional arrays must have sub-arrays with matching dimensions.")
	}
	p.lens[depth-1] = count
	return nil
}

// skip drops n bytes and the white space behind them.
func (p *arrayParser) skip(n int) { p.s = strings.TrimLeft(p.s[n:], space) }

// item reads a sub-array or an element.
func (p *arrayParser) item(depth int) error {
	switch p.s[0] {
	case '{':
		if p.depth == depth {
			return p.malformed(`Unexpected "{" character.`)
		}
		return p.level(depth + 1)
	case '}', ',':
		return p.malformed("Unexpected \"" + p.s[:1] + "\" character.")
	}
	if p.depth == 0 {
		p.depth = depth
	}
	if p.depth != depth {
		return p.malformed("Unexpected array element.")
	}
	word, quoted, err := p.word()
	if err != nil {
		return err
	}
	v := Null
	if quoted || !strings.EqualFold(word, "null") {
		if v, err = ParseText(p.elem, p.typmod, word, p.env); err != nil {
			return err
		}
	}
	p.values = append(p.values, v)
	return nil
}

// word reads an element up to the next comma or brace. Blanks around it do not
// count, nor does the word NULL, unless quoted or escaped.
func (p *arrayParser) word() (word string, quoted bool, err error) {
	var out []byte
	keep := 0 // blanks before this length of out are part of the word
	inQuotes, closed := false, false
	for i := 0; i < len(p.s); i++ {
		c := p.s[i]
		if closed && c != ',' && c != '}' && strings.IndexByte(space, c) < 0 {
			return "", false, p.malformed("Unexpected array element.")
		}
		switch {
		case c == '\\':
			if i++; i == len(p.s) {
				return "", false, p.malformed("Unexpected end of input.")
			}
			out, quoted = append(out, p.s[i]), true
			keep = len(out)
		case c == '"':
			if !inQuotes && (quoted || len(out) > 0) {
				return "", false, p.malformed("Unexpected array element.")
			}
			closed = inQuotes
			inQuotes, quoted, keep = !inQuotes, true, len(out)
		case inQuotes:
			out = append(out, c)
		case c == ',' || c == '}':
			p.s = p.s[i:]
			return string(out[:keep]) + strings.TrimRight(string(out[keep:]), space), quoted, nil
		case c == '{':
			return "", false, p.malformed(`Unexpected "{" character.`)
		default:
			out = append(out, c)
		}
	}
	return "", false, p.malformed("Unexpected end of input.")
}

// result joins values and dimensions and checks the bounds that were given.
func (p *arrayParser) result(bounds []Dim) (Value, error) {
	if len(p.values) == 0 {
		return NewArray(&Array{}), nil
	}
	if p.depth != len(p.lens) {
		return Null, p.malformed("Multidimensional arrays must have sub-arrays with matching dimensions.")
	}
	dims := bounds
	if dims == nil {
		for _, n := range p.lens {
			dims = append(dims, Dim{Len: n, Lower: 1})
		}
	}
	if len(dims) != len(p.lens) {
		return Null, p.malformed("Specified array dimensions do not match array contents.")
	}
	for i, n := range p.lens {
		if dims[i].Len != n {
			return Null, p.malformed("Specified array dimensions do not match array contents.")
		}
	}
	return NewArray(&Array{Dims: dims, Values: p.values}), nil
}
