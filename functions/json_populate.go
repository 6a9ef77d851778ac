package functions

import (
	"fmt"
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonPlace says where in a document a value is, for hints.
type jsonPlace struct {
	key     string
	indexes []int
}

func (p jsonPlace) at(i int) jsonPlace {
	return jsonPlace{p.key, append(slices.Clone(p.indexes), i)}
}

// valueOfJSON reads a part as a value of type t, as an assignment would.
func valueOfJSON(env *Env, t *types.Type, s string, at jsonPlace) (types.Value, error) {
	kind := kindOfJSON(s)
	switch {
	case kind == 'n':
		return types.Null, nil
	case t == types.JSON:
		return types.NewText(s), nil
	case t == types.JSONB:
		canonical, err := canonicalJSON(s)
		return types.NewText(canonical), err
	case t.IsArray() && kind != '"':
		return arrayOfJSON(env, t, s, at)
	}
	text, err := jsonAsText(s)
	if err != nil {
		return types.Null, err
	}
	return types.ParseText(t, types.NoTypmod, text.Text(), env.Parse)
}

// arrayBuilder collects the elements of nested JSON arrays.
type arrayBuilder struct {
	env    *Env
	elem   *types.Type
	dims   []types.Dim // known up to the depth reached first
	deep   bool        // a scalar has been reached: the depth is settled
	values []types.Value
}

func arrayOfJSON(env *Env, t *types.Type, s string, at jsonPlace) (types.Value, error) {
	b := &arrayBuilder{env: env, elem: t.Elem}
	if err := b.level(s, 0, at); err != nil {
		return types.Null, err
	}
	if len(b.values) == 0 {
		return types.NewArray(&types.Array{}), nil
	}
	return types.NewArray(&types.Array{Dims: b.dims, Values: b.values}), nil
}

func (b *arrayBuilder) level(s string, depth int, at jsonPlace) error {
	if kindOfJSON(s) != '[' {
		return expectedArray(at)
	}
	n := countJSON(s)
	if depth == len(b.dims) {
		if depth == maxDimensions {
			return tooManyDimensions(depth + 1)
		}
		b.dims = append(b.dims, types.Dim{Len: n, Lower: 1})
	} else if b.dims[depth].Len != n {
		return pgerr.New(pgerr.InvalidTextRepresentation, "malformed JSON array").
			WithDetail("Multidimensional arrays must have sub-arrays with matching dimensions.")
	}
	i := 0
	for e := range jsonElements(s) {
		if err := b.element(e, depth+1, at.at(i)); err != nil {
			return err
		}
		i++
	}
	return nil
}

// element is another level as long as the first elements were arrays.
func (b *arrayBuilder) element(e string, depth int, at jsonPlace) error {
	if nested := kindOfJSON(e) == '[' && !b.isJSON(); nested && !b.deep || depth < len(b.dims) {
		return b.level(e, depth, at)
	}
	b.deep = true
	v, err := valueOfJSON(b.env, b.elem, e, at)
	b.values = append(b.values, v)
	return err
}

func (b *arrayBuilder) isJSON() bool { return b.elem == types.JSON || b.elem == types.JSONB }

func expectedArray(at jsonPlace) error {
	err := pgerr.New(pgerr.InvalidTextRepresentation, "expected JSON array")
	if len(at.indexes) == 0 {
		return err.WithHint("See the value of key \"%s\".", at.key)
	}
	path := ""
	for _, i := range at.indexes {
		path += fmt.Sprintf("[%d]", i)
	}
	return err.WithHint("See the array element %s of key \"%s\".", path, at.key)
}
