package codec

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// precision is that of numeric for rules that give the digits behind the point
// only.
const precision = 38

// millis is the type modifier of timestamps with milliseconds.
const millis = 3

// ColumnType returns the SQL type of an attribute whose rule has a form of its
// own in V21, nil for another: a type that reads every value as s3db.js does
// and holds no more than the form. Else it is text, because 12:34:56.000 is no
// other time than 12:34:56 to PostgreSQL.
func (d Dialect) ColumnType(rule string) (t *types.Type, typmod int32) {
	if d != V21 {
		return nil, types.NoTypmod
	}
	switch c := forRule21(rule, nil).(type) {
	case embedding:
		return types.Float8.Array, types.NoTypmod
	case scaled:
		return types.Numeric, c.typmod()
	case geoPoint:
		return types.JSONB, types.NoTypmod
	case boolean:
		return types.Bool, types.NoTypmod
	case packed:
		return packedType(c.what)
	case plain:
		if !strings.Contains(rule, "array") && (strings.Contains(rule, "buffer") || strings.Contains(rule, "bits")) {
			return types.Bytea, types.NoTypmod
		}
	}
	return nil, types.NoTypmod
}

func packedType(what string) (*types.Type, int32) {
	switch what {
	case "uuid":
		return types.UUID, types.NoTypmod
	case "datetime":
		return types.TimestampTZ, millis
	case "dateonly":
		return types.Date, types.NoTypmod
	}
	return types.Text, types.NoTypmod
}

// typmod returns the modifier of numeric(p, s) that holds the numbers.
func (c scaled) typmod() int32 {
	digits := max(precision, c.digits)
	if c.offset > 0 {
		digits = c.digits + int32(len(strconv.FormatInt(c.offset, 10)))
	}
	typmod, err := types.EncodeTypmod(types.Numeric, []int32{digits, c.digits})
	if err != nil {
		return types.NoTypmod
	}
	return typmod
}
