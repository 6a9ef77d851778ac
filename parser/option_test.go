package parser

import "testing"

func TestOptionValues(t *testing.T) {
	for _, c := range []struct{ options, want string }{
		{"a", "true, a requires a parameter, a requires a numeric value"},
		{"a on", "true, on, a requires a numeric value"},
		{"a 'OFF'", "false, OFF, a requires a numeric value"},
		{"a 1", "true, 1, 1"},
		{"a 0", "false, 0, 0"},
		{"a 2", "a requires a Boolean value, 2, 2"},
		{"a 1.5", "a requires a Boolean value, 1.5, a requires an integer value"},
		{"a 99999999999", "a requires a Boolean value, 99999999999, 99999999999"},
	} {
		statements, err := Parse("EXPLAIN (" + c.options + ") SELECT 1")
		if err != nil {
			t.Fatal(err)
		}
		o := statements[0].Node.(*Explain).Options[0]
		got := orError(o.Bool()) + ", " + orError(o.Text()) + ", " + orError(o.Int64())
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.options, got, c.want)
		}
	}
}

// orError prints the value, or else the error.
func orError[T any](value T, err error) string {
	if err != nil {
		return err.Error()
	}
	return printTree(value)
}
