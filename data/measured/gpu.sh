#!/bin/bash
# The sweeps that wait for a GPU, in pieces: data/measured/gpu.sh [MINUTES]
# Trains for that long (9 minutes unless told otherwise), one run at a time, then stops; the next call goes on where
# this one stopped, on the same or another machine, as long as the folders come along. It says what is left.
#   SUMCAT_TRIAL=DIR data/measured/gpu.sh 3   tries all of it with tiny settings on a CPU, in a folder of its own
set -euo pipefail
cd "$(dirname "$0")/../.."
minutes=${1:-9}
case $minutes in
'' | *[!0-9]* | 0*)
    echo "error: minutes must be a whole number above 0, but were '$minutes'; data/measured/gpu.sh 9" >&2
    exit 2
    ;;
esac
until=$((SECONDS + minutes * 60))
to=data/measured
bc=densenet-bc:depth=100,growth=12
where=(--device gpu --precision fast)
seeds=(3 5 3)
epochs=(40 10 10)
images=0
family=(--set family)
if [ -n "${SUMCAT_TRIAL-}" ]; then
    to=$SUMCAT_TRIAL
    bc=densenet-bc:depth=10,growth=4
    where=(--device cpu)
    seeds=(2 2 1)
    epochs=(2 1 1)
    images=64
    family=(lenet-5 skeleton:join=sum,depth=7,width=4)
    echo "a trial, in $to"
fi

# for_the_rest COMMAND...: until the time is over; what is stopped keeps its last epoch.
for_the_rest() {
    local left=$((until - SECONDS)) status=124
    if [ "$left" -gt 0 ]; then
        status=0
        timeout --signal=TERM --kill-after=60 "$left" "$@" || status=$?
    fi
    case $status in
    0) ;;
    124 | 137)
        echo "the time is over; the same command goes on"
        exit 0
        ;;
    *) exit "$status" ;;
    esac
}

# sweep NAME SEEDS EPOCHS NETWORKS...: is planned once, and has a report when all of it is done.
sweep() {
    local folder=$to/$1
    [ -f "$folder/plan.json" ] || ./sumcat compare "${@:4}" --seeds "$2" --epochs "$3" \
        --images "$images" "${where[@]}" --no-weights --plan "$folder/plan.json"
    for_the_rest ./sumcat run --plan "$folder/plan.json" --jobs 1
    ./sumcat report "$folder"
}

# Table 2 of the DenseNet paper has this network; shifts, flips and the steps of the rate as there.
for seed in $(seq "${seeds[0]}"); do
    out=$to/gpu-densenet-bc/seed$seed
    [ -f "$out/predictions.u8" ] || for_the_rest ./sumcat train "$bc" --recipe paper \
        --epochs "${epochs[0]}" --images "$images" --seed "$seed" "${where[@]}" --out "$out"
done
sweep gpu-fusion "${seeds[1]}" "${epochs[1]}" --set fusion
sweep gpu-family "${seeds[2]}" "${epochs[2]}" "${family[@]}"
