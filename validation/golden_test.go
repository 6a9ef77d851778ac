package validation

import (
	"bufio"
	"encoding/json"
	"errors"
	"math"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// verdict is a line of testdata/golden.jsonl.
type verdict struct {
	Attributes json.RawMessage
	Record     json.RawMessage
	Violations []struct{ Type, Field, Message string }
	Converted  map[string]any
	Refused    bool
}

// differences are the attributes and records whose verdicts are deliberately
// not those of fastest-validator, with the reason.
var differences = map[string]string{
	`{"v":"nosuch"} {"v":"a"}`:                        "a type that is not known accepts any value, so that a resource with custom types is a table",
	`{"v":"string|pattern:^.$|trim:false"} {"v":"😀"}`: "a character is one for a pattern, also beyond the first 65,536",
	`{"v":"string|pattern:^[^]$"} {"v":"😀"}`:          "as above",
}

// The verdicts of fastest-validator on a table of rules and values are ours.
func TestGolden(t *testing.T) {
	file, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var want verdict
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if differences[string(want.Attributes)+" "+string(want.Record)] == "" {
			compare(t, lines.Text(), want)
		}
	}
}

func compare(t *testing.T, line string, want verdict) {
	t.Helper()
	v, err := fastest(want.Attributes)
	if (err != nil) != want.Refused {
		t.Errorf("%s\nrefused by us: %v", line, err)
	}
	if err != nil || want.Refused {
		return
	}
	var given map[string]any
	if err := json.Unmarshal(want.Record, &given); err != nil {
		t.Fatal(err)
	}
	record, _ := unwritten(given).(map[string]any)
	converted, err := v.Record(record)
	var got []struct{ Type, Field, Message string }
	if e := new(Error); errors.As(err, &e) {
		for _, x := range e.Violations {
			got = append(got, struct{ Type, Field, Message string }{x.Type, x.Path, x.Message})
		}
	}
	if len(got) != len(want.Violations) || len(got) > 0 && !reflect.DeepEqual(got, want.Violations) {
		t.Errorf("%s\ngot %q", line, got)
	}
	if clean, _ := unwritten(want.Converted).(map[string]any); len(got) == 0 && !reflect.DeepEqual(plain(clean), any(converted)) {
		t.Errorf("%s\nconverted to %v", line, converted)
	}
}

// fastest compiles the attributes as fastest-validator reads them, without
// what s3db.js makes of nested objects before.
func fastest(attributes []byte) (*Validator, error) {
	props, err := catalog.ParseJSON(attributes)
	if err != nil {
		return nil, err
	}
	root := catalog.NewObject(
		catalog.Member{Key: "type", Value: "object"}, catalog.Member{Key: "strict", Value: false}, catalog.Member{Key: "props", Value: props},
	)
	n, err := (&compiler{}).rule(root)
	return &Validator{n}, err
}

// unwritten undoes what the script does to values that JSON has not.
func unwritten(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = unwritten(v[i])
		}
	case map[string]any:
		if text, ok := v["$number"].(string); ok {
			return map[string]float64{"NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1)}[text]
		}
		if text, ok := v["$date"].(string); ok {
			date, _ := time.Parse(time.RFC3339Nano, text)
			return date
		}
		for key := range v {
			v[key] = unwritten(v[key])
		}
	}
	return v
}
