package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// candidate is an overload as one call sees it: as many argument types as the
// call has, with a variadic array spread out and defaults left away.
type candidate struct {
	index   int // among the overloads
	args    []*types.Type
	spread  bool // the variadic array is spread out
	fixed   int  // how many arguments precede it
	omitted int  // how many arguments are left to their defaults
}

// narrow leaves of the candidates those that the manual's rules prefer (10.2
// steps 2 to 4 and 10.3 step 4). More than one left means the call is
// ambiguous.
func (r *Registry) narrow(candidates []candidate, actual []*types.Type) []candidate {
	candidates = r.matching(candidates, actual)
	if len(candidates) <= 1 {
		return candidates
	}
	candidates = best(candidates, func(c candidate) int { return countExact(c.args, actual) })
	if len(candidates) == 1 {
		return candidates
	}
	candidates = best(candidates, func(c candidate) int { return countPreferred(c.args, actual) })
	if len(candidates) == 1 || !slices.Contains(actual, types.Unknown) {
		return candidates
	}
	candidates = narrowByCategory(candidates, actual)
	if len(candidates) == 1 {
		return candidates
	}
	return r.narrowByKnown(candidates, actual)
}

// matching keeps the candidates that the arguments can be coerced to.
func (r *Registry) matching(candidates []candidate, actual []*types.Type) []candidate {
	var kept []candidate
	for _, c := range candidates {
		if r.accepts(c.args, actual) {
			kept = append(kept, c)
		}
	}
	return kept
}

func (r *Registry) accepts(declared, actual []*types.Type) bool {
	polymorphic := false
	for i, d := range declared {
		polymorphic = polymorphic || isPolymorphic(d)
		if !r.CanCoerce(actual[i], d, ImplicitCast) {
			return false
		}
	}
	if !polymorphic {
		return true
	}
	_, ok := r.bind(declared, actual)
	return ok
}

// best keeps the candidates of the highest score.
func best(candidates []candidate, score func(candidate) int) []candidate {
	var kept []candidate
	top := 0
	for _, c := range candidates {
		switch s := score(c); {
		case s > top || kept == nil:
			top, kept = s, append(kept[:0:0], c)
		case s == top:
			kept = append(kept, c)
		}
	}
	return kept
}

func countExact(declared, actual []*types.Type) int {
	n := 0
	for i, d := range declared {
		if d == actual[i] && d != types.Unknown {
			n++
		}
	}
	return n
}

// countPreferred counts the known arguments that match exactly or are cast to
// the preferred type of their own category.
func countPreferred(declared, actual []*types.Type) int {
	n := 0
	for i, d := range declared {
		a := actual[i]
		if a != types.Unknown && (d == a || d.Preferred && d.Category == a.Category) {
			n++
		}
	}
	return n
}

// narrowByCategory decides by the untyped literals: each is taken for a string
// if any candidate takes one there, else for the category all agree on, and a
// preferred type of that category wins. It keeps all where they disagree.
func narrowByCategory(candidates []candidate, actual []*types.Type) []candidate {
	kept := candidates
	for i, a := range actual {
		if a != types.Unknown {
			continue
		}
		category, preferred, ok := literalCategory(candidates, i)
		if !ok {
			return candidates
		}
		kept = slices.DeleteFunc(slices.Clone(kept), func(c candidate) bool {
			return c.args[i].Category != category || preferred && !c.args[i].Preferred
		})
	}
	if len(kept) == 0 {
		return candidates
	}
	return kept
}

// literalCategory is the category an untyped literal in position i is taken
// for, and whether a candidate takes the preferred type of it.
func literalCategory(candidates []candidate, i int) (category types.Category, preferred, ok bool) {
	category, ok = candidates[0].args[i].Category, true
	for _, c := range candidates {
		t := c.args[i]
		switch {
		case t.Category == category:
			preferred = preferred || t.Preferred
		case t.Category == types.CategoryString:
			category, preferred = t.Category, t.Preferred
		case category != types.CategoryString:
			ok = false
		}
	}
	return category, preferred, ok || category == types.CategoryString
}

// narrowByKnown takes the untyped literals for the type of the other arguments
// if those all have the same, and keeps the only candidate that takes it.
func (r *Registry) narrowByKnown(candidates []candidate, actual []*types.Type) []candidate {
	known := types.Unknown
	for _, a := range actual {
		if a == types.Unknown || a == known {
			continue
		}
		if known != types.Unknown {
			return candidates
		}
		known = a
	}
	if known == types.Unknown {
		return candidates
	}
	assumed := slices.Repeat([]*types.Type{known}, len(actual))
	if kept := r.matching(candidates, assumed); len(kept) == 1 {
		return kept
	}
	return candidates
}
