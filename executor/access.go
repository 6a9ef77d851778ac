package executor

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/types"
)

// accesses are what a scan reads, one after the other: its access path with
// the bounds evaluated, or the lookups in its place. A NULL bound selects no
// row.
func (s *scan) accesses() ([]*catalog.Access, error) {
	access := *s.n.Access
	if s.n.KeyCond != nil {
		cond, x := expr.Compile(s.n.KeyCond), s.c.expressions()
		access.Keep = func(b *types.Batch) error { return cond.Filter(x, b) }
	}
	for _, e := range s.n.Bounds {
		v, err := s.c.evaluate(e)
		if err != nil || v.IsNull() {
			return nil, err
		}
		access.Prefix = append(slices.Clip(access.Prefix), v)
	}
	for _, key := range s.n.Keys {
		id, err := s.recordID(access.Table, key)
		if err != nil {
			return nil, err
		}
		if id != "" {
			access.IDs = append(access.IDs, id)
		}
	}
	if access.Kind == catalog.ByID {
		return byIDs(&access, access.IDs), nil
	}
	if lookups, ok := s.lookups(&access); ok {
		return lookups, nil
	}
	return []*catalog.Access{&access}, nil
}

// recordID is the id of the row with a primary key, or the id given itself; ""
// if part of it is NULL.
func (s *scan) recordID(t *catalog.Table, key []expr.Expr) (string, error) {
	values := make([]types.Value, len(key))
	for i, e := range key {
		v, err := s.c.evaluate(e)
		if err != nil || v.IsNull() {
			return "", err
		}
		values[i] = v
	}
	if s.n.RecordIDs {
		return values[0].Text(), nil
	}
	return s.c.Source.RowID(t, values)
}

// byIDs is an access for the rows of ids, none for no ids.
func byIDs(a *catalog.Access, ids []string) []*catalog.Access {
	if len(ids) == 0 {
		return nil
	}
	by := *a
	slices.Sort(ids)
	by.IDs = slices.Compact(ids)
	return []*catalog.Access{&by}
}

// lookups are the accesses by which a scan reads the rows for the keys of the
// join above it in place of all rows: by id all at once, by partition one after
// the other. Where keys are too many for that the table is listed, but of its
// records only those of the keys are read. ok is false if nothing of this
// helps.
func (s *scan) lookups(a *catalog.Access) (accesses []*catalog.Access, ok bool) {
	if s.n.Lookup == nil || s.c.keysets[s.n.Lookup.Number] == nil {
		return nil, false
	}
	keys, by := s.c.keysets[s.n.Lookup.Number], s.n.Lookup.Access
	few := keys.fresh() <= s.n.LookupLimit()
	if by.Kind != catalog.ByID {
		return byPrefixes(by, keys), few
	}
	if !few {
		by = a
	}
	if !few && a.KeyOnly {
		return nil, false
	}
	ids, ok := s.idsOf(keys)
	return byIDs(by, ids), ok
}

// byPrefixes lists what is under each key.
func byPrefixes(a *catalog.Access, keys *keyset) []*catalog.Access {
	accesses := make([]*catalog.Access, 0, keys.fresh())
	for key := keys.from; key < keys.size(); key++ {
		by := *a
		by.Prefix = keys.values(key)
		accesses = append(accesses, &by)
	}
	return accesses
}

// idsOf are the record ids of keys; ok is false if one cannot be an id of this
// table.
func (s *scan) idsOf(keys *keyset) (ids []string, ok bool) {
	for key := keys.from; key < keys.size(); key++ {
		id, err := s.c.Source.RowID(s.n.Access.Table, keys.values(key))
		if err != nil {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, true
}
