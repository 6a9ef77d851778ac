package infoschema

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// octetLimit is character_octet_length of a text without length.
const octetLimit = 1 << 30

// maxBytesPerChar is the longest character of UTF-8.
const maxBytesPerChar = 4

// typeFields describes a type and its modifier, as views of columns,
// parameters and elements do alike.
func typeFields(env *systable.Env, t *types.Type, typmod int32) systable.Fields {
	row := systable.Fields{
		"data_type": t.SQLName, "udt_catalog": env.Database, "udt_schema": systable.PgCatalog, "udt_name": t.Name,
	}
	switch t {
	case types.Int2, types.Int4, types.Int8:
		row["numeric_precision"], row["numeric_precision_radix"], row["numeric_scale"] = 8*int(t.Len), 2, 0
	case types.Float4, types.Float8:
		row["numeric_precision"], row["numeric_precision_radix"] = map[*types.Type]int{types.Float4: 24, types.Float8: 53}[t], 2
	case types.Numeric:
		row["numeric_precision_radix"] = 10
		if precision, scale, ok := types.NumericTypmod(typmod); ok {
			row["numeric_precision"], row["numeric_scale"] = precision, scale
		}
	case types.Text, types.Varchar, types.BPChar:
		row["character_octet_length"] = octetLimit
		if n, ok := types.LengthTypmod(typmod); ok {
			row["character_maximum_length"], row["character_octet_length"] = n, n*maxBytesPerChar
		}
	case types.Date:
		row["datetime_precision"] = 0
	case types.Time, types.TimeTZ, types.Timestamp, types.TimestampTZ:
		row["datetime_precision"] = precision(typmod)
	case types.IntervalType:
		row["datetime_precision"] = precision(typmod & 0xffff)
	case types.Name:
		row["collation_catalog"], row["collation_schema"], row["collation_name"] = env.Database, systable.PgCatalog, "C"
	}
	if t.IsArray() && t.Name[0] == '_' {
		row["data_type"] = "ARRAY"
	}
	return row
}

// precision is the digits of a second: six unless the modifier says fewer.
func precision(typmod int32) int32 {
	if typmod < 0 || typmod > 6 {
		return 6
	}
	return typmod
}
