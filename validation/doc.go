// Package validation is the language of attribute rules in which s3db.js
// describes records: "string|min:2|max:100", "email|unique", nested objects,
// rules in the form of an object.
//
// Compile makes a Validator of the attributes of a resource; CompileRule makes
// one of a single rule, as a CHECK constraint holds it. Both judge values of
// JSON as Go has them: nil, bool, numbers, string, []any, map[string]any, and
// time.Time for a Date. They judge as fastest-validator 1.19 does with the
// defaults of s3db.js: testdata/golden.jsonl has its verdicts, written by
// testdata/golden.mjs.
//
// Validation never changes the value it is given. What the rules convert and
// trim is found in the copy it returns, which s3db.js 10 throws away and
// s3db.js 21 stores.
package validation
