#!/usr/bin/env bash
# Catalogues: `update` extracts and merges; `check` fails when an extraction would change something,
# or when a message is missing, fuzzy or lacks one of its plural forms.
set -euo pipefail
cd "$(dirname "$0")/.."
babel=".venv/bin/python -m babel.messages.frontend"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$babel --quiet extract --mapping=babel.cfg --keywords="pgettext_lazy:1c,2 ngettext_lazy:1,2 gettext_lazy pgettext:1c,2 npgettext:1c,2,3 _" \
  --sort-output --no-location --omit-header --output="$work/django.pot" athar
for language in ar fr; do
  mkdir -p "athar/locale/$language/LC_MESSAGES"
  po="athar/locale/$language/LC_MESSAGES/django.po"
  cp "$po" "$work/$language.po"
  $babel --quiet update --domain=django --input-file="$work/django.pot" --output-file="$work/$language.po" \
    --locale=$language --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=98 
  case ${1:-check} in
    update) cp "$work/$language.po" "$po" ;;
    check) diff -u "$po" "$work/$language.po" || { echo "$po is not up to date: make messages"; exit 1; } ;;
  esac
done
.venv/bin/python tests/catalogues.py ${1:-check}
