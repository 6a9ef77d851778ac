package plan

import "github.com/s3dbsql/s3dbsql/expr"

// JoinKind is the kind of a join.
type JoinKind uint8

// The kinds of join. A semi join keeps the left rows that have a match, an
// anti join those that have none; both output the left columns only. A
// NullAware anti join is NOT IN: it also drops rows whose comparison is NULL.
const (
	InnerJoin JoinKind = iota
	LeftJoin
	RightJoin
	FullJoin
	SemiJoin
	AntiJoin
)

var joinNames = [...]string{"Inner", "Left", "Right", "Full", "Semi", "Anti"}

var lookupNames = [...]string{LookupLeft: "Lookup: left rows by right keys", LookupRight: "Lookup: right rows by left keys"}

func (k JoinKind) String() string { return joinNames[k] }

// Join joins two inputs. The output is the left columns followed by the right
// ones (left only for semi and anti joins); Cond reads both sides in that
// order. Keys are the equalities found in the condition by a rule: a join
// with keys is hashed, one without is a nested loop.
type Join struct {
	Kind        JoinKind
	Left, Right Node
	Keys        []JoinKey
	Cond        expr.Expr // what Keys do not say; nil if nothing
	NullAware   bool
	// Lateral: the right input reads the left row through Outer nodes, whose
	// Index i is LateralArgs[i] over the left columns; it is run again for each
	// left row.
	Lateral     bool
	LateralArgs []expr.Expr
	// Lookup is the side whose rows are looked up by the keys of the other one,
	// in a scan that carries the join's Number. LookupKeys are those of Keys that
	// make the primary key, or the leading fields of the partition, in order.
	Lookup     LookupSide
	LookupKeys []int
	Number     int
}

// JoinKey is one equality: Left over the left input, Right over the right
// one, of the same type.
type JoinKey struct{ Left, Right expr.Expr }

// Schema implements Node.
func (j *Join) Schema() Schema {
	left := j.Left.Schema()
	if j.Kind == SemiJoin || j.Kind == AntiJoin {
		return left
	}
	return append(left[:len(left):len(left)], j.Right.Schema()...)
}

// Children implements Node.
func (j *Join) Children() []Node { return []Node{j.Left, j.Right} }

// WithChildren implements Node.
func (j *Join) WithChildren(in []Node) Node {
	copied := *j
	copied.Left, copied.Right = in[0], in[1]
	return &copied
}

// Describe implements Node.
func (j *Join) Describe() (string, []string) {
	title, details := "Nested Loop "+j.Kind.String()+" Join", []string(nil)
	if j.Lateral {
		title = "Lateral " + j.Kind.String() + " Join"
	}
	if len(j.Keys) > 0 {
		title = "Hash " + j.Kind.String() + " Join"
		text := ""
		for i, k := range j.Keys {
			if i > 0 {
				text += " AND "
			}
			text += "(" + k.Left.String() + " = " + k.Right.String() + ")"
		}
		details = append(details, "Hash Cond: "+text)
	}
	if j.Lookup != NoLookup {
		details = append(details, lookupNames[j.Lookup])
	}
	if j.Cond != nil {
		details = append(details, "Join Filter: "+j.Cond.String())
	}
	return title, details
}
