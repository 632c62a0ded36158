# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by `run` and `check`. Gives them one thing: `in_platform COMMAND...`, which runs COMMAND on
# Lifeboat's platform (Debian 13: Qt 6.8, KF6, GCC 14) with every package of `installer/platform/packages`.
#
# On Debian 13 itself that is the system, with missing packages installed by apt. Anywhere else it is a
# private Debian 13 root in the user's cache, made once per package list by mmdebstrap and entered with
# bubblewrap: the caller's files, /tmp and display are the host's, the host itself is not changed.

readonly SUITE=trixie
readonly PACKAGES_FILE="$TREE/installer/platform/packages"
readonly CACHE="${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/lifeboat"

say() { printf 'lifeboat: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "need root or sudo for: $*"
    fi
}

# packages all|build: the whole list, or what building and running needs, which leaves servers off an operator's machine.
packages() {
    local until='$'
    [ "$1" = all ] || until='/^## tests/'
    sed -n -e "1,${until}p" "$PACKAGES_FILE" | sed -e 's/#.*//' -e '/^[[:space:]]*$/d'
}

platform_key() { { packages all; echo "$SUITE"; } | sha256sum | cut -c1-16; }

# True where the system's own packages are Lifeboat's platform.
system_is_platform() {
    (. /etc/os-release 2>/dev/null && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-0}" -ge 13 ]) 2>/dev/null
}

apt_install() {
    local wanted=("$@")
    local install=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${wanted[@]}")
    if ! "${install[@]}" >"$CACHE/apt.log" 2>&1 </dev/null; then
        as_root apt-get update >>"$CACHE/apt.log" 2>&1 </dev/null || true
        "${install[@]}" >>"$CACHE/apt.log" 2>&1 </dev/null ||
            { tail -n 20 "$CACHE/apt.log" >&2; die "could not install: ${wanted[*]}"; }
    fi
}

prepare_system() {
    local stamp="$CACHE/system-$1-$2" missing=()
    [ -e "$stamp" ] && return
    local name
    while read -r name; do
        dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
    done < <(packages "$2")
    if [ ${#missing[@]} -gt 0 ]; then
        say "installing ${#missing[@]} packages"
        apt_install "${missing[@]}"
    fi
    touch "$stamp"
}

# The mirror the host itself uses, for the suite it runs (never its security or updates archive).
host_mirror() {
    local codename mirror
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
        awk -v suite="$codename" '$2 == suite && $1 !~ /security/ { print $1; exit }')
    [ -n "$mirror" ] || mirror=$(grep -rhoE '(https?|file|copy|mirror)[^ ]*://?[^ ]+/debian/?' /etc/apt/sources.list \
        /etc/apt/sources.list.d 2>/dev/null | head -n 1)
    [ -n "$mirror" ] || die "found no Debian mirror in this system's apt configuration"
    echo "${mirror%/}"
}

make_root() {
    local root=$1 unfinished option mirror
    mirror=$(host_mirror) || exit 1
    local options=(--aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "5"')
    while read -r option; do options+=(--aptopt="$option"); done < <(
        apt-config dump 2>/dev/null | grep -iE '^Acquire::(https?|ftp)::([^ ]*::)?(Proxy|Timeout|CaInfo|Verify-[A-Za-z]+)\b.* "[^"]+"' || true)
    say "making a private Debian 13 build root (once for this package list; one to two minutes)"
    unfinished=$(mktemp -d "$CACHE/making.XXXXXX")
    chmod 755 "$unfinished"
    if ! as_root mmdebstrap --quiet --variant=apt --include="$(packages all | paste -sd,)" "${options[@]}" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        "$SUITE" "$unfinished/root" "$mirror" >"$CACHE/root.log" 2>&1; then
        tail -n 20 "$CACHE/root.log" >&2
        as_root rm -rf "$unfinished"
        die "could not make the build root (whole log: $CACHE/root.log)"
    fi
    as_root mv "$unfinished/root" "$root"
    as_root rm -rf "$unfinished"
}

prepare_root() {
    local root=$1 old
    if [ ! -d "$root" ]; then
        command -v mmdebstrap >/dev/null && command -v bwrap >/dev/null ||
            apt_install mmdebstrap bubblewrap debian-archive-keyring
        # One maker at a time; the second one finds the work done.
        (
            flock 9
            [ -d "$root" ] || make_root "$root"
        ) 9>"$CACHE/root.lock"
        for old in "$CACHE"/root-*; do
            if [ "$old" != "$root" ] && [ -n "$(find "$old" -maxdepth 0 -type d -mtime +30)" ]; then
                as_root rm -rf "$old"
            fi
        done
    fi
}

# Everything of the host that is not the operating system itself is seen inside under its own name: all top-level
# directories but those of the system (of /etc and /run only what is named here), and the caller's own directory.
enter_root() {
    local root=$1 dir
    shift
    local binds=() places=() here=$PWD
    for dir in /*; do
        case "$dir" in
        /bin | /boot | /dev | /etc | /lib | /lib32 | /lib64 | /libx32 | /proc | /run | /sbin | /sys | /usr | /lost+found) ;;
        *) [ -d "$dir" ] && [ ! -L "$dir" ] && places+=("$dir") ;;
        esac
    done
    for dir in /run/user /run/dbus; do
        [ -d "$dir" ] && places+=("$dir")
    done
    case "$here" in
    /etc | /etc/* | /usr/local | /usr/local/* | /run | /run/*) places+=("$here") ;;
    esac
    for dir in "${places[@]}"; do
        # Only the root's owner can make the place another directory is shown at.
        [ -d "$root$dir" ] || as_root mkdir -p "$root$dir"
        binds+=(--bind "$dir" "$dir")
    done
    local files=(/etc/resolv.conf /etc/hosts /etc/machine-id)
    # A user has a name inside too; root has one anyway, and the root's packages have made users of their own.
    [ "$(id -u)" -eq 0 ] || files+=(/etc/passwd /etc/group)
    for dir in "${files[@]}"; do
        if [ -e "$dir" ]; then
            [ -e "$root$dir" ] || as_root touch "$root$dir"
            binds+=(--ro-bind "$(readlink -f "$dir")" "$dir")
        fi
    done
    local zone
    zone=$(readlink -f /etc/localtime 2>/dev/null || true)
    case "$zone" in */zoneinfo/*) [ -n "${TZ:-}" ] || binds+=(--setenv TZ "${zone#*/zoneinfo/}") ;; esac
    exec bwrap --bind "$root" / --dev-bind /dev /dev --proc /proc --ro-bind /sys /sys "${binds[@]}" \
        --setenv LIFEBOAT_PLATFORM "$KEY" --setenv PATH "$TREE/build/release/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" \
        --unsetenv SSL_CERT_FILE --unsetenv SSL_CERT_DIR \
        --die-with-parent --chdir "$here" -- "$@"
}

# Runs COMMAND on the platform, in the caller's directory, and does not come back: its exit status is ours. NEEDS=build says
# that a system that is the platform itself needs no more than that part of the package list.
in_platform() {
    KEY=$(platform_key)
    mkdir -p "$CACHE"
    if [ "${LIFEBOAT_PLATFORM:-}" = "$KEY" ]; then exec "$@"; fi
    if system_is_platform; then
        prepare_system "$KEY" "${NEEDS:-all}"
        LIFEBOAT_PLATFORM=$KEY PATH="$TREE/build/release/bin:$PATH" exec "$@"
    fi
    prepare_root "$CACHE/root-$KEY"
    enter_root "$CACHE/root-$KEY" "$@"
}
