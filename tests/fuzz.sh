#!/usr/bin/env bash
# Fuzzes the parsers under AFL++ through SharpFuzz: tests/fuzz.sh [SECONDS] [PARSER…], 60 s each of all six if nothing else is said.
# Needs afl-fuzz (Debian: afl++) and the tool sharpfuzz (dotnet tool install --global SharpFuzz.CommandLine). An input that crashes a
# parser is copied into its corpus, where the tests run it from then on. Exit code 1: something was found; 2: a tool is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/Elastic.ResponseActions.Fuzz"
export DOTNET_NOLOGO=1 PATH="$PATH:$HOME/.dotnet/tools"

missing() { echo "fuzz.sh: $1 is not there; $2. Nothing was run." >&2; exit 2; }
command -v afl-fuzz > /dev/null || missing afl-fuzz "install the package afl++"
command -v sharpfuzz > /dev/null || missing sharpfuzz "dotnet tool install --global SharpFuzz.CommandLine"

seconds=${1:-60}
parsers=("${@:2}")
if [[ ${#parsers[@]} -eq 0 ]]; then parsers=(kql eql lucene filter event response); fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish -c Release -v q -o "$work/out"
for library in Elastic.ResponseActions.Matching Elastic.ResponseActions.Planning Elastic.ResponseActions; do
    sharpfuzz "$work/out/$library.dll"
done

export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1
found=0
for parser in "${parsers[@]}"; do
    afl-fuzz -V "$seconds" -t 5000 -m none -x words.dict -i "corpus/$parser" -o "$work/$parser" -- \
        dotnet "$work/out/Elastic.ResponseActions.Fuzz.dll" "$parser" > "$work/$parser.log" 2>&1 ||
        { tail -n 20 "$work/$parser.log" >&2; exit 2; }
    executions=$(sed -n 's/^execs_done *: *//p' "$work/$parser/default/fuzzer_stats")
    paths=$(sed -n 's/^corpus_count *: *//p' "$work/$parser/default/fuzzer_stats")
    crashes=0
    for input in "$work/$parser/default/crashes"/id* "$work/$parser/default/hangs"/id*; do
        [[ -f $input ]] || continue
        crashes=$((crashes + 1))
        cp "$input" "corpus/$parser/found-$(sha256sum "$input" | cut -c1-16)"
    done
    echo "$parser: $executions executions in $seconds s, $paths inputs kept, $crashes crashes or hangs"
    found=$((found + crashes))
done
[[ $found -eq 0 ]]
