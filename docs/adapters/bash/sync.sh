#!/usr/bin/env bash
# A two-way sync of the customers of Custompms, and of Customerp, with Trello's organizations, with curl, jq and flock.
#
# Style: source-of-truth snapshots. A pass reads both sides, whole, and holds them against the snapshot that the last
# pass left: a value that is another now was edited, on the side where it is another. One jq program decides all that is
# to be written (`plan`); then it is written, step by step; another one brings the snapshot up to date (`settle`).
#
# Keeps: in the state directory, for each section: ID.json, the snapshot {source id: {target: id, was: {property:
#        [source's, target's]}, replaced: {property: {side: value}}}}; ID.log, the steps of a pass, each from before it
#        is done until it is settled; ID.seen, what was read when nothing was to be done: a pass that reads the same
#        again needs no jq
# Runs:  syncproof run --sut 'bash docs/adapters/bash/sync.sh'      (one pass per start)
# shellcheck disable=SC2016 # what looks like a variable of the shell in single quotes is one of jq's
set -euo pipefail
umask 077 && tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
give_up() { echo "$2" >&2 && exit "$1"; } # exit code, words
keep() { printf '%s\n' "$2" >"$1.new" && mv "$1.new" "$1"; } # file, what replaces it as a whole

terms='
    # Both sides are compared as Trello has them: nothing is the empty text, and a site has a scheme. (Trello would give
    # it one too, but a site that is called `null` would be cleared.)
    def site: if . == "" or test("^[a-z][a-z0-9+.-]*://"; "i") then . else "http://" + . end;
    def value($row): (.[$row.source] // "") | if $row.source == "website" then site else . end;
'
plan=$terms'
    def winner($now; $was; $replaced):
        (if $now[0] == $now[1] then "nobody" elif $now[1] == $was[1] then "source" elif $now[0] == $was[0] then "target"
        elif $policy == "target-wins" then "target" else "source" end)  # an organization does not tell when it changed
        | if $now[if . == "source" then 0 else 1 end] == $replaced[.] then "doubt" else . end;
    # (What our own write replaced is no edit yet: a list may be behind. It is one when the next list has it, too.)
    def by_id: map({key: (.id | tostring), value: .}) | from_entries;
    ($sources | map((.data // .items)[]) | by_id) as $sources | ($targets[0] | by_id) as $targets | $last[0] as $last
    | [$last[].target] as $taken | ($targets | keys | max // "") as $newest | $section.properties as $rows
    | $sources | to_entries[] | .key as $id | .value as $source | ($last[$id] // {target: ""}) as $pair
    | if $pair.target == "" then
        ($rows | map({key: .target, value: (. as $row | $source | value($row))}) | from_entries) as $body
        | first($targets | keys[] | select($pair.after and . > $pair.after and (IN($taken[]) | not))
                | select($targets[.].displayName == $pair.was.displayName[1])) // "" | . as $found
        | if $found != "" then {to: "nobody", $id, target: $found, now: {}}  # a create of ours that was never answered
          elif $pair.refused == $body or ($section.promises | index("every") | not) then empty
          else {to: "new", call: ["Trello", "POST", "/organizations"], $id, $body, after: $newest,
                now: ($body | map_values([., .]))} end
      else
        $targets[$pair.target] | values | . as $target
        | [ $rows[] | . as $row | [($source | value($row)), ($target[$row.target] // "")] as $now
            | select($now != $pair.was[$row.target])
            | {$row, $now, winner: winner($now; $pair.was[$row.target]; $pair.replaced[$row.target])} ]
        | {$id, target: $target.id} as $step
        | (.[] | select(.winner == "nobody") | $step + {to: "nobody", now: {(.row.target): .now}}),
          (map(select(.winner == "doubt").row.target) | select(. != []) | $step + {to: "nobody", now: {}, doubted: .}),
          (map(select(.winner == "target")) | select(. != [])  # in one request, since it brings the lock
            | (map({key: .row.source, value: .now[1]}) | from_entries) as $body
            | $step + {to: "source", rows: map(.row), now: (map({key: .row.target, value: .now}) | from_entries)}
            | $section.source.system as $system | . + if $system == "Customerp"
                then {call: [$system, "PATCH", "/customers/\($id)", $source.etag], $body}
                else {call: [$system, "PUT", "/customers/\($id)"], body: ($source + $body)} end),
          (.[] | select(.winner == "source")  # one by one, since a refusal does not say of which property it speaks
            | $step + {to: "target", call: ["Trello", "PUT", "/organizations/\($target.id)"], rows: [.row],
                       body: {(.row.target): .now[0]}, now: {(.row.target): .now}})
      end
    | (.call // ["nobody"] | @tsv), tojson, (.body | tojson)'
settle=$terms'
    # Each step, its status and its answer become part of the snapshot; the reports follow. What is refused counts as
    # agreed until the next edit; a create without an answer is kept, for the next pass to look for what it made.
    [$log | split("\n")[:-1] | range(0; length; 3) as $at
        | {step: (.[$at] | fromjson), refused: (.[$at + 1] >= "400"), text: .[$at + 2]}
        | .answer = (.text // "" | fromjson? // {})  # Trello refuses in plain text
        | ([.answer | objects | (.errors // [.error])[] | objects.field // empty]) as $fields
        | .blamed = (.step.rows // [] | (map(select(IN(.source; $fields[]))) | select(. != [])) // .)] as $done
    | reduce $done[] as {$step, $refused, $text, $answer, $blamed} ($last[0]; .[$step.id] |=
        if $text == null then if $step.to == "new" then $step | {target: "", after, was: .now} else . end
        elif $refused then if $step.to == "new" then {target: "", refused: $step.body}
            else .was += ($step.now | with_entries(select(IN(.key; $blamed[].target)))) end
        else .target = ($step.target // $answer.id) | .was += ($step.now | with_entries(.key as $name
            | if $step.to == "source" then .value[0] = ($answer | value($step.rows[] | select(.target == $name)))
              elif $step.to != "nobody" then .value[1] = ($answer[$name] // "") else . end))
            | del(.replaced[$step.doubted // [] | .[]])
            | if $step.to == "source" then .replaced += ($step.now | map_values({target: null, source: .[0]}))
              elif $step.to == "target" then .replaced += ($step.now | map_values({source: null, target: .[1]}))
              else . end end),
      ($done[] | select(.text and .refused) | . as {$step, $text}
        | (.blamed | map(.source) | if . == [] then [""] else . end)[]
        | {report: "refused", record: $step.id, property: ., reason: ($text | .[:500])} + $section.source)'

ask() { # system, method, path, file with a body, lock; leaves the status in $status and the answer in $tmp/answer
    local url=SYNCPROOF_${1^^}_URL wait
    while :; do
        # Credentials come from a file: on the command line every user of the machine could read them.
        status=$(curl -sS --max-time 20 -X "$2" -H @"$tmp/$1" -H 'Content-Type: application/json' \
            ${4:+--data-binary @"$4"} ${5:+-H "If-Match: $5"} -o "$tmp/answer" -D "$tmp/headers" -w '%{http_code}' \
            "${!url}$3") || give_up 1 "$1 does not answer"
        [[ $status == 429 ]] || break
        wait=$(sed -n 's/^retry-after: *\([0-9]*\).*/\1/Ip' "$tmp/headers")  # Trello does not say; its window is 10 s
        [[ -n ${SYNCPROOF_CLOCK_URL:-} ]] || { sleep "${wait:-10}" && continue; }
        curl -sS -o "$tmp/clock" --json "{\"sleep\": ${wait:-10}}" "$SYNCPROOF_CLOCK_URL"
    done
    [[ $2 != GET || $status == 200 ]] || give_up 1 "$1: $2 $3 got $status"
}

read_sources() { # system; leaves its pages, as they came, in $tmp/sources
    local page=0 cursor='' query answer && : >"$tmp/sources"
    while :; do
        [[ $1 == Custompms ]] && query="pageSize=50&page=$((page += 1))" || query="limit=50${cursor:+&cursor=$cursor}"
        ask "$1" GET "/customers?$query"
        answer=$(<"$tmp/answer") && echo "$answer" >>"$tmp/sources"
        # Two words need no jq: within a text, a quote has a backslash before it.
        [[ $answer =~ \"next_cursor\":\ *\"([^\"]+) ]] && cursor=${BASH_REMATCH[1]} && continue
        [[ $answer =~ \"total\":\ *([0-9]+) && ${BASH_REMATCH[1]} -gt $((page * 50)) ]] || break
    done
}

settled() { # section, its files; makes the log a part of the snapshot, and reports what was refused
    jq -nc --argjson section "$1" --slurpfile last "$2.json" --rawfile log "$2.log" "$settle" >"$tmp/settled"
    { read -r last && keep "$2.json" "$last" && rm -f "$2.log" "$2.seen" && cat; } <"$tmp/settled"
}

sync() { # system, section, its files
    local seen system method path lock step body answer
    [[ -e $3.json ]] || keep "$3.json" '{}'
    [[ ! -e $3.log ]] || settled "$2" "$3" # the last pass did not come to its end
    read_sources "$1"
    ask Trello GET /members/me/organizations
    seen=$(cat "$tmp/sources" "$tmp/answer")
    [[ ! -e $3.seen || $seen != "$(<"$3.seen")" ]] || return 0
    jq -nr --argjson section "$2" --arg policy "$policy" --slurpfile sources "$tmp/sources" \
        --slurpfile targets "$tmp/answer" --slurpfile last "$3.json" "$plan" >"$tmp/plan"
    [[ -s $tmp/plan ]] || keep "$3.seen" "$seen"
    while read -r system method path lock && read -r step && read -r body; do
        echo "$step" >>"$3.log" && echo "$body" >"$tmp/body" && status=200 # a value may be longer than a command line
        if [[ $system != nobody ]]; then
            ask "$system" "$method" "$path" "$tmp/body" "$lock"
            [[ $status != 20? ]] || jq -e .id "$tmp/answer" &>"$tmp/id" || status="no record" # a success without one
        fi
        [[ $status =~ 20[01]|400|413|422 ]] || give_up 1 "$system: $method $path got $status; the next pass goes on"
        answer=$(<"$tmp/answer") && printf '%s\n' "$status" "${answer//$'\n'/ }" >>"$3.log"
    done <"$tmp/plan"
    [[ ! -e $3.log ]] || settled "$2" "$3"
}

# The policy, what must be set, and for each section three lines: its system, its id, all of it; or two empty, and why.
parts='
    def ours: .target.datatype == "Organizations";
    (.policy // ""),
    (["TRELLO_URL", "TRELLO_KEY", "TRELLO_TOKEN", (.sections[] | select(ours) | if .source.system == "Customerp" then
        "CUSTOMERP_URL", "CUSTOMERP_TOKEN" else "CUSTOMPMS_URL", "CUSTOMPMS_KEY" end) | "SYNCPROOF_\(.)"] | join(" ")),
    (.sections[] | if ours then .source.system, .id, tojson else
        "", "", ({report: "declined", section: .id, reason: "only organizations are synced"} | tojson) end)'
state=${SYNCPROOF_STATE_DIR:-.} given=${SYNCPROOF_CHECKLIST:-}
exec 9>"$state/lock" && flock -n 9 || give_up 1 "another sync is at work here" # ends with this one, however that ends
if [[ ! -e $state/parts || $(<"$given") != "$(<"$state/given")" ]]; then
    jq -er "$parts" "$given" >"$tmp/parts" || give_up 2 "SYNCPROOF_CHECKLIST names no checklist: '$given'"
    rm -f "$state"/*.seen && keep "$state/given" "$(<"$given")" && keep "$state/parts" "$(<"$tmp/parts")"
fi
exec <"$state/parts" && read -r policy && read -r needed
for name in $needed; do [[ -n ${!name:-} ]] || give_up 2 "not set: $name"; done
echo "X-Api-Key: ${SYNCPROOF_CUSTOMPMS_KEY:-}" >"$tmp/Custompms"
echo "Authorization: Bearer ${SYNCPROOF_CUSTOMERP_TOKEN:-}" >"$tmp/Customerp"
printf 'Authorization: OAuth oauth_consumer_key="%s", oauth_token="%s"\n' \
    "${SYNCPROOF_TRELLO_KEY:-}" "${SYNCPROOF_TRELLO_TOKEN:-}" >"$tmp/Trello"
while read -r system && read -r id && read -r section; do
    if [[ -z $system ]]; then echo "$section"; else sync "$system" "$section" "$state/$id"; fi
done
