// Command demo writes the data of a small shop as a psql script: customers,
// products and 20,000 orders in COPY blocks. The same bytes come out of every
// run, so that the answers of the README can be compared. `make demo` pipes
// it into psql.
package main
