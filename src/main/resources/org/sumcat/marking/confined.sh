# Runs a program where nothing can be read that it is not to read. It starts in namespaces of its
# own for mounts and processes, with all rights in them, which it gives up before the program runs.
#
#   STAGE OWN WHO KEPT... -- HIDDEN... -- PROGRAM...
#
# STAGE   an empty place that is needed for a moment
# OWN     the folder in which the program runs, the only one in which it may write
# WHO     other: as nobody. same: as whoever started it, with no rights beyond that
# KEPT    what stays readable although it lies in a hidden folder
# HIDDEN  folders that are empty for the program
set -eu
umask 022 # whoever started it may have a stricter one: nobody could enter these folders
stage=$1 own=$2 who=$3
shift 3
mount --make-rprivate /
mount -t tmpfs -o mode=755 sumcat "$stage"
mkdir "$stage/own"
mount --bind "$own" "$stage/own"
n=0
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir "$stage/$n"; else : >"$stage/$n"; fi
    mount --bind "$1" "$stage/$n"
    printf '%s' "$1" >"$stage/$n.place"
    n=$((n + 1))
    shift
done
shift
while [ "$1" != -- ]; do
    mount -t tmpfs -o mode=755,size=16m sumcat "$1"
    shift
done
shift
i=0
while [ "$i" -lt "$n" ]; do
    place=$(cat "$stage/$i.place")
    if [ -d "$stage/$i" ]; then
        mkdir -p "$place"
    else
        mkdir -p "$(dirname "$place")"
        [ -e "$place" ] || : >"$place"
    fi
    mount --bind "$stage/$i" "$place"
    mount -o remount,bind,ro "$place"
    i=$((i + 1))
done
mkdir -p "$own"
mount --bind "$stage/own" "$own"
umount -l "$stage"
mount -t proc proc /proc
cd "$own"
ulimit -f 1048576 # half a gigabyte for a file
case $who in
other)
    chown 65534:65534 "$own"
    exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
        --inh-caps=-all --bounding-set=-all "$@"
    ;;
same)
    mount -o remount,bind,ro / 2>/dev/null || : # not everywhere to be had
    exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
    ;;
esac
