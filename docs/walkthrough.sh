#!/bin/sh
# Two deals from the first call to the end over the HTTP API of a running "./zamer demo", as README.md tells it.
# Needs sh and curl; stops at the first answer that is not the expected one.
#
#   docs/walkthrough.sh [http://localhost:8080]
set -eu

zamer=${1:-http://localhost:8080}/api/v1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# api USER METHOD PATH [JSON [MORE FOR CURL]]: makes a request; its answer is what the functions below look at.
api() {
  who=$1 how=$2 where=$3 json=${4-}
  if [ $# -lt 4 ]; then shift 3; else shift 4; fi
  status=$(
    curl -sS -o "$scratch/answer" -w '%{http_code}' -X "$how" -H "Authorization: Bearer demo-$who" \
      ${json:+-H} ${json:+'Content-Type: application/json'} ${json:+-d} ${json:+"$json"} \
      "$@" "$zamer$where"
  ) || fail "$zamer does not answer, is ./zamer demo running there"
  answer=$(cat "$scratch/answer")
  printf '%s  %-6s %-5s %s  %s\n' "$status" "$how" "$who" "$where" "$json"
  # what stands in the way, if anything does
  printf '%s\n' "$answer" | tr '{' '\n' | sed -n 's/^"rule":"\([^"]*\)".*"message":"\([^"]*\)".*/       \1: \2/p'
}

# is STATUS [TEXT…]: the answer has this status and contains each text.
is() {
  [ "$status" = "$1" ] || fail "$1 was expected"
  shift
  for text in "$@"; do
    case $answer in
      *"$text"*) ;;
      *) fail "“$text” was expected in it" ;;
    esac
  done
}

# field NAME: the first value of that name in the answer.
field() {
  printf '%s' "$answer" | tr ',{}[]' '\n\n\n\n\n' | sed -n "s/^\"$1\":\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" | sed -n 1p
}

# activity RULE: the id of the open activity that a clause asks for, from a list in the answer.
activity() {
  printf '%s' "$answer" | tr '{' '\n' | grep "\"rule\":\"$1\"" | grep '"state":"planned"' |
    sed -n 's/.*"id":"\([0-9]*\)".*/\1/p' | sed -n 1p
}

say() {
  printf '\n%s\n' "$*"
}

fail() {
  printf 'FAILED: %s. The answer was %s\n%s\n' "$1" "${status:-none}" "${answer:-}" >&2
  exit 1
}

# numbers nobody has yet, so that the walk can be taken again
digits=$(date +%s | sed 's/.*\(......\)$/\1/')
phone="8 (991) 2$(printf '%s' "$digits" | cut -c1-2)-$(printf '%s' "$digits" | cut -c3-4)-$(printf '%s' "$digits" | cut -c5-6)"
other="+7 993 7$(printf '%s' "$digits" | cut -c1-2) $(printf '%s' "$digits" | cut -c3-6)"
contract=${digits}Ш
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' >"$scratch/estimate.pdf"
cd "$scratch"

say "Monday, 2 March 2026, nine o'clock: a client calls, and a lead becomes a deal"
api anna POST /demo/clock '{"now": "2026-03-02T09:00:00+03:00", "reset": true}'
is 200
api anna POST /telephony/calls '{"phone": "'"$phone"'", "direction": "incoming", "startedAt": "2026-03-02T08:58:00+03:00", "duration": 65, "answered": true, "user": "anna"}'
is 201 '"lead":'
lead=$(field lead)
api anna POST "/leads/$lead/convert" '{"clientName": "Геннадий Петров", "title": "Балкон под ключ"}'
is 200 '"result":"converted"'
deal=$(field deal)
api anna GET "/deals/$deal"
is 200 '"stage":"estimate"'
version=$(field version)

say "Too early for pre-measurement: everything that is missing is said at once"
api anna POST "/deals/$deal/moves" '{"to": "sales/pre-measurement"}' -H 'Accept-Language: en'
is 422 PRE-1 address.city address.intercom PRE-2 PRE-3 PRE-4

say "The estimate, and the date: ten days ahead is not «Замер» but «Предзамер»"
api anna PATCH "/deals/$deal" '{"address": {"city": "Уфа", "street": "Лесная", "house": "7", "apartment": "-", "entrance": "-", "floor": "-", "intercom": "-"}, "estimate": {"amount": 115973.00}}' -H "If-Match: \"$version\""
is 200
api anna POST "/deals/$deal/moves" '{"to": "sales/measurement", "measurement": {"date": "2026-03-12", "videoAllowed": true}}'
is 422 MEAS-0 '"suggested":"sales/pre-measurement"'
api anna POST "/deals/$deal/moves" '{"to": "sales/pre-measurement", "measurement": {"date": "2026-03-12", "videoAllowed": true}}'
is 200 '"stage":"pre-measurement"'
api anna GET "/ledger/measurements?deal=$deal"
is 200 '"plannedDate":"2026-03-12"' '"status":"planned"'
api anna GET "/deals/$deal/plan"
is 200 PRE-5 PRE-6

say "Three days before: the client confirms, and only then the deal goes to «Замер»"
api anna POST /demo/clock '{"now": "2026-03-09T12:00:00+03:00"}'
is 200
api anna POST "/deals/$deal/moves" '{"to": "sales/measurement"}'
is 422 PRE-9
api anna GET "/deals/$deal/activities"
is 200
activity=$(activity PRE-5)
api anna POST "/activities/$activity/complete" '{"result": "confirmed"}'
is 200
api anna POST "/deals/$deal/moves" '{"to": "sales/measurement"}'
is 200 '"stage":"measurement"'

say "The estimate sheet, the chat, the visit; no stamp, no confirmation"
api anna POST "/deals/$deal/files?kind=estimate-sheet" '' -F file=@estimate.pdf
is 201
api anna POST "/deals/$deal/chat/participants" '{"user": "tanya"}'
is 201
api anna POST "/deals/$deal/chat/participants" '{"user": "kira"}'
is 201
api kira POST "/deals/$deal/visit" '{"engineer": "egor", "startsAt": "2026-03-12T12:00:00+03:00", "endsAt": "2026-03-12T14:00:00+03:00"}'
is 201
api kira POST "/deals/$deal/visit/confirm"
is 422 MEAS-5
api tanya POST "/deals/$deal/stamp"
is 200 '"stampedBy":"tanya"'
api kira POST "/deals/$deal/visit/confirm"
is 200
api anna POST "/deals/$deal/chat/messages" '{"text": "Частный дом, ворота зелёные; хозяин просит белый профиль."}'
is 201

say "The visit: a contract on the spot, the deal is won and stands in «Отчёты»"
api anna POST /demo/clock '{"now": "2026-03-12T15:00:00+03:00"}'
is 200
api egor POST "/deals/$deal/visit/result" '{"outcome": "contract", "contract": {"number": "'"$contract"'", "amount": 110000.00, "discount": 5973.00, "clientName": "Петров Геннадий Иванович"}}'
is 200
api anna POST "/deals/$deal/moves" '{"to": "sales/won"}'
is 200 '"status":"won"'
api olga GET "/ledger/reports/contracts?from=2026-03-12&to=2026-03-12&size=200"
is 200 "\"number\":\"$contract\""
api olga GET /ledger/reconciliation
is 200 '"total":0'

say "Another client wants to hear from us on 20 May: deferred demand, in the month of that day"
api anna POST /deals '{"clientName": "Вера Орехова", "phone": "'"$other"'", "title": "Кухня 3,2 м"}'
is 201
deal=$(field id)
api anna POST "/deals/$deal/moves" '{"to": "deferred/month-06", "nextContactOn": "2026-05-20"}'
is 422 DEF-3 DEF-4 '"suggested":"deferred/month-05"'
api anna POST "/deals/$deal/comments" '{"text": "Дом сдают в мае, просила позвонить тогда.", "pinned": true}'
is 201
api anna POST "/deals/$deal/moves" '{"to": "deferred/month-05", "nextContactOn": "2026-05-20"}'
is 200 '"pipeline":"deferred"' '"stage":"month-05"'

say "20 May: work resumes in sales, and ends with a refusal"
api anna POST /demo/clock '{"now": "2026-05-20T10:00:00+03:00"}'
is 200
api anna GET "/deals/$deal/activities"
is 200
activity=$(activity DEF-2)
api anna POST "/activities/$activity/complete" '{"result": "moved", "newDate": "2026-05-25"}'
is 200
api anna POST "/deals/$deal/moves" '{"to": "sales/estimate"}'
is 200 '"stage":"estimate"'
api anna POST "/deals/$deal/moves" '{"to": "sales/lost", "loss": {"result": "refused-after-measurement", "reason": "дорого"}}'
is 422 LOST-2 LOST-3
api anna POST "/deals/$deal/comments" '{"text": "Отказалась: дорого, рассрочка не помогла.", "pinned": true}'
is 201
api anna POST "/deals/$deal/moves" '{"to": "sales/lost", "estimate": {"amount": 84000.00}, "loss": {"result": "refused-before-measurement", "reason": "дорого"}}'
is 200 '"status":"lost"'
api anna GET "/deals/$deal/history"
is 200 DEF-1 DEF-2 LOST-2

say "Both deals have come to their end; the clock goes back to the real time"
api anna POST /demo/clock '{"now": "'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'", "reset": true}'
is 200
