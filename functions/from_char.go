package functions

import "github.com/s3dbsql/s3dbsql/types"

// fromCharFunctions read dates and numbers by a template (manual, 9.8).
func fromCharFunctions() []Overload {
	text := types.Text
	return []Overload{
		pure(1777, "to_number", takes(text, text), types.Numeric, scalar(toNumber)).stable(),
	}
}
