#!/usr/bin/env bash
# A sync to be: tasks of Custompms become cards of Trello. One start is one pass. It needs curl and jq.
#
# It reads where the systems are from the environment, and what to sync from the checklist. It finds the tasks and keeps
# who is whom in the state directory; what it does not do yet is to make the cards: see `create`.
set -euo pipefail
[ -n "${SYNCPROOF_STATE_DIR-}" ] || { echo "start me with: syncproof smoke --sut 'bash $0'" >&2 && exit 2; }

mine='task-to-cards' # the section that this sync does; it declines all others
links=$SYNCPROOF_STATE_DIR/links # a line for each pair: the task, the card
touch "$links"

# method, path, body or nothing. An error ends the pass, and the next one tries again. So what asks within $(…) needs
# `|| return 1`, and what a loop reads comes by a pipe: of < <(…) bash forgets how it ended.
# The credentials go to curl by a pipe: on its command line everybody on the machine could read them.
custompms() { ask "$SYNCPROOF_CUSTOMPMS_URL" "X-Api-Key: $SYNCPROOF_CUSTOMPMS_KEY" "$@"; }
trello() {
    local signed="OAuth oauth_consumer_key=\"$SYNCPROOF_TRELLO_KEY\", oauth_token=\"$SYNCPROOF_TRELLO_TOKEN\""
    ask "$SYNCPROOF_TRELLO_URL" "Authorization: $signed" "$@"
}
ask() {
    local answer
    answer=$(printf '%s\n' "$2" | curl --silent --show-error --write-out '\n%{http_code}' --header @- \
        --header 'Content-Type: application/json' --request "$3" ${5:+--data "$5"} "$1$4") || return 1
    case ${answer##*$'\n'} in
        2??) echo "${answer%$'\n'*}" ;;
        429) sleep 10 && ask "$@" ;; # Trello takes 100 requests in 10 seconds
        *) echo "$3 $4: ${answer##*$'\n'} ${answer%$'\n'*}" >&2 && return 1 ;;
    esac
}

# Every task, a line each.
tasks() {
    local page answer total=1
    for ((page = 1; (page - 1) * 50 < total; page++)); do
        answer=$(custompms GET "/tasks?page=$page&pageSize=50") || return 1
        jq -c '.items[]' <<<"$answer" || return 1
        total=$(jq -e .total <<<"$answer") || return 1
    done
}

# Make a card for the task $1 in the list of the place $2, and print its id. Until then: nothing.
create() {
    :
}

jq -c '.sections[]' "$SYNCPROOF_CHECKLIST" | while read -r section; do
    if [ "$(jq -r .id <<<"$section")" != "$mine" ]; then
        jq -c '{report: "declined", section: .id, reason: "not built yet"}' <<<"$section"
        continue
    fi
    tasks | while read -r task; do
        id=$(jq -r .id <<<"$task")
        grep -q "^$id " "$links" && continue
        card=$(create "$task" "$(jq -c .place <<<"$section")")
        if [ -n "$card" ]; then echo "$id $card" >>"$links"; fi
    done
done
