package pgcatalog

import (
	"maps"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// proc is a function, aggregate or window function, as pg_proc sees it.
type proc struct {
	oid        types.OID
	name       string
	kind       byte // f, a, w
	args       []*types.Type
	names      []string // of the arguments; nil if they have none
	defaults   int
	variadic   bool
	result     *types.Type
	strict     bool
	volatility functions.Volatility
	set        bool
	columns    []functions.SetColumn // output columns of a set
	direct     int                   // arguments before WITHIN GROUP
	sort       byte                  // pg_aggregate.aggkind: n, o, h
}

// procs lists what a registry has under an OID of PostgreSQL, each once.
func procs(r *functions.Registry) []proc {
	var list []proc
	seen := map[types.OID]bool{0: true}
	add := func(p proc) {
		if !seen[p.oid] {
			seen[p.oid] = true
			list = append(list, p)
		}
	}
	for _, f := range r.Families() {
		familyProcs(&f, add)
	}
	for _, oid := range slices.Sorted(maps.Keys(ioFunctions)) {
		add(proc{oid: oid, name: ioFunctions[oid], kind: 'f', args: []*types.Type{types.Internal}, result: types.Internal, strict: true, volatility: functions.Stable})
	}
	return list
}

func familyProcs(f *functions.Family, add func(proc)) {
	for _, o := range f.Functions {
		add(proc{
			oid: o.OID, name: o.Name, kind: 'f', args: o.Args, names: o.ArgNames, defaults: o.Defaults,
			variadic: o.Variadic, result: o.Result, strict: !o.NullCall, volatility: o.Volatility,
		})
	}
	for _, a := range f.Aggregates {
		add(aggregateProc(&a))
	}
	for _, w := range f.Windows {
		add(proc{oid: w.OID, name: w.Name, kind: 'w', args: w.Args, result: w.Result, volatility: functions.Immutable})
	}
	for _, s := range f.Sets {
		add(proc{
			oid: s.OID, name: s.Name, kind: 'f', args: s.Args, defaults: s.Defaults, result: s.Result,
			strict: !s.NullCall, volatility: functions.Immutable, set: true, columns: s.Columns,
		})
	}
}

func aggregateProc(a *functions.Aggregate) proc {
	p := proc{oid: a.OID, name: a.Name, kind: 'a', args: a.Args, result: a.Result, volatility: functions.Immutable, sort: 'n'}
	switch {
	case a.Hypothetical:
		p.sort, p.variadic, p.direct = 'h', true, 1
	case a.Ordered:
		p.sort, p.direct = 'o', len(a.Direct)
		p.args = slices.Concat(a.Direct, a.Args)
	}
	return p
}

// modes are the modes and types of all parameters; nil if all are plain inputs.
func (p *proc) modes() (modes []byte, all []types.OID) {
	if len(p.columns) == 0 && !p.variadic {
		return nil, nil
	}
	for i, t := range p.args {
		mode := byte('i')
		if p.variadic && i == len(p.args)-1 {
			mode = 'v'
		}
		modes, all = append(modes, mode), append(all, t.OID)
	}
	for _, c := range p.columns {
		modes, all = append(modes, 'o'), append(all, c.Type.OID)
	}
	return modes, all
}

// parameterNames are the names of all parameters, "" where one has none; nil
// if none has.
func (p *proc) parameterNames() []string {
	if p.names == nil && len(p.columns) == 0 {
		return nil
	}
	names := slices.Clone(p.names)
	for len(names) < len(p.args) {
		names = append(names, "")
	}
	for _, c := range p.columns {
		names = append(names, c.Name)
	}
	return names
}

// collects is the type of the arguments that a variadic parameter collects, 0
// if there is none.
func (p *proc) collects() types.OID {
	if !p.variadic || len(p.args) == 0 {
		return 0
	}
	switch last := p.args[len(p.args)-1]; {
	case last == types.AnyArray:
		return types.AnyElement.OID
	case last == types.AnyCompatibleArray:
		return types.AnyCompatible.OID
	case last.Elem != nil:
		return last.Elem.OID
	default:
		return last.OID
	}
}

// procsByOID keeps, for each registry, its functions by OID: names of functions
// are asked for row by row. A registry never changes.
var procsByOID sync.Map // *functions.Registry -> map[types.OID]*proc

// procOf finds the function of an OID, nil if there is none.
func procOf(r *functions.Registry, oid types.OID) *proc {
	found, ok := procsByOID.Load(r)
	if !ok {
		m := map[types.OID]*proc{}
		for _, p := range procs(r) {
			m[p.oid] = &p
		}
		found, _ = procsByOID.LoadOrStore(r, m)
	}
	return found.(map[types.OID]*proc)[oid]
}
