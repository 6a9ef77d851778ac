// Package rules improves plans. A rule is a name and a function from one node
// tree to a better one that gives the same rows; the list below is the order
// in which they run. Rules that need parameter values stand in Access and run
// once per execution, the others once per prepared statement.
package rules
