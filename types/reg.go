package types

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// appendReg prints the name of the object that an OID of type t means. OID 0
// is a hyphen.
func appendReg(dst []byte, t *Type, oid OID, st *Style) []byte {
	if oid == 0 {
		return append(dst, '-')
	}
	if t == RegType {
		if named := ByOID(oid); named != nil {
			return append(dst, named.SQLName...)
		}
	}
	if st.RegName != nil {
		if name := st.RegName(t, oid); name != "" {
			return append(dst, name...)
		}
	}
	return strconv.AppendUint(dst, uint64(oid), 10)
}

// parseReg reads an OID as a number, a hyphen, or a name that env resolves.
func parseReg(t *Type, s string, env *ParseEnv) (Value, error) {
	if s == "-" {
		return NewInt(0), nil
	}
	if oid, err := strconv.ParseUint(s, 10, 32); err == nil {
		return NewInt(int64(oid)), nil
	}
	if t == RegType {
		if named := ByName(strings.TrimPrefix(strings.ToLower(s), "pg_catalog.")); named != nil {
			return NewInt(int64(named.OID)), nil
		}
	}
	if env != nil && env.RegOID != nil {
		oid, err := env.RegOID(t, s)
		return NewInt(int64(oid)), err
	}
	if t == RegType {
		return Null, pgerr.New(pgerr.UndefinedObject, "type \""+s+"\" does not exist")
	}
	return Null, pgerr.Unsupported("the name of an object as " + t.SQLName)
}
