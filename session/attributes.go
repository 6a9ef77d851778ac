package session

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
	"github.com/s3dbsql/s3dbsql/validation"
)

// Attributes implements functions.Resources.
func (r resources) Attributes(oid types.OID) ([]functions.Attribute, error) {
	t, ok := r.s.Catalog().ByOID(oid).(*catalog.Table)
	if !ok {
		return nil, pgerr.Newf(pgerr.WrongObjectType, "relation with OID %d is not a table", oid)
	}
	tx := r.s.txn.tx
	if t.Schema == catalog.TempSchema {
		tx = r.s.txn.temp
	}
	_, resource := tx.Resource(t.Resource)
	if resource == nil {
		return nil, pgerr.Newf(pgerr.UndefinedObject, "table %q has no resource", t.Name)
	}
	var list []functions.Attribute
	for _, d := range validation.Describe(resource.Current().Attributes, validation.Options{V21: resource.Dialect == codec.V21}) {
		a := functions.Attribute{Description: d}
		for _, c := range t.Columns {
			if c.Attribute == d.Path {
				a.Column, a.Type = c.Name, types.FormatType(c.Type, c.Typmod)
			}
		}
		list = append(list, a)
	}
	return list, nil
}
