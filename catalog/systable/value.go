package systable

import (
	"fmt"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// valueOf makes a value of type t.
func valueOf(t *types.Type, v any) (types.Value, error) {
	switch v := v.(type) {
	case nil:
		return types.Null, nil
	case types.Value:
		return v, nil
	case string:
		return types.NewText(v), nil
	case byte:
		return char(v), nil
	case bool:
		return types.NewBool(v), nil
	case int:
		return number(t, int64(v)), nil
	case int16:
		return number(t, int64(v)), nil
	case int32:
		return number(t, int64(v)), nil
	case int64:
		return number(t, v), nil
	case types.OID:
		return types.NewInt(int64(v)), nil
	case time.Time:
		return moment(v), nil
	case []string:
		return list(t, v, types.NewText), nil
	case []byte:
		return list(t, v, char), nil
	case []int16:
		return list(t, v, func(i int16) types.Value { return types.NewInt(int64(i)) }), nil
	case []types.OID:
		return list(t, v, func(o types.OID) types.Value { return types.NewInt(int64(o)) }), nil
	}
	return types.Null, fmt.Errorf("no value of type %s from a %T", t.Name, v)
}

// char is a value of type "char"; the zero byte is the empty one.
func char(c byte) types.Value {
	if c == 0 {
		return types.NewText("")
	}
	return types.NewText(string(rune(c)))
}

func number(t *types.Type, n int64) types.Value {
	if t.Kind == types.KindFloat {
		return types.NewFloat(float64(n))
	}
	return types.NewInt(n)
}

// moment is a time; the zero time did not happen.
func moment(t time.Time) types.Value {
	if t.IsZero() {
		return types.Null
	}
	return types.NewInt(types.FromTime(t))
}

// list is an array. A nil slice is NULL, but the vectors of the system
// catalogs, which count from 0, are never NULL.
func list[T any](t *types.Type, items []T, value func(T) types.Value) types.Value {
	lower := 1
	if t == types.Int2Vector || t == types.OIDVector {
		lower = 0
	} else if items == nil {
		return types.Null
	}
	a := &types.Array{}
	for _, item := range items {
		a.Values = append(a.Values, value(item))
	}
	if len(items) > 0 || lower == 0 {
		a.Dims = []types.Dim{{Len: len(items), Lower: lower}}
	}
	return types.NewArray(a)
}
