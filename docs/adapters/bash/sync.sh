#!/usr/bin/env bash
# A two-way sync of the customers of Custompms, and of Customerp, with Trello's organizations, with curl and jq alone.
#
# Style: source-of-truth snapshots. A pass takes a snapshot of both sides, whole, and holds it against the one that the
# last pass left: a value that is another now was edited, on the side where it is another. One jq program decides all
# that is to be written (`plan`); then it is written, step by step, and what came of a step goes into the snapshot.
#
# Keeps: a snapshot per section in the state directory: {source id: {target: id, was: {property: [source's, target's]}}}
# Runs:  syncproof run --sut 'bash docs/adapters/bash/sync.sh'      (one pass per start)
# shellcheck disable=SC2016 # what looks like a variable of the shell in single quotes is one of jq's
set -euo pipefail
umask 077
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
give_up() { echo "$2" >&2 && exit "$1"; } # exit code, words
keep() { printf '%s\n' "$2" >"$1.new" && mv "$1.new" "$1"; } # file, what replaces it as a whole

terms='
    # Both sides are compared as Trello has them: nothing is the empty text, and a site has a scheme. (It would be given
    # one by Trello too, but a site that is called `null` would be cleared.)
    def site: if . == "" or test("^[a-z][a-z0-9+.-]*://"; "i") then . else "http://" + . end;
    def value($row): (.[$row.source] // "") | if $row.source == "website" then site else . end;
'
plan=$terms'
    def winner($now; $was):
        if $now[0] == $now[1] then "nobody" elif $now[1] == $was[1] then "source" elif $now[0] == $was[0] then "target"
        elif $policy == "target-wins" then "target" else "source" end;  # an organization does not tell when it changed
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
          else {to: "new", $id, rows: [], method: "POST", $body, after: $newest, now: ($body | map_values([., .]))} end
      else
        $targets[$pair.target] | values | . as $target
        | [ $rows[] | . as $row | [($source | value($row)), ($target[$row.target] // "")] as $now
            | select($now != $pair.was[$row.target]) | {$row, $now, winner: winner($now; $pair.was[$row.target])} ]
        | {$id, target: $target.id} as $step
        | (.[] | select(.winner == "nobody") | $step + {to: "nobody", now: {(.row.target): .now}}),
          (map(select(.winner == "target")) | select(. != [])  # in one request, since it brings the lock
            | (map({key: .row.source, value: .now[1]}) | from_entries) as $body
            | $step + {to: "source", rows: map(.row), now: (map({key: .row.target, value: .now}) | from_entries)}
            | if $section.source.system == "Customerp" then . + {method: "PATCH", $body, lock: $source.etag}
              else . + {method: "PUT", body: ($source + $body)} end),
          (.[] | select(.winner == "source")  # one by one, since a refusal does not say of which property it speaks
            | $step + {to: "target", rows: [.row], method: "PUT", body: {(.row.target): .now[0]},
                       now: {(.row.target): .now}})
      end
    | ([.to, .id, .target // "-", .method, .lock] | @tsv), tojson, (.body | tojson)'
settle=$terms'
    # What a step made of the snapshot, and after it the reports. What is refused counts as agreed until the next edit.
    $steps[0] as $step | ($text | fromjson? // {}) as $answer  # Trello refuses in plain text
    | ([$answer | objects | (.errors // [.error])[] | objects.field // empty]) as $fields
    | ($step.rows // [] | map(select(IN(.source; $fields[]))) | if . == [] then $step.rows else . end) as $blamed
    | .[$step.id] |= if $accepted then
            .target = ($step.target // $answer.id) | .was += ($step.now | with_entries(.key as $name
                | if $step.to == "source" then .value[0] = ($answer | value($step.rows[] | select(.target == $name)))
                  elif $step.to != "nobody" then .value[1] = ($answer[$name] // "") else . end))
        elif $step.to == "new" then .refused = $step.body
        else .was += ($step.now | with_entries(select(IN(.key; $blamed[].target)))) end,
      if $accepted then empty else
        ($blamed | map(.source) | if . == [] then [""] else . end)[]
        | {report: "refused", record: $step.id, property: ., reason: ($text | .[:500])} + $section.source end'

ask() { # system, method, path, file with a body, lock; leaves the status in $status and the answer in $tmp/answer
    local url=SYNCPROOF_${1^^}_URL wait
    while :; do
        # Credentials come from a file: on the command line every user of the machine could read them.
        status=$(curl -sS --max-time 20 -X "$2" -H @"$tmp/$1" -H 'Content-Type: application/json' \
            ${4:+--data-binary @"$4"} ${5:+-H "If-Match: $5"} -o "$tmp/answer" -D "$tmp/headers" -w '%{http_code}' \
            "${!url}$3") || give_up 1 "$1 does not answer"
        [[ $status == 429 ]] || break
        wait=$(sed -n 's/^retry-after: *\([0-9]*\).*/\1/Ip' "$tmp/headers")  # Trello does not say; its window is 10 s
        if [[ -z ${SYNCPROOF_CLOCK_URL:-} ]]; then sleep "${wait:-10}"; else
            curl -sS -o "$tmp/clock" --json "{\"sleep\": ${wait:-10}}" "$SYNCPROOF_CLOCK_URL"
        fi
    done
    [[ $2 != GET || $status == 200 ]] || give_up 1 "$1: $2 $3 got $status"
}

snapshot_sources() { # system; leaves its pages, as they came, in $tmp/sources
    local page=0 cursor='' query && : >"$tmp/sources"
    while :; do
        query="pageSize=50&page=$((page += 1))"
        [[ $1 == Custompms ]] || query="limit=50${cursor:+&cursor=$cursor}"
        ask "$1" GET "/customers?$query"
        cat "$tmp/answer" >>"$tmp/sources"
        cursor=$(jq -r '.next_cursor // (select(.total > (.page // 0) * 50) | "more") // "" | @uri' "$tmp/answer")
        [[ -n $cursor ]] || break
    done
}

sync() { # system, file of the pairs, section
    local kept=$2 to id target method lock step body intent accepted new
    [[ -e $kept ]] || keep "$kept" '{}'
    snapshot_sources "$1"
    ask Trello GET /members/me/organizations
    jq -n -r --argjson section "$3" --arg policy "$policy" --slurpfile sources "$tmp/sources" \
        --slurpfile targets "$tmp/answer" --slurpfile last "$kept" "$plan" >"$tmp/plan"
    while read -r to id target method lock && read -r step && read -r body; do
        echo "$step" >"$tmp/step"  # by files: values may be longer than a command line
        echo "$body" >"$tmp/body"
        case $to in
            new)
                # The intent is kept first: if no answer comes, the next pass looks for what may have been made.
                intent='.[$step[0].id] = ($step[0] | {target: "", after, was: .now})'
                keep "$kept" "$(jq -c --slurpfile step "$tmp/step" "$intent" "$kept")"
                ask Trello POST /organizations "$tmp/body"
                ;;
            target) ask Trello PUT "/organizations/$target" "$tmp/body" ;;
            source) ask "$1" "$method" "/customers/$id" "$tmp/body" "$lock" ;;
            nobody) status=200 ;;
        esac
        case $status in
            200 | 201) accepted=true ;;
            400 | 413 | 422) accepted=false ;;
            *) give_up 1 "writing to the $to of $1 customer $id got $status; the next pass goes on" ;;
        esac
        jq -c --argjson section "$3" --slurpfile steps "$tmp/step" --argjson accepted "$accepted" \
            --rawfile text "$tmp/answer" "$settle" "$kept" >"$tmp/settled"
        { read -r new && keep "$kept" "$new" && cat; } <"$tmp/settled"
    done <"$tmp/plan"
}

# The policy, what is not set, and for each section three lines: its system, its id, all of it; or two empty, and why.
parts='
    def ours: .target.datatype == "Organizations";
    (.policy // ""),
    ([("TRELLO_URL", "TRELLO_KEY", "TRELLO_TOKEN", (.sections[] | select(ours) | if .source.system == "Customerp" then
        "CUSTOMERP_URL", "CUSTOMERP_TOKEN" else "CUSTOMPMS_URL", "CUSTOMPMS_KEY" end))
        | "SYNCPROOF_\(.)" | select((env[.] // "") == "")] | join(" ")),
    (.sections[] | if ours then .source.system, .id, tojson else
        "", "", ({report: "declined", section: .id, reason: "only organizations are synced"} | tojson) end)'
jq -r "$parts" "${SYNCPROOF_CHECKLIST:-}" >"$tmp/parts" || true
{ read -r policy && read -r missing && [[ -n $policy ]]; } <"$tmp/parts" ||
    give_up 2 "SYNCPROOF_CHECKLIST names no checklist: '${SYNCPROOF_CHECKLIST:-}'"
[[ -z $missing ]] || give_up 2 "not set: $missing"
echo "X-Api-Key: ${SYNCPROOF_CUSTOMPMS_KEY:-}" >"$tmp/Custompms"
echo "Authorization: Bearer ${SYNCPROOF_CUSTOMERP_TOKEN:-}" >"$tmp/Customerp"
printf 'Authorization: OAuth oauth_consumer_key="%s", oauth_token="%s"\n' \
    "${SYNCPROOF_TRELLO_KEY:-}" "${SYNCPROOF_TRELLO_TOKEN:-}" >"$tmp/Trello"
while read -r system && read -r id && read -r section; do
    if [[ -z $system ]]; then echo "$section"; else sync "$system" "${SYNCPROOF_STATE_DIR:-.}/$id.json" "$section"; fi
done < <(tail -n +3 "$tmp/parts")
