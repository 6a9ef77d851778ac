// Package docs holds the tests that keep the documents true.
package docs
