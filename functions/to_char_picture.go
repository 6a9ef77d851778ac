package functions

import (
	"strconv"
	"strings"
)

// pictureWriter fills the places of a picture with the digits of one number.
type pictureWriter struct {
	*picture
	out      strings.Builder
	digits   string // integer part, and a point and decimals if there are any
	at       int    // of digits written
	place    int    // places done
	blanks   int    // places before the first digit
	relevant int    // FM: index in digits of the last one to be written, or -1
	negative bool
	signed   bool // the sign is written, or none is wanted
	inNumber bool // a digit is written
	brackets bool
	anchored signAnchor
	places   int // all places, and the sign behind them
}

// write prints digits with their sign. What is longer than the picture has
// been replaced by # before.
func (p *picture) write(digits string, negative bool) string {
	integer, _, hasPoint := strings.Cut(digits, ".")
	w := pictureWriter{
		picture: p, digits: digits, negative: negative, relevant: -1,
		blanks: max(0, p.integers-len(integer)), brackets: p.brackets, anchored: p.anchored,
	}
	w.settleSign()
	w.places = p.decimals + p.integers - 1
	if p.fill && p.point && hasPoint {
		w.findRelevant(len(integer))
	}
	if !w.signed && w.blanks == 0 {
		w.places++
	}
	for _, node := range p.nodes {
		w.node(node)
	}
	return w.out.String()
}

// settleSign decides whether the number itself has to carry a sign.
func (w *pictureWriter) settleSign() {
	if w.plus || w.minus {
		w.signed = w.minus
		return
	}
	if w.fill && !w.negative {
		w.brackets = false
	}
	w.signed = !w.negative && w.fill && w.anchored == signFloats
	if w.anchored == signBefore && w.integers == w.signAfter {
		w.anchored = signBehind
	}
}

// findRelevant drops zeros at the end, but not where the picture has 0.
func (w *pictureWriter) findRelevant(point int) {
	w.relevant = point
	for i := point + 1; i < len(w.digits); i++ {
		if w.digits[i] != '0' {
			w.relevant = i
		}
	}
	if w.zeroTo > w.blanks {
		w.relevant = max(w.relevant, min(len(w.digits)-1, w.zeroTo-w.blanks))
	}
}

func (w *pictureWriter) node(node pictureNode) {
	switch node.key {
	case "":
		w.out.WriteString(node.text)
	case "9", "0", ".", "D":
		w.place1(node.key)
	case ",", "G":
		if w.inNumber {
			w.out.WriteByte(',')
		} else {
			w.pad()
		}
	case "L":
		w.out.WriteByte(' ') // the currency symbol of the C locale
	case "TH":
		w.ordinal(node.lower)
	case "MI":
		w.signOr(w.negative, '-')
	case "PL":
		w.signOr(!w.negative, '+')
	case "SG":
		w.out.WriteByte(w.signByte())
	}
}

func (w *pictureWriter) signByte() byte {
	if w.negative {
		return '-'
	}
	return '+'
}

// pad writes a blank unless FM forbids it.
func (w *pictureWriter) pad() {
	if !w.fill {
		w.out.WriteByte(' ')
	}
}

func (w *pictureWriter) signOr(wanted bool, c byte) {
	if wanted {
		w.out.WriteByte(c)
		return
	}
	w.pad()
}

func (w *pictureWriter) ordinal(lower bool) {
	if w.negative || w.point || w.digits[0] == '#' {
		return
	}
	n, err := strconv.ParseInt(w.digits[max(0, len(w.digits)-2):], 10, 64)
	if err != nil {
		return
	}
	suffix := "TH"
	if lower {
		suffix = "th"
	}
	w.out.WriteString(ordinalOf(n, suffix))
}

// place1 fills one place: a blank or a zero before the number, else the next
// digit or the point.
func (w *pictureWriter) place1(key string) {
	inFront := w.place < w.blanks
	zero := w.zeros && w.zeroFrom <= w.place
	if !w.signed && (!inFront || w.zeros && w.zeroFrom == w.place) && (!w.hidesZero() || w.endsAtPoint()) {
		w.sign()
	}
	switch {
	case inFront && !zero:
		w.pad()
	case inFront:
		w.out.WriteByte('0')
		w.inNumber = true
	case w.at < len(w.digits):
		w.digit(key)
		w.at++
	}
	end := w.places
	if w.blanks > 0 {
		end++
	}
	if w.point {
		end++
	}
	if w.relevant >= 0 && w.relevant == w.at {
		end = w.place
	}
	if w.place+1 == end {
		w.signBehind()
	}
	w.place++
}

// hidesZero reports whether the next digit is the 0 before a point, which only
// the pattern 0 shows.
func (w *pictureWriter) hidesZero() bool {
	return !w.zeros && w.at == 0 && w.digits[0] == '0' && w.decimals != 0
}

func (w *pictureWriter) endsAtPoint() bool { return w.relevant >= 0 && w.digits[w.relevant] == '.' }

func (w *pictureWriter) digit(key string) {
	c := w.digits[w.at]
	switch {
	case c == '.':
		if w.relevant < 0 || !w.endsAtPoint() || w.fill {
			w.out.WriteByte('.')
		}
	case w.relevant >= 0 && w.at > w.relevant && key != "0":
	case w.hidesZero():
		if w.fill && w.endsAtPoint() {
			w.out.WriteByte('0')
		} else {
			w.pad()
		}
	default:
		w.out.WriteByte(c)
		w.inNumber = true
	}
}

// sign writes the sign in front of the number.
func (w *pictureWriter) sign() {
	switch {
	case w.anchored == signBehind:
		return
	case w.anchored == signBefore:
		w.out.WriteByte(w.signByte())
	case w.brackets && w.negative:
		w.out.WriteByte('<')
	case w.brackets:
		w.out.WriteByte(' ')
	case w.negative:
		w.out.WriteByte('-')
	default:
		w.pad()
	}
	w.signed = true
}

// signBehind writes what follows the last digit.
func (w *pictureWriter) signBehind() {
	switch {
	case w.signed && w.brackets && w.negative:
		w.out.WriteByte('>')
	case w.signed && w.brackets:
		w.out.WriteByte(' ')
	case w.anchored == signBehind:
		w.out.WriteByte(w.signByte())
	}
}
