package types

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// matching reads "starts with" and "like_regex" behind an expression.
func (p *pathParser) matching(left *PathNode) (*PathNode, error) {
	switch {
	case p.token.is("starts"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		if err := p.expect("with"); err != nil {
			return nil, err
		}
		if p.token.class != 's' && p.token.class != 'v' {
			return nil, p.unexpected()
		}
		right, err := p.primary()
		return &PathNode{Op: PathStartsWith, Left: left, Right: right}, err
	case p.token.is("like_regex"):
		return p.likeRegex(left)
	}
	return left, nil
}

func (p *pathParser) likeRegex(left *PathNode) (*PathNode, error) {
	n := &PathNode{Op: PathLikeRegex, Left: left}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.token.class != 's' {
		return nil, p.unexpected()
	}
	n.Text = p.token.text
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.accept("flag"); !ok {
		return n, err
	}
	if p.token.class != 's' {
		return nil, p.unexpected()
	}
	if err := n.setFlags(p.token.text); err != nil {
		return nil, err
	}
	return n, p.advance()
}

// setFlags keeps the flags in PostgreSQL's order and without duplicates.
func (n *PathNode) setFlags(flags string) error {
	for _, f := range flags {
		if !strings.ContainsRune("ismxq", f) {
			return pgerr.New(pgerr.SyntaxError, "invalid input syntax for type jsonpath").
				WithDetail("Unrecognized flag character \"%c\" in LIKE_REGEX predicate.", f)
		}
	}
	for _, f := range []string{"i", "s", "m", "x", "q"} {
		if strings.Contains(flags, f) {
			n.Flags += f
		}
	}
	if strings.Contains(n.Flags, "x") && !strings.Contains(n.Flags, "q") {
		return pgerr.New(pgerr.FeatureNotSupported, `XQuery "x" flag (expanded regular expressions) is not implemented`)
	}
	return nil
}
