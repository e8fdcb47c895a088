#!/bin/sh
# Usage: run.sh [--release r4|stu3] [--references FOLDER] FOLDER OUT.json   (see README.md)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
standard=${PZP_STANDARD_DIR:-$here/../../../shared/standard}
release=r4
references=
while [ $# -gt 2 ]; do
    case $1 in
        --release) release=$2; shift 2 ;;
        --references) references=$2; shift 2 ;;
        *) break ;;
    esac
done
if [ $# -ne 2 ]; then
    sed -n 2p "$0" >&2
    exit 2
fi
if [ ! -f "$here/target/classpath.txt" ]; then
    mvn -q -B -f "$here/pom.xml" compile
fi
exec java -Xmx3g -Duser.language=en -cp "$here/target/classes:$(cat "$here/target/classpath.txt")" \
    nl.pzp.reference.Main "$standard" "$release" "${references:-$1}" "$1" "$2"
