#!/usr/bin/env bash
# Installs every package the build and the tests need, from Debian's own archive. Safe to run again: does nothing when
# all of them are there. Needs apt and either root or sudo.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache git pkg-config      # toolchain
  llvm-19-dev libllvm19 zlib1g-dev libzstd-dev     # native code
  clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev   # formatting, linting, fuzzing
  tao-pegtl-dev                                    # parsing
  libboost1.81-dev libxxhash-dev libfmt-dev        # containers, hashing, formatting
  libre2-dev liblzma-dev                           # patterns, .xz input
  libcli11-dev nlohmann-json3-dev libexpat1-dev    # command line, JSON, XML
  libgtest-dev                                     # tests
  python3 xz-utils                                 # corpus generator, compressed test data
)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "missing packages: ${missing[*]}; run this script as root" >&2; exit 2; }
  as_root=(sudo)
fi
echo "installing: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
