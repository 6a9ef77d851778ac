package plan

import "strings"

// Format prints a plan as an indented tree, one node a line with its details
// below it. annotate, if not nil, adds text behind a node's title (costs,
// rows, requests).
func Format(root Node, annotate func(Node) string) []string {
	return FormatWith(root, annotate, nil)
}

// FormatWith is Format with details of the caller's: it gets a node's own and
// returns what is printed.
func FormatWith(root Node, annotate func(Node) string, details func(n Node, own []string) []string) []string {
	f := &formatter{annotate: annotate, details: details}
	f.node(root, "", "")
	return f.lines
}

type formatter struct {
	lines    []string
	annotate func(Node) string
	details  func(Node, []string) []string
}

func (f *formatter) node(n Node, first, rest string) {
	title, details := n.Describe()
	if f.annotate != nil {
		title += f.annotate(n)
	}
	if f.details != nil {
		details = f.details(n, details)
	}
	f.lines = append(f.lines, first+title)
	for _, d := range details {
		f.lines = append(f.lines, rest+"  "+d)
	}
	for _, c := range n.Children() {
		f.node(c, rest+"  ->  ", rest+"      ")
	}
}

// String prints a plan without annotations.
func String(root Node) string { return strings.Join(Format(root, nil), "\n") }

// Walk calls visit for every node of a plan, inputs after their consumer.
func Walk(n Node, visit func(Node)) {
	visit(n)
	for _, c := range n.Children() {
		Walk(c, visit)
	}
}

// Rewrite returns a plan with every node replaced by what change makes of it,
// inputs first.
func Rewrite(n Node, change func(Node) Node) Node {
	inputs := n.Children()
	rewritten := make([]Node, len(inputs))
	changed := false
	for i, c := range inputs {
		rewritten[i] = Rewrite(c, change)
		changed = changed || rewritten[i] != c
	}
	if changed {
		n = n.WithChildren(rewritten)
	}
	return change(n)
}
