package functions_test

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// answerRecord answers a line of a "record" directive: a function, a document
// and a column definition list.
func answerRecord(oracle *judge, line string) ([]string, error) {
	name, rest, _ := strings.Cut(line, " ")
	document, definitions, err := cutQuoted(rest)
	if err != nil {
		return nil, err
	}
	t := types.ByName(strings.SplitN(name, "_", 2)[0])
	if oracle != nil {
		return oracle.ask(fmt.Sprintf("SELECT t FROM %s(%s) AS t(%s)", name, literal{t: t, text: document}.sql(), definitions))
	}
	var columns []functions.SetColumn
	for _, d := range strings.Split(definitions, ",") {
		column, typeName, _ := strings.Cut(strings.TrimSpace(d), " ")
		columns = append(columns, functions.SetColumn{Name: column, Type: types.ByName(typeName)})
	}
	return runRecord(name, literal{t: t, text: document}, columns)
}

func runRecord(name string, document literal, columns []functions.SetColumn) ([]string, error) {
	set, call, err := functions.Builtins().ResolveSet(name, []*types.Type{document.t})
	if err != nil {
		return nil, err
	}
	v, err := document.value(document.t)
	if err != nil {
		return nil, err
	}
	var rows []string
	err = set.Bind(call.Args, columns)(testEnv(), []types.Value{v}, func(row types.Value) error {
		rows = append(rows, textOf(types.RecordType, row))
		return nil
	})
	return rows, err
}
