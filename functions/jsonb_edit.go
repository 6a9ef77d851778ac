package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonbEditFunctions make a jsonb out of another; see jsonb_path.go for those
// that take a path.
func jsonbEditFunctions() []Overload {
	return []Overload{
		pure(3261, "json_strip_nulls", takes(types.JSON), types.JSON, scalar(jsonStripNulls)),
		pure(3262, "jsonb_strip_nulls", takes(types.JSONB), types.JSONB, scalar(canonicalFn(jsonStripNulls))),
		pure(3306, "jsonb_pretty", takes(types.JSONB), types.Text, scalar(jsonbPretty)),
	}
}

// jsonbEditOperators is || and the forms of - and #-.
func jsonbEditOperators() []Overload {
	return []Overload{
		pure(3284, "||", takes(types.JSONB, types.JSONB), types.JSONB, scalar(jsonbConcat)),
		pure(3285, "-", takes(types.JSONB, types.Text), types.JSONB, scalar(jsonbDeleteKey)),
		pure(3398, "-", takes(types.JSONB, types.Text.Array), types.JSONB, scalar(jsonbDeleteKeys)),
		pure(3286, "-", takes(types.JSONB, types.Int4), types.JSONB, scalar(jsonbDeleteElement)),
		pure(3287, "#-", takes(types.JSONB, types.Text.Array), types.JSONB, scalar(jsonbDeletePath)),
	}
}

// jsonbConcat merges two objects and joins everything else as arrays; what is
// no array counts as an array of itself.
func jsonbConcat(_ *Env, args []types.Value) (types.Value, error) {
	a, b := args[0].Text(), args[1].Text()
	if kindOfJSON(a) == '{' && kindOfJSON(b) == '{' {
		pairs := jsonbPairs(a)
		for k, v := range jsonMembers(b) {
			pairs = setPair(pairs, k, v)
		}
		return types.NewText(objectText(pairs)), nil
	}
	return types.NewText(arrayText(slices.Concat(asElements(a), asElements(b)))), nil
}

func asElements(s string) []string {
	if kindOfJSON(s) != '[' {
		return []string{s}
	}
	return slices.Collect(jsonElements(s))
}

func jsonbDeleteKey(_ *Env, args []types.Value) (types.Value, error) {
	return deleteKeys(args[0].Text(), args[1:])
}

func jsonbDeleteKeys(_ *Env, args []types.Value) (types.Value, error) {
	return deleteKeys(args[0].Text(), args[1].Array().Values)
}

// deleteKeys drops members by key, and elements that are equal strings.
func deleteKeys(s string, names []types.Value) (types.Value, error) {
	named := func(key string) bool {
		return slices.ContainsFunc(names, func(n types.Value) bool { return !n.IsNull() && jsonKeyIs(key, n.Text()) })
	}
	switch kindOfJSON(s) {
	case '{':
		pairs := slices.DeleteFunc(jsonbPairs(s), func(p jsonbPair) bool { return named(p.key) })
		return types.NewText(objectText(pairs)), nil
	case '[':
		elements := slices.DeleteFunc(asElements(s), func(e string) bool { return kindOfJSON(e) == '"' && named(e) })
		return types.NewText(arrayText(elements)), nil
	}
	return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from scalar")
}

func jsonbDeleteElement(_ *Env, args []types.Value) (types.Value, error) {
	s := args[0].Text()
	switch kindOfJSON(s) {
	case '{':
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from object using integer index")
	case '[':
		elements := asElements(s)
		if i, ok := elementIndex(args[1].Int(), len(elements)); ok {
			elements = slices.Delete(elements, i, i+1)
		}
		return types.NewText(arrayText(elements)), nil
	}
	return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from scalar")
}

// elementIndex resolves an index that counts from the end if negative.
func elementIndex(i int64, n int) (int, bool) {
	if i < 0 {
		i += int64(n)
	}
	return int(i), i >= 0 && i < int64(n)
}

// jsonStripNulls drops the members whose value is null, at every depth, and
// the white space.
func jsonStripNulls(_ *Env, args []types.Value) (types.Value, error) {
	out, err := appendStripped(nil, trimJSON(args[0].Text()))
	return types.NewText(string(out)), err
}

func appendStripped(dst []byte, s string) ([]byte, error) {
	var err error
	start := len(dst) + 1
	comma := func() {
		if len(dst) > start {
			dst = append(dst, ',')
		}
	}
	switch kindOfJSON(s) {
	case '{':
		dst = append(dst, '{')
		for k, v := range jsonMembers(s) {
			if kindOfJSON(v) == 'n' {
				continue
			}
			comma()
			if dst, err = appendStripped(dst, k); err != nil {
				return nil, err
			}
			if dst, err = appendStripped(append(dst, ':'), v); err != nil {
				return nil, err
			}
		}
		return append(dst, '}'), nil
	case '[':
		dst = append(dst, '[')
		for e := range jsonElements(s) {
			comma()
			if dst, err = appendStripped(dst, e); err != nil {
				return nil, err
			}
		}
		return append(dst, ']'), nil
	case '"':
		text, err := jsonText(s)
		return types.AppendJSONString(dst, text), err
	}
	return append(dst, s...), nil
}

// jsonbPretty indents by four blanks a level.
func jsonbPretty(_ *Env, args []types.Value) (types.Value, error) {
	return types.NewText(string(appendPretty(nil, args[0].Text(), 0))), nil
}

func appendPretty(dst []byte, s string, depth int) []byte {
	first := true
	line := func(depth int) {
		dst = append(dst, '\n')
		for range depth {
			dst = append(dst, "    "...)
		}
	}
	next := func() {
		if !first {
			dst = append(dst, ',')
		}
		first = false
		line(depth + 1)
	}
	switch kindOfJSON(s) {
	case '{':
		dst = append(dst, '{')
		for k, v := range jsonMembers(s) {
			next()
			dst = append(append(dst, k...), ": "...)
			dst = appendPretty(dst, v, depth+1)
		}
		line(depth)
		return append(dst, '}')
	case '[':
		dst = append(dst, '[')
		for e := range jsonElements(s) {
			next()
			dst = appendPretty(dst, e, depth+1)
		}
		line(depth)
		return append(dst, ']')
	}
	return append(dst, s...)
}
