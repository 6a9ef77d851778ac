package functions

import (
	"strings"
)

// picture is the template of to_char and to_number for numbers, taken apart.
type picture struct {
	nodes []pictureNode

	integers, decimals int  // digits before and behind the point
	point              bool // there is a decimal point
	shift              int  // V: digits to multiply by
	shifted            bool
	zeroFrom           int  // number of the first 0 before the point, from 0
	zeros              bool // there is such a 0
	zeroTo             int  // digits up to and with the last 0
	fill               bool // FM
	anchored           signAnchor
	signAfter          int // digits before S
	minus, plus        bool
	brackets           bool
	roman, lowerRoman  bool
	scientific         bool
	blank              bool
}

// signAnchor is where S puts the sign.
type signAnchor int

const (
	signFloats signAnchor = iota // no S: next to the number
	signBefore
	signBehind
)

// pictureNode is a pattern in upper case, or text.
type pictureNode struct {
	key, text string
	lower     bool
}

// pictureKeys are the patterns, longer ones before those they begin with.
var pictureKeys = strings.Fields("EEEE FM MI PL PR RN SG SP TH , . 0 9 B C D G L S V")

func parsePicture(template string) (*picture, error) {
	p := &picture{}
	for rest := template; rest != ""; {
		if key := pictureKeyAt(rest); key != "" {
			node := pictureNode{key: key, lower: rest[:len(key)] != key}
			if err := p.add(node); err != nil {
				return nil, err
			}
			rest = rest[len(key):]
			continue
		}
		var text string
		if rest[0] == '"' {
			text, rest = cutQuotedText(rest[1:])
		} else {
			text, rest = cutCharacter(rest)
		}
		p.nodes = append(p.nodes, pictureNode{text: text})
	}
	return p, nil
}

func pictureKeyAt(s string) string {
	for _, key := range pictureKeys {
		if strings.HasPrefix(s, key) || strings.HasPrefix(s, strings.ToLower(key)) {
			return key
		}
	}
	return ""
}

// add takes note of a pattern, or refuses it next to those before it (42601).
func (p *picture) add(node pictureNode) error {
	if p.scientific && node.key != "EEEE" {
		return pictureError(`"EEEE" must be the last pattern used`)
	}
	p.nodes = append(p.nodes, node)
	switch node.key {
	case "9", "0":
		return p.addDigit(node.key)
	case "D", ".":
		return p.addPoint()
	case "S", "MI", "PL", "SG", "PR":
		return p.addSign(node.key)
	case "FM":
		p.fill = true
	case "B":
		p.blank = true
	case "RN":
		p.roman, p.lowerRoman = true, node.lower
	case "V":
		if p.point {
			return pictureError(`cannot use "V" and decimal point together`)
		}
		p.shifted = true
	case "EEEE":
		return p.addExponent()
	}
	return nil
}

func (p *picture) addDigit(key string) error {
	if p.brackets {
		return pictureError(`"` + key + `" must be ahead of "PR"`)
	}
	if key == "9" && p.shifted {
		p.shift++
		return nil
	}
	if key == "0" && !p.zeros && !p.point {
		p.zeros, p.zeroFrom = true, p.integers
	}
	if p.point {
		p.decimals++
	} else {
		p.integers++
	}
	if key == "0" {
		p.zeroTo = p.integers + p.decimals
	}
	return nil
}

func (p *picture) addPoint() error {
	switch {
	case p.point:
		return pictureError("multiple decimal points")
	case p.shifted:
		return pictureError(`cannot use "V" and decimal point together`)
	}
	p.point = true
	return nil
}

func (p *picture) addSign(key string) error {
	switch {
	case key == "S" && p.anchored != signFloats:
		return pictureError(`cannot use "S" twice`)
	case key == "S" && (p.plus || p.minus || p.brackets):
		return pictureError(`cannot use "S" and "PL"/"MI"/"SG"/"PR" together`)
	case key == "PR" && (p.anchored != signFloats || p.plus || p.minus):
		return pictureError(`cannot use "PR" and "S"/"PL"/"MI"/"SG" together`)
	case key != "S" && key != "PR" && p.anchored != signFloats:
		return pictureError(`cannot use "S" and "` + key + `" together`)
	}
	switch key {
	case "S":
		p.anchored, p.signAfter = signBefore, p.integers
		if p.point {
			p.anchored = signBehind
		}
	case "PR":
		p.brackets = true
	default:
		p.minus = p.minus || key != "PL"
		p.plus = p.plus || key != "MI"
	}
	return nil
}

func (p *picture) addExponent() error {
	if p.scientific {
		return pictureError(`cannot use "EEEE" twice`)
	}
	if p.blank || p.fill || p.anchored != signFloats || p.brackets || p.minus || p.plus || p.roman || p.shifted {
		return pictureError(`"EEEE" is incompatible with other formats`).
			WithDetail(`"EEEE" may only be used together with digit and decimal point patterns.`)
	}
	p.scientific = true
	return nil
}
