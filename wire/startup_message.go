package wire

import (
	"encoding/binary"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
)

// startupPacket is a StartupMessage of protocol 3. pgproto3 decodes only
// version 3.0, and newer clients ask for more to see whether servers negotiate.
type startupPacket struct {
	start   session.Startup
	minor   uint16
	unknown []string // _pq_. options, none of which we know
}

// parseStartup reads the version and the parameters. Its errors are FATAL.
func parseStartup(body []byte) (startupPacket, error) {
	version := binary.BigEndian.Uint32(body)
	if major := version >> 16; major != protocolMajor {
		return startupPacket{}, unsupportedProtocol(version)
	}
	p := startupPacket{minor: uint16(version), start: session.Startup{Parameters: map[string]string{}}}
	c := cursor{rest: body[4:]}
	for name := c.text(); len(name) > 0; name = c.text() {
		if err := p.set(string(name), string(c.text())); err != nil {
			return startupPacket{}, err
		}
	}
	c.end()
	if pgerr.CodeOf(c.err) == pgerr.ProtocolViolation {
		return startupPacket{}, pgerr.New(pgerr.ProtocolViolation,
			"invalid startup packet layout: expected terminator as last byte")
	}
	if c.err != nil {
		return startupPacket{}, c.err
	}
	return p, p.complete()
}

// oldProtocolError is refused in the form of its time.
type oldProtocolError struct{ public *pgerr.Error }

func (e oldProtocolError) Error() string { return e.public.Message }

func unsupportedProtocol(version uint32) error {
	e := pgerr.Newf(pgerr.FeatureNotSupported, "unsupported frontend protocol %d.%d: server supports 3.0 to 3.0",
		version>>16, version&0xffff)
	if version>>16 < protocolMajor {
		return oldProtocolError{e}
	}
	return e
}

// set takes one parameter; what is not about the connection is a run-time
// parameter of the session.
func (p *startupPacket) set(name, value string) error {
	switch {
	case name == "user":
		p.start.User = value
	case name == "database":
		p.start.Database = value
	case name == "options":
		return parseOptions(value, p.start.Parameters)
	case name == "replication":
		return refuseReplication(value)
	case strings.HasPrefix(name, "_pq_."):
		p.unknown = append(p.unknown, name)
	default:
		p.start.Parameters[name] = value
	}
	return nil
}

// complete checks the user and fills in the database, which is named like it.
func (p *startupPacket) complete() error {
	if p.start.User == "" {
		return pgerr.New(pgerr.InvalidAuthorizationSpecification, "no PostgreSQL user name specified in startup packet")
	}
	if p.start.Database == "" {
		p.start.Database = p.start.User
	}
	return nil
}

func refuseReplication(value string) error {
	switch strings.ToLower(value) {
	case "false", "off", "no", "0", "f", "n":
		return nil
	}
	return pgerr.Unsupported("replication")
}

// parseOptions reads the command line options of a server process that set
// run-time parameters: -c name=value and --name=value (PostgreSQL manual,
// "postgres", and PGOPTIONS of libpq).
func parseOptions(line string, into map[string]string) error {
	words := splitOptions(line)
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		setting, found := strings.CutPrefix(word, "--")
		if !found {
			if setting, found = strings.CutPrefix(word, "-c"); found && setting == "" && len(words) > 0 {
				setting, words = words[0], words[1:]
			}
		}
		name, value, assigned := strings.Cut(setting, "=")
		if !found || !assigned {
			return pgerr.Newf(pgerr.SyntaxError, "invalid command-line argument for server process: %s", word)
		}
		into[strings.ReplaceAll(name, "-", "_")] = value
	}
	return nil
}

// splitOptions splits at spaces; a backslash takes the next character as it is.
func splitOptions(line string) []string {
	var words []string
	var word []byte
	inWord := false
	flush := func() {
		if inWord {
			words = append(words, string(word))
		}
		word, inWord = word[:0], false
	}
	for i := 0; i < len(line); i++ {
		if strings.IndexByte(" \t\n\v\f\r", line[i]) >= 0 {
			flush()
			continue
		}
		if line[i] == '\\' && i+1 < len(line) {
			i++
		}
		word, inWord = append(word, line[i]), true
	}
	flush()
	return words
}
