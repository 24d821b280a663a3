#!/bin/sh
# Sees to it that the browser tests have a Chromium. Never fails: without one those tests are skipped and say so.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Browser tests: there is no Chromium here, and only root on Debian can install one; they will be skipped."
    exit 0
fi
echo "Browser tests: installing Debian's Chromium"
export DEBIAN_FRONTEND=noninteractive
install="apt-get install -y -qq --no-install-recommends -o Acquire::Retries=1 chromium"
if ! timeout 300 $install >/dev/null 2>&1; then
    timeout 60 apt-get update -qq >/dev/null 2>&1
    timeout 300 $install >/dev/null 2>&1 || echo "Browser tests: installing failed; they will be skipped."
fi
exit 0
