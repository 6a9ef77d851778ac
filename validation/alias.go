package validation

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// alias is a type of s3db.js that stands for one of fastest-validator.
type alias struct {
	base   string
	words  []catalog.Member // what the type implies
	secret bool
	format Func
}

// aliasOf returns what a type stands for; the base of none is "". A type may
// carry an argument: money:2, embedding:768.
func aliasOf(kind string, v21 bool) alias {
	if a, ok := aliases[kind]; ok {
		return a
	}
	if v21 && (kind == "mac" || kind == "currency") {
		return alias{base: "any", format: formats["s3db-"+kind]}
	}
	if f, ok := formats[kind]; ok {
		return alias{base: "any", format: f}
	}
	name, argument, _ := strings.Cut(kind, ":")
	if name == "geo" {
		place, _, _ := strings.Cut(argument, ":")
		return aliases["geo:"+place]
	}
	a := aliases[name]
	if length, err := strconv.Atoi(argument); name == "embedding" && err == nil {
		a.words = append([]catalog.Member{{Key: "length", Value: float64(length)}}, a.words...)
	}
	return a
}

// Known reports whether a type is one of fastest-validator or s3db.js. Values
// of others are not judged.
func Known(kind string) bool {
	_, basic := builders[kind]
	return basic || aliasOf(kind, true).base != ""
}

var aliases = map[string]alias{
	"secret":       {base: "string", secret: true},
	"secretAny":    {base: "any", secret: true},
	"secretNumber": {base: "number", secret: true},
	"password":     {base: "string", secret: true},
	"json":         {base: "any"},
	"bool":         {base: "boolean"},
	"text":         {base: "string"},
	"ip4":          {base: "string"},
	"ip6":          {base: "string"},
	"buffer":       {base: "any"},
	"bits":         {base: "any"},
	"decimal":      {base: "number"},
	"money":        {base: "number", words: []catalog.Member{{Key: "min", Value: 0.0}}},
	"crypto":       {base: "number", words: []catalog.Member{{Key: "min", Value: 0.0}}},
	"geo:lat":      {base: "number", words: within(90)},
	"geo:lon":      {base: "number", words: within(180)},
	"geo:point":    {base: "any"},
	"embedding":    {base: "array", words: []catalog.Member{{Key: "items", Value: "number"}, {Key: "empty", Value: false}}},
}

func within(limit float64) []catalog.Member {
	return []catalog.Member{{Key: "min", Value: -limit}, {Key: "max", Value: limit}}
}
