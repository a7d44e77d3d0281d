# Two commands are enough: make report and make test. Each sets up first, in .venv or in the environment that is active.
# Works with any POSIX shell and GNU make 3.81 or newer; without make, see "Without make" in README.md.

SHELL = /bin/sh
CONDA = $(if $(filter base,$(CONDA_DEFAULT_ENV)),,$(CONDA_PREFIX))
ENV := $(or $(VIRTUAL_ENV),$(CONDA),.venv)
PYTHON_HERE = "$(ENV)/bin/python"
UV := $(shell command -v uv 2>/dev/null)
# Byte code is compiled once, here: without it every command starts seconds later where Python may not write it.
INSTALL = $(if $(UV),"$(UV)" pip install --quiet --compile-bytecode --python $(PYTHON_HERE),$(PYTHON_HERE) -m pip install --quiet --disable-pip-version-check)
# A conda environment keeps its own versions; everywhere else the lock decides.
LOCK = $(if $(VIRTUAL_ENV),-c requirements.lock,$(if $(CONDA),,-c requirements.lock))

# The path of the first Python that will do; otherwise what is wrong with the first one found.
CANDIDATES = $(if $(filter .venv,$(ENV)),$(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python),$(PYTHON_HERE))
FIND_PYTHON = why='no Python was found$(if $(filter .venv,$(ENV)),, in $(ENV))'; first=yes; for python in $(CANDIDATES); do \
	version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	case $$version in \
	(2.*|3.?|3.10) problem="$$python is Python $$version";; \
	(*) if [ -n "$(UV)$(filter-out .venv,$(ENV))" ] || "$$python" -c 'import ensurepip, venv' 2>/dev/null; \
	then "$$python" -c 'import sys; print(sys.executable)'; exit; fi; \
	problem="$$python has no venv (Debian and Ubuntu: apt install python$$version-venv)";; \
	esac; [ $$first = no ] || why=$$problem; first=no; done; echo "$$why"

# Set up again when the lock, the project file or the checkout's place changes.
STATE := $(shell { pwd; cat requirements.lock pyproject.toml; } | cksum)
STAMP = $(ENV)/.framing-set-up

.SILENT:
.PHONY: report test env set-up lab check bench bench-statistics clean

report: env
	$(PYTHON_HERE) -m framing report

test: env
	$(PYTHON_HERE) -m pytest

ifeq ($(STATE),$(shell cat "$(STAMP)" 2>/dev/null))
env:
else
env: set-up
endif

set-up:
	$(eval FOUND := $(shell $(FIND_PYTHON)))$(if $(filter /%,$(firstword $(FOUND))),,$(error framing needs Python 3.11 or newer with venv, but $(FOUND); install one, or name one: make report PYTHON=path/to/python3))
	echo "Setting up $(ENV) (once, a minute or two)"
	$(if $(filter .venv,$(ENV)),rm -rf .venv && $(if $(UV),"$(UV)" venv --quiet --seed --python "$(FOUND)",\
	"$(FOUND)" -m venv) .venv)
	$(INSTALL) $(LOCK) -e ".[test]"
	echo "$(STATE)" > "$(STAMP)"

# Jupyter Lab comes only when it is asked for: with it, every report starts 1.4 s later.
lab: env
	$(PYTHON_HERE) -c "import jupyterlab" 2>/dev/null || $(INSTALL) $(LOCK) -e ".[lab,test]"
	$(PYTHON_HERE) -m jupyterlab notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

check: env
	$(PYTHON_HERE) -m ruff check .
	$(PYTHON_HERE) -m ruff format --check .
	$(PYTHON_HERE) -m mypy

bench: env
	$(PYTHON_HERE) benchmarks/bench.py

bench-statistics: env
	$(PYTHON_HERE) benchmarks/coverage.py

# Back to what git holds, but for reports: those may be of articles of your own.
clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find framing tests benchmarks corpus -name __pycache__ -type d -prune -exec rm -rf {} +
