.PHONY: test check bench fuzz compare docs picture

test:
	go test ./...

# What to run before a push. The tests compare the table of imports, the
# generated docs and the golden files, too.
check:
	@test -z "$$(gofmt -l .)" || { echo "not formatted:"; gofmt -l .; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go tool actionlint
	go test ./...
	go test -race ./cmd/kpi ./engine/duckdb ./engine/kpitest ./engine/load
	go test -race -run Corpus ./engine

# Ratios measured side by side in one run; KPI_BENCH_ROWS changes the size.
bench:
	go test -run '^$$' -bench . -benchtime 1x -timeout 30m ./engine
	go test -run '^$$' -bench . -benchtime 1x ./engine/stats
	go test -run '^$$' -bench . ./cmd/kpi ./engine/spec ./reports/pdf ./reports/xlsx

# Ten minutes each on what strangers can write: YAML, formulas, and what is
# planned of both. FUZZTIME changes the length.
FUZZTIME ?= 10m
fuzz:
	go test ./engine/spec -run '^$$' -fuzz '^FuzzParse$$' -fuzztime $(FUZZTIME)
	go test ./engine/formula -run '^$$' -fuzz '^FuzzParse$$' -fuzztime $(FUZZTIME)
	go test ./engine/plan -run '^$$' -fuzz '^FuzzBuild$$' -fuzztime $(FUZZTIME)

# Side by side with what Chromium and WeasyPrint print of the same content.
compare:
	bash reports/pdf/compare.sh

# Writes the generated pages of docs/ and what the README shows anew.
docs:
	go test ./reports/data -update
	go test ./engine/lint -run Page -update
	go test ./engine/formula -run Reference -update
	go test ./engine/schema -run Committed -update
	go test ./engine/library -run Page -update
	go test ./cmd/kpi -run "Readme|Guide" -update

# Draws the pictures of the README and of docs/ from the reports themselves.
picture:
	bash docs/pictures.sh
