# Settings of nbgrader for the notebooks of Sumcat, written by ./sumcat course nbgrader.
import os

c = get_config()  # noqa: F821  nbgrader's own

# --- Where things are ---------------------------------------------------------------------------

SUMCAT = {home}
LIBRARY = os.path.join(SUMCAT, "target", "sumcat.jar")


def in_front(name, value):
    others = os.environ.get(name, "").split(os.pathsep)
    others = [other for other in others if other not in ("", value)]
    os.environ[name] = os.pathsep.join([value] + others)


# Sumcat's own Java kernel, which finds the library from anywhere.
in_front("JUPYTER_PATH", os.path.join(SUMCAT, "target", "jupyter"))
# Other Java kernels have the library on their class path from their start.
in_front("IJAVA_CLASSPATH", LIBRARY)
in_front("JJAVA_CLASSPATH", LIBRARY)

# Grading needs the answers, not the trainings of the lesson: with "tiny" they take seconds.
os.environ.setdefault("SUMCAT_PROFILE", "tiny")

# --- Notebooks with gaps ------------------------------------------------------------------------

# A gap must compile in a method with a result, and say that it is one: "not answered yet".
c.ClearSolutions.code_stub = {
    "java": """// Your answer goes here, in place of the next line.
throw new UnsupportedOperationException("this exercise is not answered yet");""",
    "kotlin": """// Your answer goes here, in place of the next line.
throw UnsupportedOperationException("this exercise is not answered yet")""",
    "python": "# YOUR CODE HERE\nraise NotImplementedError()",
}

# --- Running them -------------------------------------------------------------------------------

c.Execute.timeout = 300  # seconds for a cell; a lesson's longest takes less than one minute
c.Execute.startup_timeout = 120  # thirty kernels on a busy machine
c.Execute.iopub_timeout = 30

# What a run leaves beside a notebook and nobody handed in.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "*.pyc",
    "data",
    "feedback",
    "hs_err_pid*",
    "target",
    "shared",
]
