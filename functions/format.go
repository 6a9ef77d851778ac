package functions

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// formatFunctions is format, in the style of C's sprintf (manual, 9.4.1).
func formatFunctions() []Overload {
	return []Overload{
		pure(3539, "format", takes(types.Text, types.Any), types.Text, body{}).stable().variadic().nullCall().withBind(formatCall),
		pure(3540, "format", takes(types.Text), types.Text, scalar(formatCall(takes(types.Text), nil))).stable().nullCall(),
	}
}

func formatCall(args []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, values []types.Value) (types.Value, error) {
		if values[0].IsNull() {
			return types.Null, nil
		}
		f := formatter{env: env, types: args, values: values, rest: values[0].Text()}
		err := f.run()
		return types.NewText(f.out.String()), err
	}
}

// formatter is one call of format. Arguments count from 1, as values[0] is the
// format itself.
type formatter struct {
	env    *Env
	types  []*types.Type
	values []types.Value
	rest   string // of the format
	out    strings.Builder
	next   int // arguments used so far
}

// specifier is %[position][-][width]type.
type specifier struct {
	position int // 0: the next argument
	left     bool
	width    int
	indirect bool // the width is an argument
	widthAt  int  // its position, 0: the next argument
}

func (f *formatter) run() error {
	for {
		before, after, found := strings.Cut(f.rest, "%")
		f.out.WriteString(before)
		if !found {
			return nil
		}
		f.rest = after
		if strings.HasPrefix(after, "%") {
			f.out.WriteByte('%')
			f.rest = after[1:]
			continue
		}
		if err := f.specifier(); err != nil {
			return err
		}
	}
}

func (f *formatter) specifier() error {
	var s specifier
	if err := f.parse(&s); err != nil {
		return err
	}
	if f.rest == "" {
		return unterminatedSpecifier()
	}
	kind := f.rest[0]
	if !strings.ContainsRune("sIL", rune(kind)) {
		r := []rune(f.rest)[0]
		return pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized format() type specifier \"%c\"", r).
			WithHint("For a single \"%%\" use \"%%%%\".")
	}
	f.rest = f.rest[1:]
	if err := f.takeWidth(&s); err != nil {
		return err
	}
	if s.width > maxText {
		return requestedLengthTooLarge()
	}
	i, err := f.argument(s.position)
	if err != nil {
		return err
	}
	text, err := f.convert(kind, i)
	if err != nil {
		return err
	}
	f.pad(text, s)
	return nil
}

// parse reads what stands between % and the type.
func (f *formatter) parse(s *specifier) error {
	n, digits, err := f.number()
	if err != nil {
		return err
	}
	if digits && strings.HasPrefix(f.rest, "$") {
		if n == 0 {
			return argumentZero()
		}
		s.position, f.rest, digits = n, f.rest[1:], false
	}
	if digits {
		s.width = n
		return nil
	}
	for strings.HasPrefix(f.rest, "-") {
		s.left, f.rest = true, f.rest[1:]
	}
	if strings.HasPrefix(f.rest, "*") {
		f.rest, s.indirect = f.rest[1:], true
		return f.widthPosition(s)
	}
	s.width, _, err = f.number()
	return err
}

// widthPosition reads what follows * in *n$.
func (f *formatter) widthPosition(s *specifier) error {
	n, digits, err := f.number()
	if err != nil || !digits {
		return err
	}
	if !strings.HasPrefix(f.rest, "$") {
		return pgerr.New(pgerr.InvalidParameterValue, "width argument position must be ended by \"$\"")
	}
	if n == 0 {
		return argumentZero()
	}
	f.rest, s.widthAt = f.rest[1:], n
	return nil
}

// takeWidth takes an indirect width from its argument; NULL is no width.
func (f *formatter) takeWidth(s *specifier) error {
	if !s.indirect {
		return nil
	}
	i, err := f.argument(s.widthAt)
	if err != nil || f.values[i].IsNull() {
		return err
	}
	text := output(f.env, f.types[i], f.values[i])
	width, err := types.ParseText(types.Int4, types.NoTypmod, text, nil)
	if err != nil {
		return err
	}
	s.width = int(width.Int())
	if s.width < 0 {
		s.left, s.width = true, -s.width
	}
	return nil
}

func argumentZero() error {
	return pgerr.New(pgerr.InvalidParameterValue, "format specifies argument 0, but arguments are numbered from 1")
}

// number reads digits, if there are any.
func (f *formatter) number() (n int, found bool, err error) {
	end := len(f.rest) - len(strings.TrimLeft(f.rest, "0123456789"))
	if end == 0 {
		return 0, false, nil
	}
	i, err := strconv.ParseInt(f.rest[:end], 10, 32)
	if err != nil {
		return 0, false, pgerr.New(pgerr.NumericValueOutOfRange, "number is out of range")
	}
	f.rest = f.rest[end:]
	return int(i), true, nil
}

// argument is the index of an argument: the one at position, or the next.
func (f *formatter) argument(position int) (int, error) {
	if position == 0 {
		position = f.next + 1
	}
	f.next = position
	if position >= len(f.values) {
		return 0, pgerr.New(pgerr.InvalidParameterValue, "too few arguments for format()")
	}
	return position, nil
}

func (f *formatter) convert(kind byte, i int) (string, error) {
	v := f.values[i]
	switch {
	case kind == 'I' && v.IsNull():
		return "", pgerr.New(pgerr.NullValueNotAllowed, "null values cannot be formatted as an SQL identifier")
	case kind == 'L' && v.IsNull():
		return "NULL", nil
	case v.IsNull():
		return "", nil
	}
	text := output(f.env, f.types[i], v)
	switch kind {
	case 'I':
		return QuoteIdent(text), nil
	case 'L':
		return QuoteLiteral(text), nil
	}
	return text, nil
}

func (f *formatter) pad(text string, s specifier) {
	blanks := strings.Repeat(" ", max(0, s.width-int(countRunes(text))))
	if s.left {
		f.out.WriteString(text + blanks)
		return
	}
	f.out.WriteString(blanks + text)
}

func unterminatedSpecifier() error {
	return pgerr.New(pgerr.InvalidParameterValue, "unterminated format() type specifier").
		WithHint("For a single \"%%\" use \"%%%%\".")
}
