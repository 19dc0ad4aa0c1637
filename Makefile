PYTHON ?= python3

.PHONY: run test check lock format mutants

run: ## 安装、迁移、载入预置竞赛,启动网站、任务进程和定时器
	@exec $(PYTHON) scripts/run.py

test: ## 在 SQLite 与 PostgreSQL + Redis 上运行全部检查和测试
	@exec $(PYTHON) scripts/test.py

check: ## 格式、静态检查、类型、分层、迁移、部署检查
	@exec $(PYTHON) scripts/check.py

mutants: ## 变异测试:逐处改动计分引擎,看测试能否察觉(耗时约一小时)
	@exec $(PYTHON) scripts/mutants.py $(MODULES)

format: ## 按统一格式改写源文件
	@$(PYTHON) scripts/bootstrap.py --dev
	@.venv/bin/ruff check --fix-only .
	@.venv/bin/ruff format .

lock: ## 按 pyproject.toml 与 package.json 重做锁文件
	@$(PYTHON) scripts/bootstrap.py --dev
	@.venv/bin/python scripts/lock.py
	@npm install --package-lock-only --ignore-scripts
