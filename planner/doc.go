// Package planner turns statements into plans in two steps. Prepare binds a
// statement and runs the rules that need no values, once; Plan, given the
// parameters, chooses access paths, once per execution.
//
//	text -> parser -> bind -> rules.Static -> Prepared -> rules.Access -> plan
package planner
