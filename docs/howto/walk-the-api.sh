#!/usr/bin/env bash
# Walks from a need to a decision with curl alone. Start `make run` first, then: docs/howto/walk-the-api.sh [ADDRESS]
# The documents: /api/v1/openapi.json and /tracker/api/v1/openapi.json.
set -euo pipefail
base=${1:-http://127.0.0.1:8000}
email=${2:-ruben@spangen.example} # an example person of the demonstration
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT

field() { python3 -c 'import json, sys; print(eval("d" + sys.argv[1], {"d": json.load(sys.stdin)}))' "$1"; }
get() { curl -sS --fail-with-body -b "$jar" "$base$1"; }
etag() { curl -sS -o /dev/null -D - -b "$jar" "$base$1" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'; }
# A write carries the CSRF token of the session and a key of its own; sent twice it happens once.
post() {
  local path=$1 body=$2
  shift 2
  curl -sS --fail-with-body -b "$jar" -c "$jar" -H 'Content-Type: application/json' -H "X-CSRF-Token: ${csrf:-}" \
    -H "Idempotency-Key: $(python3 -c 'import uuid; print(uuid.uuid4())')" "$@" -d "$body" "$base$path"
}

echo "1. Sign in: ask for a code, read it in the demonstration's mailbox, hand it in"
request=$(post /api/v1/sign-in-requests "{\"email\": \"$email\"}" | field '["requestId"]')
for _ in $(seq 100); do
  for mail in $(get /mailbox | grep -o '/mailbox/[0-9a-f-]\{36\}' | head -5); do
    text=$(get "$mail")
    grep -q "$request" <<<"$text" && code=$(grep -o '\b[0-9]\{8\}\b' <<<"$text" | head -1) && break 2
  done
  sleep 0.2
done
csrf=$(post /api/v1/sessions "{\"requestId\": \"$request\", \"code\": \"$code\"}" | field '["csrfToken"]')

echo "2. Describe a need of the person's place"
place=$(get /api/v1/places | field '["items"][0]["id"]')
need=$(post /api/v1/needs "{\"placeId\": \"$place\", \"title\": \"Koken met jongeren\", \"support\": [\"money\"],
  \"description\": \"Jongeren koken elke vrijdag voor elkaar en voor oudere buren.\", \"themes\": [\"youth\", \"meeting\"],
  \"amountSought\": \"1500\"}" | field '["id"]')

echo "3. See the sources that fit, best first"
get "/api/v1/needs/$need/matches?top=3" |
  python3 -c 'import json, sys; [print("  ", m["group"], m["id"], "-", m["reasons"][0]["text"]) for m in json.load(sys.stdin)["items"]]'
source=$(get "/api/v1/needs/$need/matches?top=1" | field '["items"][0]["id"]')

echo "4. Start an application, record that it was handed in elsewhere, and the decision"
application=$(post /tracker/api/v1/applications "{\"needId\": \"$need\", \"sourceId\": \"$source\"}" | field '["id"]')
path=/tracker/api/v1/applications/$application
today=$(TZ=Europe/Amsterdam date +%F)
post "$path/submissions" "{\"channel\": \"online_form\", \"submittedOn\": \"$today\", \"reference\": \"AB-12\"}" \
  -H "If-Match: $(etag "$path")" >/dev/null
post "$path/decisions" "{\"outcome\": \"awarded\", \"amount\": \"1500\", \"letterOn\": \"$today\", \"receivedOn\": \"$today\",
  \"letterKept\": true}" -H "If-Match: $(etag "$path")" >/dev/null
echo "   now: $(get "$path" | field '["state"]')"
