#!/usr/bin/env bash
# Isolates a host of a fake Kibana with nothing but curl. RESPONSE_ACTIONS may name the tool's command.
set -euo pipefail
work=$(mktemp -d)
echo '{"hosts":[{"agent_id":"a1","name":"web-01","os":"linux","answer_after":"0s"}]}' > "$work/scenario.json"
${RESPONSE_ACTIONS:-response-actions} fake --scenario "$work/scenario.json" --format ndjson > "$work/fake.json" &
fake=$!
trap 'kill "$fake"; rm -rf "$work"' EXIT
until [ -s "$work/fake.json" ]; do sleep 0.1; done
kibana=$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$work/fake.json")
key=$(sed 's/.*"api_key":"\([^"]*\)".*/\1/' "$work/fake.json")

curl -sS -X POST "${kibana}api/endpoint/action/isolate" -H "Authorization: ApiKey $key" -H 'kbn-xsrf: true' \
    -H 'Content-Type: application/json' -d '{"endpoint_ids":["a1"],"comment":"by curl"}'
echo
curl -sS "${kibana}api/endpoint/metadata/a1" -H "Authorization: ApiKey $key"
echo
