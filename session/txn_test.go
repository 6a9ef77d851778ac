package session

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestTransitions prints what comes of every event in every state.
func TestTransitions(t *testing.T) {
	datadriven.RunTest(t, "testdata/transitions", func(t *testing.T, _ *datadriven.TestData) string {
		var b strings.Builder
		for state := idle; state <= failed; state++ {
			for event := onStatement; event <= onEnd; event++ {
				x := transitions[state][event]
				line := fmt.Sprintf("%-9s %-10s -> %-9s %s", state, event, x.next, x.action)
				if x.warning != nil {
					line += ", warning " + string(x.warning.Code)
				}
				fmt.Fprintln(&b, strings.TrimRight(line, " "))
			}
			fmt.Fprintf(&b, "%-9s is told to clients as %c\n", state, state.status())
		}
		return b.String()
	})
}
