# Each target sets itself up on a machine with Python 3.11 or later and nothing else.
.PHONY: demo test check evals bench samples clean trust-hostile trust-fuzz trust-kill trust-reminders trust-interleaving trust-disk-full trust-backup trust-ssrf

# Checks and tests start hundreds of processes; none of them compiles the libraries again.
unexport PYTHONDONTWRITEBYTECODE

TOOLS := HEED_GROUPS="dev e2e samples" ./run
# File by file in their order: the longest (tests/access, LONGEST in tests/e2e) have few tests and
# would come last by their number.
SPREAD := --dist loadfile --no-loadscope-reorder

demo: ## A fictional State's workspace, imported for real; prints a sign-in link and serves
	./run heed demo

test: ## All tests; says which are skipped and why
	@test -n "$$HEED_CORPUS" || echo "HEED_CORPUS is not set: tests on the real documents are skipped."
	@command -v chromium >/dev/null || echo "No chromium: tests in the browser are skipped (apt-get install chromium)."
	$(TOOLS) pytest $(SPREAD) -n 2 -rs --ignore tests/e2e
	$(TOOLS) pytest $(SPREAD) -n 2 -rs tests/e2e

check: ## Format, lint, types, borders between the packages, migrations, lock file
	$(TOOLS) ruff format --check .
	$(TOOLS) ruff check .
	$(TOOLS) mypy
	$(TOOLS) lint-imports
	HEED_DATA=.demo/check $(TOOLS) python -m heedweb.manage makemigrations --check --dry-run
	.venv-tools/bin/uv lock --check --quiet

evals: ## Every quality score, against the floors in evals/baseline.json
	$(TOOLS) python -m evals.run

bench: ## Every speed as a ratio within one run
	HEED_GROUPS="dev e2e samples bench" ./run python -m benchmarks.run

trust-hostile: ## Hostile files through the command: outcome, time, memory, connections
	HEED_GROUPS="dev trust" ./run python -m trust.hostile
	HEED_GROUPS="dev trust" ./run python -m trust.hostile_page

trust-fuzz: ## N seeded mutants of good files; none may be uncaught
	$(TOOLS) python -m trust.fuzz $(or $(N),5000)

trust-kill: ## SIGKILL at N points of imports, reviews and backups
	$(TOOLS) python -m trust.kill $(or $(N),200)

trust-reminders: ## SIGKILL at N points of reminding and sending; mails are counted by Message-ID
	$(TOOLS) python -m trust.reminders $(or $(N),100)

trust-interleaving: ## Two people at each form in Chromium, N times in an order of chance; no word may be lost
	$(TOOLS) python -m trust.interleaving $(or $(N),10)

trust-disk-full: ## A disk that is full at N points (needs root, to mount a small one)
	$(TOOLS) python -m trust.disk_full $(or $(N),50)

trust-backup: ## Backups while five people work, restored and compared
	$(TOOLS) python -m trust.backup

trust-ssrf: ## Addresses that must not be connected to: connections are counted at the socket
	$(TOOLS) python -m trust.ssrf

samples: ## Compose the sample documents anew
	$(TOOLS) python -m samples.compose

clean:
	rm -rf .venv .venv-tools .demo .mypy_cache .pytest_cache .ruff_cache build
