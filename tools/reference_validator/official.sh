#!/bin/sh
# Writes the stored verdicts on the official examples, one file per release, into tests/validation/reference.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
standard=${PZP_STANDARD_DIR:-$here/../../../shared/standard}
for release in r4-1.0.0-rc3 r4-1.0.0-rc2 stu3-1.0.0-rc2; do
    "$here/run.sh" --release "${release%%-*}" "$standard/$release/examples" \
        "$here/../../tests/validation/reference/$release.json"
done
