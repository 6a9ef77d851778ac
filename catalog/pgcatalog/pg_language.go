package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgLanguage() *systable.Table {
	return table(2612, "pg_language", `
		oid oid, lanname name, lanowner oid = 10, lanispl bool = f, lanpltrusted bool = f, lanplcallfoid oid = 0,
		laninline oid = 0, lanvalidator oid = 0, lanacl _aclitem`, languages)
}

// languages has the one that functions are written in.
func languages(_ *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"oid": 12, "lanname": "internal"})
}
