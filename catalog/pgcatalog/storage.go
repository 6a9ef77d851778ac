package pgcatalog

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// storage is what PostgreSQL knows about a type beyond package types: how
// values lie in memory and which functions read and write them. Clients tell
// arrays by array_in and choose formats by typreceive.
type storage struct {
	byValue                      bool
	align, storage               byte
	collation                    types.OID
	separator                    string // between the type's name and in, out, recv or send
	input, output, receive, send types.OID
	modIn, modOut, subscript     types.OID
}

// storages is the table of storage by type name: by value, alignment, storage,
// collation, separator, input, output, receive, send, typmod input and output,
// subscript.
var storages = readStorages(`
	bool                  t c p   0  - 1242 1243 2436 2437  0 0  0
	bytea                 f i x   0  - 1244 31 2412 2413  0 0  0
	char                  t c p   0  - 1245 33 2434 2435  0 0  0
	name                  f c p 950  - 34 35 2422 2423  0 0  6180
	int8                  t d p   0  - 460 461 2408 2409  0 0  0
	int2                  t s p   0  - 38 39 2404 2405  0 0  0
	int2vector            f i p   0  - 40 41 2410 2411  0 0  6179
	int4                  t i p   0  - 42 43 2406 2407  0 0  0
	regproc               t i p   0  - 44 45 2444 2445  0 0  0
	text                  f i x 100  - 46 47 2414 2415  0 0  0
	oid                   t i p   0  - 1798 1799 2418 2419  0 0  0
	tid                   f s p   0  - 48 49 2438 2439  0 0  0
	xid                   t i p   0  - 50 51 2440 2441  0 0  0
	cid                   t i p   0  - 52 53 2442 2443  0 0  0
	oidvector             f i p   0  - 54 55 2420 2421  0 0  6179
	json                  f i x   0  _ 321 322 323 324  0 0  0
	pg_node_tree          f i x 100  _ 195 196 197 198  0 0  0
	cidr                  f i m   0  _ 1267 1427 2498 2499  0 0  0
	float4                t i p   0  - 200 201 2424 2425  0 0  0
	float8                t d p   0  - 214 215 2426 2427  0 0  0
	unknown               f c p   0  - 109 110 2416 2417  0 0  0
	inet                  f i m   0  _ 910 911 2496 2497  0 0  0
	aclitem               f i p   0  - 1031 1032 0 0  0 0  0
	bpchar                f i x 100  - 1044 1045 2430 2431  2913 2914  0
	varchar               f i x 100  - 1046 1047 2432 2433  2915 2916  0
	date                  t i p   0  _ 1084 1085 2468 2469  0 0  0
	time                  t d p   0  _ 1143 1144 2470 2471  2909 2910  0
	timestamp             t d p   0  _ 1312 1313 2474 2475  2905 2906  0
	timestamptz           t d p   0  _ 1150 1151 2476 2477  2907 2908  0
	interval              f d p   0  _ 1160 1161 2478 2479  2903 2904  0
	timetz                f d p   0  _ 1350 1351 2472 2473  2911 2912  0
	numeric               f i m   0  _ 1701 1702 2460 2461  2917 2918  0
	regprocedure          t i p   0  - 2212 2213 2446 2447  0 0  0
	regoper               t i p   0  - 2214 2215 2448 2449  0 0  0
	regoperator           t i p   0  - 2216 2217 2450 2451  0 0  0
	regclass              t i p   0  - 2218 2219 2452 2453  0 0  0
	regtype               t i p   0  - 2220 2221 2454 2455  0 0  0
	record                f d x   0  _ 2290 2291 2402 2403  0 0  0
	cstring               f c p   0  _ 2292 2293 2500 2501  0 0  0
	any                   t i p   0  _ 2294 2295 0 0  0 0  0
	anyarray              f d x   0  _ 2296 2297 2502 2503  0 0  0
	void                  t i p   0  _ 2298 2299 3120 3121  0 0  0
	trigger               t i p   0  _ 2300 2301 0 0  0 0  0
	internal              t d p   0  _ 2304 2305 0 0  0 0  0
	anyelement            t i p   0  _ 2312 2313 0 0  0 0  0
	anynonarray           t i p   0  _ 2777 2778 0 0  0 0  0
	uuid                  f c p   0  _ 2952 2953 2961 2962  0 0  0
	anyenum               t i p   0  _ 3504 3505 0 0  0 0  0
	jsonb                 f i x   0  _ 3806 3804 3805 3803  0 0  6098
	jsonpath              f i x   0  _ 4001 4003 4002 4004  0 0  0
	regnamespace          t i p   0  - 4084 4085 4087 4088  0 0  0
	regrole               t i p   0  - 4098 4092 4094 4095  0 0  0
	xid8                  t d p   0  - 5070 5081 5082 5083  0 0  0
	anycompatible         t i p   0  _ 5086 5087 0 0  0 0  0
	anycompatiblearray    f d x   0  _ 5088 5089 5090 5091  0 0  0
	anycompatiblenonarray t i p   0  _ 5092 5093 0 0  0 0  0
`)

func readStorages(text string) map[string]storage {
	m := map[string]storage{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var name, byValue, align, kind string
		var s storage
		_, _ = fmt.Sscan(line, &name, &byValue, &align, &kind, &s.collation, &s.separator,
			&s.input, &s.output, &s.receive, &s.send, &s.modIn, &s.modOut, &s.subscript)
		s.separator = strings.Trim(s.separator, "-")
		s.byValue, s.align, s.storage = byValue == "t", align[0], kind[0]
		m[name] = s
	}
	return m
}

// storageOf is the storage of a built-in type; all arrays have the same but
// for the alignment.
func storageOf(t *types.Type) storage {
	t = t.Shown()
	if s, ok := storages[t.Name]; ok || t.Elem == nil {
		return s
	}
	elem := storages[t.Elem.Name]
	s := storage{
		align: 'i', storage: 'x', collation: elem.collation,
		input: 750, output: 751, receive: 2400, send: 2401, modIn: elem.modIn, modOut: elem.modOut, subscript: 6179,
	}
	if elem.align == 'd' {
		s.align = 'd'
	}
	return s
}

// ioFunctions are the functions that read and write values, by OID. They
// cannot be called, but clients compare their names.
var ioFunctions = nameIOFunctions()

func nameIOFunctions() map[types.OID]string {
	m := map[types.OID]string{
		750: "array_in", 751: "array_out", 2400: "array_recv", 2401: "array_send",
		6179: "array_subscript_handler", 6180: "raw_array_subscript_handler", 6098: "jsonb_subscript_handler",
	}
	for name, s := range storages {
		m[s.input], m[s.output] = name+s.separator+"in", name+s.separator+"out"
		m[s.receive], m[s.send] = name+s.separator+"recv", name+s.separator+"send"
		m[s.modIn], m[s.modOut] = name+"typmodin", name+"typmodout"
	}
	delete(m, 0)
	return m
}
