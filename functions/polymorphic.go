package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// isPolymorphic reports whether t stands for the type of an actual argument.
func isPolymorphic(t *types.Type) bool {
	switch t {
	case types.AnyElement, types.AnyArray, types.AnyNonArray, types.AnyEnum,
		types.AnyCompatible, types.AnyCompatibleArray, types.AnyCompatibleNonArray:
		return true
	}
	return false
}

// binding is what the polymorphic types of one call stand for. The families
// of anyelement and of anycompatible are bound independently of each other.
type binding struct {
	elem       *types.Type // of anyelement, nil while no argument says
	array      *types.Type // of anyarray
	compatible *types.Type // of anycompatible
	nonArray   bool        // anynonarray occurs
	uses       struct{ simple, compatible bool }
	commons    []*types.Type // what anycompatible must be common to
}

// bind finds what the polymorphic types among declared stand for, and whether
// the actual types agree (manual, 38.2.5, "Polymorphic Types").
func (r *Registry) bind(declared, actual []*types.Type) (binding, bool) {
	var b binding
	for i, d := range declared {
		if !b.see(d, actual[i]) {
			return b, false
		}
	}
	if b.array != nil {
		if b.array.Elem == nil || b.elem != nil && b.elem != b.array.Elem {
			return b, false
		}
		b.elem = b.array.Elem
	}
	if b.elem != nil && b.nonArray && b.elem.IsArray() {
		return b, false
	}
	return b, !b.uses.compatible || r.bindCompatible(&b)
}

// see takes note of one argument.
func (b *binding) see(declared, actual *types.Type) bool {
	untyped := actual == types.Unknown
	switch declared {
	case types.AnyElement, types.AnyNonArray, types.AnyEnum:
		b.uses.simple = true
		b.nonArray = b.nonArray || declared == types.AnyNonArray
		return untyped || settle(&b.elem, actual)
	case types.AnyArray:
		b.uses.simple = true
		return untyped || settle(&b.array, actual)
	case types.AnyCompatible, types.AnyCompatibleNonArray:
		b.uses.compatible = true
		b.commons = append(b.commons, actual)
		return declared == types.AnyCompatible || !actual.IsArray()
	case types.AnyCompatibleArray:
		b.uses.compatible = true
		if untyped {
			return true
		}
		b.commons = append(b.commons, actual.Elem)
		return actual.IsArray()
	}
	return true
}

// settle sets *t to actual or reports whether it is that already.
func settle(t **types.Type, actual *types.Type) bool {
	if *t == nil {
		*t = actual
	}
	return *t == actual
}

// bindCompatible chooses the common type of what anycompatible stands for.
func (r *Registry) bindCompatible(b *binding) bool {
	common, err := r.CommonType("", b.commons...)
	if err != nil {
		return false
	}
	for _, t := range b.commons {
		if !r.CanCoerce(t, common, ImplicitCast) {
			return false
		}
	}
	b.compatible = common
	return true
}

// replace returns what declared stands for; nil where that is not known.
func (b *binding) replace(declared *types.Type) *types.Type {
	switch declared {
	case types.AnyElement, types.AnyNonArray, types.AnyEnum:
		return b.elem
	case types.AnyArray:
		if b.array == nil && b.elem != nil {
			return b.elem.Array
		}
		return b.array
	case types.AnyCompatible, types.AnyCompatibleNonArray:
		return b.compatible
	case types.AnyCompatibleArray:
		if b.compatible == nil {
			return nil
		}
		return b.compatible.Array
	}
	return declared
}

// settleTypes replaces the polymorphic types of a chosen signature.
func (r *Registry) settleTypes(declared, actual []*types.Type, result *types.Type) ([]*types.Type, *types.Type, error) {
	b, _ := r.bind(declared, actual)
	settled := make([]*types.Type, len(declared))
	for i, d := range declared {
		settled[i] = b.replace(d)
		if d == types.Any {
			settled[i] = actual[i]
		}
		if settled[i] == nil {
			return nil, nil, undetermined()
		}
	}
	if result = b.replace(result); result == nil {
		return nil, nil, undetermined()
	}
	return settled, result, nil
}

func undetermined() error {
	return pgerr.New(pgerr.DatatypeMismatch, "could not determine polymorphic type because input has type unknown")
}
