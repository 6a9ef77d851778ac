package types

import (
	"strconv"
)

// PathOp is what a node of a jsonpath does.
type PathOp uint8

// The nodes of a jsonpath (manual, "The SQL/JSON Path Language"). Accessors
// take the items of Left.
const (
	PathRoot       PathOp = iota + 1 // $
	PathCurrent                      // @
	PathLast                         // last
	PathLiteral                      // Literal
	PathVariable                     // $Text
	PathMember                       // Left.Text
	PathAnyMember                    // Left.*
	PathSubscript                    // Left[Ranges]
	PathAnyElement                   // Left[*]
	PathAny                          // Left.**{First to Last}
	PathMethod                       // Left.Text()
	PathFilter                       // Left ?(Right)
	PathUnary                        // Text Left: + -
	PathBinary                       // Left Text Right: + - * / %
	PathCompare                      // Left Text Right: == != < <= > >=
	PathAnd                          // Left && Right
	PathOr                           // Left || Right
	PathNot                          // !(Left)
	PathExists                       // exists(Left)
	PathIsUnknown                    // (Left) is unknown
	PathStartsWith                   // Left starts with Right
	PathLikeRegex                    // Left like_regex Text flag Flags
)

// JSONPath is a parsed jsonpath.
type JSONPath struct {
	Strict bool
	Root   *PathNode
}

// PathNode is one operation of a jsonpath.
type PathNode struct {
	Op          PathOp
	Left, Right *PathNode
	Text        string // key, variable, method, operator or pattern
	Flags       string // of like_regex
	Literal     JSONValue
	Ranges      []PathRange
	First, Last int // of **; PathEnd is the deepest level
}

// PathRange is one subscript, To nil unless it is a range.
type PathRange struct{ From, To *PathNode }

// PathEnd is the level that "last" names in a ** accessor.
const PathEnd = -1

// String prints p as the output function of jsonpath does.
func (p *JSONPath) String() string {
	var dst []byte
	if p.Strict {
		dst = append(dst, "strict "...)
	}
	return string(p.Root.append(dst, true))
}

func parseJSONPath(s string) (Value, error) {
	p, err := ParseJSONPath(s)
	if err != nil {
		return Null, err
	}
	return NewText(p.String()), nil
}

// priority orders operators by how strongly they bind.
func (n *PathNode) priority() int {
	switch n.Op {
	case PathOr:
		return 0
	case PathAnd:
		return 1
	case PathCompare, PathStartsWith:
		return 2
	case PathBinary:
		if n.Text == "+" || n.Text == "-" {
			return 3
		}
		return 4
	case PathUnary:
		return 5
	}
	return 6
}

// append prints a node; an operator gets parentheses if its surroundings ask
// for them.
func (n *PathNode) append(dst []byte, bracket bool) []byte {
	switch n.Op {
	case PathRoot:
		return append(dst, '$')
	case PathCurrent:
		return append(dst, '@')
	case PathLast:
		return append(dst, "last"...)
	case PathLiteral:
		return AppendJSONB(dst, n.Literal)
	case PathVariable:
		return AppendJSONString(append(dst, '$'), n.Text)
	case PathUnary, PathBinary, PathCompare, PathAnd, PathOr, PathStartsWith, PathLikeRegex:
		return n.appendOperator(dst, bracket)
	case PathNot:
		return append(n.Left.append(append(dst, "!("...), false), ')')
	case PathExists:
		return append(n.Left.append(append(dst, "exists ("...), false), ')')
	case PathIsUnknown:
		return append(n.Left.append(append(dst, '('), false), ") is unknown"...)
	}
	if n.Left.Op == PathLiteral && n.Left.Literal.Kind == JSONNumber {
		return n.appendAccessor(append(n.Left.append(append(dst, '('), false), ')'))
	}
	return n.appendAccessor(n.Left.append(dst, true))
}

func (n *PathNode) appendOperator(dst []byte, bracket bool) []byte {
	if bracket {
		dst = append(dst, '(')
	}
	if n.Op == PathUnary {
		dst = n.Left.append(append(dst, n.Text...), n.Left.priority() <= n.priority())
	} else {
		dst = n.Left.append(dst, n.Left.priority() <= n.priority())
		dst = append(append(append(dst, ' '), n.symbol()...), ' ')
		dst = n.appendRight(dst)
	}
	if bracket {
		dst = append(dst, ')')
	}
	return dst
}

func (n *PathNode) symbol() string {
	switch n.Op {
	case PathAnd:
		return "&&"
	case PathOr:
		return "||"
	case PathStartsWith:
		return "starts with"
	case PathLikeRegex:
		return "like_regex"
	}
	return n.Text
}

func (n *PathNode) appendRight(dst []byte) []byte {
	if n.Op != PathLikeRegex {
		return n.Right.append(dst, n.Right.priority() <= n.priority())
	}
	dst = AppendJSONString(dst, n.Text)
	if n.Flags == "" {
		return dst
	}
	return append(append(append(dst, ` flag "`...), n.Flags...), '"')
}

func (n *PathNode) appendAccessor(dst []byte) []byte {
	switch n.Op {
	case PathMember:
		return AppendJSONString(append(dst, '.'), n.Text)
	case PathAnyMember:
		return append(dst, ".*"...)
	case PathAnyElement:
		return append(dst, "[*]"...)
	case PathSubscript:
		return n.appendRanges(dst)
	case PathAny:
		return n.appendLevels(dst)
	case PathFilter:
		return append(n.Right.append(append(dst, "?("...), false), ')')
	}
	dst = append(append(append(dst, '.'), n.Text...), '(')
	if n.Right != nil {
		dst = n.Right.append(dst, false)
	}
	return append(dst, ')')
}

func (n *PathNode) appendRanges(dst []byte) []byte {
	dst = append(dst, '[')
	for i, r := range n.Ranges {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = r.From.append(dst, false)
		if r.To != nil {
			dst = r.To.append(append(dst, " to "...), false)
		}
	}
	return append(dst, ']')
}

func (n *PathNode) appendLevels(dst []byte) []byte {
	dst = append(dst, ".**"...)
	switch {
	case n.First == 0 && n.Last == PathEnd:
		return dst
	case n.First == n.Last:
		return append(appendLevel(append(dst, '{'), n.First), '}')
	}
	dst = appendLevel(append(dst, '{'), n.First)
	return append(appendLevel(append(dst, " to "...), n.Last), '}')
}

func appendLevel(dst []byte, level int) []byte {
	if level == PathEnd {
		return append(dst, "last"...)
	}
	return strconv.AppendInt(dst, int64(level), 10)
}
