"""A peer of ./sumcat bench: the same networks in PyTorch, eager or compiled. One turn for each "go N" on standard input;
"compile", once before, compiles."""
import os
import signal
import sys
import tempfile
import time

if "compiled" in sys.argv:  # before torch is there, which reads them
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the folder goes, however this ends
    cache = tempfile.TemporaryDirectory(prefix="sumcat-bench")
    tempfile.tempdir = cache.name
    for variable in ("TORCHINDUCTOR_CACHE_DIR", "TRITON_CACHE_DIR", "TMPDIR"):
        os.environ[variable] = cache.name
    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"  # no process of workers that outlives compiling

import torch
from torch import nn
from torch.nn import functional as F

answers, sys.stdout = sys.stdout, sys.stderr  # what others print is no answer
name, measure, layout, threads, side, batch = sys.argv[1:4] + [int(a) for a in sys.argv[4:7]]
device = sys.argv[7]  # cpu or cuda
rate = float(sys.argv[8])
bf16 = layout.endswith("_bf16")
memory = torch.channels_last if layout.startswith("channels_last") else torch.contiguous_format


def conv(i, o, kernel, stride=1, bias=False):
    return nn.Conv2d(i, o, kernel, stride, kernel // 2, bias=bias)


def bn_relu_conv(i, o, kernel, bias=False):
    return nn.Sequential(nn.BatchNorm2d(i), nn.ReLU(inplace=True), conv(i, o, kernel, bias=bias))


class Dense(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return torch.cat((x, self.layer(x)), 1)


class Residual(nn.Module):
    def __init__(self, i, o, stride, projection):
        super().__init__()
        self.body = nn.Sequential(
            conv(i, o, 3, stride), nn.BatchNorm2d(o), nn.ReLU(inplace=True), conv(o, o, 3), nn.BatchNorm2d(o))
        self.missing = o - i
        self.project = nn.Sequential(conv(i, o, 1, stride), nn.BatchNorm2d(o)) if projection and stride > 1 else None

    def forward(self, x):
        y = self.body(x)
        if self.project is not None:
            x = self.project(x)
        elif self.missing:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, self.missing))
        return F.relu(y + x)


def classifier(layers, channels, norm):
    end = [nn.BatchNorm2d(channels), nn.ReLU(inplace=True)] if norm else []
    return nn.Sequential(*layers, *end, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def stem(bias):
    return [conv(1, 64, 7, 2, bias), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]


def densenet_d2l():
    layers, channels = stem(True), 64
    for block in range(4):
        for _ in range(4):
            layers.append(Dense(bn_relu_conv(channels, 32, 3, True)))
            channels += 32
        if block < 3:
            layers += [bn_relu_conv(channels, channels // 2, 1, True), nn.AvgPool2d(2)]
            channels //= 2
    return classifier(layers, channels, True)


def densenet_bc(depth):
    layers, channels = [conv(1, 24, 3)], 24
    for block in range(3):
        for _ in range((depth - 4) // 6):
            layers.append(Dense(nn.Sequential(bn_relu_conv(channels, 48, 1), bn_relu_conv(48, 12, 3))))
            channels += 12
        if block < 2:
            layers += [bn_relu_conv(channels, channels // 2, 1), nn.AvgPool2d(2)]
            channels //= 2
    return classifier(layers, channels, True)


def resnet(layers, stages, units, width, projection):
    channels = width
    for stage in range(stages):
        for unit in range(units):
            stride = 2 if stage and not unit else 1
            layers.append(Residual(channels, width << stage, stride, projection))
            channels = width << stage
    return classifier(layers, channels, False)


def conv_relu(i, o, kernel, stride=1):
    return nn.Sequential(conv(i, o, kernel, stride, True), nn.ReLU(inplace=True))


class Inception(nn.Module):
    def __init__(self, i, ones, reduce3, threes, reduce5, fives, project):
        super().__init__()
        self.branches = nn.ModuleList([
            conv_relu(i, ones, 1),
            nn.Sequential(conv_relu(i, reduce3, 1), conv_relu(reduce3, threes, 3)),
            nn.Sequential(conv_relu(i, reduce5, 1), conv_relu(reduce5, fives, 5)),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), conv_relu(i, project, 1))])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def googlenet_d2l():
    layers = [conv_relu(1, 64, 7, 2), nn.MaxPool2d(3, 2, 1), conv_relu(64, 64, 1), conv_relu(64, 192, 3)]
    channels = 192
    for module in ("pool", (64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64),
                   "pool", (192, 96, 208, 16, 48, 64), (160, 112, 224, 24, 64, 64), (128, 128, 256, 24, 64, 64),
                   (112, 144, 288, 32, 64, 64), (256, 160, 320, 32, 128, 128),
                   "pool", (256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)):
        if module == "pool":
            layers.append(nn.MaxPool2d(3, 2, 1))
        else:
            layers.append(Inception(channels, *module))
            channels = module[0] + module[2] + module[4] + module[5]
    return classifier(layers, channels, False)


networks = {
    "densenet-d2l": densenet_d2l,
    "densenet-bc-40-12": lambda: densenet_bc(40),
    "densenet-bc-100-12": lambda: densenet_bc(100),
    "resnet-20": lambda: resnet([conv(1, 16, 3), nn.BatchNorm2d(16), nn.ReLU(inplace=True)], 3, 3, 16, False),
    "googlenet-d2l": googlenet_d2l,
    "resnet-18": lambda: resnet(stem(False), 4, 2, 64, True),
}

torch.set_num_threads(threads)
if device == "cuda":  # float32 is float32, as with Sumcat
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
torch.manual_seed(1)
net = networks[name]().to(device, memory_format=memory)
optimizer = torch.optim.SGD(net.parameters(), rate)


def scores(x):
    with torch.autocast(device, torch.bfloat16, enabled=bf16):
        return net(x).float()


def loss(x, y):
    return F.cross_entropy(scores(x), y)


def train(x, y):
    optimizer.zero_grad(set_to_none=True)
    value = loss(x, y)
    value.backward()
    optimizer.step()
    return value


def forward():
    with torch.no_grad():
        scores(images).sum().item()


def prepared(chosen):
    x = pixels[chosen].float().div_(255).unsqueeze(1)
    x = F.interpolate(x, (side, side), mode="bilinear", align_corners=False) if side != 28 else x
    return x.contiguous(memory_format=memory), names[chosen]


def step():
    if not step.order:
        step.order = list(torch.randperm(len(pixels), device=device).split(batch))[::-1]
        if measure != "epoch":
            step.order = [chosen for chosen in step.order if len(chosen) == batch]
    train(*prepared(step.order.pop()))


def epoch():
    for _ in range((len(pixels) + batch - 1) // batch):
        step()


def loss_of(x, y):
    if measure != "forward":
        return train(x, y).item()
    with torch.no_grad():
        return F.cross_entropy(scores(x), y).item()


def compiled():
    """Has all that a unit needs compiled; returns the seconds that it took, and a loss, eager and compiled."""
    global scores, loss
    inputs = [(images, torch.zeros(batch, dtype=torch.long, device=device))] if measure == "forward" else [
        prepared(torch.arange(size, device=device))
        for size in (batch, len(pixels) % batch if measure == "epoch" else 0) if size]
    with torch.no_grad():
        eager = loss(*inputs[0]).item()
    options = {"fullgraph": True, "dynamic": False, "mode": "reduce-overhead" if device == "cuda" else "default"}
    if measure == "forward":
        scores = torch.compile(scores, **options)
    else:
        loss = torch.compile(loss, **options)
    losses, seconds = [], 0
    for x, y in inputs:
        for weight in (1, 1, 1, -3):  # of a GPU's the third at the latest is recorded, the fourth is like all that follow
            start = time.perf_counter()
            losses.append(loss_of(x, y))
            seconds += weight * (time.perf_counter() - start)
    if abs(losses[0] - eager) > (0.03 if bf16 else 0.001) * eager:
        sys.exit("a compiled network must compute the loss of the eager one, but %s was %s" % (eager, losses[0]))
    if hasattr(torch, "compiler") and hasattr(torch.compiler, "set_stance"):
        torch.compiler.set_stance("fail_on_recompile")  # a turn does not compile
    return max(seconds, 0), eager, losses[0]


step.order = []
if measure == "forward":
    net.eval()
    images = torch.rand(batch, 1, side, side, device=device).contiguous(memory_format=memory)
else:  # as many made-up images as Fashion-MNIST has
    pixels = torch.randint(0, 256, (60000, 28, 28), dtype=torch.uint8, device=device)
    names = torch.randint(0, 10, (60000,), device=device)
unit = {"step": step, "start": step, "forward": forward, "epoch": epoch}[measure]
print("ready", len(pixels) if measure == "epoch" else batch, file=answers, flush=True)
for line in sys.stdin:
    if line.strip() == "compile":
        print("%.3f %.6f %.6f" % compiled(), file=answers, flush=True)
        continue
    times = []
    for _ in range(int(line.split()[1])):
        start = time.perf_counter()
        unit()
        if device == "cuda":
            torch.cuda.synchronize()  # it goes on alone
        times.append("%.3f" % ((time.perf_counter() - start) * 1e3))
    print(" ".join(times), file=answers, flush=True)
