package catalog

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// maxDepth bounds the nesting of a document, so that a hostile one cannot
// exhaust the stack.
const maxDepth = 512

// ParseJSON reads one JSON value and nothing behind it.
func ParseJSON(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := readValue(dec, 0)
	if err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("text behind the JSON value")
	}
	return v, nil
}

func readValue(dec *json.Decoder, depth int) (any, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errors.New("JSON nested too deep")
	}
	switch token {
	case json.Delim('{'):
		return readObject(dec, depth)
	case json.Delim('['):
		return readArray(dec, depth)
	}
	return token, nil
}

func readArray(dec *json.Decoder, depth int) (any, error) {
	items := []any{}
	for dec.More() {
		v, err := readValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	_, err := dec.Token()
	return items, err
}

// readObject orders the members as JavaScript does: names that are array
// indexes by number, then the others as they come, a repeated one at its
// first place with its last value.
func readObject(dec *json.Decoder, depth int) (any, error) {
	o := &Object{}
	at := map[string]int{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok {
			return nil, fmt.Errorf("member name expected, not %v", key)
		}
		v, err := readValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		if i, again := at[name]; again {
			o.members[i].Value = v
			continue
		}
		at[name] = len(o.members)
		o.members = append(o.members, Member{name, v})
	}
	slices.SortStableFunc(o.members, func(a, b Member) int {
		return cmp.Compare(index(a.Key), index(b.Key))
	})
	_, err := dec.Token()
	return o, err
}

// index returns the number of a name that JavaScript takes for an array
// index, and the largest number for other names.
func index(name string) uint32 {
	n, err := strconv.ParseUint(name, 10, 32)
	if err != nil || strconv.FormatUint(n, 10) != name {
		return 1<<32 - 1
	}
	return uint32(n)
}
