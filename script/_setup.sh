# Sourced by the commands beside it. Everything it says goes to stderr, so that JSON on stdout stays JSON.
ROOT=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
export PYTHONPATH="$ROOT${PYTHONPATH:+:$PYTHONPATH}" PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
PY="$ROOT/.venv/bin/python"
# a Python that is not Homebrew's own does not look there for libraries
case "$(uname)" in Darwin) export DYLD_FALLBACK_LIBRARY_PATH="${DYLD_FALLBACK_LIBRARY_PATH:+$DYLD_FALLBACK_LIBRARY_PATH:}/opt/homebrew/lib:/usr/local/lib:/usr/lib" ;; esac

say() { printf 'IRO Portal: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

find_python() {
  for p in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    [ -n "$p" ] && command -v "$p" >/dev/null 2>&1 || continue
    if "$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then printf '%s' "$p"; return 0; fi
  done
  return 1
}

# install_system PACKAGE…: with apt or Homebrew where we may; 1 where we may not
install_system() {
  if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then S=""; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then S="sudo -n"; else return 1; fi
    say "installing $*"
    $S apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=20 update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive $S apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
  elif command -v brew >/dev/null 2>&1; then
    say "installing $*"
    brew install --quiet "$@" >/dev/null 2>&1
  else
    return 1
  fi
}

has_library() { "$PY" -c 'import ctypes, ctypes.util, sys
names = sys.argv[1:]
for name in names:
    try:
        ctypes.CDLL(name); sys.exit(0)
    except OSError:
        pass
sys.exit(1)' "$@" 2>/dev/null; }

# setup_python local|dev
setup_python() {
  wanted=$1
  base=$(find_python) || die "Python 3.11 or newer is needed, and was not found."
  stamp="$(cksum < "$ROOT/requirements/$wanted.lock" | tr ' ' -)-$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
  [ "$(cat "$ROOT/.venv/.stamp-$wanted" 2>/dev/null || true)" = "$stamp" ] && [ -x "$PY" ] && return 0
  if [ "$wanted" = local ] && [ -x "$PY" ] && [ "$(cat "$ROOT/.venv/.stamp-local" 2>/dev/null || true)" = "$stamp" ]; then return 0; fi
  say "installing the Python packages (once)"
  if [ ! -x "$PY" ] || ! "$PY" -c '' 2>/dev/null; then
    rm -rf "$ROOT/.venv"
    if ! "$base" -m venv "$ROOT/.venv" >/dev/null 2>&1; then
      rm -rf "$ROOT/.venv"
      install_system python3-venv && "$base" -m venv "$ROOT/.venv" >/dev/null 2>&1 || {
        rm -rf "$ROOT/.venv"; "$base" -m venv --without-pip "$ROOT/.venv" >/dev/null 2>&1 || die "Python's venv module is missing: install the package python3-venv."
      }
    fi
  fi
  if [ ! -x "$ROOT/.venv/bin/uv" ]; then
    "$PY" -m pip install -q 'uv>=0.13,<0.14' >/dev/null 2>&1 || "$base" -m pip install -q --target "$ROOT/.tools" 'uv>=0.13,<0.14' >/dev/null 2>&1 || true
  fi
  UV=""
  for u in "$ROOT/.venv/bin/uv" "$ROOT/.tools/bin/uv"; do [ -x "$u" ] && { UV=$u; break; }; done
  lock="$ROOT/requirements/$wanted.lock"
  if [ -n "$UV" ] && "$UV" pip install -q --python "$PY" --require-hashes -r "$lock" >&2; then :
  elif "$PY" -m pip install -q --require-hashes -r "$lock" >&2; then :
  else die "the Python packages could not be installed; see above."
  fi
  printf '%s' "$stamp" > "$ROOT/.venv/.stamp-$wanted"
  if [ "$wanted" = dev ]; then printf '%s' "$(cksum < "$ROOT/requirements/local.lock" | tr ' ' -)-${stamp##*-}" > "$ROOT/.venv/.stamp-local"; fi
}

# Pango is the one library of the PDF that no Python package carries.
setup_pango() {
  has_library libpango-1.0.so.0 libpango-1.0.0.dylib /opt/homebrew/lib/libpango-1.0.0.dylib /usr/local/lib/libpango-1.0.0.dylib \
    && has_library libpangoft2-1.0.so.0 libpangoft2-1.0.0.dylib /opt/homebrew/lib/libpangoft2-1.0.0.dylib /usr/local/lib/libpangoft2-1.0.0.dylib && return 0
  if command -v brew >/dev/null 2>&1; then install_system pango; else install_system libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; fi
}

find_chromium() {
  for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    [ -n "$c" ] && command -v "$c" >/dev/null 2>&1 && { command -v "$c"; return 0; }
  done
  return 1
}

# The same browser built without windows answers the tests with a third of the work. Asked for once a checkout, where
# packages can be installed; else the tests take the usual one.
find_headless_shell() {
  [ -z "${CHROMIUM:-}" ] || return 1
  command -v chromium-headless-shell && return 0
  tried="$ROOT/.venv/.asked-for-headless-shell"
  [ ! -e "$tried" ] && : > "$tried" && command -v apt-get >/dev/null 2>&1 || return 1
  install_system chromium-headless-shell && command -v chromium-headless-shell
}
