package parser

// maxDepth bounds the depth of a tree that the grammar is asked for. The
// grammar bounds brackets and prefixes by itself, but a chain such as 1+1+1 or
// a JOIN b JOIN c becomes a tree as deep as it is long, and the library hands
// trees over by recursion on a C stack of 8 MB, which ends between 20,000 and
// 30,000 levels. PostgreSQL itself gives up below 5,000 additions.
const maxDepth = 12000

// checkDepth refuses text whose tree might be deeper than maxDepth. The bound
// counts tokens, so text of fewer bytes needs no look.
func checkDepth(sql string) error {
	if len(sql) <= maxDepth {
		return nil
	}
	if boundDepth(sql) > maxDepth {
		return tooDeep()
	}
	return nil
}

// boundDepth is an upper bound of the depth of the tree of sql, from its tokens.
func boundDepth(sql string) int {
	d := depths{open: []level{{}}}
	s := scanner{sql: sql}
	for t := s.next(); t.kind != endToken; t = s.next() {
		d.add(t)
	}
	for len(d.open) > 1 {
		d.close()
	}
	return d.top().depth()
}

// level is what is known of the text between two brackets, or CASE and END.
//
// Commas, AND, OR and WHEN separate things that lie side by side in the tree,
// so that only the longest of them counts. Set operations and joins make a chain of
// what they separate.
type level struct {
	bracket byte // what closes it: ), ], E for END, or 0 for the whole text
	chain   int  // set operations and joins
	longest int  // the longest part so far
	tokens  int  // of the current part
	inner   int  // the deepest level within the current part
}

func (l *level) separate() {
	l.longest = max(l.longest, l.tokens+l.inner)
	l.tokens, l.inner = 0, 0
}

func (l *level) depth() int { return l.chain + max(l.longest, l.tokens+l.inner) }

// depths is the stack of levels that are open.
type depths struct {
	open []level
}

func (d *depths) top() *level { return &d.open[len(d.open)-1] }

func (d *depths) add(t token) {
	d.top().tokens++
	switch t.kind {
	case openToken:
		d.open = append(d.open, level{bracket: t.closer})
	case closeToken:
		d.closeBracket(t.closer)
	case separatorToken:
		d.top().separate()
	case chainToken:
		d.top().separate()
		d.top().chain++
	}
}

// closeBracket ends the innermost level if the token fits it. A level that
// CASE opened may be one that an alias of that name did: a bracket ends it, too.
func (d *depths) closeBracket(closer byte) {
	if closer == endOfCase {
		if d.top().bracket == endOfCase {
			d.close()
		}
		return
	}
	for d.top().bracket == endOfCase {
		d.close()
	}
	if len(d.open) > 1 {
		d.close()
	}
}

func (d *depths) close() {
	depth := d.top().depth()
	d.open = d.open[:len(d.open)-1]
	d.top().inner = max(d.top().inner, depth)
}
