package plan

import "strings"

// Format prints a plan as an indented tree, one node a line with its details
// below it. annotate, if not nil, adds text behind a node's title (costs,
// rows, requests).
func Format(root Node, annotate func(Node) string) []string {
	var lines []string
	format(&lines, root, "", "", annotate)
	return lines
}

func format(lines *[]string, n Node, first, rest string, annotate func(Node) string) {
	title, details := n.Describe()
	if annotate != nil {
		title += annotate(n)
	}
	*lines = append(*lines, first+title)
	for _, d := range details {
		*lines = append(*lines, rest+"  "+d)
	}
	for _, c := range n.Children() {
		format(lines, c, rest+"  ->  ", rest+"      ", annotate)
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
