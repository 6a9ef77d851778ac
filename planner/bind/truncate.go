package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) truncate(def *Definition, s *parser.Truncate) error {
	named := map[types.OID]bool{}
	for _, ref := range s.Tables {
		t, err := b.storedTable(ref)
		if err != nil {
			return err
		}
		named[t.OID] = true
		def.Truncate = append(def.Truncate, t)
	}
	for i := 0; i < len(def.Truncate); i++ {
		if err := b.truncateReferring(def, s, def.Truncate[i], named); err != nil {
			return err
		}
	}
	if s.RestartIdentity {
		for _, r := range b.Catalog.Relations() {
			if seq, ok := r.(*catalog.Sequence); ok && named[seq.OwnedBy] {
				def.Positions = append(def.Positions, Position{Sequence: seq, Value: &seq.Start})
			}
		}
	}
	return nil
}

// truncateReferring deals with the tables whose foreign keys refer to t.
func (b *binder) truncateReferring(def *Definition, s *parser.Truncate, t *catalog.Table, named map[types.OID]bool) error {
	_, referring := b.foreignKeys(t)
	for _, k := range referring {
		if named[k.From.OID] {
			continue
		}
		if s.Behavior != parser.Cascade {
			return pgerr.New(pgerr.FeatureNotSupported, "cannot truncate a table referenced in a foreign key constraint").
				WithDetail("Table %q references %q.", k.From.Name, t.Name).
				WithHint("Truncate table %q at the same time, or use TRUNCATE ... CASCADE.", k.From.Name)
		}
		def.notice(pgerr.SuccessfulCompletion, "truncate cascades to table %q", k.From.Name)
		named[k.From.OID] = true
		def.Truncate = append(def.Truncate, k.From)
	}
	return nil
}
