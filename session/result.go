package session

import (
	"context"
	"strconv"

	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// result is what a running command gives: perhaps rows, then a tag.
type result struct {
	fields   []Field // nil: no rows
	rows     *reader // nil: none
	tag      string
	counted  bool           // a number of rows follows the tag
	affected func() int64   // that number, where it is not the one of rows sent
	env      *functions.Env // whose context must be that of the running call
	sent     int64
}

// done is the result of a command that gives no rows.
func done(tag string) *result { return &result{tag: tag} }

// complete is the command tag.
func (r *result) complete() string {
	if !r.counted {
		return r.tag
	}
	n := r.sent
	if r.affected != nil {
		n = r.affected()
	}
	return r.tag + " " + strconv.FormatInt(n, 10)
}

// write sends up to limit rows, all if it is 0, and reports whether these were
// the last ones.
func (r *result) write(ctx context.Context, limit int, w Writer) (last bool, err error) {
	if r.rows == nil {
		return true, nil
	}
	if r.env != nil {
		r.env.Ctx = ctx
	}
	for left := limit; ; {
		b, err := r.rows.next(ctx, left)
		if b == nil || err != nil {
			return true, err
		}
		r.sent += int64(b.Len())
		if err := w.Batch(r.fields, b); err != nil {
			return true, err
		}
		if left -= b.Len(); limit > 0 && left == 0 {
			return false, nil
		}
	}
}

func (r *result) close() {
	if r.rows != nil {
		r.rows.close()
	}
}

// reader takes rows from an operator a number at a time.
type reader struct {
	op   executor.Operator // nil once closed
	rest *types.Batch      // not taken yet, from row at on
	at   int
	part types.Batch
}

// next returns up to limit rows, any number if it is 0; nil at the end.
func (r *reader) next(ctx context.Context, limit int) (*types.Batch, error) {
	if r.rest == nil {
		if r.op == nil {
			return nil, nil
		}
		b, err := r.op.Next(ctx)
		if b == nil || err != nil {
			r.close()
			return nil, err
		}
		r.rest, r.at = b, 0
	}
	b := r.rest
	if r.at == 0 && (limit == 0 || b.Len() <= limit) {
		r.rest = nil
		return b, nil
	}
	return r.cut(limit), nil
}

// cut takes a part of the batch at hand.
func (r *reader) cut(limit int) *types.Batch {
	end := r.rest.Len()
	if limit > 0 {
		end = min(end, r.at+limit)
	}
	sel := r.part.Sel[:0]
	for i := r.at; i < end; i++ {
		sel = append(sel, int32(r.rest.Index(i)))
	}
	r.part = types.Batch{Cols: r.rest.Cols, Sel: sel}
	r.part.SetRows(r.rest.Rows())
	if r.at = end; end == r.rest.Len() {
		r.rest = nil
	}
	return &r.part
}

// settle reads the rest into memory, so that the operator is not needed any
// more.
func (r *reader) settle(ctx context.Context, ts []*types.Type) error {
	kept := types.NewBatch(ts, 0)
	for {
		b, err := r.next(ctx, 0)
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
		kept.Append(b)
	}
	if kept.Rows() > 0 {
		r.rest, r.at = kept, 0
	}
	return nil
}

func (r *reader) close() {
	if r.op != nil {
		r.op.Close()
		r.op = nil
	}
}

// texts is a result of text columns: SHOW and EXPLAIN give one.
func texts(tag string, names []string, rows ...[]string) *result {
	fields := make([]Field, len(names))
	cols := make([]*types.Type, len(names))
	for i, name := range names {
		fields[i] = Field{Name: name, Type: types.Text, Typmod: types.NoTypmod}
		cols[i] = types.Text
	}
	b := types.NewBatch(cols, len(rows))
	for _, row := range rows {
		for i, text := range row {
			b.Cols[i].AppendValue(types.NewText(text))
		}
	}
	b.SetRows(len(rows))
	r := &result{fields: fields, rows: &reader{}, tag: tag}
	if len(rows) > 0 {
		r.rows.rest = b
	}
	return r
}

// fieldsOf describes the columns of a plan.
func fieldsOf(cols plan.Schema) []Field {
	fields := make([]Field, len(cols))
	for i, c := range cols {
		fields[i] = Field{Name: c.Name, Type: c.Type, Typmod: c.Typmod, TableOID: c.Table, Column: c.Number}
		if c.Type == types.RecordType {
			fields[i].Typmod = types.NoTypmod // it is the planner's own count
		}
	}
	return fields
}
