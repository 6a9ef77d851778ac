// Package probe asks a store, at start-up, whether it keeps the promises that
// the commit protocol stands on. Stores that speak S3 differ, and some lose
// updates quietly (conditions that are ignored, listings out of order).
//
// The promises: PUT with If-None-Match and with If-Match lets exactly one of
// many through; a presigned request is refused once expired; answers carry a
// Date; listings are in byte order. Without one of them a store is unusable.
// DELETE with If-Match is used where it is there. The metadata limit is 2,048
// bytes, but some stores count the header prefix x-amz-meta- (11 bytes) with
// each name, and then the smaller room is kept.
package probe
