// Package inspect shows the objects of a database as they lie in the bucket,
// without opening the database: it takes no lease and changes nothing.
package inspect
