// Package testutil starts what tests need beside this program.
package testutil
