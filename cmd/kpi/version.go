package main

import "runtime/debug"

// release is the version that the linker sets: -X main.release=v1.2.0.
var release string

// version is what --version prints: the release, else what the toolchain knows of
// the source, else "(devel)".
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
