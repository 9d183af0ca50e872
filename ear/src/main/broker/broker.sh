#!/usr/bin/env bash
# An Artemis outside the server, for trying out and for tests: with the queues and settings that Halfway needs, its data in
# the folder that is given, in the foreground. Ctrl-C stops it.
#
#   ARTEMIS_HOME=<apache-artemis-2.x> HALFWAY_BROKER_PASSWORD=<...> broker.sh <folder>
#
# The same variables as those of a server that uses it:
#   HALFWAY_BROKER_HOST, HALFWAY_BROKER_PORT    where it listens; 127.0.0.1, 61616
#   HALFWAY_BROKER_USER, HALFWAY_BROKER_PASSWORD   who may connect; halfway, and no default
#   HALFWAY_BROKER_TLS                          true: TLS only, with HALFWAY_BROKER_KEY_STORE and _KEY_STORE_PASSWORD (PKCS 12)
# and its own:
#   HALFWAY_BROKER_ROLE       alone (default), or one of a pair: primary or backup
#   HALFWAY_BROKER_PARTNER    host:port of the other one; with TLS it is trusted by HALFWAY_BROKER_TRUST_STORE and
#                             _TRUST_STORE_PASSWORD (PKCS 12)
#   HALFWAY_BROKER_JAVA_OPTS  more options of the virtual machine; -Xmx512m by default
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

# It goes through XML, addresses and property files.
plain() {
  [[ "$2" =~ ^[A-Za-z0-9._~+/@-]+$ ]] || fail "$1: may have letters, digits and ._~+/@-"
}

here="$(cd "$(dirname "$0")" && pwd)"
[ $# -eq 1 ] || fail "usage: broker.sh <folder>"
[ -n "${ARTEMIS_HOME:-}" ] || fail "ARTEMIS_HOME: is missing, the folder of an apache-artemis 2.x"
[ -f "$ARTEMIS_HOME/lib/artemis-boot.jar" ] || fail "ARTEMIS_HOME: there is no Artemis in $ARTEMIS_HOME"
[ -n "${HALFWAY_BROKER_PASSWORD:-}" ] || fail "HALFWAY_BROKER_PASSWORD: is missing, and there is no default"
plain HALFWAY_BROKER_PASSWORD "$HALFWAY_BROKER_PASSWORD"
host="${HALFWAY_BROKER_HOST:-127.0.0.1}"
port="${HALFWAY_BROKER_PORT:-61616}"
export HALFWAY_BROKER_USER="${HALFWAY_BROKER_USER:-halfway}"
export HALFWAY_BROKER_PASSWORD HALFWAY_BROKER_KEY_STORE_PASSWORD HALFWAY_BROKER_TRUST_STORE_PASSWORD
[[ "$port" =~ ^[1-9][0-9]{0,4}$ ]] && ((port <= 65535)) || fail "HALFWAY_BROKER_PORT: must be 1 to 65535, not '$port'"
role="${HALFWAY_BROKER_ROLE:-alone}"
partner="${HALFWAY_BROKER_PARTNER:-$host:$port}"

acceptor_tls=""
connector_tls=""
case "${HALFWAY_BROKER_TLS:-false}" in
  false) ;;
  true)
    [ -f "${HALFWAY_BROKER_KEY_STORE:-}" ] || fail "HALFWAY_BROKER_KEY_STORE: there is no such file: ${HALFWAY_BROKER_KEY_STORE:-}"
    plain HALFWAY_BROKER_KEY_STORE_PASSWORD "${HALFWAY_BROKER_KEY_STORE_PASSWORD:-}"
    acceptor_tls=";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=$HALFWAY_BROKER_KEY_STORE;keyStorePassword=\${HALFWAY_BROKER_KEY_STORE_PASSWORD}"
    connector_tls="?sslEnabled=true"
    if [ -n "${HALFWAY_BROKER_TRUST_STORE:-}" ]; then
      plain HALFWAY_BROKER_TRUST_STORE_PASSWORD "${HALFWAY_BROKER_TRUST_STORE_PASSWORD:-}"
      connector_tls="$connector_tls;trustStoreType=PKCS12;trustStorePath=$HALFWAY_BROKER_TRUST_STORE;trustStorePassword=\${HALFWAY_BROKER_TRUST_STORE_PASSWORD}"
    fi
    ;;
  *) fail "HALFWAY_BROKER_TLS: true or false, not '$HALFWAY_BROKER_TLS'" ;;
esac
case "$role" in
  alone) cluster="none" ;;
  primary | backup)
    cluster="pair"
    [ -n "${HALFWAY_BROKER_PARTNER:-}" ] || fail "HALFWAY_BROKER_PARTNER: is missing, host:port of the other one of the pair"
    ;;
  *) fail "HALFWAY_BROKER_ROLE: alone, primary or backup, not '$role'" ;;
esac

# Messages and passwords are for the owner alone, also where the folder was there before. Other passwords broker.xml takes
# from the environment.
umask 077
mkdir -p "$1/etc" "$1/data" "$1/tmp"
instance="$(cd "$1" && pwd)"
# A volume that was mounted for it may belong to another user: chmod says so, and the broker starts.
chmod go= "$instance" || true
chmod -R go= "$instance/etc" "$instance/data" "$instance/tmp" || true
cp "$here"/*.xml "$here"/login.config "$here"/log4j2.properties "$instance/etc"
printf '%s=%s\n' "$HALFWAY_BROKER_USER" "$HALFWAY_BROKER_PASSWORD" > "$instance/etc/users.properties"
printf 'halfway=%s\n' "$HALFWAY_BROKER_USER" > "$instance/etc/roles.properties"
java="java"
[ -z "${JAVA_HOME:-}" ] || java="$JAVA_HOME/bin/java"
# shellcheck disable=SC2086 # Several options.
exec "$java" ${HALFWAY_BROKER_JAVA_OPTS:--Xmx512m} \
  --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED \
  -Dartemis.home="$ARTEMIS_HOME" \
  -Dartemis.instance="$instance" \
  -Dartemis.instance.etc="$instance/etc" \
  -Djava.security.auth.login.config="$instance/etc/login.config" \
  -Djava.io.tmpdir="$instance/tmp" \
  -Dlog4j2.disableJmx=true \
  -Dhalfway.broker.role="$role" \
  -Dhalfway.broker.cluster="$cluster" \
  -Dhalfway.broker.acceptor="tcp://$host:$port?protocols=CORE$acceptor_tls" \
  -Dhalfway.broker.self="tcp://$host:$port$connector_tls" \
  -Dhalfway.broker.partner="tcp://$partner$connector_tls" \
  -classpath "$ARTEMIS_HOME/lib/artemis-boot.jar" org.apache.activemq.artemis.boot.Artemis run
