package wire

// message describes one type of message a client may send after login
// (PostgreSQL manual, "Message Formats").
type message struct {
	name     string
	small    bool // holds names only and is limited to maxSmall bytes
	extended bool // belongs to the extended protocol: after an error, discard until Sync
	copy     bool // belongs to COPY
	check    func(c *cursor)
}

// messages holds the types by their first byte. The checks read a body as its
// decoder will, so that no decoder meets a length it does not expect.
var messages = [256]message{
	'B': {name: "Bind", extended: true, check: checkBind},
	'C': {name: "Close", small: true, extended: true, check: checkClose},
	'D': {name: "Describe", small: true, extended: true, check: checkDescribe},
	'E': {name: "Execute", small: true, extended: true, check: checkExecute},
	'F': {name: "FunctionCall", check: checkNothing}, // refused undecoded
	'H': {name: "Flush", small: true, extended: true, check: checkEmpty},
	'P': {name: "Parse", extended: true, check: checkParse},
	'Q': {name: "Query", check: checkQuery},
	'S': {name: "Sync", small: true, check: checkEmpty},
	'X': {name: "Terminate", small: true, check: checkNothing},
	'c': {name: "CopyDone", small: true, copy: true, check: checkNothing},
	'd': {name: "CopyData", copy: true, check: checkNothing},
	'f': {name: "CopyFail", copy: true, check: checkCopyFail},
}

// check returns 08P01 for a body that is malformed and 22021 for one whose
// strings are not UTF-8.
func (f frame) check() error {
	c := cursor{rest: f.body}
	messages[f.kind].check(&c)
	return c.err
}

func checkNothing(*cursor) {}

func checkEmpty(c *cursor) { c.end() }

func checkQuery(c *cursor) {
	c.text()
	c.end()
}

func checkParse(c *cursor) {
	c.text()
	c.text()
	c.skip(4 * c.count())
	c.end()
}

func checkBind(c *cursor) {
	c.text()
	c.text()
	formats := c.count()
	c.skip(2 * formats)
	params := c.count()
	if formats > 1 && formats != params {
		c.violation("bind message has %d parameter formats but %d parameters", formats, params)
	}
	for range params {
		c.value()
	}
	c.skip(2 * c.count())
	c.end()
}

func checkExecute(c *cursor) {
	c.text()
	c.skip(4)
	c.end()
}

func checkDescribe(c *cursor) { checkTarget(c, "DESCRIBE") }

func checkClose(c *cursor) { checkTarget(c, "CLOSE") }

func checkTarget(c *cursor, verb string) {
	kind := c.byte()
	c.text()
	c.end()
	if kind != 'S' && kind != 'P' {
		c.violation("invalid %s message subtype %d", verb, kind)
	}
}

func checkCopyFail(c *cursor) {
	c.text()
	c.end()
}
