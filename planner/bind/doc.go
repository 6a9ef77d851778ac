// Package bind turns the parser's tree into a plan: it settles names, types,
// casts and overloads against one catalog snapshot.
//
// Each SELECT is a level (level.go) with a scope of named columns (scope.go);
// a name that the scope lacks is looked for in the level outside, and becomes
// an Outer value handed in by the subquery expression or lateral join.
//
//   - select.go is the pipeline of one SELECT: FROM (from.go, table.go,
//     join.go), WHERE, GROUP BY (group.go), windows (window.go, frame.go),
//     targets (targets.go, project.go), DISTINCT (distinct.go) and ORDER BY
//     (order.go).
//   - query.go surrounds it with WITH (with.go, recursion.go), VALUES, set
//     operations (setop.go) and LIMIT.
//   - expr.go dispatches expressions to literal.go, name.go, operator.go,
//     call.go, condition.go, collection.go and subquery.go; coerce.go puts
//     casts in.
//   - insert.go and update.go bind changes of what changeable.go finds: a
//     table, or an automatically updatable view of one (updatable.go).
//
// Aggregate, window and set-returning calls bind to references (refs.go) into
// lists that the pipeline later computes; lower replaces the references by
// columns.
package bind
