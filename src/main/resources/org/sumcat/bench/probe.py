"""Tells a Python's version of torch and, where a device is named, whether torch.compile works there."""
import os
import shutil
import sys
import tempfile

cache = tempfile.tempdir = tempfile.mkdtemp(prefix="sumcat-bench")
for name in ("TORCHINDUCTOR_CACHE_DIR", "TRITON_CACHE_DIR", "TMPDIR"):
    os.environ[name] = cache
os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
try:
    import torch

    print("version", torch.__version__)
    if len(sys.argv) > 1:
        if not hasattr(torch, "compile"):
            raise RuntimeError("it has no torch.compile, which PyTorch has from 2.0 on")
        torch.compile(lambda x: x.relu() + 1)(torch.ones(8, device=sys.argv[1]))
        print("compiles")
except ImportError:
    if "torch" not in sys.modules:
        raise
    print("fails", sys.exc_info()[1])
except Exception as e:
    print("fails", (str(e).strip() or type(e).__name__).splitlines()[0])
finally:
    shutil.rmtree(cache, ignore_errors=True)
