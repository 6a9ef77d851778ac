package functions

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Passed is what a call passes for a parameter: one of its arguments, or the
// parameter's default.
type Passed struct {
	Argument int // -1 for the default
	Default  types.Value
	Type     *types.Type // of the parameter
}

// parameters are those of a function that can be called by name.
type parameters struct {
	types    []*types.Type
	names    []string
	defaults []types.Value // of the last parameters
	omitted  int           // how many may be left out
}

// Positional puts the arguments of a call by name, such as
// make_interval(days => 10), in the order of the parameters; the last ones
// that take their defaults are left out. names has one entry an argument, ""
// for the positional ones in front. The error is 42883.
func (r *Registry) Positional(name string, args []*types.Type, names []string) ([]Passed, error) {
	for _, p := range r.parametersOf(name) {
		order, ok := p.arrange(names)
		if !ok {
			continue
		}
		actual := slices.Clone(p.types)
		for parameter, argument := range order {
			if argument >= 0 {
				actual[parameter] = args[argument]
			}
		}
		if r.accepts(p.types, actual) {
			return p.passed(order), nil
		}
	}
	return nil, namedError(name, args, names)
}

func (r *Registry) parametersOf(name string) []parameters {
	var list []parameters
	for _, o := range r.functions[name] {
		list = append(list, parameters{o.Args, o.ArgNames, o.DefaultValues, o.Defaults})
	}
	for _, s := range r.sets[name] {
		list = append(list, parameters{s.Args, s.ArgNames, s.DefaultValues, s.Defaults})
	}
	return list
}

// arrange finds the argument of each parameter, -1 for the default.
func (p *parameters) arrange(names []string) (order []int, ok bool) {
	if len(p.names) != len(p.types) || len(names) > len(p.types) {
		return nil, false
	}
	order = slices.Repeat([]int{-1}, len(p.types))
	for argument, name := range names {
		parameter := argument
		if name != "" {
			parameter = slices.Index(p.names, name)
		}
		if parameter < 0 || order[parameter] >= 0 {
			return nil, false
		}
		order[parameter] = argument
	}
	required := order[:len(p.types)-p.omitted]
	return order, !slices.Contains(required, -1)
}

func (p *parameters) passed(order []int) []Passed {
	for len(order) > 0 && order[len(order)-1] < 0 {
		order = order[:len(order)-1]
	}
	list := make([]Passed, len(order))
	first := len(p.types) - len(p.defaults)
	for i, argument := range order {
		list[i] = Passed{Argument: argument, Type: p.types[i]}
		if argument < 0 {
			list[i].Default = p.defaults[i-first]
		}
	}
	return list
}

func namedError(name string, args []*types.Type, names []string) error {
	list := make([]string, len(args))
	for i, t := range args {
		list[i] = t.String()
		if names[i] != "" {
			list[i] = names[i] + " => " + list[i]
		}
	}
	return pgerr.Newf(pgerr.UndefinedFunction, "function %s(%s) does not exist", name, strings.Join(list, ", ")).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts.")
}
