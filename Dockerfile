# kpi in a container, to run on a folder that is mounted at /work:
#
#   docker build --tag kpi .
#   docker run --rm --network none --memory 2g --user "$(id -u):$(id -g)" \
#     --volume "$PWD:/work" kpi report
#
# The container is the hard cap of memory that kpi itself does not have.
FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd ./cmd
COPY docs ./docs
COPY engine ./engine
COPY reports ./reports
ARG VERSION=
RUN go build -trimpath -ldflags "-s -w -X main.release=${VERSION}" -o /kpi ./cmd/kpi

FROM debian:trixie-slim
RUN apt-get update && \
    apt-get install --yes --no-install-recommends git libstdc++6 tzdata && \
    rm -rf /var/lib/apt/lists/*
COPY --from=build /kpi /usr/local/bin/kpi
COPY LICENSE /usr/share/doc/kpi/LICENSE
# What kpi remembers of proofs; a user without a home can write there, too.
ENV XDG_CACHE_HOME=/tmp/kpi-cache
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["kpi"]
CMD ["--help"]
