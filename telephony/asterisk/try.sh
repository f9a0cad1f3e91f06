#!/bin/sh
# Tries Zamer with a real Asterisk on loopback: starts a throw-away exchange, and lets two SIP test programs call through it.
#
#   ./try.sh start              the exchange runs until ./try.sh stop
#   ./try.sh answered [NUMBER]  NUMBER calls; 101 and 102 ring, 101 answers after 3 seconds and they speak for 5
#   ./try.sh missed [NUMBER]    NUMBER calls, and nobody answers
#   ./try.sh hidden             the same without a number
#   ./try.sh outgoing [NUMBER]  101 calls NUMBER, which answers after 2 seconds
#   ./try.sh busy [NUMBER]      101 calls NUMBER, and nobody answers
#   ./try.sh inside             101 calls 102
#   ./try.sh stop
#
# What is missing comes by one line: apt-get install asterisk sip-tester
# A Debian without Asterisk (12 is one) takes it from another: debootstrap --variant=minbase bullseye /tmp/asterisk-root &&
# chroot /tmp/asterisk-root apt-get install -y --no-install-recommends asterisk, and then ASTERISK_ROOT=/tmp/asterisk-root.
# Needs root for that chroot only. Everything stays on 127.0.0.1 … 127.0.0.4; the manager interface is 127.0.0.1:15038,
# user zamer, secret try-secret. The connector is started beside it:
#   ZAMER_TOKEN=… ZAMER_ASTERISK_PORT=15038 ZAMER_ASTERISK_USER=zamer ZAMER_ASTERISK_SECRET=try-secret \
#     ZAMER_ASTERISK_EXTENSIONS='[0-9]{3}' ./zamer asterisk
set -eu

cd "$(dirname "$0")"
root=${ASTERISK_ROOT:-}
here=/tmp/zamer-asterisk
exchange=127.0.0.1:15060

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

asterisk() {
  if [ -n "$root" ]; then chroot "$root" asterisk "$@"; else command asterisk "$@"; fi
}

start() {
  command -v sipp >/dev/null || fail "sipp is missing: apt-get install sip-tester"
  modules=
  for folder in "$root"/usr/lib/asterisk/modules "$root"/usr/lib/*/asterisk/modules; do
    [ ! -d "$folder" ] || modules=${folder#"$root"}
  done
  [ -n "$modules" ] || fail "Asterisk is missing: read the head of this script."
  rm -rf "$root$here"
  for folder in etc var spool/monitor run log/cdr-csv sipp; do mkdir -p "$root$here/$folder"; done
  cp etc/* "$root$here/etc/"
  sed -i "s#@HERE@#$here#; s#@MODULES@#$modules#; s#(!)##" "$root$here/etc/asterisk.conf"
  # replaced by the exchange itself, so that the number kept is that of the exchange
  if [ -n "$root" ]; then
    exec chroot "$root" asterisk -f -C "$here/etc/asterisk.conf" >"$root$here/log/output" 2>&1 &
  else
    exec asterisk -f -C "$here/etc/asterisk.conf" >"$root$here/log/output" 2>&1 &
  fi
  echo $! >"$root$here/pid"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    asterisk -C "$here/etc/asterisk.conf" -rx "core waitfullybooted" >/dev/null 2>&1 && echo "The exchange runs." && return
  done
  fail "The exchange does not start: see $root$here/log"
}

# telephone NAME ADDRESS PORT RINGS: one that rings for so many milliseconds, and then answers
telephone() {
  sed "s/@RINGS@/$4/" sipp/telephone.xml >"$root$here/sipp/$1.xml"
  (cd "$root$here/sipp" && exec sipp -sf "$1.xml" -i "$2" -mi "$2" -p "$3" -mp "$(($3 + 5000))" -m 1 -nostdin \
    -timeout 60 >/dev/null 2>&1) &
}

# caller ADDRESS PORT FROM TO SPEAKS
caller() {
  sleep 0.5
  sipp -sf sipp/caller.xml -i "$1" -mi "$1" -p "$2" -mp 26000 -m 1 -d "$5" -s "$4" -key from "$3" -nostdin -timeout 60 \
    "$exchange" >"$root$here/sipp/caller.log" 2>&1 || true
  wait
}

town=127.0.0.2
never=40000
case ${1:-help} in
start) start ;;
stop) kill "$(cat "$root$here/pid")" ;;
answered)
  telephone 101 127.0.0.3 15081 3000
  telephone 102 127.0.0.4 15082 $never
  caller $town 15071 "${2:-+79912084543}" 74951234567 5000
  ;;
missed)
  telephone 101 127.0.0.3 15081 $never
  telephone 102 127.0.0.4 15082 $never
  caller $town 15071 "${2:-+79912084543}" 74951234567 1000
  ;;
hidden)
  telephone 101 127.0.0.3 15081 $never
  telephone 102 127.0.0.4 15082 $never
  caller $town 15071 anonymous 74951234567 1000
  ;;
outgoing)
  telephone town $town 15071 2000
  caller 127.0.0.3 15083 101 "${2:-79912084543}" 4000
  ;;
busy)
  telephone town $town 15071 $never
  caller 127.0.0.3 15083 101 "${2:-79912084543}" 1000
  ;;
inside)
  telephone 102 127.0.0.4 15082 1000
  caller 127.0.0.3 15083 101 102 2000
  ;;
*)
  sed -n '2,/^set/p' "$0" | sed 's/^# \{0,1\}//; /^set/d'
  exit 2
  ;;
esac
