package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// windows is the pure window functions (manual, section 9.22).
func windows() []Window {
	return []Window{
		{OID: 3100, Name: "row_number", Result: types.Int8, Fn: rowNumber},
		{OID: 3101, Name: "rank", Result: types.Int8, Fn: rank},
		{OID: 3102, Name: "dense_rank", Result: types.Int8, Fn: denseRank},
		{OID: 3103, Name: "percent_rank", Result: types.Float8, Fn: percentRank},
		{OID: 3104, Name: "cume_dist", Result: types.Float8, Fn: cumeDist},
		{OID: 3105, Name: "ntile", Args: takes(types.Int4), Result: types.Int4, Fn: ntile},
		{OID: 3106, Name: "lag", Args: takes(types.AnyElement), Result: types.AnyElement, Fn: shifted(-1)},
		{OID: 3107, Name: "lag", Args: takes(types.AnyElement, types.Int4), Result: types.AnyElement, Fn: shifted(-1)},
		{OID: 3108, Name: "lag", Args: takes(types.AnyCompatible, types.Int4, types.AnyCompatible), Result: types.AnyCompatible, Fn: shifted(-1)},
		{OID: 3109, Name: "lead", Args: takes(types.AnyElement), Result: types.AnyElement, Fn: shifted(+1)},
		{OID: 3110, Name: "lead", Args: takes(types.AnyElement, types.Int4), Result: types.AnyElement, Fn: shifted(+1)},
		{OID: 3111, Name: "lead", Args: takes(types.AnyCompatible, types.Int4, types.AnyCompatible), Result: types.AnyCompatible, Fn: shifted(+1)},
		{OID: 3112, Name: "first_value", Args: takes(types.AnyElement), Result: types.AnyElement, Fn: firstValue},
		{OID: 3113, Name: "last_value", Args: takes(types.AnyElement), Result: types.AnyElement, Fn: lastValue},
		{OID: 3114, Name: "nth_value", Args: takes(types.AnyElement, types.Int4), Result: types.AnyElement, Fn: nthValue},
	}
}

func rowNumber(_ *Env, _ *Partition, row int) (types.Value, error) {
	return types.NewInt(int64(row) + 1), nil
}

func rank(_ *Env, p *Partition, row int) (types.Value, error) {
	return types.NewInt(int64(p.PeerStart[row]) + 1), nil
}

func denseRank(_ *Env, p *Partition, row int) (types.Value, error) {
	return types.NewInt(int64(p.PeerGroup[row]) + 1), nil
}

func percentRank(_ *Env, p *Partition, row int) (types.Value, error) {
	if p.Rows == 1 {
		return types.NewFloat(0), nil
	}
	return types.NewFloat(float64(p.PeerStart[row]) / float64(p.Rows-1)), nil
}

func cumeDist(_ *Env, p *Partition, row int) (types.Value, error) {
	return types.NewFloat(float64(p.PeerEnd[row]) / float64(p.Rows)), nil
}

// ntile splits the partition into as many buckets as the argument says in the
// first row; the earlier buckets take the rows left over.
func ntile(_ *Env, p *Partition, row int) (types.Value, error) {
	if p.Args[0].IsNull(0) {
		return types.Null, nil
	}
	buckets := p.Args[0].Ints[0]
	if buckets <= 0 {
		return types.Null, pgerr.New(pgerr.InvalidArgumentForNtile, "argument of ntile must be greater than zero")
	}
	size, rest := int64(p.Rows)/buckets, int64(p.Rows)%buckets
	n, long := int64(row), rest*(size+1)
	if n < long {
		return types.NewInt(n/(size+1) + 1), nil
	}
	return types.NewInt(rest + (n-long)/size + 1), nil
}

// shifted is lag (direction -1) and lead (+1): the argument some rows away, 1
// unless told, and the default where the partition has no such row.
func shifted(direction int) func(*Env, *Partition, int) (types.Value, error) {
	return func(_ *Env, p *Partition, row int) (types.Value, error) {
		offset := 1
		if len(p.Args) > 1 {
			if p.Args[1].IsNull(row) {
				return types.Null, nil
			}
			offset = int(p.Args[1].Ints[row])
		}
		switch target := row + direction*offset; {
		case target >= 0 && target < p.Rows:
			return p.Args[0].Value(target), nil
		case len(p.Args) > 2:
			return p.Args[2].Value(row), nil
		}
		return types.Null, nil
	}
}

func firstValue(_ *Env, p *Partition, row int) (types.Value, error) {
	return p.fromStart(row, 1), nil
}

func lastValue(_ *Env, p *Partition, row int) (types.Value, error) {
	for at := p.FrameEnd[row] - 1; at >= p.FrameStart[row]; at-- {
		if p.holds(row, at) {
			return p.Args[0].Value(int(at)), nil
		}
	}
	return types.Null, nil
}

func nthValue(_ *Env, p *Partition, row int) (types.Value, error) {
	if p.Args[1].IsNull(row) {
		return types.Null, nil
	}
	n := p.Args[1].Ints[row]
	if n <= 0 {
		return types.Null, pgerr.New(pgerr.InvalidArgumentForNthValue, "argument of nth_value must be greater than zero")
	}
	return p.fromStart(row, n), nil
}

// holds reports whether EXCLUDE leaves a row in the frame of the current one.
func (p *Partition) holds(current int, row int32) bool {
	return p.Excluded == nil || !p.Excluded(int32(current), row)
}

// fromStart is the first argument at the n-th row of a frame, from 1; NULL
// behind its end.
func (p *Partition) fromStart(current int, n int64) types.Value {
	start, end := p.FrameStart[current], p.FrameEnd[current]
	if p.Excluded == nil {
		if n > int64(end-start) {
			return types.Null
		}
		return p.Args[0].Value(int(start) + int(n) - 1)
	}
	for at := start; at < end; at++ {
		if !p.holds(current, at) {
			continue
		}
		if n--; n == 0 {
			return p.Args[0].Value(int(at))
		}
	}
	return types.Null
}
