package functions

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonWriter writes SQL values as JSON.
type jsonWriter struct {
	buf   []byte
	style *types.Style
	lines bool // line feeds between the parts of the outermost value
}

func (w *jsonWriter) raw(s string) { w.buf = append(w.buf, s...) }

func (w *jsonWriter) value(t *types.Type, v types.Value) {
	if v.IsNull() {
		w.raw("null")
		return
	}
	switch {
	case t == types.JSON || t == types.JSONB:
		w.raw(v.Text())
	case t.Kind == types.KindBool:
		w.raw(strconv.FormatBool(v.Bool()))
	case t.Kind == types.KindArray:
		w.array(t.Elem, v.Array())
	case t.Kind == types.KindRecord:
		w.record(v.Record())
	default:
		w.scalar(t, v)
	}
}

// scalar writes numbers as they are, unless JSON has no such number, and the
// text of everything else as a string.
func (w *jsonWriter) scalar(t *types.Type, v types.Value) {
	start := len(w.buf)
	switch t {
	case types.Int2, types.Int4, types.Int8, types.Float4, types.Float8, types.Numeric:
		w.buf = types.AppendText(w.buf, t, v, w.style)
		if last := w.buf[len(w.buf)-1]; last >= '0' && last <= '9' {
			return
		}
	case types.Date, types.Timestamp, types.TimestampTZ:
		w.buf = appendXSDTime(w.buf, t, v, w.style)
	default:
		w.buf = types.AppendText(w.buf, t, v, w.style)
	}
	text := string(w.buf[start:])
	w.buf = types.AppendJSONString(w.buf[:start], text)
}

// appendXSDTime writes a date or time in the format of XML Schema, which JSON
// has in PostgreSQL whatever DateStyle is.
func appendXSDTime(dst []byte, t *types.Type, v types.Value, style *types.Style) []byte {
	iso := *style
	iso.DateStyle = types.DateISO
	text := string(types.AppendText(nil, t, v, &iso))
	date, clock, ok := strings.Cut(text, " ")
	if t == types.Date || !ok {
		return append(dst, text...)
	}
	clock, era, _ := strings.Cut(clock, " ")
	dst = append(dst, date+"T"+clock...)
	if sign := strings.LastIndexAny(clock, "+-"); t == types.TimestampTZ && len(clock)-sign == len("+00") {
		dst = append(dst, ":00"...)
	}
	if era != "" {
		dst = append(dst, " "+era...)
	}
	return dst
}

// array writes nested arrays, one level a dimension.
func (w *jsonWriter) array(elem *types.Type, a *types.Array) {
	if len(a.Dims) == 0 {
		w.raw("[]")
		return
	}
	w.dimension(elem, a.Dims, a.Values, w.separator())
}

func (w *jsonWriter) dimension(elem *types.Type, dims []types.Dim, values []types.Value, separator string) {
	w.raw("[")
	size := len(values) / dims[0].Len
	for i := range dims[0].Len {
		if i > 0 {
			w.raw(separator)
		}
		part := values[i*size : (i+1)*size]
		if len(dims) > 1 {
			w.dimension(elem, dims[1:], part, ",")
		} else {
			w.value(elem, part[0])
		}
	}
	w.raw("]")
}

func (w *jsonWriter) record(r *types.Record) {
	separator := w.separator()
	w.raw("{")
	for i, v := range r.Values {
		if i > 0 {
			w.raw(separator)
		}
		w.buf = types.AppendJSONString(w.buf, fieldName(r, i))
		w.raw(":")
		w.value(r.Types[i], v)
	}
	w.raw("}")
}

// separator stands between the parts of a value; those inside get no lines.
func (w *jsonWriter) separator() string {
	if w.lines {
		w.lines = false
		return ",\n "
	}
	return ","
}

// fieldName is the name of a column of a record, f1 on where it has none.
func fieldName(r *types.Record, i int) string {
	if i < len(r.Names) && r.Names[i] != "" {
		return r.Names[i]
	}
	return "f" + strconv.Itoa(i+1)
}

// key writes a scalar as the key of an object.
func (w *jsonWriter) key(t *types.Type, v types.Value) error {
	if t.Kind == types.KindArray || t.Kind == types.KindRecord || t == types.JSON || t == types.JSONB {
		return pgerr.New(pgerr.InvalidParameterValue, "key value must be scalar, not array, composite, or json")
	}
	start := len(w.buf)
	w.value(t, v)
	if w.buf[start] != '"' {
		text := string(w.buf[start:])
		w.buf = types.AppendJSONString(w.buf[:start], text)
	}
	return nil
}
