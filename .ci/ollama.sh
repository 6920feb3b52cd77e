#!/usr/bin/env bash
# A real Ollama server for the tests: built from its Go module (once, then kept in a cache), on a free loopback port, with its
# own model folder and one small model made from the bundled GGUF.
#
#   eval "$(.ci/ollama.sh start)"     builds and starts it; prints the exports the tests look for
#   .ci/ollama.sh stop                ends exactly that server and removes its folder
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=v0.6.8
cache="${TUTOR_CI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stepwise-tutor-ci}/ollama-$version"
state="${TMPDIR:-/tmp}/stepwise-tutor-ollama-$(id -u)"
binary="$cache/ollama"
model=smollm2

fail() { printf 'ollama.sh: %s\n' "$1" >&2; exit 1; }

build() {
    [ -x "$binary" ] && return
    command -v go >/dev/null || fail "Go is missing: a real Ollama server can't be built (install Go 1.24 or later)"
    command -v gcc >/dev/null && command -v g++ >/dev/null ||
        fail "gcc or g++ is missing: a real Ollama server can't be built (install gcc and g++)"
    mkdir -p "$cache"
    printf 'ollama.sh: building Ollama %s, which takes a minute\n' "$version" >&2
    local flags="-O3"
    [ "$(uname -m)" = x86_64 ] && flags="$flags -mavx2 -mfma -mf16c"
    CGO_ENABLED=1 CGO_CFLAGS="$flags" CGO_CXXFLAGS="$flags" GOBIN="$cache" \
        go install "github.com/ollama/ollama@$version" >&2 || fail "Ollama $version could not be built"
}

python() { if [ -x .venv/bin/python ]; then .venv/bin/python "$@"; else uv run python "$@"; fi; }

running() { [ -f "$state/pid" ] && kill -0 "$(cat "$state/pid")" 2>/dev/null; }

exports() {
    printf 'export TUTOR_TEST_OLLAMA=http://%s\n' "$(cat "$state/address")"
    printf 'export TUTOR_TEST_OLLAMA_MODEL=%s\n' "$model"
}

start() {
    if running; then exports; return; fi
    build
    rm -rf "$state"
    mkdir -m 700 -p "$state/models"
    local gguf address
    gguf=$(python -c 'from tutor.models.registry import bundled_model; print(bundled_model() or "")')
    [ -n "$gguf" ] || fail "the bundled model is not installed: run uv sync first"
    address=127.0.0.1:$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf '%s' "$address" >"$state/address"
    export OLLAMA_HOST="$address" OLLAMA_MODELS="$state/models" OLLAMA_NUM_PARALLEL=1
    # Detached from our output, or `eval "$(... start)"` would wait for the server to end.
    nohup "$binary" serve >"$state/log" 2>&1 </dev/null &
    printf '%s' "$!" >"$state/pid"
    local tries=0
    until "$binary" list >/dev/null 2>&1; do
        tries=$((tries + 1))
        running && [ "$tries" -lt 100 ] || fail "the server does not answer; its log: $(tail -n 3 "$state/log")"
        sleep 0.1
    done
    # Ollama does not know this file's chat template and would send the bare prompt.
    cat >"$state/Modelfile" <<MODELFILE
FROM $gguf
TEMPLATE """{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
PARAMETER stop <|im_start|>
PARAMETER stop <|im_end|>
MODELFILE
    "$binary" create "$model" -f "$state/Modelfile" >"$state/create.log" 2>&1 ||
        fail "the model could not be made: $(tail -n 3 "$state/create.log")"
    exports
}

stop() {
    if running; then
        local pid
        pid=$(cat "$state/pid")
        kill "$pid"
        for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        if kill -0 "$pid" 2>/dev/null; then
            # Killed so, the server can't end its runner: that is done here, by its id.
            for child in $(ps -o pid= --ppid "$pid"); do kill -9 "$child" 2>/dev/null || true; done
            kill -9 "$pid"
        fi
    fi
    rm -rf "$state"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    *) fail "say start or stop" ;;
esac
