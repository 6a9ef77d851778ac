package codec

import (
	"encoding/json"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// The parts of a point with a number of digits.
func latitude(digits int32) scaled  { return scaled{geoMark, digits, 90} }
func longitude(digits int32) scaled { return scaled{geoMark, digits, 180} }

// geoPoint is the codec of V21's points: latitude and longitude, one behind
// the other. Values are KindText that holds JSON, {"latitude":..,"longitude":..}.
type geoPoint struct{ digits int32 }

// Encode takes the short names lat and lon and a list of both numbers too, as
// s3db.js does. What is no point is stored as it is.
func (c geoPoint) Encode(v types.Value) (string, error) {
	lat, lon, ok := pointOf(v.Text())
	if !ok {
		return v.Text(), nil
	}
	first, err := c.part(latitude(c.digits), lat)
	if err != nil {
		return "", err
	}
	second, err := c.part(longitude(c.digits), lon)
	return first + second, err
}

func (geoPoint) part(c scaled, n json.Number) (string, error) {
	v, err := types.ParseText(types.Numeric, types.NoTypmod, string(n), nil)
	if err != nil {
		return "", err
	}
	return c.Encode(v)
}

func pointOf(text string) (lat, lon json.Number, ok bool) {
	var list []json.Number
	if json.Unmarshal([]byte(text), &list) == nil && len(list) == 2 {
		return list[0], list[1], list[0] != "" && list[1] != ""
	}
	var p struct{ Latitude, Longitude, Lat, Lon json.Number }
	if json.Unmarshal([]byte(text), &p) != nil {
		return "", "", false
	}
	if p.Latitude == "" && p.Longitude == "" {
		p.Latitude, p.Longitude = p.Lat, p.Lon
	}
	return p.Latitude, p.Longitude, p.Latitude != "" && p.Longitude != ""
}

func (c geoPoint) Decode(text string) (types.Value, error) {
	parts := strings.Split(text, geoMark)
	if len(parts) != 3 || parts[0] != "" {
		return jsonText{}.Decode(text)
	}
	lat, err := latitude(c.digits).Decode(geoMark + parts[1])
	if err != nil {
		return types.Null, err
	}
	lon, err := longitude(c.digits).Decode(geoMark + parts[2])
	if err != nil {
		return types.Null, err
	}
	return types.NewText(`{"latitude":` + jsonNumeric(lat) + `,"longitude":` + jsonNumeric(lon) + `}`), nil
}

// jsonNumeric returns a numeric as a JSON number: without zeros at the end.
func jsonNumeric(v types.Value) string {
	return numericKey(string(types.AppendText(nil, types.Numeric, v, storedStyle)))
}
