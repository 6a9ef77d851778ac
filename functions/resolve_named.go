package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// ResolveNamed chooses the overload of a call with named arguments, such as
// make_interval(days => 10). names has one entry an argument, "" for the
// positional ones in front. order says for each parameter which argument it
// takes, -1 for its default in Overload.DefaultValues; Call.Args follows the
// parameters. The error is 42883.
func (r *Registry) ResolveNamed(name string, args []*types.Type, names []string) (resolved Resolved, order []int, err error) {
	for _, o := range r.functions[name] {
		order, ok := o.arrange(names)
		if !ok {
			continue
		}
		actual := slices.Clone(o.Args)
		for parameter, argument := range order {
			if argument >= 0 {
				actual[parameter] = args[argument]
			}
		}
		if r.accepts(o.Args, actual) {
			resolved, err := r.resolved(o, candidate{args: o.Args}, actual)
			return resolved, order, err
		}
	}
	return Resolved{}, nil, functionError(name, args, 0)
}

// arrange finds the argument of each parameter.
func (o *Overload) arrange(names []string) (order []int, ok bool) {
	if len(o.ArgNames) != len(o.Args) || len(names) > len(o.Args) {
		return nil, false
	}
	order = slices.Repeat([]int{-1}, len(o.Args))
	for argument, name := range names {
		parameter := argument
		if name != "" {
			parameter = slices.Index(o.ArgNames, name)
		}
		if parameter < 0 || order[parameter] >= 0 {
			return nil, false
		}
		order[parameter] = argument
	}
	required := order[:len(o.Args)-o.Defaults]
	return order, !slices.Contains(required, -1)
}
