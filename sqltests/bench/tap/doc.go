// Package tap is a proxy before an S3 server that counts requests and delays
// answers: what programs send is measured the same way, whoever wrote them.
//
//	tap.go       the proxy, its latency, its sums
//	request.go   what a request is, told from its method and URL
package tap
