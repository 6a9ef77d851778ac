package functions

import "github.com/s3dbsql/s3dbsql/types"

// FindCast returns the cast between two types however explicit it must be, nil
// if there is none: an entry of pg_cast, else the cast of each element of an
// array, else a conversion through text, which every type has in assignment to
// and by explicit cast from a string type (manual, CREATE CAST).
func (r *Registry) FindCast(from, to *types.Type) *Cast {
	if c := r.casts[castKey{from, to}]; c != nil {
		return c
	}
	if from == to {
		return relabel(from, to, ImplicitCast)
	}
	if elements := r.elementCast(from, to); elements != nil {
		return elements
	}
	switch {
	case from == types.Unknown:
		return throughText(from, to, ImplicitCast)
	case from.Category == types.CategoryPseudo && from.Kind != types.KindRecord, to.Category == types.CategoryPseudo:
		return pseudoCast(from, to)
	case to.Category == types.CategoryString:
		return throughText(from, to, AssignmentCast)
	case from.Category == types.CategoryString:
		return throughText(from, to, ExplicitCast)
	}
	return nil
}

// pseudoCast is the cast of a row to record; there is none among the others.
func pseudoCast(from, to *types.Type) *Cast {
	if to == types.RecordType && from.Kind == types.KindRecord {
		return relabel(from, to, ImplicitCast)
	}
	return nil
}

// elementCast casts arrays element by element.
func (r *Registry) elementCast(from, to *types.Type) *Cast {
	if !from.IsArray() || !to.IsArray() || isCatalogVector(to) {
		return nil
	}
	element := r.FindCast(from.Elem, to.Elem)
	if element == nil {
		return nil
	}
	return &Cast{From: from, To: to, Context: element.Context, Relabel: element.Relabel, Fn: castElements(element)}
}

// castElements makes the cast of an array of what element casts.
func castElements(element *Cast) CastFn {
	return func(env *Env, v types.Value, typmod int32, explicit bool) (types.Value, error) {
		from := v.Array()
		values := make([]types.Value, len(from.Values))
		for i, x := range from.Values {
			if x.IsNull() {
				continue
			}
			var err error
			if values[i], err = element.Fn(env, x, typmod, explicit); err != nil {
				return types.Null, err
			}
		}
		return types.NewArray(&types.Array{Dims: from.Dims, Values: values}), nil
	}
}

func isCatalogVector(t *types.Type) bool { return t == types.Int2Vector || t == types.OIDVector }

// CanCoerce reports whether a value of type from may become one of type to in
// a context. An untyped literal may become anything; a polymorphic type takes
// anything here, and ResolveFunction holds its arguments to one another.
func (r *Registry) CanCoerce(from, to *types.Type, context CastContext) bool {
	if from == to || to == types.Any || isPolymorphic(to) || from == types.Unknown {
		return true
	}
	c := r.FindCast(from, to)
	return c != nil && c.Context.within(context)
}

// within reports whether a cast of context c may be used in a place that
// allows wanted: what is implicit is allowed everywhere.
func (c CastContext) within(wanted CastContext) bool { return c.strictness() <= wanted.strictness() }

func (c CastContext) strictness() int {
	switch c {
	case ImplicitCast:
		return 0
	case AssignmentCast:
		return 1
	}
	return 2
}
