#!/bin/sh
# Installs Schouw from this folder, and goes back to the version before.
#
#   ./install.sh                 to ~/.local, or as root to /usr/local
#   PREFIX=/opt/x ./install.sh   elsewhere
#   ./install.sh --rollback      back to the version before this one; again: forward
#   ./install.sh --verify        only compare the checksums of this folder
#
# Each version gets a folder of its own in PREFIX/lib/schouw/versions; one link, renamed in one step, says
# which one runs. So a cut at any moment leaves the old version or the new one, never half of both.
# Documents are never touched. To leave: schouw uninstall.
set -eu
umask 022

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in en*) language=en ;; *) language=nl ;; esac
say() { if [ $language = nl ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }
die() { say "install: $1" "install: $2" >&2; exit 1; }

here=$(cd "$(dirname "$0")" && pwd -P)
case $here in
  */lib/schouw/versions/*) default=${here%/lib/schouw/versions/*} ;;
  *) if [ "$(id -u)" = 0 ]; then default=/usr/local; else default=${HOME:?}/.local; fi ;;
esac
prefix=${PREFIX:-$default}
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
base=$prefix/lib/schouw

# Makes a folder, and notes each that was not there: uninstall removes those that are empty then.
made=
folder() {
  [ -d "$1" ] && return 0
  folder "${1%/*}" || return 1
  mkdir "$1" || return 1
  case $1 in "$prefix"/*) made="$made${1#"$prefix"/}/
" ;; esac
}

# Lets a link lead elsewhere in one step.
point() {
  rm -f "$base/.link.$$"
  ln -s "$2" "$base/.link.$$"
  mv -fT "$base/.link.$$" "$base/$1"
}

verify() {
  (cd "$here" && sha256sum --check --quiet --strict SHA256SUMS >&2) || die \
    'deze map is beschadigd of niet compleet; haal haar opnieuw op. Er is niets gewijzigd.' \
    'this folder is damaged or not complete; fetch it again. Nothing was changed.'
}

rollback() {
  current=$(readlink "$base/current") || die "in $prefix is niets geïnstalleerd." "nothing is installed in $prefix."
  previous=$(readlink "$base/previous") || die 'er is geen vorige versie.' 'there is no version before this one.'
  [ -x "$base/$previous/bin/schouw" ] || die 'de vorige versie is niet compleet.' 'the version before is not complete.'
  point current "$previous"
  point previous "$current"
  say "Terug naar ${previous#versions/}." "Back to ${previous#versions/}."
}

install() {
  verify
  id=$(head -n 1 "$here/VERSION")-$(sha256sum "$here/SHA256SUMS" | cut -c 1-8)
  # The bundled libraries serve only where Debian's own, which Debian keeps safe, are missing.
  if ! /sbin/ldconfig -p 2>/dev/null | grep -q 'libcurl\.so\.4 '; then
    id=$id-bundled
    say "libcurl4 is hier niet: de meegeleverde bibliotheken worden gebruikt. Met apt install libcurl4 en" \
      "libcurl4 is not here: the libraries of this folder are used. With apt install libcurl4 and"
    say "  opnieuw ./install.sh komen ze van Debian, met de beveiligingsupdates." \
      "  ./install.sh again they are Debian's, with its security updates."
  fi
  { folder "$prefix/bin" && folder "${base%/*}" && mkdir -p "$base/versions"; } 2>/dev/null || die \
    "u mag $prefix niet wijzigen; kies een PREFIX of gebruik sudo." \
    "you may not change $prefix; choose a PREFIX or use sudo."
  links='bin/schouw bin/schouw-remote bin/schouw-server
share/bash-completion/completions/schouw share/bash-completion/completions/schouw-server
share/zsh/site-functions/_schouw share/zsh/site-functions/_schouw-server
share/fish/vendor_completions.d/schouw.fish share/fish/vendor_completions.d/schouw-server.fish'
  # Nothing that is not ours is overwritten.
  for link in $links; do
    if [ -e "$prefix/$link" ] || [ -L "$prefix/$link" ]; then
      case $(readlink "$prefix/$link" || true) in
        *lib/schouw/current/*) ;;
        *) die "$prefix/$link is er al en is niet van deze installatie." \
          "$prefix/$link is there already and not of this installation." ;;
      esac
    fi
  done
  if [ ! -d "$base/versions/$id" ]; then
    rm -rf "$base"/versions/.new.*
    new=$base/versions/.new.$$
    mkdir "$new"
    cp -R -p "$here/." "$new/"
    sed -i "s|/usr/local/|$prefix/|g" "$new"/share/server/*.service
    case $id in *-bundled) ;; *) rm -rf "$new/lib" ;; esac
    sync
    mv -T "$new" "$base/versions/$id"
  fi
  "$base/versions/$id/bin/schouw" --version >/dev/null || die \
    'het nieuwe programma start hier niet; er is niets gewijzigd.' \
    'the new program does not start here; nothing was changed.'
  old=$(readlink "$base/current" || true)
  for link in $links; do folder "$prefix/${link%/*}"; done
  {
    printf '%s\n' $links
    { printf '%s' "$made"; grep '/$' "$base/links" 2>/dev/null || true; } | sort -u
  } >"$base/.links.$$"
  mv -f "$base/.links.$$" "$base/links"
  if [ -n "$old" ] && [ "$old" != "versions/$id" ]; then point previous "$old"; fi
  point current "versions/$id"
  for link in $links; do
    name=${link##*/}
    case $link in
      bin/*) up=.. from=bin/$name ;;
      */bash-completion/*) up=../../.. from=share/completions/bash/$name ;;
      */zsh/*) up=../../.. from=share/completions/zsh/$name ;;
      *) up=../../.. from=share/completions/fish/$name ;;
    esac
    ln -sfn "$up/lib/schouw/current/$from" "$prefix/$link"
  done
  sync
  # The version that runs and the one before it stay.
  previous=$(readlink "$base/previous" || true)
  for folder in "$base"/versions/*; do
    case versions/${folder##*/} in
      "versions/$id" | "$previous") ;;
      *) rm -rf "$folder" ;;
    esac
  done
  if [ -n "$old" ] && [ "$old" != "versions/$id" ]; then
    say "Geïnstalleerd: $id in $prefix, naast ${old#versions/}. Terug: $prefix/lib/schouw/current/install.sh --rollback" \
      "Installed: $id in $prefix, beside ${old#versions/}. Back: $prefix/lib/schouw/current/install.sh --rollback"
  else
    say "Geïnstalleerd: $id in $prefix." "Installed: $id in $prefix."
  fi
  case :$PATH: in
    *:"$prefix/bin":*) say 'Nu: schouw' 'Now: schouw' ;;
    *) say "Nu: export PATH=\"$prefix/bin:\$PATH\" (zet die regel ook in ~/.profile), dan: schouw" \
      "Now: export PATH=\"$prefix/bin:\$PATH\" (put that line in ~/.profile too), then: schouw" ;;
  esac
}

case ${1:-} in
  '') install ;;
  --rollback) rollback ;;
  --verify)
    verify
    say 'Alle controlesommen kloppen.' 'All checksums agree.'
    ;;
  *)
    sed -n '2,/^set -eu/s/^#\( \|$\)//p' "$0"
    case $1 in -h | --help) ;; *) exit 2 ;; esac
    ;;
esac
