#!/bin/sh
# Builds coop/core/static/coop.css from scripts/css and pinned govuk-frontend; needs Node 20 or later and npm.
# Run it after editing scripts/css, and commit the result: neither the server nor the tests need Node.
set -eu

GOVUK=6.6.0
GOVUK_SHA256=52c4eb554e54d8a6e4ba801e9da5ec3a5b930fd2f117a39677f0b6296e954751
SASS=1.108.2

here=$(cd "$(dirname "$0")" && pwd)
static="$here/../coop/core/static"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "govuk-frontend@$GOVUK" >/dev/null
echo "$GOVUK_SHA256  govuk-frontend-$GOVUK.tgz" | sha256sum --check --quiet
tar -xzf "govuk-frontend-$GOVUK.tgz"
npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$work" "sass@$SASS"

node_modules/.bin/sass --style=compressed --no-source-map --quiet-deps \
  --load-path="$work/package/dist" "$here/css/coop.scss" "$static/coop.css"

built=$(sha256sum "$static/coop.css" | cut -d' ' -f1)
sed -i "s/^  coop.css sha256: .*/  coop.css sha256: $built/" "$static/VENDOR.txt"
