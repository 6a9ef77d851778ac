package functions

import (
	"sync"

	"github.com/s3dbsql/s3dbsql/types"
)

// Family is a list of what belongs together, as one chapter of the manual
// describes it.
type Family struct {
	Name       string
	Functions  []Overload
	Operators  []Overload
	Casts      []Cast
	Aggregates []Aggregate
	Windows    []Window
	Sets       []Set
}

// Registry finds overloads by name. It is read-only and safe for concurrent
// use; what it returns must not be changed.
type Registry struct {
	families   []Family
	functions  map[string][]*Overload
	operators  map[string][]*Overload
	aggregates map[string][]*Aggregate
	windows    map[string][]*Window
	sets       map[string][]*Set
	casts      map[castKey]*Cast
}

type castKey struct{ from, to *types.Type }

// Builtins is the registry of everything in builtins.go, made once.
var Builtins = sync.OnceValue(func() *Registry { return New(families()...) })

// New makes a registry of the given families. Where two give the same
// signature or cast, the first wins.
func New(families ...Family) *Registry {
	r := &Registry{
		families:   families,
		functions:  map[string][]*Overload{},
		operators:  map[string][]*Overload{},
		aggregates: map[string][]*Aggregate{},
		windows:    map[string][]*Window{},
		sets:       map[string][]*Set{},
		casts:      map[castKey]*Cast{},
	}
	for i := range families {
		r.add(&families[i])
	}
	return r
}

func (r *Registry) add(f *Family) {
	addAll(r.functions, f.Functions, func(o *Overload) string { return o.Name })
	addAll(r.operators, f.Operators, func(o *Overload) string { return o.Name })
	addAll(r.aggregates, f.Aggregates, func(a *Aggregate) string { return a.Name })
	addAll(r.windows, f.Windows, func(w *Window) string { return w.Name })
	addAll(r.sets, f.Sets, func(s *Set) string { return s.Name })
	for i := range f.Casts {
		c := &f.Casts[i]
		if key := (castKey{c.From, c.To}); r.casts[key] == nil {
			r.casts[key] = c
		}
	}
}

func addAll[T any](index map[string][]*T, list []T, name func(*T) string) {
	for i := range list {
		n := name(&list[i])
		index[n] = append(index[n], &list[i])
	}
}

// Families lists what the registry was made of, in order; pg_proc,
// pg_operator and pg_cast are derived from it.
func (r *Registry) Families() []Family { return r.families }

// Functions returns the overloads of a scalar function, nil if there is none.
func (r *Registry) Functions(name string) []*Overload { return r.functions[name] }

// Operators returns the overloads of an operator, prefix ones with one
// argument and infix ones with two.
func (r *Registry) Operators(symbol string) []*Overload { return r.operators[symbol] }

// Aggregates returns the overloads of an aggregate function.
func (r *Registry) Aggregates(name string) []*Aggregate { return r.aggregates[name] }

// Windows returns the overloads of a pure window function.
func (r *Registry) Windows(name string) []*Window { return r.windows[name] }

// Sets returns the overloads of a set-returning function.
func (r *Registry) Sets(name string) []*Set { return r.sets[name] }
