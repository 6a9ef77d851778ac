package engine

import "context"

// mend takes over what foreign clients wrote and deletes what a floor hides.
func (r *recordCheck) mend(ctx context.Context) error {
	for _, f := range r.found {
		switch f.Problem {
		case ForeignWrite:
			if err := r.adopt(ctx, f); err != nil {
				return err
			}
		case Emptied:
			err := r.checker.mend(ctx, []*Finding{f}, func(ctx context.Context, k *keeper) error {
				return k.purgeRecords(ctx, r.rel, r.rel.table.Floor, []string{r.rel.keys.Record(f.ID)})
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// adopt commits the version of a foreign client as a change of the journal, so
// that it is stamped, and notes under conflicts/ that it came from elsewhere.
func (r *recordCheck) adopt(ctx context.Context, f *Finding) error {
	o, err := r.db.read(ctx, r.rel, f.ID)
	if err != nil || o.image.IsZero() {
		return err
	}
	tx, err := r.db.Begin(ctx, TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	if err := tx.ready(ctx); err != nil {
		return err
	}
	tx.table(r.rel).lock(f.ID, *o, tx.snap.position).set(o.image, tx.statement)
	lost := LostVersion{
		Resource: r.rel.resource.Name, ID: f.ID, Position: o.position, Winner: "foreign",
		Foreign: imageTexts(o.image), Reason: "a foreign client wrote it although external_writers is off",
	}
	err = r.db.ask(ctx, func(ctx context.Context, k *keeper) error {
		return k.keepConflict(ctx, lost)
	})
	if err == nil {
		err = tx.Commit(ctx)
	}
	if err == nil {
		err = r.db.WaitApplied(ctx, tx.position)
	}
	f.Repaired = err == nil
	return err
}
