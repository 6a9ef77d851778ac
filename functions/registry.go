package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// Volatility says when a call may be replaced by its result.
type Volatility byte

// The volatilities, with pg_proc's letters.
const (
	Immutable Volatility = 'i' // same arguments, same result, always
	Stable    Volatility = 's' // the same within one statement
	Volatile  Volatility = 'v' // may differ at every call
)

// Scalar computes one result. It is not called with a NULL argument unless
// the overload is NullCall. args are valid only during the call.
type Scalar func(env *Env, args []types.Value) (types.Value, error)

// Kernel computes a column of results for the rows in sel (nil: rows 0..n-1)
// of args into out, which has been resized to n rows; NULL in, NULL out has
// been marked in out.Nulls already (strict overloads only) and those rows may
// be skipped. It allocates nothing per row.
type Kernel func(env *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error

// Overload is one signature of a function or operator. Polymorphic types
// (anyelement, anyarray ...) may stand among Args and as Result; resolution
// replaces them.
type Overload struct {
	OID      types.OID // PostgreSQL's own, from pg_proc or pg_operator; 0 for ours
	Name     string    // function name, or operator symbol
	Args     []*types.Type
	ArgNames []string // for calls with named arguments; nil if they have none
	// DefaultValues are those of the last Defaults arguments, for a call by name
	// that leaves out one in the middle; others just pass fewer arguments.
	DefaultValues []types.Value
	Defaults      int  // how many trailing arguments may be left out
	Variadic      bool // the last argument is an array collecting the rest
	Result        *types.Type
	NullCall      bool // called even with NULL arguments (not STRICT)
	Volatility    Volatility
	Fn            Scalar
	Kernel        Kernel // optional, the fast form of Fn
	// Bind, if set, makes Fn for a call whose types are settled: a function
	// over polymorphic types needs them, because a Value carries none.
	// Resolution calls it; who holds a resolved overload uses Fn.
	Bind func(args []*types.Type, result *types.Type) Scalar
	// Typmod, if set, gives the result's type modifier from the arguments'.
	Typmod func(typmods []int32) int32
}

// Aggregate is one signature of an aggregate function.
type Aggregate struct {
	OID    types.OID
	Name   string
	Args   []*types.Type
	Result *types.Type
	// Ordered is set for ordered-set and hypothetical-set aggregates:
	// Direct arguments precede WITHIN GROUP, Args follow it.
	Ordered bool
	Direct  []*types.Type
	// Hypothetical is set where Direct and Args are lists of any length, equal
	// to each other, of types that the binder makes the same pair by pair.
	Hypothetical bool
	// Collects is set where the state keeps every value it is fed.
	Collects bool
	// New makes the state of all groups of one aggregate call.
	New func(args []*types.Type) Accumulator
	// NewOrdered does so for an Ordered aggregate. args and the vectors later
	// fed are the direct arguments, then those of WITHIN GROUP, one order each;
	// rows arrive sorted by it.
	NewOrdered func(args []*types.Type, order []Order) Accumulator
}

// Order is how one column of WITHIN GROUP (ORDER BY ...) is sorted.
type Order struct {
	Desc       bool
	NullsFirst bool
}

// Accumulator is the state of one aggregate call over many groups, held as
// columns so that nothing is allocated per row.
type Accumulator interface {
	// Grow makes room for groups 0..n-1; new groups are empty.
	Grow(n int)
	// Add feeds the rows in sel (nil: rows 0..n-1) of args to the groups in
	// groups, which has one entry a fed row. The accumulator decides what a
	// NULL argument means.
	Add(env *Env, groups []int32, args []*types.Vector, sel []int32, n int) error
	// Result writes the result of group g to row i of out, which has that row
	// already. It leaves the state as it is: a growing window frame asks again.
	Result(env *Env, g int, out *types.Vector, i int) error
}

// Merger is an Accumulator that can add one group's rows to another group,
// whatever the order of the rows was: frames that slide share their parts.
type Merger interface {
	Accumulator
	Merge(into, from int) error
}

// inOrder hides the Merge of an accumulator that depends on the order of its
// rows: sums of floats round at every step.
type inOrder struct{ Accumulator }

// Window is a pure window function (row_number, lag ...). Aggregates serve
// as window functions too.
type Window struct {
	OID    types.OID
	Name   string
	Args   []*types.Type
	Result *types.Type
	Fn     func(env *Env, part *Partition, row int) (types.Value, error)
}

// Partition is what a window function sees: the rows of one partition in
// order, the peers of each row and its frame.
type Partition struct {
	Rows       int
	Args       []*types.Vector // arguments evaluated for each row of the partition
	PeerStart  []int32         // first row that ties with row i
	PeerEnd    []int32         // row after the last that ties with row i
	FrameStart []int32
	FrameEnd   []int32
	PeerGroup  []int32 // number of the peer group of row i, from 0
	// Excluded, if set, tells which rows EXCLUDE takes out of the frame of the
	// current row.
	Excluded func(current, row int32) bool
}

// Set is one signature of a set-returning function.
type Set struct {
	OID      types.OID
	Name     string
	Args     []*types.Type
	Defaults int      // how many trailing arguments may be left out
	ArgNames []string // for calls with named arguments; nil if they have none
	// DefaultValues are those of the last Defaults arguments.
	DefaultValues []types.Value
	Result        *types.Type // type of the single column, or record
	Columns       []SetColumn // columns where it returns several
	NullCall      bool
	// Bind, if set, makes Fn for a call whose types are settled; columns are
	// those of the column definition list or of the record type wanted.
	Bind func(args []*types.Type, columns []SetColumn) SetFn
	// Fn produces the rows: one value each (a record for several columns).
	Fn SetFn
}

// SetFn calls yield with each row. An error of yield ends it and is returned.
type SetFn func(env *Env, args []types.Value, yield func(types.Value) error) error

// SetColumn is an output column of a set-returning function.
type SetColumn struct {
	Name string
	Type *types.Type
}

// CastContext says where a cast may be applied by itself.
type CastContext byte

// The contexts, with pg_cast's letters.
const (
	ImplicitCast   CastContext = 'i' // anywhere in an expression
	AssignmentCast CastContext = 'a' // when storing into a column
	ExplicitCast   CastContext = 'e' // only by CAST or ::
)

// Cast converts between two types. Fn gets the target's type modifier.
type Cast struct {
	OID      types.OID // of the row of pg_cast, 0 where there is none
	FuncOID  types.OID // of the function of pg_proc, 0 where it needs none
	From, To *types.Type
	Context  CastContext
	// Relabel is set where both types hold the same values, so that without a
	// type modifier there is nothing to do.
	Relabel bool
	Fn      CastFn
	Kernel  Kernel // optional, for a target without type modifier
}

// CastFn converts v, which is not NULL. explicit says that the query asked for
// it: then what does not fit a length is cut off rather than refused.
type CastFn func(env *Env, v types.Value, typmod int32, explicit bool) (types.Value, error)
