#!/usr/bin/env bash
# The installed wheel, without the bundled model: lessons, the checker, questions and a session work, and it says what is missing.
set -euo pipefail
tutor=$1
expect() { # expect CODE COMMAND...
    local code=0
    "${@:2}" >out.txt 2>err.txt || code=$?
    [ "$code" = "$1" ] || { printf 'wheel: %s gave %s, expected %s\n' "${*:2}" "$code" "$1" >&2; cat out.txt err.txt >&2; exit 1; }
}
says() { grep -qi -- "$1" out.txt || { printf 'wheel: the output does not say "%s"\n' "$1" >&2; cat out.txt >&2; exit 1; }; }

expect 0 "$tutor" --version
expect 0 "$tutor" lesson list
says linear-equations
expect 0 "$tutor" check answer 'x^2-1' '(x-1)(x+1)'
expect 1 "$tutor" check answer 4 -3
expect 0 "$tutor" doctor
says "no model"
expect 0 "$tutor" ask "What is a derivative?"
printf '{"text": "x = 4"}\n{"text": "/hint"}\n' >in.jsonl
expect 0 bash -c "'$tutor' session --jsonl --lesson linear-equations <in.jsonl"
says turn_ended
