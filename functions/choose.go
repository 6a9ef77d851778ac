package functions

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// signature is what resolution needs of an overload of any sort.
type signature struct {
	args     []*types.Type
	defaults int
	variadic bool
	result   *types.Type
}

// choose picks the candidate of a function call.
func (r *Registry) choose(name string, overloads []signature, actual []*types.Type, variadic bool) (candidate, error) {
	var candidates []candidate
	for i, s := range overloads {
		if c, ok := s.fit(len(actual), variadic); ok {
			c.index = i
			candidates = append(candidates, c)
		}
	}
	if c, ok := exactMatch(candidates, actual); ok {
		return c, nil
	}
	candidates = r.narrow(candidates, actual)
	if len(candidates) > 1 {
		candidates = plain(candidates)
	}
	if len(candidates) != 1 {
		return candidate{}, functionError(name, actual, len(candidates))
	}
	return candidates[0], nil
}

// fit makes the candidate of a call with n arguments, if there can be one.
// marked says that the call itself passes a VARIADIC array.
func (s *signature) fit(n int, marked bool) (candidate, bool) {
	switch {
	case marked && !s.variadic:
		return candidate{}, false
	case s.variadic && !marked:
		return s.spread(n)
	}
	omitted := len(s.args) - n
	if omitted < 0 || omitted > s.defaults {
		return candidate{}, false
	}
	return candidate{args: s.args[:n], omitted: omitted}, true
}

// spread repeats the element type of the variadic array to n arguments.
func (s *signature) spread(n int) (candidate, bool) {
	fixed := len(s.args) - 1
	if n <= fixed {
		return candidate{}, false
	}
	elem := elementOf(s.args[fixed])
	args := slices.Concat(s.args[:fixed], slices.Repeat([]*types.Type{elem}, n-fixed))
	return candidate{args: args, spread: elem != types.Any, fixed: fixed}, true
}

// elementOf is the type of one argument collected by a variadic parameter; "any"
// collects nothing and takes arguments of different types.
func elementOf(parameter *types.Type) *types.Type {
	switch parameter {
	case types.AnyArray:
		return types.AnyElement
	case types.AnyCompatibleArray:
		return types.AnyCompatible
	case types.Any:
		return types.Any
	}
	return parameter.Elem
}

// plain prefers candidates without a spread array and without defaults, which
// is how equal argument lists are told apart.
func plain(candidates []candidate) []candidate {
	return best(candidates, func(c candidate) int {
		if c.spread {
			return -1 - c.omitted
		}
		return -c.omitted
	})
}

// settleCall makes the Call of a chosen candidate.
func (r *Registry) settleCall(c candidate, actual []*types.Type, result *types.Type) (Call, error) {
	args, result, err := r.settleTypes(c.args, actual, result)
	call := Call{Args: args, Result: result, Collect: -1}
	if c.spread {
		call.Collect = c.fixed
	}
	return call, err
}

func operatorError(symbol string, actual []*types.Type, found int) error {
	text := symbol + " " + actual[0].String()
	arguments, casts := "type", "an explicit type cast"
	if len(actual) == 2 {
		text = actual[0].String() + " " + symbol + " " + actual[1].String()
		arguments, casts = "types", "explicit type casts"
	}
	if found > 1 {
		return pgerr.New(pgerr.AmbiguousFunction, "operator is not unique: "+text).
			WithHint("Could not choose a best candidate operator. You might need to add explicit type casts.")
	}
	return pgerr.New(pgerr.UndefinedFunction, "operator does not exist: "+text).
		WithHint("No operator matches the given name and argument %s. You might need to add %s.", arguments, casts)
}

func functionError(name string, actual []*types.Type, found int) error {
	names := make([]string, len(actual))
	for i, t := range actual {
		names[i] = t.String()
	}
	text := "function " + name + "(" + strings.Join(names, ", ") + ")"
	if found > 1 {
		return pgerr.New(pgerr.AmbiguousFunction, text+" is not unique").
			WithHint("Could not choose a best candidate function. You might need to add explicit type casts.")
	}
	return pgerr.New(pgerr.UndefinedFunction, text+" does not exist").
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts.")
}
