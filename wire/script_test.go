package wire

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgproto3/v2"
)

// A script is lines of messages: the name, then its fields as Go strings.
//
//	Query "SELECT 1"
//	Parse "statement" "SELECT $1" 23
//	Bind "portal" "statement" "value" NULL formats=0,1 results=1
//	Describe S "statement"
//	Execute "portal" 0
//	Close P "portal"
//	Sync, Flush, CopyData "x", CopyDone, CopyFail "reason", Terminate
//	Raw Q "body"        a message with this type and body
//	Bytes "\x00"        bytes as they are
type scriptLine struct {
	name    string
	strings []string            // quoted fields
	words   []string            // the others; NULL is among strings as null
	options map[string][]string // key=a,b
}

const null = "\x00NULL"

func parseLine(line string) (scriptLine, error) {
	name, rest, _ := strings.Cut(line, " ")
	l := scriptLine{name: name, options: map[string][]string{}}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		if rest[0] == '"' {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return l, fmt.Errorf("%s: %w", line, err)
			}
			s, _ := strconv.Unquote(quoted)
			l.strings = append(l.strings, s)
			rest = rest[len(quoted):]
			continue
		}
		var word string
		word, rest, _ = strings.Cut(rest, " ")
		if key, value, ok := strings.Cut(word, "="); ok {
			l.options[key] = strings.Split(value, ",")
		} else if word == "NULL" {
			l.strings = append(l.strings, null)
		} else {
			l.words = append(l.words, word)
		}
	}
	return l, nil
}

func (l scriptLine) string(i int) string {
	if i < len(l.strings) {
		return l.strings[i]
	}
	return ""
}

func (l scriptLine) numbers(words []string) []int16 {
	var codes []int16
	for _, w := range words {
		n, _ := strconv.Atoi(w)
		codes = append(codes, int16(n))
	}
	return codes
}

// encode turns the line into bytes.
func (l scriptLine) encode() ([]byte, error) {
	switch l.name {
	case "Bytes":
		return []byte(l.string(0)), nil
	case "Raw":
		body := l.string(0)
		frame := binary.BigEndian.AppendUint32([]byte(l.words[0]), uint32(len(body)+4))
		return append(frame, body...), nil
	}
	m := l.message()
	if m == nil {
		return nil, fmt.Errorf("unknown message %s", l.name)
	}
	return m.Encode(nil)
}

func (l scriptLine) message() pgproto3.FrontendMessage {
	switch l.name {
	case "Query":
		return &pgproto3.Query{String: l.string(0)}
	case "Parse":
		m := &pgproto3.Parse{Name: l.string(0), Query: l.string(1)}
		for _, n := range l.numbers(l.words) {
			m.ParameterOIDs = append(m.ParameterOIDs, uint32(n))
		}
		return m
	case "Bind":
		return l.bind()
	case "Describe":
		return &pgproto3.Describe{ObjectType: l.words[0][0], Name: l.string(0)}
	case "Close":
		return &pgproto3.Close{ObjectType: l.words[0][0], Name: l.string(0)}
	case "Execute":
		return &pgproto3.Execute{Portal: l.string(0), MaxRows: uint32(l.numbers(l.words)[0])}
	case "CopyData":
		return &pgproto3.CopyData{Data: []byte(l.string(0))}
	case "CopyFail":
		return &pgproto3.CopyFail{Message: l.string(0)}
	}
	return map[string]pgproto3.FrontendMessage{"Sync": &pgproto3.Sync{}, "Flush": &pgproto3.Flush{},
		"CopyDone": &pgproto3.CopyDone{}, "Terminate": &pgproto3.Terminate{}}[l.name]
}

func (l scriptLine) bind() *pgproto3.Bind {
	m := &pgproto3.Bind{DestinationPortal: l.string(0), PreparedStatement: l.string(1),
		ParameterFormatCodes: l.numbers(l.options["formats"]), ResultFormatCodes: l.numbers(l.options["results"])}
	for _, p := range l.strings[2:] {
		if p == null {
			m.Parameters = append(m.Parameters, nil)
		} else {
			m.Parameters = append(m.Parameters, []byte(p))
		}
	}
	return m
}

// printMessage shows what a client sees of one message.
func printMessage(m pgproto3.BackendMessage) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", m), "*pgproto3.")
	switch m := m.(type) {
	case *pgproto3.ErrorResponse:
		return name + printError(m)
	case *pgproto3.NoticeResponse:
		return name + printError((*pgproto3.ErrorResponse)(m))
	case *pgproto3.ReadyForQuery:
		return name + " " + string(m.TxStatus)
	case *pgproto3.CommandComplete:
		return name + " " + string(m.CommandTag)
	case *pgproto3.ParameterStatus:
		return name + " " + m.Name + "=" + m.Value
	case *pgproto3.ParameterDescription:
		return name + " " + fmt.Sprint(m.ParameterOIDs)
	case *pgproto3.NotificationResponse:
		return name + fmt.Sprintf(" %d %s %q", m.PID, m.Channel, m.Payload)
	case *pgproto3.CopyInResponse:
		return name + fmt.Sprint(" ", m.OverallFormat, m.ColumnFormatCodes)
	case *pgproto3.CopyOutResponse:
		return name + fmt.Sprint(" ", m.OverallFormat, m.ColumnFormatCodes)
	case *pgproto3.CopyData:
		return name + fmt.Sprintf(" %q", m.Data)
	case *pgproto3.RowDescription:
		for _, f := range m.Fields {
			name += fmt.Sprintf(" %s:type=%d,size=%d,typmod=%d,format=%d", f.Name, f.DataTypeOID, f.DataTypeSize, f.TypeModifier, f.Format)
		}
	case *pgproto3.DataRow:
		for _, v := range m.Values {
			if v == nil {
				name += " NULL"
			} else {
				name += fmt.Sprintf(" %q", v)
			}
		}
	}
	return name
}

func printError(m *pgproto3.ErrorResponse) string {
	s := fmt.Sprintf(" %s %s %s", m.Severity, m.Code, m.Message)
	if m.Detail != "" {
		s += " detail: " + m.Detail
	}
	if m.Hint != "" {
		s += " hint: " + m.Hint
	}
	if m.Position != 0 {
		s += fmt.Sprint(" position: ", m.Position)
	}
	return s
}
