package functions

import "slices"

// families lists everything this server can call, in the order of the manual's
// chapter 9. A new function is one entry in its family's file; a new family is
// one more line here.
func families() []Family {
	return []Family{
		{Name: "casts", Casts: casts(), Functions: castFunctions()},
		{Name: "comparison", Operators: comparisonOperators(), Functions: operatorFunctions()},
		{Name: "integers", Operators: intOperators()},
		{Name: "floating point", Operators: floatOperators()},
		{Name: "arrays", Functions: arrayFunctions(), Operators: arrayOperators()},
		{Name: "json", Functions: jsonFunctions(), Operators: jsonOperators()},
		{Name: "numeric", Operators: numericOperators()},
		{Name: "mathematics", Functions: slices.Concat(intFunctions(), floatFunctions(), numericFunctions(), trigFunctions())},
		{Name: "strings", Operators: stringOperators(), Functions: slices.Concat(stringFunctions(), concatFunctions(), formatFunctions(), quoteFunctions(), identFunctions(), unicodeFunctions())},
		{Name: "binary strings", Functions: slices.Concat(byteaFunctions(), encodeFunctions(), hashFunctions(), sendFunctions()), Operators: byteaOperators()},
		{
			Name: "pattern matching", Operators: slices.Concat(likeOperators(), regexpOperators()),
			Functions: slices.Concat(likeFunctions(), regexpFunctions(), similarFunctions()), Sets: regexpSets(),
		},
		{
			Name: "dates and times", Operators: datetimeOperators(),
			Functions: slices.Concat(datetimeFunctions(), extractFunctions(), truncFunctions(), makeFunctions(), timezoneFunctions(), overlapsFunctions()),
		},
		{Name: "formatting", Functions: slices.Concat(toCharDatetime(), toCharNumber(), fromCharFunctions())},
		{Name: "sequences", Functions: sequenceFunctions()},
		{Name: "system", Functions: slices.Concat(systemFunctions(), describeFunctions(), privilegeFunctions(), updatableFunctions(), objectFunctions(), sizeFunctions(), advisoryFunctions(), notifyFunctions())},
		{Name: "resources", Functions: slices.Concat(resourceFunctions(), idFunctions(), contentFunctions()), Sets: slices.Concat(partitionSets(), encodingSets())},
		{Name: "rules", Functions: ruleFunctions()},
		{Name: "aggregates", Aggregates: aggregates()},
		{Name: "windows", Windows: windows()},
		{Name: "sets", Sets: sets()},
	}
}
