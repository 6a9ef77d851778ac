package crash

import (
	"fmt"
	"math/rand/v2"
)

// row is a stored row of either table.
type row struct {
	Table  string // account or entry
	ID     string
	Place  string // of an account: its region, which is indexed; of an entry: its account
	Amount int64
}

func (r row) key() string { return r.Table + "/" + r.ID }

var (
	tables  = []string{"account", "entry"}
	regions = []string{"north", "south", "east", "west"}
)

// schema is what the clients write. Every transaction that counts adds one to
// the only row of total, so that clients wait for each other.
var schema = []string{
	"CREATE TABLE account (id text PRIMARY KEY, place text, amount bigint)",
	"CREATE INDEX by_region ON account (place)",
	"CREATE TABLE entry (id text PRIMARY KEY, place text, amount bigint)",
	"CREATE TABLE total (id text PRIMARY KEY, n bigint)",
	"INSERT INTO total VALUES ('all', 0)",
}

// change is one transaction. A client changes its own rows only, so that the
// order of its transactions is the order of their versions.
type change struct {
	inserts, updates, deletes []row

	counts    bool // adds one to total
	pipelined bool // one message each, one Sync: an implicit transaction
	rollback  bool
}

// keptRows is about how many rows a client keeps.
const keptRows = 60

// next draws a transaction of a client from the rows it has: two new accounts
// and an entry at least, and often old rows that change or go.
func next(r *rand.Rand, name string, own []row) *change {
	c := &change{counts: r.IntN(4) == 0, pipelined: r.IntN(4) == 0}
	c.rollback = !c.pipelined && r.IntN(6) == 0
	for i := range 2 {
		c.inserts = append(c.inserts, row{"account", fmt.Sprintf("%s-%d", name, i), regions[r.IntN(4)], r.Int64N(1000)})
	}
	c.inserts = append(c.inserts, row{"entry", name, c.inserts[0].ID, r.Int64N(1000)})
	touched := r.IntN(4)
	if len(own) > keptRows {
		touched += 4
	}
	for _, i := range r.Perm(len(own))[:min(touched, len(own))] {
		old := own[i]
		if r.IntN(3) == 0 && len(own) <= keptRows {
			old.Amount++
			if old.Table == "account" {
				old.Place = regions[r.IntN(4)]
			}
			c.updates = append(c.updates, old)
		} else {
			c.deletes = append(c.deletes, old)
		}
	}
	return c
}

// statement is one of a transaction, and how many rows it changes.
type statement struct {
	sql  string
	args []any
	rows int64
}

func (c *change) statements() []statement {
	a := c.inserts
	out := []statement{
		{"INSERT INTO account VALUES ($1, $2, $3), ($4, $5, $6)", []any{a[0].ID, a[0].Place, a[0].Amount, a[1].ID, a[1].Place, a[1].Amount}, 2},
		{"INSERT INTO entry VALUES ($1, $2, $3)", []any{a[2].ID, a[2].Place, a[2].Amount}, 1},
	}
	for _, u := range c.updates {
		out = append(out, statement{"UPDATE " + u.Table + " SET place = $2, amount = $3 WHERE id = $1", []any{u.ID, u.Place, u.Amount}, 1})
	}
	for _, d := range c.deletes {
		out = append(out, statement{"DELETE FROM " + d.Table + " WHERE id = $1", []any{d.ID}, 1})
	}
	if c.counts {
		out = append(out, statement{"UPDATE total SET n = n + 1", nil, 1})
	}
	return out
}
